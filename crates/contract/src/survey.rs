//! How it was: what requesters are asked after the end, and the page behind a link in a mail.

use chrono::{DateTime, Utc};
use guichet_domain::people::Language;
use guichet_domain::post::SurveyKind;
use guichet_domain::ticket::Status;
use serde::{Deserialize, Serialize};

/// What is asked of a ticket, and what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Survey {
    /// What is asked: `csat` takes 1 to 5, `nps` 0 to 10, `ces` 1 to 7.
    pub kind: SurveyKind,
    /// The score; `null` while there is no answer.
    pub score: Option<i32>,
    /// What the requester added.
    pub comment: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Until when the answer can be changed; `null` while there is none.
    pub changeable_until: Option<DateTime<Utc>>,
}

/// What a requester says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SurveyAnswer {
    /// Within what the survey takes.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 10))]
    pub score: i32,
    /// Anything to add.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// How requesters have answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tally {
    /// What was asked.
    pub kind: SurveyKind,
    /// How many answered.
    pub answers: i64,
    /// `csat`: the share of 4 and 5; `nps`: promoters less detractors; both in percent. `ces`: the mean.
    pub figure: f64,
    /// How often each score was given, lowest first.
    pub scores: Vec<ScoreCount>,
}

/// How often a score was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScoreCount {
    /// The score.
    pub score: i32,
    /// How often.
    pub count: i64,
}

/// From when to when answers are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct TallyQuery {
    /// From this time on; 30 days ago when absent.
    #[serde(default)]
    pub from: Option<DateTime<Utc>>,
    /// Before this time; now when absent.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// What whoever has a link from a mail is asked. Looking at it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Asked {
    /// What the desk is called.
    pub desk_name: String,
    /// The number of the request.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// How it stands.
    pub status: Status,
    /// Whether it can be confirmed now.
    pub can_confirm: bool,
    /// Whether it can be said now that it is not solved.
    pub can_reopen: bool,
    /// Whether it was confirmed before.
    pub confirmed: bool,
    /// In which language to ask.
    pub language: Language,
    /// How it was, as far as it is asked.
    pub survey: Option<Survey>,
}

/// What is still wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StillWrong {
    /// In words; they join the conversation.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
