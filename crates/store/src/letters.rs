//! The outbox: letters to people, sent after the commit of what they tell of.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{LetterId, MessageId, PersonId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::{LetterKind, LetterState};
use serde_json::Value;

use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::letters;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Result, dialect};

/// A letter to send.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLetter {
    /// Names the event it tells of, and to whom: of two with one key the first is kept.
    pub key: String,
    /// What it is about.
    pub kind: LetterKind,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The message whose words it carries.
    pub message: Option<MessageId>,
    /// Whom it is for.
    pub person: Option<PersonId>,
    /// Where it goes, in lower case.
    pub address: String,
    /// In which language.
    pub language: Language,
    /// What else is needed to write it.
    pub details: Value,
    /// Not before this time.
    pub at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// A letter, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Which one.
    pub id: LetterId,
    /// What it is about.
    pub kind: LetterKind,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The message whose words it carries.
    pub message: Option<MessageId>,
    /// Whom it is for.
    pub person: Option<PersonId>,
    /// Where it goes, in lower case.
    pub address: String,
    /// In which language.
    pub language: Language,
    /// What else is needed to write it.
    pub details: Value,
    /// What became of it.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Option<DateTime<Utc>>,
    /// What the mail server said, or why it was not sent.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the link in it that works once was used.
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = letters)]
struct Row {
    id: i64,
    kind: Word<LetterKind>,
    ticket_id: Option<i64>,
    message_id: Option<i64>,
    person_id: Option<i64>,
    address: String,
    language: Word<Language>,
    details: Value,
    state: Word<LetterState>,
    attempts: i32,
    next_at: Option<Moment>,
    error: Option<String>,
    created_at: Moment,
    sent_at: Option<Moment>,
    used_at: Option<Moment>,
}

impl From<Row> for Letter {
    fn from(row: Row) -> Self {
        Self {
            id: LetterId(row.id),
            kind: row.kind.0,
            ticket: row.ticket_id.map(TicketId),
            message: row.message_id.map(MessageId),
            person: row.person_id.map(PersonId),
            address: row.address,
            language: row.language.0,
            details: row.details,
            state: row.state.0,
            attempts: row.attempts,
            next_at: row.next_at.map(DateTime::from),
            error: row.error,
            created_at: row.created_at.into(),
            sent_at: row.sent_at.map(DateTime::from),
            used_at: row.used_at.map(DateTime::from),
        }
    }
}

