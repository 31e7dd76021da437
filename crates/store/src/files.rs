//! The bytes of attachments, kept once under the name of their content.
//!
//! Rows say which message has which file under which name; here is only what the SHA-256 of the
//! content leads to, in a local folder or in an S3-compatible bucket.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

/// The size limit of one file unless a setting says otherwise: 25 MB.
pub const DEFAULT_LIMIT: u64 = 25 * 1_024 * 1_024;

/// Uploads up to this size are kept in memory and written in one go; it is also the smallest part
/// that S3 takes.
const PART: usize = 5 * 1_024 * 1_024;

/// Why bytes were not taken or not given.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The upload is larger than allowed; nothing of it was kept.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The largest size allowed, in bytes.
        limit: u64,
    },
    /// The sender stopped before the end; nothing was kept.
    #[error("the upload broke off")]
    BrokeOff,
    /// There are no such bytes.
    #[error("the file is not there")]
    NotFound,
    /// The place where files are kept does not answer, or is full.
    #[error("files cannot be reached just now: {0}")]
    Unavailable(String),
    /// The place for files was described in a way that cannot be used.
    #[error("files cannot be kept at `{location}`: {reason}")]
    Location {
        /// What was written.
        location: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// The SHA-256 of a content, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

/// What is known of bytes once they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Their name.
    pub hash: ContentHash,
    /// How many they are.
    pub size: u64,
}

/// The place where files are kept.
#[derive(Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    root: Key,
}

impl Files {
    /// Opens a local folder (made if need be) or `s3://bucket/prefix`, whose credentials, region
    /// and endpoint come from the usual `AWS_…` variables.
    ///
    /// # Errors
    /// `Location` when it cannot be used.
    pub fn open(location: &str) -> Result<Self, FileError> {
        match location.split_once("://") {
            Some(("s3", _)) => Self::open_bucket(location),
            Some(("file", path)) => Self::open_folder(location, Path::new(path)),
            Some((scheme, _)) => Err(refused(
                location,
                format!("`{scheme}` is unknown; write a folder, or s3://bucket/prefix"),
            )),
            None => Self::open_folder(location, Path::new(location)),
        }
    }

    fn open_folder(location: &str, folder: &Path) -> Result<Self, FileError> {
        let open = |folder: PathBuf| -> Result<LocalFileSystem, String> {
            std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            LocalFileSystem::new_with_prefix(folder).map_err(|error| error.to_string())
        };
        let local = open(folder.to_owned()).map_err(|reason| refused(location, reason))?;
        Ok(Self {
            // What is acknowledged has reached the disk, as in the database.
            objects: Arc::new(local.with_fsync(true)),
            root: Key::default(),
        })
    }

    fn open_bucket(location: &str) -> Result<Self, FileError> {
        // Refused only if another provider is installed already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let bad = |reason: String| refused(location, reason);
        let url = url::Url::parse(location).map_err(|error| bad(error.to_string()))?;
        let objects = AmazonS3Builder::from_env()
            .with_url(location)
            .build()
            .map_err(|error| bad(error.to_string()))?;
        let root = Key::from_url_path(url.path()).map_err(|error| bad(error.to_string()))?;
        Ok(Self {
            objects: Arc::new(objects),
            root,
        })
    }

