//! Sessions: the secrets that come from one sign-in, known here only by their hashes.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::PersonId;

use crate::connection::on;
use crate::schema::{session_tokens, sessions};
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// Which session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub i64);

/// Who carries the secret of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser, in a cookie that lasts as long as the session.
    Browser,
    /// A client, in a refresh token that is spent by its use.
    Client,
}

impl SessionKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Client => "client",
        }
    }
}

impl fmt::Display for SessionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word is no kind of session.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no kind of session")]
pub struct UnknownKind(String);

impl FromStr for SessionKind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> std::result::Result<Self, UnknownKind> {
        match word {
            "browser" => Ok(Self::Browser),
            "client" => Ok(Self::Client),
            _ => Err(UnknownKind(word.to_owned())),
        }
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which one.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// Who carries its secret.
    pub kind: SessionKind,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, as far as that was noted.
    pub last_used_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Session {
    /// Whether it still stands at a time.
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// A session to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Whose.
    pub person: PersonId,
    /// Who carries its secret.
    pub kind: SessionKind,
    /// The hash of its first secret, as text.
    pub token_hash: String,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// What a secret leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its session, alive or not.
    pub session: Session,
    /// When the secret was spent: whoever uses it now has stolen it, or was stolen from.
    pub spent_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct Row {
    id: i64,
    person_id: i64,
    kind: Word<SessionKind>,
    created_at: Moment,
    last_used_at: Moment,
    expires_at: Moment,
    revoked_at: Option<Moment>,
}

impl From<Row> for Session {
    fn from(row: Row) -> Self {
        Self {
            id: SessionId(row.id),
            person: PersonId(row.person_id),
            kind: row.kind.0,
            created_at: row.created_at.into(),
            last_used_at: row.last_used_at.into(),
            expires_at: row.expires_at.into(),
            revoked_at: row.revoked_at.map(DateTime::from),
        }
    }
}

/// Begins a session.
///
/// # Errors
/// `NotFound` when the person is not there; those of the database.
pub fn begin(conn: &mut Connection, session: &NewSession) -> Result<SessionId> {
    let at = Moment::from(session.at);
    let row = (
        sessions::person_id.eq(session.person.0),
        sessions::kind.eq(session.kind.as_str()),
        sessions::created_at.eq(at),
        sessions::last_used_at.eq(at),
        sessions::expires_at.eq(Moment::from(session.expires_at)),
    );
    let id: i64 = on!(conn, |c| diesel::insert_into(sessions::table)
        .values(row)
        .returning(sessions::id)
        .get_result(c))?;
    add_token(conn, SessionId(id), &session.token_hash, at)?;
    Ok(SessionId(id))
}

fn add_token(conn: &mut Connection, session: SessionId, hash: &str, at: Moment) -> Result<()> {
    let token = (
        session_tokens::hash.eq(hash),
        session_tokens::session_id.eq(session.0),
        session_tokens::created_at.eq(at),
    );
    on!(conn, |c| diesel::insert_into(session_tokens::table)
        .values(token)
        .execute(c))?;
    Ok(())
}

/// The session that a secret belongs to or once belonged to.
///
/// # Errors
/// Those of the database.
pub fn find_by_token(conn: &mut Connection, hash: &str) -> Result<Option<Found>> {
    let found: Option<(Row, Option<Moment>)> = on!(conn, |c| session_tokens::table
        .inner_join(sessions::table)
        .filter(session_tokens::hash.eq(hash))
        .select((Row::as_select(), session_tokens::spent_at))
        .first(c)
        .optional())?;
    Ok(found.map(|(row, spent_at)| Found {
        session: row.into(),
        spent_at: spent_at.map(DateTime::from),
    }))
}

/// The session with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: SessionId) -> Result<Option<Session>> {
    let found: Option<Row> = on!(conn, |c| sessions::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Session::from))
}

/// Spends a secret for the next one. Of two who spend the same at once, one succeeds.
///
/// # Errors
/// `Stale` when the old secret was spent before; those of the database.
pub fn rotate(
    conn: &mut Connection,
    session: SessionId,
    old_hash: &str,
    new_hash: &str,
    at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let unspent = session_tokens::table
        .filter(session_tokens::hash.eq(old_hash))
        .filter(session_tokens::session_id.eq(session.0))
        .filter(session_tokens::spent_at.is_null());
    let spent = on!(conn, |c| diesel::update(unspent)
        .set(session_tokens::spent_at.eq(Moment::from(at)))
        .execute(c))?;
    if spent == 0 {
        return Err(Error::Stale);
    }
    add_token(conn, session, new_hash, at.into())?;
    touch(conn, session, at, expires_at)
}

/// Notes that a session is used, and until when it lasts now.
///
/// # Errors
/// Those of the database.
pub fn touch(
    conn: &mut Connection,
    session: SessionId,
    at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    on!(conn, |c| diesel::update(sessions::table.find(session.0))
        .set((
            sessions::last_used_at.eq(Moment::from(at)),
            sessions::expires_at.eq(Moment::from(expires_at)),
        ))
        .execute(c))?;
    Ok(())
}

/// Ends a session. Ending it again changes nothing.
///
/// # Errors
/// Those of the database.
pub fn revoke(conn: &mut Connection, session: SessionId, at: DateTime<Utc>) -> Result<()> {
    let alive = sessions::table
        .filter(sessions::id.eq(session.0))
        .filter(sessions::revoked_at.is_null());
    on!(conn, |c| diesel::update(alive)
        .set(sessions::revoked_at.eq(Moment::from(at)))
        .execute(c))?;
    Ok(())
}

/// Ends all sessions of a person, but for one, if given. Says how many.
///
/// # Errors
/// Those of the database.
pub fn revoke_all(
    conn: &mut Connection,
    person: PersonId,
    but: Option<SessionId>,
    at: DateTime<Utc>,
) -> Result<usize> {
    let alive = sessions::table
        .filter(sessions::person_id.eq(person.0))
        .filter(sessions::id.ne(but.map_or(0, |id| id.0)))
        .filter(sessions::revoked_at.is_null());
    let ended = on!(conn, |c| diesel::update(alive)
        .set(sessions::revoked_at.eq(Moment::from(at)))
        .execute(c))?;
    Ok(ended)
}

/// Forgets sessions that ended by themselves before a time, with their secrets. Says how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(conn: &mut Connection, before: DateTime<Utc>) -> Result<usize> {
    let over = sessions::table.filter(sessions::expires_at.lt(Moment::from(before)));
    Ok(on!(conn, |c| diesel::delete(over).execute(c))?)
}
