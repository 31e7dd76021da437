//! Mails that came in: which are known, where each was found, and those in quarantine.

mod described;
mod threads;

pub use described::{Correspondent, MessageMail, Recipients, describe, described};
pub use threads::{bind, bound, last_thread_ids};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{MailId, MailboxId, MessageId, TicketId};
use guichet_domain::post::{MailNature, MailState};

use crate::connection::on;
use crate::files::ContentHash;
use crate::page::{Page, one_more};
use crate::schema::{incoming_mails, incoming_places};
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// Where a mail was found on its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The numbering of the folder.
    pub uid_validity: i64,
    /// Its number there.
    pub uid: i64,
}

/// A mail that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Which one.
    pub id: MailId,
    /// What is known.
    pub known: NewMail,
}

/// A mail to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// The mailbox it came to; `None` where the gateway did not say.
    pub mailbox: Option<MailboxId>,
    /// A hash of its Message-ID and contents.
    pub identity: String,
    /// The address it came from, in lower case.
    pub sender: String,
    /// Its subject.
    pub subject: String,
    /// Its size in bytes.
    pub size: i64,
    /// What wrote it.
    pub nature: MailNature,
    /// What became of it.
    pub state: MailState,
    /// Why it is, or was, in quarantine.
    pub reason: Option<String>,
    /// The whole mail in the files, while it is in quarantine.
    pub raw: Option<ContentHash>,
    /// The ticket it is on.
    pub ticket: Option<TicketId>,
    /// The message it has become.
    pub message: Option<MessageId>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = incoming_mails)]
struct Row {
    id: i64,
    mailbox_id: Option<i64>,
    identity: String,
    sender: String,
    subject: String,
    size: i64,
    nature: Word<MailNature>,
    state: Word<MailState>,
    reason: Option<String>,
    raw: Option<String>,
    ticket_id: Option<i64>,
    message_id: Option<i64>,
    received_at: Moment,
}

impl TryFrom<Row> for Mail {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let raw = row.raw.map(|hash| hash.parse());
        let broken = |_| Error::Broken(format!("mail {}: no hash", row.id));
        Ok(Self {
            id: MailId(row.id),
            known: NewMail {
                mailbox: row.mailbox_id.map(MailboxId),
                identity: row.identity,
                sender: row.sender,
                subject: row.subject,
                size: row.size,
                nature: row.nature.0,
                state: row.state.0,
                reason: row.reason,
                raw: raw.transpose().map_err(broken)?,
                ticket: row.ticket_id.map(TicketId),
                message: row.message_id.map(MessageId),
                received_at: row.received_at.into(),
            },
        })
    }
}

/// Keeps a mail.
///
/// # Errors
/// `Duplicate` when the same mail is known; those of the database.
pub fn insert(conn: &mut Connection, mail: &NewMail) -> Result<MailId> {
    let row = (
        incoming_mails::mailbox_id.eq(mail.mailbox.map(|id| id.0)),
        incoming_mails::identity.eq(&mail.identity),
        incoming_mails::sender.eq(&mail.sender),
        incoming_mails::subject.eq(&mail.subject),
        incoming_mails::size.eq(mail.size),
        incoming_mails::nature.eq(mail.nature.as_str()),
        incoming_mails::state.eq(mail.state.as_str()),
        incoming_mails::reason.eq(&mail.reason),
        incoming_mails::raw.eq(mail.raw.map(|hash| hash.to_string())),
        incoming_mails::ticket_id.eq(mail.ticket.map(|id| id.0)),
        incoming_mails::message_id.eq(mail.message.map(|id| id.0)),
        incoming_mails::received_at.eq(Moment::from(mail.received_at)),
    );
    let id = on!(conn, |c| diesel::insert_into(incoming_mails::table)
        .values(row)
        .returning(incoming_mails::id)
        .get_result(c))?;
    Ok(MailId(id))
}

/// What is known of a mail changes with what becomes of it: state, reason, raw, ticket, message.
///
/// # Errors
/// Those of the database.
pub fn update(conn: &mut Connection, mail: &Mail) -> Result<()> {
    let Mail { id, known } = mail;
    let columns = (
        incoming_mails::state.eq(known.state.as_str()),
        incoming_mails::nature.eq(known.nature.as_str()),
        incoming_mails::reason.eq(&known.reason),
        incoming_mails::raw.eq(known.raw.map(|hash| hash.to_string())),
        incoming_mails::ticket_id.eq(known.ticket.map(|id| id.0)),
        incoming_mails::message_id.eq(known.message.map(|id| id.0)),
    );
    on!(conn, |c| diesel::update(incoming_mails::table.find(id.0))
        .set(columns)
        .execute(c))?;
    Ok(())
}

/// The mail with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: MailId) -> Result<Option<Mail>> {
    let row: Option<Row> = on!(conn, |c| incoming_mails::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    row.map(Mail::try_from).transpose()
}

/// The mail with an identity, if it is known.
///
/// # Errors
/// Those of the database.
pub fn by_identity(conn: &mut Connection, identity: &str) -> Result<Option<Mail>> {
    let row: Option<Row> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::identity.eq(identity))
        .select(Row::as_select())
        .first(c)
        .optional())?;
    row.map(Mail::try_from).transpose()
}

