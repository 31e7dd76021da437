//! A ticket begins, and changes: always together with its journal.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::intervals::{Step, steps};
use guichet_domain::ticket::{Event, Record, Ticket};

use super::columns::{Changes, Columns, Facts};
use super::spans;
use crate::connection::{insert_rows, on};
use crate::schema::{tags, ticket_facts, ticket_followers, ticket_links, ticket_tags, tickets};
use crate::time::Moment;
use crate::{Connection, Error, Result, dialect, journal};

/// Takes the next number. It is used by [`create`] in the same transaction, or never.
///
/// # Errors
/// Those of the database.
pub fn reserve_id(conn: &mut Connection) -> Result<TicketId> {
    let id = reserve_ids(conn, 1)?.pop();
    id.ok_or_else(|| Error::Broken("no number was given".to_owned()))
}

/// Takes the next numbers, for tickets kept in the same transaction.
///
/// # Errors
/// Those of the database.
pub fn reserve_ids(conn: &mut Connection, count: usize) -> Result<Vec<TicketId>> {
    let ids = dialect::next_numbers(conn, dialect::Numbered::Tickets, count)?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// Keeps a new ticket and the beginning of its journal.
///
/// # Errors
/// `NotFound` when someone or something it names is not there, and those of the database.
pub fn create(conn: &mut Connection, ticket: &Ticket, records: &[Record]) -> Result<()> {
    insert(conn, &[ticket])?;
    spans::take_steps(conn, ticket.id, timed(None, ticket))?;
    tell(conn, records)
}

/// Keeps what a deed made of a ticket, and the deed in the journal. Without a record nothing has
/// changed and nothing is written.
///
/// # Errors
/// `Stale` when the ticket is no longer as it was `before`; `NotFound` when someone or something
/// it names is not there; those of the database.
pub fn save(
    conn: &mut Connection,
    before: &Ticket,
    after: &Ticket,
    records: &[Record],
) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    // What is only told of a ticket leaves it as it was.
    if before != after {
        update(conn, before, after)?;
    }
    spans::take_steps(conn, after.id, timed(Some(before), after))?;
    tell(conn, records)
}

/// One change of a ticket, with its journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The ticket afterwards.
    pub after: Ticket,
    /// What happened: something, or it is no change.
    pub records: Vec<Record>,
}

/// Keeps new tickets with histories that were led elsewhere, as if each change had been kept
/// alone: far fewer statements.
///
/// # Errors
/// Those of [`create`].
pub fn create_with_history(conn: &mut Connection, histories: &[Vec<Change>]) -> Result<()> {
    let lasts = histories.iter().filter_map(|history| history.last());
    let tickets: Vec<_> = lasts.map(|change| &change.after).collect();
    insert(conn, &tickets)?;
    let mut begun = Vec::new();
    for history in histories {
        let id = history.first().map(|change| change.after.id);
        let spans = spans::walk(all_steps(None, history)).begun;
        begun.extend(id.into_iter().zip([spans]));
    }
    spans::insert(conn, begun)?;
    let records = histories
        .iter()
        .flatten()
        .flat_map(|change| &change.records);
    tell(conn, &records.cloned().collect::<Vec<_>>())
}

/// Keeps further changes of a ticket that were made elsewhere, as if each had been kept alone.
///
/// # Errors
/// Those of [`save`].
pub fn save_history(conn: &mut Connection, before: &Ticket, history: &[Change]) -> Result<()> {
    let Some(last) = history.last() else {
        return Ok(());
    };
    update(conn, before, &last.after)?;
    spans::take_steps(conn, before.id, all_steps(Some(before), history))?;
    let records = history.iter().flat_map(|change| &change.records);
    tell(conn, &records.cloned().collect::<Vec<_>>())
}

/// The steps of several changes, each at its time.
fn all_steps<'a>(
    before: Option<&'a Ticket>,
    history: &'a [Change],
) -> impl Iterator<Item = (DateTime<Utc>, Step)> {
    let earlier = std::iter::once(before).chain(history.iter().map(|change| Some(&change.after)));
    earlier
        .zip(history)
        .flat_map(|(before, change)| timed(before, &change.after))
}

/// The steps of a change, at the time of the change.
fn timed(
    before: Option<&Ticket>,
    after: &Ticket,
) -> impl Iterator<Item = (DateTime<Utc>, Step)> + use<> {
    let at = after.updated_at;
    steps(before, after).into_iter().map(move |step| (at, step))
}

/// What follows from the journal, and the journal.
fn tell(conn: &mut Connection, records: &[Record]) -> Result<()> {
    link(conn, records)?;
    journal::append(conn, records)
}

