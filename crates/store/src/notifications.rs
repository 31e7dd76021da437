//! What the desk tells people.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{NotificationId, PersonId, TicketId};
use serde_json::Value;

use crate::connection::{insert_rows, on};
use crate::page::{Page, one_more};
use crate::schema::{notifications, tickets};
use crate::time::Moment;
use crate::{Connection, Result};

/// Something told to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Which one.
    pub id: NotificationId,
    /// The ticket it is about, if it is about one.
    pub ticket: Option<TicketId>,
    /// The subject of the ticket, as it is now.
    pub subject: Option<String>,
    /// What happened.
    pub news: Value,
    /// When it was told.
    pub created_at: DateTime<Utc>,
    /// When it was read; `None` while it is not.
    pub read_at: Option<DateTime<Utc>>,
}

/// Tells people the same news.
///
/// # Errors
/// `NotFound` when one of them or the ticket is not there; those of the database.
pub fn tell(
    conn: &mut Connection,
    people: &[PersonId],
    ticket: Option<TicketId>,
    news: &Value,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = |person: &PersonId| {
        (
            notifications::person_id.eq(person.0),
            notifications::ticket_id.eq(ticket.map(|id| id.0)),
            notifications::news.eq(news.clone()),
            notifications::created_at.eq(Moment::from(at)),
        )
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    insert_rows!(conn, notifications::table, rows);
    Ok(())
}

/// A page of what somebody was told, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_person(
    conn: &mut Connection,
    person: PersonId,
    before: Option<NotificationId>,
    limit: u32,
) -> Result<Page<Notification, NotificationId>> {
    type Row = (
        i64,
        Option<i64>,
        Option<String>,
        Value,
        Moment,
        Option<Moment>,
    );
    let before = before.map_or(i64::MAX, |id| id.0);
    let rows: Vec<Row> = on!(conn, |c| notifications::table
        .left_join(tickets::table)
        .filter(notifications::person_id.eq(person.0))
        .filter(notifications::id.lt(before))
        .order(notifications::id.desc())
        .limit(one_more(limit))
        .select((
            notifications::id,
            notifications::ticket_id,
            tickets::subject.nullable(),
            notifications::news,
            notifications::created_at,
            notifications::read_at,
        ))
        .load(c))?;
    let told = rows
        .into_iter()
        .map(|(id, ticket, subject, news, at, read)| Notification {
            id: NotificationId(id),
            ticket: ticket.map(TicketId),
            subject,
            news,
            created_at: at.into(),
            read_at: read.map(DateTime::from),
        });
    Ok(Page::of(told.collect(), limit, |told: &Notification| {
        told.id
    }))
}

/// How much of it is unread, counted up to a bound.
///
/// # Errors
/// Those of the database.
pub fn unread(conn: &mut Connection, person: PersonId, bound: u32) -> Result<u32> {
    let ids: Vec<i64> = on!(conn, |c| notifications::table
        .filter(notifications::person_id.eq(person.0))
        .filter(notifications::read_at.is_null())
        .limit(i64::from(bound))
        .select(notifications::id)
        .load(c))?;
    Ok(u32::try_from(ids.len()).unwrap_or(bound))
}

/// Somebody has read what they were told, up to one of it or all.
///
/// # Errors
/// Those of the database.
pub fn mark_read(
    conn: &mut Connection,
    person: PersonId,
    up_to: Option<NotificationId>,
    at: DateTime<Utc>,
) -> Result<()> {
    let read = notifications::table
        .filter(notifications::person_id.eq(person.0))
        .filter(notifications::read_at.is_null())
        .filter(notifications::id.le(up_to.map_or(i64::MAX, |id| id.0)));
    on!(conn, |c| diesel::update(read)
        .set(notifications::read_at.eq(Moment::from(at)))
        .execute(c))?;
    Ok(())
}