/// Whether what lies at a place was taken in before.
///
/// # Errors
/// Those of the database.
pub fn is_known(conn: &mut Connection, place: Place) -> Result<bool> {
    let key = (place.mailbox.0, place.uid_validity, place.uid);
    let found: Option<i64> = on!(conn, |c| incoming_places::table
        .find(key)
        .select(incoming_places::mail_id)
        .first(c)
        .optional())?;
    Ok(found.is_some())
}

/// Keeps where a mail was found; a place that is known stays as it was.
///
/// # Errors
/// Those of the database.
pub fn place(conn: &mut Connection, place: Place, mail: MailId) -> Result<()> {
    let row = (
        incoming_places::mailbox_id.eq(place.mailbox.0),
        incoming_places::uid_validity.eq(place.uid_validity),
        incoming_places::uid.eq(place.uid),
        incoming_places::mail_id.eq(mail.0),
    );
    on!(conn, |c| diesel::insert_into(incoming_places::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// A page of mails, newest first; all, or those in quarantine.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    quarantined: bool,
    before: Option<MailId>,
    limit: u32,
) -> Result<Page<Mail, MailId>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = incoming_mails::table.into_boxed();
        if quarantined {
            // Written out, so that the index of the few is seen to fit.
            query = query.filter(diesel::dsl::sql::<diesel::sql_types::Bool>(
                "incoming_mails.state = 'quarantined'",
            ));
        }
        query
            .filter(incoming_mails::id.lt(before.map_or(i64::MAX, |id| id.0)))
            .order(incoming_mails::id.desc())
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let mails: Result<Vec<Mail>> = rows.into_iter().map(Mail::try_from).collect();
    Ok(Page::of(mails?, limit, |mail: &Mail| mail.id))
}

/// How many mails an address has sent since a time, counted up to a bound.
///
/// # Errors
/// Those of the database.
pub fn count_from(
    conn: &mut Connection,
    sender: &str,
    since: DateTime<Utc>,
    bound: u32,
) -> Result<u32> {
    let ids: Vec<i64> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::sender.eq(sender))
        .filter(incoming_mails::received_at.ge(Moment::from(since)))
        .limit(i64::from(bound))
        .select(incoming_mails::id)
        .load(c))?;
    Ok(u32::try_from(ids.len()).unwrap_or(bound))
}

/// How many mails of an address went to quarantine for a reason since a time, counted up to a bound.
///
/// # Errors
/// Those of the database.
pub fn count_quarantined(
    conn: &mut Connection,
    sender: &str,
    reason: &str,
    since: DateTime<Utc>,
    bound: u32,
) -> Result<u32> {
    let ids: Vec<i64> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::sender.eq(sender))
        .filter(incoming_mails::received_at.ge(Moment::from(since)))
        .filter(incoming_mails::reason.eq(reason))
        .limit(i64::from(bound))
        .select(incoming_mails::id)
        .load(c))?;
    Ok(u32::try_from(ids.len()).unwrap_or(bound))
}

/// Forgets a mail, and where it was found.
///
/// # Errors
/// Those of the database.
pub fn forget(conn: &mut Connection, id: MailId) -> Result<()> {
    let places = incoming_places::table.filter(incoming_places::mail_id.eq(id.0));
    on!(conn, |c| diesel::delete(places).execute(c))?;
    on!(conn, |c| diesel::delete(incoming_mails::table.find(id.0))
        .execute(c))?;
    Ok(())
}

/// The mailbox by which a ticket last got a mail.
///
/// # Errors
/// Those of the database.
pub fn mailbox_of(conn: &mut Connection, ticket: TicketId) -> Result<Option<MailboxId>> {
    let found: Option<Option<i64>> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::ticket_id.eq(ticket.0))
        .order(incoming_mails::id.desc())
        .select(incoming_mails::mailbox_id)
        .first(c)
        .optional())?;
    Ok(found.flatten().map(MailboxId))
}

/// How long it usually is between two mails of a mailbox: the mean of the last fifty; `None` where
/// too few have come to speak of a habit.
///
/// # Errors
/// Those of the database.
pub fn usual_gap(conn: &mut Connection, mailbox: MailboxId) -> Result<Option<TimeDelta>> {
    const LAST: i64 = 50;
    let times: Vec<Moment> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::mailbox_id.eq(mailbox.0))
        .order(incoming_mails::id.desc())
        .limit(LAST)
        .select(incoming_mails::received_at)
        .load(c))?;
    let (Some(newest), Some(oldest)) = (times.first(), times.last()) else {
        return Ok(None);
    };
    let gaps = i32::try_from(times.len()).unwrap_or(i32::MAX) - 1;
    let span = DateTime::<Utc>::from(*newest) - DateTime::<Utc>::from(*oldest);
    Ok((gaps >= 9).then(|| span / gaps))
}

/// Whether a mail in quarantine lies in the files under this hash.
///
/// # Errors
/// Those of the database.
pub fn is_raw(conn: &mut Connection, hash: &ContentHash) -> Result<bool> {
    let found: Option<i64> = on!(conn, |c| incoming_mails::table
        .filter(incoming_mails::raw.eq(hash.to_string()))
        .select(incoming_mails::id)
        .first(c)
        .optional())?;
    Ok(found.is_some())
}