fn insert(conn: &mut Connection, new: &[&Ticket]) -> Result<()> {
    let rows: Vec<_> = new
        .iter()
        .map(|ticket| {
            (
                tickets::id.eq(ticket.id.0),
                Columns::from(*ticket),
                // Nothing is promised before the clocks say so.
                tickets::promise.eq(Standing::None as i32),
                tickets::promise_at.eq(Moment::from(ticket.created_at)),
            )
        })
        .collect();
    insert_rows!(conn, tickets::table, rows);
    let facts =
        |ticket: &&Ticket| Ok((ticket_facts::ticket_id.eq(ticket.id.0), Facts::of(ticket)?));
    let rows = new.iter().map(facts).collect::<Result<Vec<_>>>()?;
    insert_rows!(conn, ticket_facts::table, rows);
    for ticket in new {
        tag(conn, ticket.id, &ticket.tags)?;
        let followers: Vec<_> = ticket.followers.iter().map(|id| id.0).collect();
        follow(conn, ticket.id, &followers)?;
    }
    Ok(())
}

fn update(conn: &mut Connection, before: &Ticket, after: &Ticket) -> Result<()> {
    let changes = Changes::between(before, after);
    let as_expected = tickets::table
        .filter(tickets::id.eq(before.id.0))
        .filter(tickets::version.eq(before.version));
    let changed = on!(conn, |c| diesel::update(as_expected)
        .set(&changes)
        .execute(c))?;
    if changed == 0 {
        return Err(Error::Stale);
    }
    save_facts(conn, before, after)?;
    save_tags(conn, before, after)?;
    save_followers(conn, before, after)
}

fn save_facts(conn: &mut Connection, before: &Ticket, after: &Ticket) -> Result<()> {
    let facts = Facts::of(after)?;
    if facts == Facts::of(before)? {
        return Ok(());
    }
    on!(conn, |c| diesel::update(
        ticket_facts::table.find(after.id.0)
    )
    .set(&facts)
    .execute(c))?;
    Ok(())
}

fn save_tags(conn: &mut Connection, before: &Ticket, after: &Ticket) -> Result<()> {
    let removed = missing_in(&before.tags, &after.tags);
    if !removed.is_empty() {
        let gone = ticket_tags::table
            .filter(ticket_tags::ticket_id.eq(after.id.0))
            .filter(ticket_tags::tag.eq_any(removed));
        on!(conn, |c| diesel::delete(gone).execute(c))?;
    }
    tag(conn, after.id, &missing_in(&after.tags, &before.tags))
}

fn save_followers(conn: &mut Connection, before: &Ticket, after: &Ticket) -> Result<()> {
    let ids = |ticket: &Ticket| ticket.followers.iter().map(|id| id.0).collect::<Vec<_>>();
    let (old, new) = (ids(before), ids(after));
    let removed = missing_in(&old, &new);
    if !removed.is_empty() {
        let gone = ticket_followers::table
            .filter(ticket_followers::ticket_id.eq(after.id.0))
            .filter(ticket_followers::person_id.eq_any(removed));
        on!(conn, |c| diesel::delete(gone).execute(c))?;
    }
    follow(conn, after.id, &missing_in(&new, &old))
}

/// What of `these` is not among `those`.
fn missing_in<T: PartialEq + Clone>(these: &[T], those: &[T]) -> Vec<T> {
    these
        .iter()
        .filter(|this| !those.contains(this))
        .cloned()
        .collect()
}

fn tag(conn: &mut Connection, ticket: TicketId, names: &[String]) -> Result<()> {
    // A ticket has a handful: one statement each is cached, a list of rows would not be.
    for name in names {
        on!(conn, |c| diesel::insert_into(tags::table)
            .values(tags::name.eq(name))
            .on_conflict_do_nothing()
            .execute(c))?;
        on!(conn, |c| diesel::insert_into(ticket_tags::table)
            .values((
                ticket_tags::ticket_id.eq(ticket.0),
                ticket_tags::tag.eq(name)
            ))
            .execute(c))?;
    }
    Ok(())
}

fn follow(conn: &mut Connection, ticket: TicketId, people: &[i64]) -> Result<()> {
    for person in people {
        on!(conn, |c| diesel::insert_into(ticket_followers::table)
            .values((
                ticket_followers::ticket_id.eq(ticket.0),
                ticket_followers::person_id.eq(person)
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Links are not a part of the ticket itself: they follow from the journal alone.
fn link(conn: &mut Connection, records: &[Record]) -> Result<()> {
    for record in records {
        match &record.event {
            Event::Linked { link, other } => {
                let row = (
                    ticket_links::ticket_id.eq(record.ticket.0),
                    ticket_links::kind.eq(link.as_str()),
                    ticket_links::other_id.eq(other.0),
                );
                on!(conn, |c| diesel::insert_into(ticket_links::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?;
            }
            Event::Unlinked { link, other } => {
                let key = (record.ticket.0, link.as_str(), other.0);
                on!(conn, |c| diesel::delete(ticket_links::table.find(key))
                    .execute(c))?;
            }
            _ => {}
        }
    }
    Ok(())
}
