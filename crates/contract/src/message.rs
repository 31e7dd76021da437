//! Messages: public replies and internal notes.

use chrono::{DateTime, Utc};
use guichet_domain::ids::MessageId;
use guichet_domain::post::{LetterState, MailNature};
use guichet_domain::ticket::{Channel, MessageKind, Side};
use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;

use crate::person::PersonRef;

/// A message on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Public or internal.
    pub kind: MessageKind,
    /// On which side its author stands.
    pub side: Side,
    /// Who wrote it; `null` for the desk itself.
    pub author: Option<PersonRef>,
    /// By which way it came.
    pub channel: Channel,
    /// Plain text, lines parted by `\n`.
    pub body: String,
    /// Whether it says nothing but thanks.
    pub thanks: bool,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// What it was as a mail; `null` where it came by another way.
    pub mail: Option<MessageMail>,
    /// What became of it on its way to people; for staff only.
    pub deliveries: Vec<Delivery>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// What a message was as a mail, beyond its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MessageMail {
    /// Who it says it is from; `null` where that is not for the reader.
    pub from: Option<Correspondent>,
    /// Those it was for; none where they are not for the reader.
    pub to: Vec<Correspondent>,
    /// Those who were to know of it.
    pub cc: Vec<Correspondent>,
    /// What wrote it.
    pub nature: MailNature,
    /// Whether the desk's own mail server vouches for the sender.
    pub verified: bool,
    /// Quoted text and signature, to be folded.
    pub quoted: Option<String>,
    /// The whole of it as sanitized HTML. Images of others stand in `data-src`, to be fetched only
    /// when the reader asks.
    pub html: Option<String>,
}

/// Somebody named in a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Correspondent {
    /// The name, as written.
    pub name: Option<String>,
    /// The address.
    pub email: String,
}

/// What became of a message on its way to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// To which address.
    pub address: String,
    /// What became of it.
    pub state: LetterState,
    /// What was said, where it was not delivered.
    pub error: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}
