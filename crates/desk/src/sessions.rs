//! Sessions: signing in and out, and what a secret or the number of a session leads to.
//!
//! Secrets arrive here as hashes; the door makes them, keeps them in cookies or gives them out.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::PersonId;
use guichet_domain::people::Viewer;
use guichet_domain::text::Email;
use guichet_store::sessions::{NewSession, Session};
pub use guichet_store::sessions::{SessionId, SessionKind};
use guichet_store::{Connection, Error, people, sessions};

use crate::Refusal;
use crate::passwords::PasswordHash;

/// What a sign-in is checked against, away from the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Who has the address.
    pub person: PersonId,
    /// The hash of the password, if one is set.
    pub password: Option<PasswordHash>,
}

/// Someone signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, as far as that was noted.
    pub last_used_at: DateTime<Utc>,
    /// The person, with what the policy needs to know right now.
    pub viewer: Viewer,
}

/// A session to begin, after the password was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Who.
    pub person: PersonId,
    /// The hash that the password was checked against; one set meanwhile refuses the sign-in.
    pub password: PasswordHash,
    /// The session itself.
    pub entry: Entry,
}

/// What became of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// It was spent for the next one.
    Renewed(SignedIn),
    /// It is unknown, or its session is over.
    Unknown,
    /// It had been spent before: its session was ended, whoever has it now.
    Reused,
}

/// What the sign-in of an active person with an address is checked against.
pub fn credentials(tx: &mut Connection, email: &Email) -> Result<Option<Credentials>, Refusal> {
    let found = people::credentials(tx, email.as_str())?;
    let active = found.filter(|credentials| credentials.active);
    Ok(active.map(|credentials| Credentials {
        person: credentials.person,
        password: credentials.password_hash.map(PasswordHash::stored),
    }))
}

/// A session to begin for whoever has a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who carries the secret.
    pub kind: SessionKind,
    /// The hash of the secret.
    pub token_hash: String,
    /// How long the session lasts without being used.
    pub lifetime: Duration,
}

/// Begins a session of somebody whose letter says so; `None` where the person was deactivated.
pub(crate) fn begin_by_link(
    tx: &mut Connection,
    at: DateTime<Utc>,
    person: PersonId,
    entry: &Entry,
) -> Result<Option<SignedIn>, Refusal> {
    let Some(viewer) = people::viewer(tx, person)? else {
        return Ok(None);
    };
    let session = new(tx, at, person, entry)?;
    Ok(Some(signed_in(session, viewer)))
}

/// Begins a session; `None` where the person was deactivated or got another password meanwhile.
pub fn begin(
    tx: &mut Connection,
    at: DateTime<Utc>,
    sign_in: &SignIn,
) -> Result<Option<SignedIn>, Refusal> {
    let Some(viewer) = people::viewer(tx, sign_in.person)? else {
        return Ok(None);
    };
    let email = people::get(tx, sign_in.person)?.profile.email;
    let present = match email {
        Some(email) => people::credentials(tx, &email)?,
        None => None,
    };
    let hash = present.and_then(|credentials| credentials.password_hash);
    if hash.as_deref() != Some(sign_in.password.as_str()) {
        return Ok(None);
    }
    let session = new(tx, at, sign_in.person, &sign_in.entry)?;
    Ok(Some(signed_in(session, viewer)))
}

fn new(
    tx: &mut Connection,
    at: DateTime<Utc>,
    person: PersonId,
    entry: &Entry,
) -> Result<Session, Refusal> {
    let id = sessions::begin(
        tx,
        &NewSession {
            person,
            kind: entry.kind,
            token_hash: entry.token_hash.clone(),
            at,
            expires_at: at + entry.lifetime,
        },
    )?;
    let begun = sessions::find(tx, id)?;
    begun.ok_or_else(|| Refusal::Fault(format!("session {} has just begun", id.0)))
}

fn signed_in(session: Session, viewer: Viewer) -> SignedIn {
    SignedIn {
        session: session.id,
        expires_at: session.expires_at,
        last_used_at: session.last_used_at,
        viewer,
    }
}

/// Whom the secret of a browser's cookie speaks for.
pub fn find_by_token(
    tx: &mut Connection,
    at: DateTime<Utc>,
    token_hash: &str,
) -> Result<Option<SignedIn>, Refusal> {
    let found = sessions::find_by_token(tx, token_hash)?;
    let valid = found.filter(|found| {
        let kind = found.session.kind == SessionKind::Browser;
        kind && found.spent_at.is_none()
    });
    alive(tx, at, valid.map(|found| found.session))
}

/// Whom a session speaks for that an access token names together with its person.
pub fn find(
    tx: &mut Connection,
    at: DateTime<Utc>,
    session: SessionId,
    person: PersonId,
) -> Result<Option<SignedIn>, Refusal> {
    let found = sessions::find(tx, session)?.filter(|session| session.person == person);
    alive(tx, at, found)
}

fn alive(
    tx: &mut Connection,
    at: DateTime<Utc>,
    session: Option<Session>,
) -> Result<Option<SignedIn>, Refusal> {
    let Some(session) = session.filter(|session| session.is_alive(at)) else {
        return Ok(None);
    };
    let viewer = people::viewer(tx, session.person)?;
    Ok(viewer.map(|viewer| signed_in(session, viewer)))
}

/// Notes that a session is used: it lasts for its lifetime again. Worth a write only when a good
/// part of the lifetime has passed.
pub fn touch(
    tx: &mut Connection,
    at: DateTime<Utc>,
    session: SessionId,
    lifetime: Duration,
) -> Result<(), Refusal> {
    Ok(sessions::touch(tx, session, at, at + lifetime)?)
}

/// Spends a refresh token for the next one. Nothing of this is undone when the answer is a
/// refusal: a token used twice ends its session for good.
pub fn rotate(
    tx: &mut Connection,
    at: DateTime<Utc>,
    token_hash: &str,
    next_hash: &str,
    lifetime: Duration,
) -> Result<Rotation, Refusal> {
    let Some(found) = sessions::find_by_token(tx, token_hash)? else {
        return Ok(Rotation::Unknown);
    };
    let session = found.session;
    if session.kind != SessionKind::Client {
        return Ok(Rotation::Unknown);
    }
    if found.spent_at.is_some() {
        sessions::revoke(tx, session.id, at)?;
        return Ok(Rotation::Reused);
    }
    let Some(signed_in) = alive(tx, at, Some(session.clone()))? else {
        return Ok(Rotation::Unknown);
    };
    let expires_at = at + lifetime;
    match sessions::rotate(tx, session.id, token_hash, next_hash, at, expires_at) {
        Ok(()) => Ok(Rotation::Renewed(SignedIn {
            expires_at,
            last_used_at: at,
            ..signed_in
        })),
        // Somebody else spent it between the two statements.
        Err(Error::Stale) => {
            sessions::revoke(tx, session.id, at)?;
            Ok(Rotation::Reused)
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends a session.
pub fn end(tx: &mut Connection, at: DateTime<Utc>, session: SessionId) -> Result<(), Refusal> {
    Ok(sessions::revoke(tx, session, at)?)
}

/// Ends the session of a refresh token, spent or not; an unknown token ends nothing.
pub fn end_by_token(
    tx: &mut Connection,
    at: DateTime<Utc>,
    token_hash: &str,
) -> Result<(), Refusal> {
    if let Some(found) = sessions::find_by_token(tx, token_hash)? {
        sessions::revoke(tx, found.session.id, at)?;
    }
    Ok(())
}
