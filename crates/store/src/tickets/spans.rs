//! Who or what held a ticket, and when.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{PersonId, TeamId, TicketId};
use guichet_domain::ticket::Level;
use guichet_domain::ticket::intervals::{Axis, Holder, Step};

use crate::connection::{insert_rows, on};
use crate::schema::ticket_intervals;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// A time during which one holder had a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Who or what.
    pub holder: Holder,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when; `None` while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
}

/// The spans of a ticket, oldest first.
///
/// # Errors
/// Those of the database.
pub fn spans_of(conn: &mut Connection, ticket: TicketId) -> Result<Vec<Span>> {
    type Row = (Word<Axis>, i64, Moment, Option<Moment>);
    let rows: Vec<Row> = on!(conn, |c| ticket_intervals::table
        .filter(ticket_intervals::ticket_id.eq(ticket.0))
        .order((ticket_intervals::started_at, ticket_intervals::id))
        .select((
            ticket_intervals::axis,
            ticket_intervals::holder,
            ticket_intervals::started_at,
            ticket_intervals::ended_at,
        ))
        .load(c))?;
    let span = |(axis, holder, started_at, ended_at): Row| {
        Ok(Span {
            holder: holder_of(axis.0, holder)?,
            started_at: started_at.into(),
            ended_at: ended_at.map(DateTime::from),
        })
    };
    rows.into_iter().map(span).collect()
}

/// What steps come to.
#[derive(Default)]
pub(super) struct Walk {
    /// Spans that begin, and perhaps end.
    pub begun: Vec<Span>,
    /// Whose spans, begun before, end when.
    ended: Vec<(Holder, DateTime<Utc>)>,
}

/// Goes through steps in their order.
pub(super) fn walk(steps: impl IntoIterator<Item = (DateTime<Utc>, Step)>) -> Walk {
    let mut walk = Walk::default();
    for (at, step) in steps {
        match step {
            Step::Begin(holder) => walk.begun.push(Span {
                holder,
                started_at: at,
                ended_at: None,
            }),
            Step::End(holder) => {
                let mut running = walk.begun.iter_mut().filter(|span| span.ended_at.is_none());
                match running.find(|span| span.holder == holder) {
                    Some(span) => span.ended_at = Some(at),
                    None => walk.ended.push((holder, at)),
                }
            }
        }
    }
    walk
}

/// Ends and begins spans, each step at its time and in their order.
pub(super) fn take_steps(
    conn: &mut Connection,
    ticket: TicketId,
    steps: impl IntoIterator<Item = (DateTime<Utc>, Step)>,
) -> Result<()> {
    let Walk { begun, ended } = walk(steps);
    for (holder, at) in ended {
        end(conn, ticket, holder, at)?;
    }
    insert(conn, [(ticket, begun)])
}

/// Adds spans of tickets.
pub(super) fn insert(
    conn: &mut Connection,
    spans: impl IntoIterator<Item = (TicketId, Vec<Span>)>,
) -> Result<()> {
    let row = |ticket: TicketId, span: Span| {
        (
            ticket_intervals::ticket_id.eq(ticket.0),
            ticket_intervals::axis.eq(span.holder.axis().as_str()),
            ticket_intervals::holder.eq(number_of(span.holder)),
            ticket_intervals::started_at.eq(Moment::from(span.started_at)),
            ticket_intervals::ended_at.eq(span.ended_at.map(Moment::from)),
        )
    };
    let rows: Vec<_> = spans
        .into_iter()
        .flat_map(|(ticket, spans)| spans.into_iter().map(move |span| row(ticket, span)))
        .collect();
    insert_rows!(conn, ticket_intervals::table, rows);
    Ok(())
}

fn end(conn: &mut Connection, ticket: TicketId, holder: Holder, at: DateTime<Utc>) -> Result<()> {
    let running = ticket_intervals::table
        .filter(ticket_intervals::ticket_id.eq(ticket.0))
        .filter(ticket_intervals::axis.eq(holder.axis().as_str()))
        .filter(ticket_intervals::holder.eq(number_of(holder)))
        .filter(ticket_intervals::ended_at.is_null());
    on!(conn, |c| diesel::update(running)
        .set(ticket_intervals::ended_at.eq(Moment::from(at)))
        .execute(c))?;
    Ok(())
}

fn number_of(holder: Holder) -> i64 {
    match holder {
        Holder::Level(Level::N1) => 1,
        Holder::Level(Level::N2) => 2,
        Holder::Level(Level::N3) => 3,
        Holder::Team(team) => team.0,
        Holder::Assignee(person) => person.0,
    }
}

fn holder_of(axis: Axis, number: i64) -> Result<Holder> {
    match (axis, number) {
        (Axis::Level, 1) => Ok(Holder::Level(Level::N1)),
        (Axis::Level, 2) => Ok(Holder::Level(Level::N2)),
        (Axis::Level, 3) => Ok(Holder::Level(Level::N3)),
        (Axis::Level, other) => Err(Error::Broken(format!("{other} is no level"))),
        (Axis::Team, team) => Ok(Holder::Team(TeamId(team))),
        (Axis::Assignee, person) => Ok(Holder::Assignee(PersonId(person))),
    }
}
