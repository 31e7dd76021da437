//! What each deed on a ticket must carry: one endpoint, one typed body each.
//!
//! `version` is the version the sender has read. A deed on a ticket that has changed since is
//! refused with `stale`, and nothing is overwritten.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{AttachmentId, CategoryId, PersonId, TeamId, TicketId};
use guichet_domain::ticket::{
    Documentation, HoldReason, Impact, Kind, Level, LinkKind, Priority, ResolutionCode, Stage,
    Urgency,
};
use serde::{Deserialize, Serialize};

use crate::patch;

/// A deed that carries nothing: take, confirm, resume, approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Plain {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
}

/// A deed that carries a reason: reopen, cancel, spam, reject, close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reasoned {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Who comes in charge: absent stays, `null` takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assign {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The agent.
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    #[serde(
        default,
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub assignee_id: Option<Option<PersonId>>,
    /// The team.
    #[cfg_attr(feature = "schema", schema(value_type = Option<TeamId>))]
    #[serde(
        default,
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub team_id: Option<Option<TeamId>>,
}

/// Nature and priority; ends the qualification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Qualify {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// What it is about.
    pub kind: Kind,
    /// The category.
    pub category_id: CategoryId,
    /// How many are hindered.
    pub impact: Impact,
    /// How soon.
    pub urgency: Urgency,
    /// The level that goes on; the present one, or the team's, when absent.
    #[serde(default)]
    pub level: Option<Level>,
    /// The team that goes on; the present one when absent.
    #[serde(default)]
    pub team_id: Option<TeamId>,
}

/// Nature and priority, corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Requalify {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The present one when absent.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The present one when absent.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// The present one when absent.
    #[serde(default)]
    pub impact: Option<Impact>,
    /// The present one when absent.
    #[serde(default)]
    pub urgency: Option<Urgency>,
}

/// A priority against the matrix with its reason, or `null` to give it back to the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Prioritize {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The priority; `null` or absent is the matrix's.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// Why; needed with a priority.
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    #[serde(default)]
    pub reason: Option<String>,
}

/// The probable cause; ends the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Diagnose {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The probable cause.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub cause: String,
    /// The desk's own code of it.
    #[cfg_attr(feature = "schema", schema(max_length = 60))]
    #[serde(default)]
    pub cause_code: Option<String>,
    /// What was seen and tried.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub findings: String,
}

/// The solution, told to the requester; ends the resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Resolve {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// How it was solved.
    pub code: ResolutionCode,
    /// What was done, for the desk.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub solution: String,
    /// The public message to the requester; the solution itself when absent.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    #[serde(default)]
    pub message: Option<String>,
    /// Files of the message, uploaded before.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
}

/// What was learnt; ends the documentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Document {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// A note, an article, or why there is nothing to document.
    pub documentation: Documentation,
}

/// The requester says it is not solved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NotSolved {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// What is still wrong; added to the conversation.
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a ticket waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = HoldDeed))]
pub struct Hold {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// What for.
    pub reason: HoldReason,
    /// Until when, in the future; needed for `scheduled`.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// Back to an earlier stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SendBack {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The earlier stage.
    pub stage: Stage,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Everything that the stages up to the solution still need, at once; what the ticket already has
/// may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Solve {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// What it is about.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// How many are hindered.
    #[serde(default)]
    pub impact: Option<Impact>,
    /// How soon.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// The probable cause.
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    #[serde(default)]
    pub cause: Option<String>,
    /// The desk's own code of the cause.
    #[cfg_attr(feature = "schema", schema(max_length = 60))]
    #[serde(default)]
    pub cause_code: Option<String>,
    /// What was seen and tried; the cause itself when absent.
    #[cfg_attr(feature = "schema", schema(max_length = 100_000))]
    #[serde(default)]
    pub findings: Option<String>,
    /// How it was solved.
    pub code: ResolutionCode,
    /// What was done, for the desk.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub solution: String,
    /// The public message to the requester; the solution itself when absent.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    #[serde(default)]
    pub message: Option<String>,
    /// Files of the message, uploaded before.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// What was learnt; with it the ticket goes on to closure.
    #[serde(default)]
    pub documentation: Option<Documentation>,
}

/// A change of hands between levels: at least one of level, team, agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hand {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The level; the team's when absent.
    #[serde(default)]
    pub level: Option<Level>,
    /// The team.
    #[serde(default)]
    pub team_id: Option<TeamId>,
    /// The agent.
    #[serde(default)]
    pub assignee_id: Option<PersonId>,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
    /// The internal note for those who take over.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub note: String,
}

/// A public reply or an internal note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Write {
    /// The text.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub body: String,
    /// Files, uploaded before.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// When given, the message is refused if the ticket has changed since.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    #[serde(default)]
    pub version: Option<i64>,
}

/// Tags to put on and to take off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = TagDeed))]
pub struct Tag {
    /// To put on.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub add: Vec<String>,
    /// To take off.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub remove: Vec<String>,
}

/// A link to another ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = LinkDeed))]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// The other ticket.
    pub ticket_id: TicketId,
    /// Whether the two are bound afterwards; `true` when absent.
    #[serde(default = "yes")]
    pub linked: bool,
}

/// Who follows a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Follow {
    /// Who; oneself when absent.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Whether they follow afterwards; `true` when absent.
    #[serde(default = "yes")]
    pub following: bool,
}

/// A corrected subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rename {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// The line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 250))]
    pub subject: String,
}

/// A major incident, or no longer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MarkMajor {
    /// The version read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    /// Whether it is one.
    pub major: bool,
}

fn yes() -> bool {
    true
}
