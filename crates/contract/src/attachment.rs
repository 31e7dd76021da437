//! Files: uploaded first, then attached to a message by their id.

use guichet_domain::ids::AttachmentId;
use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Which one; the file is at `/api/v1/attachments/{id}`.
    pub id: AttachmentId,
    /// Its name, as given by who sent it.
    pub name: String,
    /// Its media type, as told by its content or name.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
}
