//! What the journal records: one event per real change, with old and new values.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::deeds::DeedKind;
use super::state::{Documentation, Hold};
use super::words::{
    Channel, CloseCode, Impact, Kind, Level, LinkKind, Priority, ReopenCause, ResolutionCode,
    ResumeCause, Side, Stage, Urgency,
};
use crate::ids::{CategoryId, MessageId, OrganizationId, PersonId, TeamId, TicketId};
use crate::people::Language;
use crate::post::SurveyKind;
use crate::routing::Decision;
use crate::sla::ClockKind;

/// An old and a new value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

impl<T: PartialEq> Change<T> {
    /// From one value to another.
    pub fn new(from: T, to: T) -> Self {
        Self { from, to }
    }

    /// Whether the two differ.
    pub fn is_real(&self) -> bool {
        self.from != self.to
    }
}

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// The desk itself: a delay that ended, an import.
    System,
}

/// One entry of a ticket's journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The ticket it belongs to.
    pub ticket: TicketId,
    /// The ticket's version once the whole deed is done.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// The deed it is a part of.
    pub deed: DeedKind,
    /// What changed.
    pub event: Event,
}

/// How a ticket began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Created {
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// The category, if already chosen.
    pub category: Option<CategoryId>,
    /// Sorted, without repetition.
    pub tags: Vec<String>,
    /// Who asked.
    pub requester: PersonId,
    /// The requester's organization.
    pub organization: Option<OrganizationId>,
    /// By which way it came.
    pub channel: Channel,
    /// The language of messages to the requester.
    pub language: Language,
    /// How many are hindered, if already known.
    pub impact: Option<Impact>,
    /// How soon, as the requester says.
    pub urgency: Option<Urgency>,
    /// By the matrix.
    pub priority: Priority,
    /// The level that gets it first.
    pub level: Level,
    /// The team it was given to.
    pub team: Option<TeamId>,
    /// Whether a program asked, to whom nothing is promised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schema(default = false))]
    pub automatic: bool,
}

/// What happened to a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum Event {
    /// It began.
    Created(Box<Created>),
    /// It moved along the line.
    StageChanged {
        /// From one stage to another.
        stage: Change<Stage>,
    },
    /// Another agent or team is in charge.
    Assigned {
        /// The agent.
        assignee: Change<Option<PersonId>>,
        /// The team.
        team: Change<Option<TeamId>>,
    },
    /// Its nature was established or corrected.
    Classified {
        /// What it is about.
        kind: Change<Kind>,
        /// The category.
        category: Change<Option<CategoryId>>,
        /// How many are hindered.
        impact: Change<Option<Impact>>,
        /// How soon.
        urgency: Change<Option<Urgency>>,
    },
    /// Its priority changed, by the matrix or by override.
    PriorityChanged {
        /// The priority.
        priority: Change<Priority>,
        /// The reason of the override, if there is one.
        override_reason: Change<Option<String>>,
    },
    /// Another level holds it, without an escalation.
    LevelChanged {
        /// The level.
        level: Change<Level>,
    },
    /// It was handed to a higher level, or across, with a note.
    Escalated(Handover),
    /// It was handed to a lower level, with a note.
    Deescalated(Handover),
    /// The probable cause is known.
    Diagnosed {
        /// In words.
        cause: String,
        /// The desk's own code.
        cause_code: Option<String>,
        /// What was seen and tried.
        findings: String,
    },
    /// It was solved.
    Resolved {
        /// What was done.
        solution: String,
        /// How.
        code: ResolutionCode,
        /// The public message that says so; `None` where history was imported without texts.
        message: Option<MessageId>,
    },
    /// What was learnt was recorded.
    Documented {
        /// The note, the article or the reason.
        documentation: Documentation,
    },
    /// The requester confirmed.
    Confirmed,
    /// It ended.
    Closed {
        /// How.
        code: CloseCode,
        /// Why, where an agent closed it.
        reason: Option<String>,
    },
    /// It is open again.
    Reopened {
        /// By what.
        cause: ReopenCause,
        /// Why, in words.
        reason: Option<String>,
    },
    /// It waits.
    Held {
        /// For what and until when.
        hold: Change<Option<Hold>>,
    },
    /// It waits no longer.
    Resumed {
        /// What it waited for.
        hold: Hold,
        /// What ended it.
        cause: ResumeCause,
    },
    /// It was returned to an earlier stage.
    SentBack {
        /// Why.
        reason: String,
    },
    /// A public message was added.
    Replied {
        /// The message.
        message: MessageId,
        /// Who wrote it.
        side: Side,
        /// Whether it says nothing but thanks.
        thanks: bool,
    },
    /// An internal note was added.
    Noted {
        /// The message.
        message: MessageId,
    },
    /// Its tags changed.
    Tagged {
        /// New ones.
        added: Vec<String>,
        /// Taken off.
        removed: Vec<String>,
    },
    /// It was linked to another ticket.
    Linked {
        /// How.
        link: LinkKind,
        /// The other ticket.
        other: TicketId,
    },
    /// A link was removed.
    Unlinked {
        /// How it was bound.
        link: LinkKind,
        /// The other ticket.
        other: TicketId,
    },
    /// Someone follows it.
    Followed {
        /// Who.
        person: PersonId,
    },
    /// Someone follows it no longer.
    Unfollowed {
        /// Who.
        person: PersonId,
    },
    /// Its subject was corrected.
    SubjectChanged {
        /// The line.
        subject: Change<String>,
    },
    /// It became a major incident, or is one no longer.
    MajorChanged {
        /// Whether it is.
        major: Change<bool>,
    },
    /// It needs an approval.
    ApprovalRequested,
    /// The approval was granted or refused.
    ApprovalDecided {
        /// Granted.
        approved: bool,
        /// Why, where it was refused.
        reason: Option<String>,
    },
    /// A promise is at risk, or broken.
    Alerted(Alert),
    /// The routing decided; what that changes is told by the events that follow.
    Routed(Decision),
    /// The requester said how it was.
    Rated {
        /// What was asked.
        survey: SurveyKind,
        /// The score.
        score: Change<Option<i32>>,
    },
}

