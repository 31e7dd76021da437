//! The policies and calendars in force, read once and kept until one of them changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use guichet_domain::calendar::Calendar;
use guichet_domain::ids::{CalendarId, CategoryId};
use guichet_domain::sla::policy::matching;
use guichet_domain::sla::{Always, Lineage, Measure, Policy};
use guichet_domain::ticket::Ticket;
use guichet_store::{Connection, calendars, categories, clocks, settings, sla_policies};
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// The key under which the store keeps the state of the book.
pub(super) const KEY: &str = "promises";

/// How many books are remembered: one for each database that this process serves.
const REMEMBERED: usize = 8;

/// Which book is in force, and how far the open tickets have been looked at with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// Drawn anew with each change, so that no two books of any database have the same.
    pub(super) stamp: u64,
    /// The ticket after which the walk over the open tickets goes on; `None` when it is over.
    pub(super) walk: Option<i64>,
}

/// What is promised, by the calendars that count.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Those that are used, in the order in which they are tried.
    pub(crate) policies: Vec<Policy>,
    pub(crate) calendars: HashMap<CalendarId, (i64, Calendar)>,
}

/// The policy of a ticket, with the time that it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Law<'a> {
    pub(crate) policy: &'a Policy,
    /// The calendar and its version; `None` counts day and night.
    pub(crate) calendar: Option<(CalendarId, i64)>,
    pub(crate) counted: Counted<'a>,
}

/// What time counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counted<'a> {
    /// Day and night.
    Always,
    /// The open time of a calendar.
    Open(&'a Calendar),
}

impl Measure for Counted<'_> {
    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        match self {
            Self::Always => Always.between(from, to),
            Self::Open(calendar) => calendar.between(from, to),
        }
    }

    fn after(&self, from: DateTime<Utc>, counted: TimeDelta) -> Option<DateTime<Utc>> {
        match self {
            Self::Always => Always.after(from, counted),
            Self::Open(calendar) => calendar.after(from, counted),
        }
    }
}

impl Book {
    /// The policy of a ticket.
    pub(crate) fn law(&self, ticket: &Ticket, tree: &Tree) -> Option<Law<'_>> {
        self.law_by(matching(&self.policies, ticket, tree)?)
    }

    /// A policy with the time that it counts.
    pub(crate) fn law_by<'a>(&'a self, policy: &'a Policy) -> Option<Law<'a>> {
        let (calendar, counted) = match policy.terms.calendar_id {
            None => (None, Counted::Always),
            Some(id) => {
                // A policy is never kept without its calendar, and a calendar in use stays.
                let (version, calendar) = self.calendars.get(&id)?;
                (Some((id, *version)), Counted::Open(calendar))
            }
        };
        Some(Law {
            policy,
            calendar,
            counted,
        })
    }

    /// The time that a calendar counts, as it is now.
    pub(crate) fn counted(&self, calendar: Option<CalendarId>) -> Option<Counted<'_>> {
        match calendar {
            None => Some(Counted::Always),
            Some(id) => {
                let (_, calendar) = self.calendars.get(&id)?;
                Some(Counted::Open(calendar))
            }
        }
    }

    fn uses_categories(&self) -> bool {
        let mut conditions = self.policies.iter().map(|policy| &policy.terms.conditions);
        conditions.any(|conditions| !conditions.category_ids.is_empty())
    }
}

/// The categories above those of some tickets.
#[derive(Debug, Default)]
pub(crate) struct Tree(HashMap<CategoryId, CategoryId>);

impl Lineage for Tree {
    fn parent(&self, category: CategoryId) -> Option<CategoryId> {
        self.0.get(&category).copied()
    }
}

impl Tree {
    /// What stands above the category of one ticket, where a policy asks for it.
    pub(crate) fn of(tx: &mut Connection, book: &Book, ticket: &Ticket) -> Result<Self, Refusal> {
        let Some(category) = ticket.category.filter(|_| book.uses_categories()) else {
            return Ok(Self::default());
        };
        Ok(Self::from(categories::with_parents(tx, &[category])?))
    }

    /// What stands above every category.
    pub(crate) fn whole(tx: &mut Connection) -> Result<Self, Refusal> {
        Ok(Self::from(categories::list(tx)?))
    }
}

impl From<Vec<categories::Category>> for Tree {
    fn from(categories: Vec<categories::Category>) -> Self {
        let above = categories
            .into_iter()
            .filter_map(|category| Some((category.id, category.parent?)));
        Self(above.collect())
    }
}

/// The book in force.
pub(crate) fn book(tx: &mut Connection) -> Result<Arc<Book>, Refusal> {
    let Some((_, state)) = state(tx)? else {
        // Nothing was ever promised here.
        return Ok(Arc::default());
    };
    if let Some(book) = remembered(state.stamp) {
        return Ok(book);
    }
    let book = Arc::new(read(tx)?);
    remember(state.stamp, &book);
    Ok(book)
}

static BOOKS: Mutex<Vec<(u64, Arc<Book>)>> = Mutex::new(Vec::new());

fn remembered(stamp: u64) -> Option<Arc<Book>> {
    let books = BOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    let found = books.iter().find(|(known, _)| *known == stamp);
    found.map(|(_, book)| Arc::clone(book))
}

fn remember(stamp: u64, book: &Arc<Book>) {
    let mut books = BOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    if books.iter().any(|(known, _)| *known == stamp) {
        return;
    }
    if books.len() == REMEMBERED {
        books.remove(0);
    }
    books.push((stamp, Arc::clone(book)));
}

fn read(tx: &mut Connection) -> Result<Book, Refusal> {
    let mut kept = HashMap::new();
    for calendar in calendars::list(tx)? {
        let compiled = Calendar::new(&calendar.definition)
            .map_err(|flaws| Refusal::Fault(format!("calendar {}: {flaws:?}", calendar.id)))?;
        kept.insert(calendar.id, (calendar.version, compiled));
    }
    let policies = sla_policies::list(tx)?.into_iter();
    let policies = policies.filter(|policy| policy.profile.active);
    Ok(Book {
        policies: policies
            .map(|policy| Policy {
                id: policy.id,
                version: policy.version,
                terms: policy.profile.terms,
            })
            .collect(),
        calendars: kept,
    })
}

pub(super) fn state(tx: &mut Connection) -> Result<Option<(i64, State)>, Refusal> {
    let Some(kept) = settings::find(tx, KEY)? else {
        return Ok(None);
    };
    let state = serde_json::from_value(kept.value);
    let state = state.map_err(|error| Refusal::Fault(format!("{KEY}: {error}")))?;
    Ok(Some((kept.version, state)))
}

/// A policy or a calendar has changed: from here on there is another book, and the open tickets
/// are looked at again.
pub(crate) fn touch(tx: &mut Connection) -> Result<(), Refusal> {
    clocks::change_promises(tx)?;
    let state = State {
        stamp: fastrand::u64(1..1 << 53),
        walk: Some(0),
    };
    Ok(settings::put(tx, KEY, &written(state)?)?)
}

pub(super) fn written(state: State) -> Result<serde_json::Value, Refusal> {
    serde_json::to_value(state).map_err(|error| Refusal::Fault(error.to_string()))
}
