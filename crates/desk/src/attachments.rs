//! Files: uploaded first, then put on a message by their number.
//!
//! Bytes are written before their row and deleted after it: a row always finds its bytes.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::Stream;
use futures::stream::BoxStream;
use guichet_domain::ids::{AttachmentId, MessageId};
use guichet_domain::text::Line;
use guichet_domain::ticket::policy;
use guichet_store::attachments::{Attachment, NewAttachment};
pub use guichet_store::files::FileError;
use guichet_store::files::{ContentHash, Kept};
use guichet_store::{Connection, Error, attachments, incoming};

use crate::tickets::load;
use crate::{By, Desk, Refusal, Wrong};

/// A file as its readers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentView {
    /// Which one.
    pub id: AttachmentId,
    /// Its name, as given by who sent it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
}

impl From<Attachment> for AttachmentView {
    fn from(attachment: Attachment) -> Self {
        Self {
            id: attachment.id,
            name: attachment.name,
            media_type: attachment.media_type,
            size: attachment.size,
        }
    }
}

/// A file whose bytes arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: Line<255>,
    /// Its media type, without parameters.
    pub media_type: Line<120>,
}

/// A file to send, with its bytes.
pub struct Download {
    /// What it is.
    pub file: AttachmentView,
    /// The name of its content: the same bytes have the same.
    pub hash: ContentHash,
    /// Its bytes, in pieces.
    pub bytes: BoxStream<'static, Result<Bytes, FileError>>,
}

/// Why a file was not taken or not given.
#[derive(Debug, thiserror::Error)]
pub enum FileRefusal {
    /// The bytes could not be kept or found.
    #[error(transparent)]
    File(#[from] FileError),
    /// The desk refuses it.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Desk {
    /// Keeps the bytes of a file that waits to be put on a message by who uploaded it.
    ///
    /// # Errors
    /// `TooLarge` beyond the desk's limit, `BrokeOff` when the sender stops; then nothing is kept.
    pub async fn upload<S, E>(
        &self,
        by: By,
        upload: Upload,
        content: S,
    ) -> Result<AttachmentView, FileRefusal>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        let kept = self.files().put(content, self.max_file_size()).await?;
        let _not_swept = self.sweeping().read().await;
        let person = by.viewer.person;
        let view = self.write(move |tx| add(tx, &by, &upload, kept)).await?;
        // The same bytes may have been there, and have been swept before the row named them.
        if let Err(error) = self.files().get(&kept.hash).await {
            let id = view.id;
            self.write(move |tx| Ok(attachments::remove_waiting(tx, person, id)?))
                .await?;
            return Err(match error {
                FileError::NotFound => Refusal::Unavailable.into(),
                other => other.into(),
            });
        }
        Ok(view)
    }

    /// A file with its bytes, for those who may read the message it is on; while it waits, for
    /// who uploaded it.
    ///
    /// # Errors
    /// `NotFound` for all others.
    pub async fn download(&self, by: By, id: AttachmentId) -> Result<Download, FileRefusal> {
        let attachment = self.read(move |tx| find(tx, &by, id)).await?;
        let bytes = self.files().get(&attachment.hash).await?;
        Ok(Download {
            hash: attachment.hash,
            file: attachment.into(),
            bytes,
        })
    }

    /// Forgets files that have waited since before a time: at most `limit`. Gives how many.
    ///
    /// # Errors
    /// Those of the store; the bytes that could not be deleted stay, and harm nobody.
    pub(crate) async fn sweep_files(
        &self,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<usize, Refusal> {
        let swept = self
            .write(move |tx| Ok(attachments::sweep_waiting(tx, before, limit)?))
            .await?;
        for hash in &swept {
            self.forget(*hash).await?;
        }
        Ok(swept.len())
    }

    /// Deletes bytes that no row names, while no upload may come to name them.
    async fn forget(&self, hash: ContentHash) -> Result<(), Refusal> {
        let _alone = self.sweeping().write().await;
        let is_used = self
            .read(move |tx| Ok(attachments::is_used(tx, &hash)? || incoming::is_raw(tx, &hash)?))
            .await?;
        if !is_used && let Err(error) = self.files().delete(&hash).await {
            tracing::warn!(%hash, %error, "the bytes of a forgotten file could not be deleted");
        }
        Ok(())
    }
}

fn add(
    tx: &mut Connection,
    by: &By,
    upload: &Upload,
    kept: Kept,
) -> Result<AttachmentView, Refusal> {
    let new = NewAttachment {
        uploader: by.viewer.person,
        name: upload.name.as_str().to_owned(),
        media_type: upload.media_type.as_str().to_owned(),
        size: kept.size,
        hash: kept.hash,
        created_at: by.at,
    };
    let id = attachments::insert(tx, &new)?;
    Ok(AttachmentView {
        id,
        name: new.name,
        media_type: new.media_type,
        size: new.size,
    })
}

/// A file that the reader may have.
pub fn find(tx: &mut Connection, by: &By, id: AttachmentId) -> Result<Attachment, Refusal> {
    let attachment = attachments::find(tx, id)?.ok_or(Refusal::NotFound)?;
    match attachment.place {
        None if attachment.uploader == by.viewer.person => Ok(attachment),
        None => Err(Refusal::NotFound),
        Some(place) => {
            load(tx, by, place.ticket)?;
            if policy::reads(&by.viewer, place.kind) {
                Ok(attachment)
            } else {
                Err(Refusal::NotFound)
            }
        }
    }
}

/// Takes a waiting file back; its bytes are swept later.
pub fn remove(tx: &mut Connection, by: &By, id: AttachmentId) -> Result<(), Refusal> {
    let attachment = find(tx, by, id)?;
    if attachment.place.is_some() || attachment.uploader != by.viewer.person {
        return Err(Refusal::Forbidden);
    }
    attachments::remove_waiting(tx, by.viewer.person, id)?;
    Ok(())
}

/// Puts files on a message: only waiting ones, each once, and only those of who writes it.
pub(crate) fn put_on_message(
    tx: &mut Connection,
    by: &By,
    files: &[AttachmentId],
    message: MessageId,
) -> Result<(), Refusal> {
    if files.is_empty() {
        return Ok(());
    }
    match attachments::put_on_message(tx, by.viewer.person, files, message) {
        Ok(()) => Ok(()),
        Err(Error::NotFound) => Err(wrong_file(tx, files, message)?),
        Err(error) => Err(error.into()),
    }
}

/// Which of the files did not get onto the message.
fn wrong_file(
    tx: &mut Connection,
    files: &[AttachmentId],
    message: MessageId,
) -> Result<Refusal, Refusal> {
    for (index, id) in files.iter().enumerate() {
        let place = attachments::find(tx, *id)?.and_then(|file| file.place);
        let is_there = place.is_some_and(|place| place.message == message);
        if !is_there || files[..index].contains(id) {
            let field = format!("attachment_ids[{index}]");
            return Ok(Refusal::field(field, Wrong::NoSuchObject));
        }
    }
    Ok(Refusal::field("attachment_ids", Wrong::NoSuchObject))
}
