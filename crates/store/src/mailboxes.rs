//! Mailboxes that the desk reads, and how reading them stands.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{MailboxId, TeamId};
use guichet_domain::people::Language;
use guichet_domain::post::FetchServer;
use guichet_domain::ticket::Kind;
use serde_json::Value;

use crate::connection::on;
use crate::schema::{incoming_places, mailbox_states, mailboxes};
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result, json};

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Which one.
    pub id: MailboxId,
    /// Grows with each change.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
    /// The password or token of the server, encrypted.
    pub secret: Option<String>,
}

/// What is known of a mailbox, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What it is called; what mails from it are sent as.
    pub name: String,
    /// The address people write to, in lower case.
    pub address: String,
    /// Whether it is read.
    pub active: bool,
    /// The team that gets what comes.
    pub team: Option<TeamId>,
    /// The language of who writes for the first time.
    pub language: Language,
    /// What a new ticket is about.
    pub kind: Kind,
    /// Where it is fetched from; `None` where a gateway hands the mails over.
    pub server: Option<FetchServer>,
    /// The name of the mail server whose Authentication-Results are believed.
    pub authority: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mailboxes)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    address: String,
    active: bool,
    team_id: Option<i64>,
    language: Word<Language>,
    kind: Word<Kind>,
    server: Option<Value>,
    authority: Option<String>,
    secret: Option<String>,
}

impl TryFrom<Row> for Mailbox {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: MailboxId(row.id),
            version: row.version,
            profile: Profile {
                name: row.name,
                address: row.address,
                active: row.active,
                team: row.team_id.map(TeamId),
                language: row.language.0,
                kind: row.kind.0,
                server: row.server.map(json::read).transpose()?,
                authority: row.authority,
            },
            secret: row.secret,
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = mailboxes, treat_none_as_null = true)]
struct Columns<'a> {
    name: &'a str,
    address: &'a str,
    active: bool,
    team_id: Option<i64>,
    language: &'static str,
    kind: &'static str,
    server: Option<Value>,
    authority: Option<&'a str>,
    secret: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn new(profile: &'a Profile, secret: Option<&'a str>) -> Result<Self> {
        Ok(Self {
            name: &profile.name,
            address: &profile.address,
            active: profile.active,
            team_id: profile.team.map(|id| id.0),
            language: profile.language.as_str(),
            kind: profile.kind.as_str(),
            server: profile.server.as_ref().map(json::written).transpose()?,
            authority: profile.authority.as_deref(),
            secret,
        })
    }
}

/// Adds a mailbox.
///
/// # Errors
/// `Duplicate` when another has the address, `NotFound` when the team is not there; those of the
/// database.
pub fn insert(conn: &mut Connection, profile: &Profile, secret: Option<&str>) -> Result<MailboxId> {
    let row = (mailboxes::version.eq(1), Columns::new(profile, secret)?);
    let id: i64 = on!(conn, |c| diesel::insert_into(mailboxes::table)
        .values(row)
        .returning(mailboxes::id)
        .get_result(c))?;
    let state = (
        mailbox_states::mailbox_id.eq(id),
        mailbox_states::last_uid.eq(0_i64),
        mailbox_states::backlog.eq(0),
    );
    on!(conn, |c| diesel::insert_into(mailbox_states::table)
        .values(state)
        .execute(c))?;
    Ok(MailboxId(id))
}

/// Changes a mailbox, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the address; `NotFound` when the team is not there; those
/// of the database.
pub fn update(
    conn: &mut Connection,
    id: MailboxId,
    version: i64,
    profile: &Profile,
    secret: Option<&str>,
) -> Result<()> {
    let as_read = mailboxes::table
        .filter(mailboxes::id.eq(id.0))
        .filter(mailboxes::version.eq(version));
    let columns = (
        mailboxes::version.eq(version + 1),
        Columns::new(profile, secret)?,
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        return Err(Error::Stale);
    }
    Ok(())
}

/// The mailbox with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: MailboxId) -> Result<Option<Mailbox>> {
    let row: Option<Row> = on!(conn, |c| mailboxes::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    row.map(Mailbox::try_from).transpose()
}

/// The mailbox with an address, if there is one.
///
/// # Errors
/// Those of the database.
pub fn by_address(conn: &mut Connection, address: &str) -> Result<Option<Mailbox>> {
    let row: Option<Row> = on!(conn, |c| mailboxes::table
        .filter(mailboxes::address.eq(address))
        .select(Row::as_select())
        .first(c)
        .optional())?;
    row.map(Mailbox::try_from).transpose()
}

