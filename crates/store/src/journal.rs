//! The journal: what happened to every ticket, written with the change and only ever added to.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{EventSeq, PersonId, TicketId};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{DeedKind, Event, Record, Stage};
use serde_json::{Value, json};

use crate::connection::{insert_rows, on};
use crate::page::{Page, one_more};
use crate::schema::events;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result, dialect};

/// A record with its place in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number: increasing, never reused.
    pub seq: EventSeq,
    /// What happened.
    pub record: Record,
}

/// A place in the journal of the whole desk. As text it is a cursor, safe in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The transaction, where the database has several at a time; 0 elsewhere.
    pub(crate) transaction: i64,
    pub(crate) seq: i64,
}

impl Position {
    /// Before the first event.
    pub const START: Self = Self {
        transaction: 0,
        seq: 0,
    };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.transaction, self.seq)
    }
}

/// The text is no position in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no position in the journal")]
pub struct PositionError;

impl FromStr for Position {
    type Err = PositionError;

    fn from_str(text: &str) -> std::result::Result<Self, PositionError> {
        let (transaction, seq) = text.split_once('.').ok_or(PositionError)?;
        Ok(Self {
            transaction: transaction.parse().map_err(|_| PositionError)?,
            seq: seq.parse().map_err(|_| PositionError)?,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = events)]
struct Row {
    seq: i64,
    ticket_id: i64,
    version: i64,
    at: Moment,
    person_id: Option<i64>,
    deed: Word<DeedKind>,
    kind: String,
    payload: Value,
}

impl Row {
    fn into_entry(self) -> Result<Entry> {
        let event = event(self.kind, self.payload)?;
        Ok(Entry {
            seq: EventSeq(self.seq),
            record: Record {
                ticket: TicketId(self.ticket_id),
                version: self.version,
                at: self.at.into(),
                actor: self
                    .person_id
                    .map_or(Actor::System, |id| Actor::Person(PersonId(id))),
                deed: self.deed.0,
                event,
            },
        })
    }
}

/// An event has its kind in one column and the rest in another.
fn event(kind: String, payload: Value) -> Result<Event> {
    let whole = if payload.is_null() {
        json!({ "kind": kind })
    } else {
        json!({ "kind": kind, "payload": payload })
    };
    serde_json::from_value(whole).map_err(|error| Error::Broken(error.to_string()))
}

fn payload(event: &Event) -> Result<Value> {
    let whole = serde_json::to_value(event).map_err(|error| Error::Broken(error.to_string()))?;
    match whole {
        Value::Object(mut parts) => Ok(parts.remove("payload").unwrap_or(Value::Null)),
        _ => Err(Error::Broken("an event is no object".to_owned())),
    }
}

/// Adds the records of a deed.
pub(crate) fn append(conn: &mut Connection, records: &[Record]) -> Result<()> {
    let row = |record: &Record| {
        let person = match record.actor {
            Actor::Person(person) => Some(person.0),
            Actor::System => None,
        };
        Ok((
            events::ticket_id.eq(record.ticket.0),
            events::version.eq(record.version),
            events::at.eq(Moment::from(record.at)),
            events::person_id.eq(person),
            events::deed.eq(record.deed.as_str()),
            events::kind.eq(record.event.kind()),
            events::payload.eq(payload(&record.event)?),
            events::public.eq(record.event.is_public()),
        ))
    };
    let rows = records.iter().map(row).collect::<Result<Vec<_>>>()?;
    insert_rows!(conn, events::table, rows);
    Ok(())
}

/// A page of a ticket's journal, oldest first; only what requesters may read, if so wished.
///
/// # Errors
/// Those of the database.
pub fn of_ticket(
    conn: &mut Connection,
    ticket: TicketId,
    only_public: bool,
    after: Option<EventSeq>,
    limit: u32,
) -> Result<Page<Entry, EventSeq>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = events::table
            .filter(events::ticket_id.eq(ticket.0))
            .into_boxed();
        if only_public {
            query = query.filter(events::public);
        }
        if let Some(after) = after {
            query = query.filter(events::seq.gt(after.0));
        }
        query
            .order(events::seq)
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let entries = rows
        .into_iter()
        .map(Row::into_entry)
        .collect::<Result<_>>()?;
    Ok(Page::of(entries, limit, |entry: &Entry| entry.seq))
}

/// The whole journals of tickets, each oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_tickets(
    conn: &mut Connection,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, Vec<Record>>> {
    let ids: Vec<i64> = tickets.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = on!(conn, |c| events::table
        .filter(events::ticket_id.eq_any(&ids))
        .order((events::ticket_id, events::seq))
        .select(Row::as_select())
        .load(c))?;
    let mut journals: HashMap<TicketId, Vec<Record>> = HashMap::new();
    for row in rows {
        let record = row.into_entry()?.record;
        journals.entry(record.ticket).or_default().push(record);
    }
    Ok(journals)
}

/// When a ticket last entered each stage that it ever reached, in the order of the line.
///
/// # Errors
/// Those of the database.
pub fn stations(conn: &mut Connection, ticket: TicketId) -> Result<Vec<(Stage, DateTime<Utc>)>> {
    let rows: Vec<Row> = on!(conn, |c| events::table
        .filter(events::ticket_id.eq(ticket.0))
        .filter(events::kind.eq_any(["created", "stage_changed"]))
        .order(events::seq)
        .select(Row::as_select())
        .load(c))?;
    let mut entered = std::collections::BTreeMap::new();
    for row in rows {
        let Record { at, event, .. } = row.into_entry()?.record;
        match event {
            Event::StageChanged { stage } => entered.insert(stage.to, at),
            _ => entered.insert(Stage::Creation, at),
        };
    }
    Ok(entered.into_iter().collect())
}

/// The events of the whole desk that follow a position, in the order in which they were
/// committed, each with its own position. No event is ever passed by.
///
/// # Errors
/// Those of the database.
pub fn after(
    conn: &mut Connection,
    position: Position,
    limit: u32,
) -> Result<Vec<(Position, Entry)>> {
    let positions = dialect::journal_after(conn, position, limit)?;
    let numbers: Vec<i64> = positions.iter().map(|position| position.seq).collect();
    let rows: Vec<Row> = on!(conn, |c| events::table
        .filter(events::seq.eq_any(&numbers))
        .select(Row::as_select())
        .load(c))?;
    let mut entries = rows
        .into_iter()
        .map(|row| Ok((row.seq, row.into_entry()?)))
        .collect::<Result<std::collections::HashMap<_, _>>>()?;
    let found = positions
        .into_iter()
        .filter_map(|position| Some((position, entries.remove(&position.seq)?)));
    Ok(found.collect())
}

/// The place after everything that [`after`] can give now: where a new listener begins.
///
/// # Errors
/// Those of the database.
pub fn head(conn: &mut Connection) -> Result<Position> {
    dialect::journal_head(conn)
}

/// The place of an event, if it exists.
///
/// # Errors
/// Those of the database.
pub fn position_of(conn: &mut Connection, seq: EventSeq) -> Result<Option<Position>> {
    dialect::journal_position(conn, seq.0)
}
