//! Messages: public replies and internal notes.

use chrono::{DateTime, Utc};
use guichet_domain::ids::MessageId;
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
    /// When it was added.
    pub created_at: DateTime<Utc>,
}
