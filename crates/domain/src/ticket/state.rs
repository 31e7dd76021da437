//! What a ticket is at one moment: the sum of its journal.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::words::{
    Approval, Channel, CloseCode, HoldReason, Impact, Kind, Level, Priority, ResolutionCode, Stage,
    Status, Urgency,
};
use crate::ids::{CategoryId, MessageId, OrganizationId, PersonId, TeamId, TicketId};
use crate::people::Language;

/// A ticket. Everything here follows from its journal by [`super::replay::replay`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// The number people quote.
    pub id: TicketId,
    /// Grows by one with each deed that changes something.
    pub version: i64,
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// The category, once known.
    pub category: Option<CategoryId>,
    /// Sorted, without repetition.
    pub tags: Vec<String>,
    /// Who asked.
    pub requester: PersonId,
    /// The requester's organization when the ticket was created.
    pub organization: Option<OrganizationId>,
    /// By which way it came.
    pub channel: Channel,
    /// The language of messages to the requester.
    pub language: Language,
    /// How many are hindered; set by agents.
    pub impact: Option<Impact>,
    /// How soon; said by the requester, settled by agents.
    pub urgency: Option<Urgency>,
    /// Derived by the matrix, or overridden.
    pub priority: Priority,
    /// Why the priority is not the matrix's; `None` when it is.
    pub priority_override: Option<String>,
    /// The level that holds it.
    pub level: Level,
    /// The team in charge.
    pub team: Option<TeamId>,
    /// The agent in charge.
    pub assignee: Option<PersonId>,
    /// Where in its life it is.
    pub stage: Stage,
    /// When it entered that stage.
    pub stage_since: DateTime<Utc>,
    /// What it waits for, if anything.
    pub hold: Option<Hold>,
    /// Whether it is a major incident.
    pub major: bool,
    /// The state of the approval it needs, if it needs one.
    pub approval: Option<Approval>,
    /// Those who follow it besides requester and assignee; sorted.
    pub followers: Vec<PersonId>,
    /// The probable cause, once sought.
    pub diagnosis: Option<Diagnosis>,
    /// The last solution.
    pub resolution: Option<Resolution>,
    /// What was learnt.
    pub documentation: Option<Documentation>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When its journal last grew.
    pub updated_at: DateTime<Utc>,
    /// When it was first qualified.
    pub qualified_at: Option<DateTime<Utc>>,
    /// The first public reply by an agent.
    pub first_response_at: Option<DateTime<Utc>>,
    /// The first solution.
    pub first_resolved_at: Option<DateTime<Utc>>,
    /// The last solution.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When the requester confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it ended; `None` while it has not.
    pub closed_at: Option<DateTime<Utc>>,
    /// How it ended.
    pub close_code: Option<CloseCode>,
    /// Times it was opened again.
    pub reopen_count: i32,
    /// Times it was handed to a higher level, team or person by escalation.
    pub escalation_count: i32,
    /// Public replies by agents.
    pub reply_count: i32,
    /// Times an agent came in charge.
    pub assignee_count: i32,
    /// Times a team came in charge.
    pub team_count: i32,
}

/// Why and since when a ticket waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hold {
    /// What it waits for.
    pub reason: HoldReason,
    /// Until when; always given for `scheduled`.
    pub until: Option<DateTime<Utc>>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What the search for the cause found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Diagnosis {
    /// The probable cause, in words.
    pub cause: String,
    /// The desk's own code of the cause.
    pub cause_code: Option<String>,
    /// What was seen and tried.
    pub findings: String,
}

/// A solution, as told to the requester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Resolution {
    /// What was done.
    pub solution: String,
    /// How it was solved.
    pub code: ResolutionCode,
    /// The public message that says so; `None` where history was imported without texts.
    pub message: Option<MessageId>,
}

/// What was learnt, or why nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Documentation {
    /// A note for those who meet it again.
    Note {
        /// The note.
        text: String,
    },
    /// An article, linked by its address or drafted.
    Article {
        /// Where it stands.
        reference: String,
    },
    /// Nothing to learn.
    NothingToDocument {
        /// Why.
        reason: String,
    },
}

impl Ticket {
    /// What the outside sees; derived, never stored apart from its sources.
    pub fn status(&self) -> Status {
        if self.closed_at.is_some() {
            return Status::Closed;
        }
        match (self.stage, &self.hold) {
            (Stage::Creation, _) => Status::New,
            (Stage::Documentation | Stage::Closure, _) => Status::Resolved,
            (_, None) => Status::Open,
            (_, Some(hold)) => match hold.reason {
                HoldReason::Requester => Status::WaitingRequester,
                HoldReason::ThirdParty | HoldReason::Scheduled | HoldReason::Approval => {
                    Status::WaitingThirdParty
                }
            },
        }
    }

    /// The stage a ticket is reopened to: diagnosis, or qualification where that was never done.
    pub fn reopening_stage(&self) -> Stage {
        if self.qualified_at.is_some() {
            Stage::Diagnosis
        } else {
            Stage::Qualification
        }
    }

    /// Whether someone takes part as requester or follower.
    pub fn has_participant(&self, person: PersonId) -> bool {
        self.requester == person || self.followers.binary_search(&person).is_ok()
    }
}
