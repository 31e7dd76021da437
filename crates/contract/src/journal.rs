//! The journal of a ticket, as sent out.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{EventSeq, TicketId};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::intervals::Axis;
use guichet_domain::ticket::{self, DeedKind};
use serde::{Deserialize, Serialize};

use crate::category::CategoryRef;
use crate::person::PersonRef;
use crate::team::TeamRef;

/// One event: `kind` and `payload` say what changed, with old and new values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = JournalEvent))]
pub struct Event {
    /// Its place in the journal of the desk.
    pub seq: EventSeq,
    /// The ticket.
    pub ticket_id: TicketId,
    /// The ticket's version once the whole deed was done: events of one deed share it.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// The deed it is a part of.
    pub deed: DeedKind,
    /// What changed.
    #[serde(flatten)]
    pub event: ticket::Event,
}

/// A page of a ticket's journal, oldest first, with the names of those it mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Journal {
    /// The events.
    pub items: Vec<Event>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
    /// People mentioned.
    pub people: Vec<PersonRef>,
    /// Teams mentioned.
    pub teams: Vec<TeamRef>,
    /// Categories mentioned.
    pub categories: Vec<CategoryRef>,
}

/// A time during which a level, a team or an agent held a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Interval {
    /// Whether `holder` is a level, a team or an agent.
    pub axis: Axis,
    /// `n1`..`n3`, or the name of the team or agent.
    pub holder: String,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when; `null` while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What the live stream says: a ticket changed. The new state is asked for where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LiveEvent {
    /// The place in the journal up to which the ticket changed; also the id of the server-sent event.
    pub seq: EventSeq,
    /// The ticket.
    pub ticket_id: TicketId,
    /// Its version after the change.
    pub version: i64,
    /// The deed.
    pub deed: DeedKind,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
}
