//! What the desk tells a person.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{NotificationId, TicketId};
use guichet_domain::post::SurveyKind;
use guichet_domain::sla::ClockKind;
use guichet_domain::ticket::ReopenCause;
use serde::{Deserialize, Serialize};

/// Something told to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Notification {
    /// Which one.
    pub id: NotificationId,
    /// The ticket it is about; `null` where it is about the desk itself.
    pub ticket_id: Option<TicketId>,
    /// Its number as people quote it.
    pub number: Option<String>,
    /// Its subject, as it is now; `null` where it is not for the reader any more.
    pub subject: Option<String>,
    /// What happened.
    pub news: News,
    /// When it was told.
    pub created_at: DateTime<Utc>,
    /// When it was read; `null` while it is not.
    pub read_at: Option<DateTime<Utc>>,
}

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum News {
    /// A promise is at risk.
    ClockAtRisk {
        /// Which clock.
        clock: ClockKind,
        /// The percentage of the target that is used.
        percent: i32,
        /// When the time is over.
        due_at: DateTime<Utc>,
        /// Whether this is told later than it should have been.
        late: bool,
    },
    /// A promise is broken.
    ClockBreached {
        /// Which clock.
        clock: ClockKind,
        /// When the time was over.
        due_at: DateTime<Utc>,
        /// Whether this is told later than it should have been.
        late: bool,
    },
    /// The ticket was given to the reader by the routing.
    Routed,
    /// The requester of a ticket of the reader's has written.
    Replied,
    /// A ticket of the reader's is open again.
    Reopened {
        /// By what.
        cause: ReopenCause,
    },
    /// A message on a ticket could not be delivered.
    Undelivered {
        /// To whom it went.
        address: String,
    },
    /// A requester was not satisfied.
    LowScore {
        /// What was asked.
        survey: SurveyKind,
        /// The score.
        score: i32,
    },
    /// A mailbox cannot be read.
    MailboxFailing {
        /// Its name.
        mailbox: String,
        /// What its server says.
        error: String,
    },
    /// A mailbox gets nothing any more, against its habit.
    MailboxSilent {
        /// Its name.
        mailbox: String,
    },
    /// An address sends more than is taken from it.
    TooMuchMail {
        /// The address.
        address: String,
    },
}

/// A page of the notifications of whoever asks, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Notifications {
    /// The notifications.
    pub items: Vec<Notification>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
    /// How many are unread, counted up to 100.
    pub unread: i64,
}

/// Which notifications were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadNotifications {
    /// This one and all before it; all when absent.
    #[serde(default)]
    pub up_to: Option<NotificationId>,
}