/// A promise at risk, or broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alert {
    /// Which clock.
    pub clock: ClockKind,
    /// The level, where it measures the stay at one.
    pub level: Option<Level>,
    /// The percentage of the target that is used; 100 when the time is over.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100))]
    pub percent: i32,
    /// When the time is over, or was.
    pub due_at: DateTime<Utc>,
    /// Whether this is told later than it should have been, because the desk was not running.
    pub late: bool,
}

/// A change of hands between levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Handover {
    /// The level.
    pub level: Change<Level>,
    /// The team.
    pub team: Change<Option<TeamId>>,
    /// The agent.
    pub assignee: Change<Option<PersonId>>,
    /// Why.
    pub reason: String,
    /// The internal message for those who take over.
    pub note: MessageId,
}

impl Event {
    /// The stable name of the kind of event, as it stands in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Created(_) => "created",
            Self::StageChanged { .. } => "stage_changed",
            Self::Assigned { .. } => "assigned",
            Self::Classified { .. } => "classified",
            Self::PriorityChanged { .. } => "priority_changed",
            Self::LevelChanged { .. } => "level_changed",
            Self::Escalated(_) => "escalated",
            Self::Deescalated(_) => "deescalated",
            Self::Diagnosed { .. } => "diagnosed",
            Self::Resolved { .. } => "resolved",
            Self::Documented { .. } => "documented",
            Self::Confirmed => "confirmed",
            Self::Closed { .. } => "closed",
            Self::Reopened { .. } => "reopened",
            Self::Held { .. } => "held",
            Self::Resumed { .. } => "resumed",
            Self::SentBack { .. } => "sent_back",
            Self::Replied { .. } => "replied",
            Self::Noted { .. } => "noted",
            Self::Tagged { .. } => "tagged",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::Followed { .. } => "followed",
            Self::Unfollowed { .. } => "unfollowed",
            Self::SubjectChanged { .. } => "subject_changed",
            Self::MajorChanged { .. } => "major_changed",
            Self::ApprovalRequested => "approval_requested",
            Self::ApprovalDecided { .. } => "approval_decided",
            Self::Alerted(_) => "alerted",
            Self::Routed(_) => "routed",
            Self::Rated { .. } => "rated",
        }
    }

    /// Whether requesters may read it: what they see of the line, never how the desk works inside.
    pub fn is_public(&self) -> bool {
        match self {
            Self::StageChanged { .. }
            | Self::Resolved { .. }
            | Self::Confirmed
            | Self::Closed { .. }
            | Self::Reopened { .. }
            | Self::Held { .. }
            | Self::Resumed { .. }
            | Self::Replied { .. }
            | Self::SubjectChanged { .. } => true,
            Self::Created(_)
            | Self::Assigned { .. }
            | Self::Classified { .. }
            | Self::PriorityChanged { .. }
            | Self::LevelChanged { .. }
            | Self::Escalated(_)
            | Self::Deescalated(_)
            | Self::Diagnosed { .. }
            | Self::Documented { .. }
            | Self::SentBack { .. }
            | Self::Noted { .. }
            | Self::Tagged { .. }
            | Self::Linked { .. }
            | Self::Unlinked { .. }
            | Self::Followed { .. }
            | Self::Unfollowed { .. }
            | Self::MajorChanged { .. }
            | Self::ApprovalRequested
            | Self::ApprovalDecided { .. }
            | Self::Alerted(_)
            | Self::Routed(_)
            | Self::Rated { .. } => false,
        }
    }
}
