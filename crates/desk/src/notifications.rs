//! What the desk tells people.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{NotificationId, PersonId, TicketId};
use guichet_domain::people::Role;
use guichet_domain::post::SurveyKind;
use guichet_domain::sla::ClockKind;
use guichet_domain::ticket::ReopenCause;
use guichet_domain::ticket::event::Alert;
use guichet_store::{Connection, notifications};
use serde::{Deserialize, Serialize};

use crate::page::{Slice, numbered};
use crate::post::letters;
use crate::{By, Page, Refusal, settings};

/// Counting the unread stops here.
pub const UNREAD_BOUND: u32 = 100;

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

impl News {
    /// What an alert says.
    pub(crate) fn of(alert: &Alert) -> Self {
        let Alert {
            clock,
            percent,
            due_at,
            late,
            ..
        } = *alert;
        match percent {
            100 => Self::ClockBreached {
                clock,
                due_at,
                late,
            },
            percent => Self::ClockAtRisk {
                clock,
                percent,
                due_at,
                late,
            },
        }
    }
}

/// Something told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Which one.
    pub id: NotificationId,
    /// The ticket it is about, if it is about one.
    pub ticket: Option<TicketId>,
    /// Its number as people quote it.
    pub number: Option<String>,
    /// Its subject, as it is now; `None` where it has gone out of the reader's sight.
    pub subject: Option<String>,
    /// What happened.
    pub news: News,
    /// When it was told.
    pub created_at: DateTime<Utc>,
    /// When it was read; `None` while it is not.
    pub read_at: Option<DateTime<Utc>>,
}

/// A page of what somebody was told, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notifications {
    /// The page.
    pub page: Page<Notification>,
    /// How many are unread, counted up to [`UNREAD_BOUND`].
    pub unread: u32,
}

/// Tells people the same news.
pub(crate) fn tell(
    tx: &mut Connection,
    people: &[PersonId],
    ticket: Option<TicketId>,
    news: &News,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    if people.is_empty() {
        return Ok(());
    }
    let told = serde_json::to_value(news).map_err(|error| Refusal::Fault(error.to_string()))?;
    notifications::tell(tx, people, ticket, &told, at)?;
    letters::notify(tx, people, ticket, news, at)
}

/// What whoever asks was told. A ticket that has gone out of their sight since is named by its
/// number alone.
pub fn list(tx: &mut Connection, by: &By, slice: &Slice) -> Result<Notifications, Refusal> {
    by.require(Role::Agent)?;
    let settings = settings::load(tx)?;
    let person = by.viewer.person;
    let page = notifications::of_person(tx, person, slice.after()?, slice.limit())?;
    let ids: Vec<TicketId> = page.items.iter().filter_map(|told| told.ticket).collect();
    let visible = guichet_domain::ticket::policy::visible(&by.viewer);
    let seen = guichet_store::tickets::visible_among(tx, &visible, &ids)?;
    let sees = |ticket: TicketId| seen.iter().any(|row| row.id == ticket);
    let show = |told: notifications::Notification| {
        let news = serde_json::from_value(told.news);
        Ok(Notification {
            id: told.id,
            ticket: told.ticket,
            number: told.ticket.map(|ticket| settings.number(ticket)),
            subject: told.subject.filter(|_| told.ticket.is_some_and(sees)),
            news: news.map_err(|error| Refusal::Fault(error.to_string()))?,
            created_at: told.created_at,
            read_at: told.read_at,
        })
    };
    let page = numbered(page);
    let items = page
        .items
        .into_iter()
        .map(show)
        .collect::<Result<_, Refusal>>()?;
    Ok(Notifications {
        page: Page {
            items,
            next: page.next,
        },
        unread: notifications::unread(tx, person, UNREAD_BOUND)?,
    })
}

/// Whoever asks has read what they were told, up to one of it or all.
pub fn mark_read(
    tx: &mut Connection,
    by: &By,
    up_to: Option<NotificationId>,
) -> Result<(), Refusal> {
    by.require(Role::Agent)?;
    Ok(notifications::mark_read(
        tx,
        by.viewer.person,
        up_to,
        by.at,
    )?)
}