/// All mailboxes, oldest first: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Mailbox>> {
    let rows: Vec<Row> = on!(conn, |c| mailboxes::table
        .order(mailboxes::id)
        .select(Row::as_select())
        .load(c))?;
    rows.into_iter().map(Mailbox::try_from).collect()
}

/// How reading a mailbox stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Which numbering of the folder `last_uid` belongs to; `None` before the first look.
    pub uid_validity: Option<i64>,
    /// Everything up to this number has been taken in.
    pub last_uid: i64,
    /// How many mails wait on the server, as of the last look.
    pub backlog: i32,
    /// When it was last looked into without an error.
    pub last_fetch_at: Option<DateTime<Utc>>,
    /// When a mail last came.
    pub last_mail_at: Option<DateTime<Utc>>,
    /// Since when it cannot be read.
    pub failing_since: Option<DateTime<Utc>>,
    /// What the server said.
    pub error: Option<String>,
    /// When somebody was told.
    pub alarmed_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, AsChangeset)]
#[diesel(table_name = mailbox_states, treat_none_as_null = true)]
struct StateRow {
    uid_validity: Option<i64>,
    last_uid: i64,
    backlog: i32,
    last_fetch_at: Option<Moment>,
    last_mail_at: Option<Moment>,
    failing_since: Option<Moment>,
    error: Option<String>,
    alarmed_at: Option<Moment>,
}

impl From<StateRow> for State {
    fn from(row: StateRow) -> Self {
        Self {
            uid_validity: row.uid_validity,
            last_uid: row.last_uid,
            backlog: row.backlog,
            last_fetch_at: row.last_fetch_at.map(DateTime::from),
            last_mail_at: row.last_mail_at.map(DateTime::from),
            failing_since: row.failing_since.map(DateTime::from),
            error: row.error,
            alarmed_at: row.alarmed_at.map(DateTime::from),
        }
    }
}

impl From<&State> for StateRow {
    fn from(state: &State) -> Self {
        Self {
            uid_validity: state.uid_validity,
            last_uid: state.last_uid,
            backlog: state.backlog,
            last_fetch_at: state.last_fetch_at.map(Moment::from),
            last_mail_at: state.last_mail_at.map(Moment::from),
            failing_since: state.failing_since.map(Moment::from),
            error: state.error.clone(),
            alarmed_at: state.alarmed_at.map(Moment::from),
        }
    }
}

/// How reading a mailbox stands.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn state(conn: &mut Connection, id: MailboxId) -> Result<State> {
    let row: StateRow = on!(conn, |c| mailbox_states::table
        .find(id.0)
        .select(StateRow::as_select())
        .first(c))?;
    Ok(row.into())
}

/// Keeps how reading a mailbox stands.
///
/// # Errors
/// Those of the database.
pub fn set_state(conn: &mut Connection, id: MailboxId, state: &State) -> Result<()> {
    let row = StateRow::from(state);
    on!(conn, |c| diesel::update(mailbox_states::table.find(id.0))
        .set(&row)
        .execute(c))?;
    Ok(())
}

/// Makes a replica the one that reads a mailbox until a time, unless another is believed to; it is
/// told whether it was made so.
///
/// # Errors
/// Those of the database.
pub fn hold(
    conn: &mut Connection,
    id: MailboxId,
    holder: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let free = mailbox_states::table
        .filter(mailbox_states::mailbox_id.eq(id.0))
        .filter(
            mailbox_states::held_until
                .is_null()
                .or(mailbox_states::held_until.lt(Moment::from(now)))
                .or(mailbox_states::holder.eq(holder)),
        );
    let held = on!(conn, |c| diesel::update(free)
        .set((
            mailbox_states::holder.eq(holder),
            mailbox_states::held_until.eq(Moment::from(until)),
        ))
        .execute(c))?;
    Ok(held == 1)
}

/// Deletes a mailbox with all that is known of its folder; what came by it stays.
///
/// # Errors
/// Those of the database.
pub fn delete(conn: &mut Connection, id: MailboxId) -> Result<()> {
    let places = incoming_places::table.filter(incoming_places::mailbox_id.eq(id.0));
    on!(conn, |c| diesel::delete(places).execute(c))?;
    on!(conn, |c| diesel::delete(mailbox_states::table.find(id.0))
        .execute(c))?;
    on!(conn, |c| diesel::delete(mailboxes::table.find(id.0))
        .execute(c))?;
    Ok(())
}