    /// Takes a stream of bytes and keeps it, once, however often it is sent. Memory stays below
    /// about 10 MB whatever the size. When this returns, the bytes are safe.
    ///
    /// # Errors
    /// `TooLarge` as soon as `limit` is passed, `BrokeOff` when the stream fails.
    pub async fn put<S, E>(&self, content: S, limit: u64) -> Result<Kept, FileError>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        let mut upload = Upload::new(limit);
        let done = self.receive(content, &mut upload).await;
        if done.is_err()
            && let Some((_, mut parts)) = upload.parts.take()
        {
            // Whatever could not be cleared away is swept by the bucket's own rules.
            let _ = parts.abort().await;
        }
        done
    }

    async fn receive<S, E>(&self, mut content: S, upload: &mut Upload) -> Result<Kept, FileError>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        while let Some(piece) = content.next().await {
            upload.take(&piece.map_err(|_| FileError::BrokeOff)?)?;
            if upload.buffer.len() >= PART {
                self.send_part(upload).await?;
            }
        }
        let kept = upload.kept();
        let key = self.key(&kept.hash);
        let is_there = self.exists(&key).await?;
        if upload.parts.is_some() {
            self.send_part(upload).await?;
        }
        match (upload.parts.take(), is_there) {
            (Some((_, mut parts)), true) => parts.abort().await.map_err(unavailable)?,
            (Some((incoming, mut parts)), false) => {
                parts.complete().await.map_err(unavailable)?;
                let moved = self.objects.rename(&incoming, &key).await;
                moved.map_err(unavailable)?;
            }
            (None, true) => {}
            (None, false) => {
                let all = PutPayload::from(upload.buffer.split().freeze());
                self.objects.put(&key, all).await.map_err(unavailable)?;
            }
        }
        Ok(kept)
    }

    /// Sends what is buffered as a part of a large upload, under a name that nobody reads.
    async fn send_part(&self, upload: &mut Upload) -> Result<(), FileError> {
        if upload.parts.is_none() {
            let incoming = self.root.clone().join("incoming").join(unique_name());
            let parts = self.objects.put_multipart(&incoming).await;
            upload.parts = Some((incoming, parts.map_err(unavailable)?));
        }
        let part = upload.buffer.split().freeze();
        match &mut upload.parts {
            Some((_, parts)) if !part.is_empty() => parts
                .put_part(PutPayload::from(part))
                .await
                .map_err(unavailable),
            Some(_) | None => Ok(()),
        }
    }

    /// The bytes of a content, as a stream.
    ///
    /// # Errors
    /// `NotFound` when there are none under this name.
    pub async fn get(
        &self,
        hash: &ContentHash,
    ) -> Result<BoxStream<'static, Result<Bytes, FileError>>, FileError> {
        let found = self
            .objects
            .get(&self.key(hash))
            .await
            .map_err(unavailable)?;
        Ok(found.into_stream().map_err(unavailable).boxed())
    }

    /// Forgets a content. Whoever calls this made sure that no row names it.
    ///
    /// # Errors
    /// `Unavailable`; forgetting what is not there is no error.
    pub async fn delete(&self, hash: &ContentHash) -> Result<(), FileError> {
        match self
            .objects
            .delete(&self.key(hash))
            .await
            .map_err(unavailable)
        {
            Ok(()) | Err(FileError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn exists(&self, key: &Key) -> Result<bool, FileError> {
        match self.objects.head(key).await.map_err(unavailable) {
            Ok(_) => Ok(true),
            Err(FileError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// `ab/cd/abcd…`: two levels keep folders small.
    fn key(&self, hash: &ContentHash) -> Key {
        let name = hash.to_string();
        self.root
            .clone()
            .join(&name[..2])
            .join(&name[2..4])
            .join(name)
    }
}

/// An upload on its way.
struct Upload {
    limit: u64,
    size: u64,
    hasher: Sha256,
    buffer: BytesMut,
    parts: Option<(Key, Box<dyn MultipartUpload>)>,
}

impl Upload {
    fn new(limit: u64) -> Self {
        Self {
            limit,
            size: 0,
            hasher: Sha256::new(),
            buffer: BytesMut::new(),
            parts: None,
        }
    }

    fn take(&mut self, piece: &Bytes) -> Result<(), FileError> {
        self.size += piece.len() as u64;
        if self.size > self.limit {
            return Err(FileError::TooLarge { limit: self.limit });
        }
        self.hasher.update(piece);
        self.buffer.extend_from_slice(piece);
        Ok(())
    }

    fn kept(&self) -> Kept {
        Kept {
            hash: ContentHash(self.hasher.clone().finalize().into()),
            size: self.size,
        }
    }
}

fn unique_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:x}-{:x}-{count:x}", now.as_nanos(), std::process::id())
}

fn refused(location: &str, reason: String) -> FileError {
    FileError::Location {
        location: location.to_owned(),
        reason,
    }
}

fn unavailable(error: object_store::Error) -> FileError {
    match error {
        object_store::Error::NotFound { .. } => FileError::NotFound,
        other => FileError::Unavailable(other.to_string()),
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a content hash is 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for ContentHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAHash);
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            let digits = &text[2 * index..2 * index + 2];
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NotAHash)?;
        }
        Ok(Self(bytes))
    }
}
