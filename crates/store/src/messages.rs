//! Messages on tickets: public replies and internal notes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{MessageId, PersonId, TicketId};
use guichet_domain::ticket::{Channel, MessageKind, Side};

use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::messages;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Result};

/// A message to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The ticket it is on.
    pub ticket: TicketId,
    /// Public or internal.
    pub kind: MessageKind,
    /// On which side its author stands.
    pub side: Side,
    /// Who wrote it; `None` for the desk itself.
    pub author: Option<PersonId>,
    /// By which way it came.
    pub channel: Channel,
    /// Plain text.
    pub body: String,
    /// Whether it says nothing but thanks.
    pub thanks: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// The ticket it is on.
    pub ticket: TicketId,
    /// Public or internal.
    pub kind: MessageKind,
    /// On which side its author stands.
    pub side: Side,
    /// Who wrote it; `None` for the desk itself.
    pub author: Option<PersonId>,
    /// By which way it came.
    pub channel: Channel,
    /// Plain text.
    pub body: String,
    /// Whether it says nothing but thanks.
    pub thanks: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = messages)]
struct Row {
    id: i64,
    ticket_id: i64,
    kind: Word<MessageKind>,
    side: Word<Side>,
    author_id: Option<i64>,
    channel: Word<Channel>,
    body: String,
    thanks: bool,
    created_at: Moment,
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        Self {
            id: MessageId(row.id),
            ticket: TicketId(row.ticket_id),
            kind: row.kind.0,
            side: row.side.0,
            author: row.author_id.map(PersonId),
            channel: row.channel.0,
            body: row.body,
            thanks: row.thanks,
            created_at: row.created_at.into(),
        }
    }
}

/// Keeps a message.
///
/// # Errors
/// `NotFound` when the ticket or the author is not there, and those of the database.
pub fn insert(conn: &mut Connection, message: &NewMessage) -> Result<MessageId> {
    let row = (
        messages::ticket_id.eq(message.ticket.0),
        messages::kind.eq(message.kind.as_str()),
        messages::side.eq(message.side.as_str()),
        messages::author_id.eq(message.author.map(|id| id.0)),
        messages::channel.eq(message.channel.as_str()),
        messages::body.eq(&message.body),
        messages::thanks.eq(message.thanks),
        messages::created_at.eq(Moment::from(message.created_at)),
    );
    let id = on!(conn, |c| diesel::insert_into(messages::table)
        .values(row)
        .returning(messages::id)
        .get_result(c))?;
    Ok(MessageId(id))
}

/// The message with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: MessageId) -> Result<Option<Message>> {
    let found: Option<Row> = on!(conn, |c| messages::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Message::from))
}

/// A page of the messages of a ticket, oldest first, of the kinds the reader may read.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    ticket: TicketId,
    kinds: &[MessageKind],
    after: Option<MessageId>,
    limit: u32,
) -> Result<Page<Message, MessageId>> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = messages::table
            .filter(messages::ticket_id.eq(ticket.0))
            .filter(messages::kind.eq_any(&kinds))
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(messages::id.gt(after.0));
        }
        query
            .order(messages::id)
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let messages = rows.into_iter().map(Message::from).collect();
    Ok(Page::of(messages, limit, |message: &Message| message.id))
}