/// Puts a letter into the outbox; `None` where one with its key is there already.
///
/// # Errors
/// `NotFound` when what it is about is not there; those of the database.
pub fn insert(conn: &mut Connection, letter: &NewLetter) -> Result<Option<LetterId>> {
    let row = (
        letters::key.eq(&letter.key),
        letters::kind.eq(letter.kind.as_str()),
        letters::ticket_id.eq(letter.ticket.map(|id| id.0)),
        letters::message_id.eq(letter.message.map(|id| id.0)),
        letters::person_id.eq(letter.person.map(|id| id.0)),
        letters::address.eq(&letter.address),
        letters::language.eq(letter.language.as_str()),
        letters::details.eq(&letter.details),
        letters::automatic.eq(letter.kind.is_automatic()),
        letters::state.eq(LetterState::Waiting.as_str()),
        letters::attempts.eq(0),
        letters::next_at.eq(Some(Moment::from(letter.at))),
        letters::created_at.eq(Moment::from(letter.created_at)),
    );
    let id: Option<i64> = on!(conn, |c| diesel::insert_into(letters::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(letters::id)
        .get_result(c)
        .optional())?;
    Ok(id.map(LetterId))
}

/// The letter with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: LetterId) -> Result<Option<Letter>> {
    let row: Option<Row> = on!(conn, |c| letters::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(row.map(Letter::from))
}

/// Takes letters whose time has come, at most `limit`: each counts as tried once more, and is left
/// to whoever took it until `again`, when it is anybody's again. Letters that another takes at this
/// moment are passed by. They are given as they were before.
///
/// # Errors
/// Those of the database.
pub fn take_due(
    conn: &mut Connection,
    now: DateTime<Utc>,
    again: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<Letter>> {
    let ids = dialect::letters_due(conn, now.into(), limit)?;
    let rows: Vec<Row> = on!(conn, |c| letters::table
        .filter(letters::id.eq_any(&ids))
        .order(letters::id)
        .select(Row::as_select())
        .load(c))?;
    let taken = letters::table.filter(letters::id.eq_any(&ids));
    on!(conn, |c| diesel::update(taken)
        .set((
            letters::attempts.eq(letters::attempts + 1),
            letters::next_at.eq(Some(Moment::from(again))),
        ))
        .execute(c))?;
    Ok(rows.into_iter().map(Letter::from).collect())
}

/// What became of a letter: its state, when it is tried again, and what was said.
///
/// # Errors
/// Those of the database.
pub fn settle(
    conn: &mut Connection,
    id: LetterId,
    state: LetterState,
    next_at: Option<DateTime<Utc>>,
    error: Option<&str>,
    sent_at: Option<DateTime<Utc>>,
) -> Result<()> {
    let columns = (
        letters::state.eq(state.as_str()),
        letters::next_at.eq(next_at.map(Moment::from)),
        letters::error.eq(error),
        letters::sent_at.eq(sent_at.map(Moment::from)),
    );
    on!(conn, |c| diesel::update(letters::table.find(id.0))
        .set(columns)
        .execute(c))?;
    Ok(())
}

/// The link in a letter that works once is used; `false` where it was before.
///
/// # Errors
/// Those of the database.
pub fn use_once(conn: &mut Connection, id: LetterId, at: DateTime<Utc>) -> Result<bool> {
    let unused = letters::table
        .filter(letters::id.eq(id.0))
        .filter(letters::used_at.is_null());
    let used = on!(conn, |c| diesel::update(unused)
        .set(letters::used_at.eq(Some(Moment::from(at))))
        .execute(c))?;
    Ok(used == 1)
}

/// The letters that carry these messages, oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_messages(
    conn: &mut Connection,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, Vec<Letter>>> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = on!(conn, |c| letters::table
        .filter(letters::message_id.eq_any(&ids))
        .order(letters::id)
        .select(Row::as_select())
        .load(c))?;
    let mut of: HashMap<MessageId, Vec<Letter>> = HashMap::new();
    for letter in rows.into_iter().map(Letter::from) {
        if let Some(message) = letter.message {
            of.entry(message).or_default().push(letter);
        }
    }
    Ok(of)
}

/// A page of letters, newest first; all, or those that failed.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    failed: bool,
    before: Option<LetterId>,
    limit: u32,
) -> Result<Page<Letter, LetterId>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = letters::table.into_boxed();
        if failed {
            // Written out, so that the index of the few is seen to fit.
            query = query.filter(diesel::dsl::sql::<diesel::sql_types::Bool>(
                "letters.state = 'failed'",
            ));
        }
        query
            .filter(letters::id.lt(before.map_or(i64::MAX, |id| id.0)))
            .order(letters::id.desc())
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let letters = rows.into_iter().map(Letter::from).collect();
    Ok(Page::of(letters, limit, |letter: &Letter| letter.id))
}

/// How many letters went to an address since a time that nobody had written, counted up to a bound.
///
/// # Errors
/// Those of the database.
pub fn count_automatic(
    conn: &mut Connection,
    address: &str,
    since: DateTime<Utc>,
    bound: u32,
) -> Result<u32> {
    let ids: Vec<i64> = on!(conn, |c| letters::table
        .filter(letters::automatic)
        .filter(letters::address.eq(address))
        .filter(letters::created_at.ge(Moment::from(since)))
        .limit(i64::from(bound))
        .select(letters::id)
        .load(c))?;
    Ok(u32::try_from(ids.len()).unwrap_or(bound))
}

/// How many letters of a kind went to an address since a time, counted up to a bound.
///
/// # Errors
/// Those of the database.
pub fn count_of_kind(
    conn: &mut Connection,
    address: &str,
    kind: LetterKind,
    since: DateTime<Utc>,
    bound: u32,
) -> Result<u32> {
    let ids: Vec<i64> = on!(conn, |c| letters::table
        .filter(letters::automatic)
        .filter(letters::address.eq(address))
        .filter(letters::created_at.ge(Moment::from(since)))
        .filter(letters::kind.eq(kind.as_str()))
        .limit(i64::from(bound))
        .select(letters::id)
        .load(c))?;
    Ok(u32::try_from(ids.len()).unwrap_or(bound))
}

/// When the next letter is to be sent, if any waits.
///
/// # Errors
/// Those of the database.
pub fn next_due(conn: &mut Connection) -> Result<Option<DateTime<Utc>>> {
    let next: Option<Option<Moment>> = on!(conn, |c| letters::table
        .filter(letters::next_at.is_not_null())
        .order(letters::next_at)
        .select(letters::next_at)
        .first(c)
        .optional())?;
    Ok(next.flatten().map(DateTime::from))
}
