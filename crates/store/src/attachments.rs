//! Attachments: which message has which file under which name. The bytes are in `files`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use guichet_domain::ids::{AttachmentId, MessageId, PersonId, TicketId};
use guichet_domain::ticket::MessageKind;

use crate::connection::on;
use crate::files::ContentHash;
use crate::schema::{attachments, messages};
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// A file that has been uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Who uploaded it.
    pub uploader: PersonId,
    /// Its name, as given.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The name of its content.
    pub hash: ContentHash,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

/// A file, waiting or on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// The message it is on; `None` while it waits to be sent.
    pub place: Option<Place>,
    /// Who uploaded it.
    pub uploader: PersonId,
    /// Its name, as given.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The name of its content.
    pub hash: ContentHash,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

/// The message that carries a file: who reads the one may have the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The message.
    pub message: MessageId,
    /// Whether it is public.
    pub kind: MessageKind,
    /// The ticket it is on.
    pub ticket: TicketId,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments)]
struct Row {
    id: i64,
    uploader_id: i64,
    name: String,
    media_type: String,
    size: i64,
    hash: String,
    created_at: Moment,
}

/// Message, its kind, its ticket; all three or none.
type PlaceColumns = Option<(i64, Word<MessageKind>, i64)>;

fn attachment((row, place): (Row, PlaceColumns)) -> Result<Attachment> {
    let broken = |_| Error::Broken(format!("attachment {} has no sound hash or size", row.id));
    Ok(Attachment {
        id: AttachmentId(row.id),
        place: place.map(|(message, kind, ticket)| Place {
            message: MessageId(message),
            kind: kind.0,
            ticket: TicketId(ticket),
        }),
        uploader: PersonId(row.uploader_id),
        name: row.name,
        media_type: row.media_type,
        size: u64::try_from(row.size).map_err(|_| broken(()))?,
        hash: row.hash.parse().map_err(|_| broken(()))?,
        created_at: row.created_at.into(),
    })
}

/// Keeps the row of an uploaded file, which waits until it is put on a message.
///
/// # Errors
/// Those of the database.
pub fn insert(conn: &mut Connection, attachment: &NewAttachment) -> Result<AttachmentId> {
    let size = i64::try_from(attachment.size).map_err(|_| {
        Error::Broken("a file larger than the largest number in the database".to_owned())
    })?;
    let row = (
        attachments::uploader_id.eq(attachment.uploader.0),
        attachments::name.eq(&attachment.name),
        attachments::media_type.eq(&attachment.media_type),
        attachments::size.eq(size),
        attachments::hash.eq(attachment.hash.to_string()),
        attachments::created_at.eq(Moment::from(attachment.created_at)),
    );
    let id = on!(conn, |c| diesel::insert_into(attachments::table)
        .values(row)
        .returning(attachments::id)
        .get_result(c))?;
    Ok(AttachmentId(id))
}

/// The attachment with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: AttachmentId) -> Result<Option<Attachment>> {
    let found: Option<(Row, PlaceColumns)> = on!(conn, |c| attachments::table
        .left_join(messages::table)
        .filter(attachments::id.eq(id.0))
        .select((
            Row::as_select(),
            (messages::id, messages::kind, messages::ticket_id).nullable(),
        ))
        .first(c)
        .optional())?;
    found.map(attachment).transpose()
}

/// The attachments of messages, in the order in which they were uploaded.
///
/// # Errors
/// Those of the database.
pub fn of_messages(
    conn: &mut Connection,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, Vec<Attachment>>> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    let rows: Vec<(Row, PlaceColumns)> = on!(conn, |c| attachments::table
        .left_join(messages::table)
        .filter(attachments::message_id.eq_any(&ids))
        .order(attachments::id)
        .select((
            Row::as_select(),
            (messages::id, messages::kind, messages::ticket_id).nullable(),
        ))
        .load(c))?;
    let mut found: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    for row in rows {
        let attachment = attachment(row)?;
        if let Some(place) = attachment.place {
            found.entry(place.message).or_default().push(attachment);
        }
    }
    Ok(found)
}

/// Puts waiting files on a message. Only their uploader can, and only once.
///
/// # Errors
/// `NotFound` when one of them is not there, not the uploader's, or on a message already;
/// those of the database.
pub fn put_on_message(
    conn: &mut Connection,
    uploader: PersonId,
    files: &[AttachmentId],
    message: MessageId,
) -> Result<()> {
    let ids: Vec<i64> = files.iter().map(|id| id.0).collect();
    let waiting = attachments::table
        .filter(attachments::id.eq_any(&ids))
        .filter(attachments::uploader_id.eq(uploader.0))
        .filter(attachments::message_id.is_null());
    let put = on!(conn, |c| diesel::update(waiting)
        .set(attachments::message_id.eq(message.0))
        .execute(c))?;
    if put == files.len() {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Forgets a file that waits, if it is the uploader's. Gives the name of its content.
///
/// # Errors
/// `NotFound` when it is not there, not the uploader's, or on a message; those of the database.
pub fn remove_waiting(
    conn: &mut Connection,
    uploader: PersonId,
    file: AttachmentId,
) -> Result<ContentHash> {
    let waiting = attachments::table
        .filter(attachments::id.eq(file.0))
        .filter(attachments::uploader_id.eq(uploader.0))
        .filter(attachments::message_id.is_null());
    let hash: Option<String> = on!(conn, |c| diesel::delete(waiting)
        .returning(attachments::hash)
        .get_result(c)
        .optional())?;
    let hash = hash.ok_or(Error::NotFound)?;
    hash.parse()
        .map_err(|_| Error::Broken(format!("{hash} is no hash")))
}

/// Forgets the files that have waited since before a time, and names their contents.
///
/// # Errors
/// Those of the database.
pub fn sweep_waiting(
    conn: &mut Connection,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<ContentHash>> {
    let ids: Vec<i64> = on!(conn, |c| attachments::table
        .filter(attachments::message_id.is_null())
        .filter(attachments::created_at.lt(Moment::from(before)))
        .order(attachments::created_at)
        .limit(i64::from(limit))
        .select(attachments::id)
        .load(c))?;
    let swept = attachments::table
        .filter(attachments::id.eq_any(&ids))
        .filter(attachments::message_id.is_null());
    let hashes: Vec<String> = on!(conn, |c| diesel::delete(swept)
        .returning(attachments::hash)
        .get_results(c))?;
    let parsed = hashes.iter().map(|hash| hash.parse());
    parsed
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| Error::Broken("an attachment has no sound hash".to_owned()))
}

/// Whether any attachment still has a content. Its bytes may go only when none has, and no upload
/// of the same content can be under way.
///
/// # Errors
/// Those of the database.
pub fn is_used(conn: &mut Connection, hash: &ContentHash) -> Result<bool> {
    let users = attachments::table.filter(attachments::hash.eq(hash.to_string()));
    Ok(on!(conn, |c| diesel::select(exists(users)).get_result(c))?)
}
