//! The order of a list, and a place in it.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::Priority;

use super::list::Row;

/// The order of a list; the number decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Last changed first.
    UpdatedDescending,
    /// Longest unchanged first.
    UpdatedAscending,
    /// Newest first.
    CreatedDescending,
    /// Oldest first.
    CreatedAscending,
    /// Most pressing first, among equals the oldest.
    Priority,
    /// Broken promises first, then those at risk, on track, paused, and no promise; the nearest due
    /// time first.
    Promise,
}

impl Sort {
    /// The letters that stand for it in a position.
    fn code(self) -> &'static str {
        match self {
            Self::UpdatedDescending => "ud",
            Self::UpdatedAscending => "ua",
            Self::CreatedDescending => "cd",
            Self::CreatedAscending => "ca",
            Self::Priority => "p",
            Self::Promise => "d",
        }
    }

    /// The beginning of the condition that a row lies beyond a time and a number.
    pub(super) fn beyond(self) -> &'static str {
        match self {
            Self::UpdatedDescending => "(tickets.updated_at, tickets.id) < (",
            Self::UpdatedAscending => "(tickets.updated_at, tickets.id) > (",
            Self::CreatedDescending => "(tickets.created_at, tickets.id) < (",
            Self::CreatedAscending | Self::Priority | Self::Promise => {
                "(tickets.created_at, tickets.id) > ("
            }
        }
    }

    /// Which of two rows comes first.
    pub(super) fn compare(self, one: &Row, other: &Row) -> Ordering {
        let (updated, created) = (
            (one.updated_at, one.id).cmp(&(other.updated_at, other.id)),
            (one.created_at, one.id).cmp(&(other.created_at, other.id)),
        );
        match self {
            Self::UpdatedDescending => updated.reverse(),
            Self::UpdatedAscending => updated,
            Self::CreatedDescending => created.reverse(),
            Self::CreatedAscending => created,
            Self::Priority => one.priority.cmp(&other.priority).then(created),
            Self::Promise => {
                let order = |row: &Row| (row.standing, row.promise_at, row.id);
                order(one).cmp(&order(other))
            }
        }
    }
}

/// The place of a row in a list. As text it is a cursor, safe in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    sort: Sort,
    priority: Priority,
    standing: Standing,
    at: DateTime<Utc>,
    id: TicketId,
}

/// The text is no position of a list in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no position in a list of this order")]
pub struct PositionError;

impl Position {
    pub(super) fn of(sort: Sort, row: &Row) -> Self {
        let at = match sort {
            Sort::UpdatedDescending | Sort::UpdatedAscending => row.updated_at,
            Sort::CreatedDescending | Sort::CreatedAscending | Sort::Priority => row.created_at,
            Sort::Promise => row.promise_at,
        };
        Self {
            sort,
            priority: row.priority,
            standing: row.standing,
            at,
            id: row.id,
        }
    }

    /// Reads a position in a list of a certain order.
    ///
    /// # Errors
    /// When the text was not made by `to_string` of a position in the same order.
    pub fn parse(sort: Sort, text: &str) -> Result<Self, PositionError> {
        let parts: Vec<&str> = text.split('.').collect();
        let [code, rank, micros, id] = parts[..] else {
            return Err(PositionError);
        };
        if code != sort.code() {
            return Err(PositionError);
        }
        let micros = micros.parse().map_err(|_| PositionError)?;
        // By promise the rank is the standing, else the priority: the other one says nothing.
        let (priority, standing) = match sort {
            Sort::Promise => (Priority::P1, rank.parse().map_err(|_| PositionError)?),
            _ => (rank.parse().map_err(|_| PositionError)?, Standing::None),
        };
        Ok(Self {
            sort,
            priority,
            standing,
            at: DateTime::from_timestamp_micros(micros).ok_or(PositionError)?,
            id: id.parse().map_err(|_| PositionError)?,
        })
    }

    pub(super) fn priority(&self) -> Priority {
        self.priority
    }

    pub(super) fn standing(&self) -> Standing {
        self.standing
    }

    /// The time by which the list is ordered.
    pub(super) fn at(&self) -> DateTime<Utc> {
        self.at
    }

    pub(super) fn id(&self) -> TicketId {
        self.id
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, at, id) = (self.sort.code(), self.at.timestamp_micros(), self.id);
        match self.sort {
            Sort::Promise => write!(f, "{code}.{}.{at}.{id}", self.standing),
            _ => write!(f, "{code}.{}.{at}.{id}", self.priority),
        }
    }
}
