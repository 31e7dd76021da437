//! The bytes of attachments.

use std::path::Path;

use bytes::Bytes;
use futures::{TryStreamExt, stream};
use guichet_store::files::{ContentHash, DEFAULT_LIMIT, FileError, Files};

const MB: usize = 1_024 * 1_024;

type Pieces = Vec<Result<Bytes, std::io::Error>>;

fn pieces(size: usize) -> Pieces {
    let full = Bytes::from_static(&[7; 64 * 1_024]);
    let mut pieces = vec![full.clone(); size / full.len()];
    pieces.push(full.slice(..size % full.len()));
    pieces.into_iter().map(Ok).collect()
}

async fn put(files: &Files, pieces: Pieces, limit: u64) -> Result<ContentHash, FileError> {
    Ok(files.put(stream::iter(pieces), limit).await?.hash)
}

async fn read(files: &Files, hash: &ContentHash) -> Result<Vec<u8>, FileError> {
    files
        .get(hash)
        .await?
        .map_ok(|piece| piece.to_vec())
        .try_concat()
        .await
}

/// Every file below a folder.
fn everything(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn what_is_put_is_given_back_whatever_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    for size in [0, 1, 5 * MB - 1, 5 * MB, 12 * MB + 3] {
        let sent: Vec<u8> = pieces(size)
            .into_iter()
            .flat_map(|piece| piece.unwrap())
            .collect();
        let kept = files
            .put(stream::iter(pieces(size)), DEFAULT_LIMIT)
            .await
            .unwrap();
        assert_eq!(kept.size, size as u64);
        assert!(
            read(&files, &kept.hash).await.unwrap() == sent,
            "{size} bytes"
        );
    }
}

#[tokio::test]
async fn the_name_of_a_content_is_its_sha_256() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    let abc = vec![Ok(Bytes::from_static(b"a")), Ok(Bytes::from_static(b"bc"))];
    let hash = put(&files, abc, 3).await.unwrap();
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash.to_string(), expected);
    assert_eq!(expected.parse(), Ok(hash));
    assert!(folder.path().join("ba/78").join(expected).exists());
}

#[tokio::test]
async fn the_same_content_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    for size in [100, 7 * MB] {
        let (first, second) = tokio::join!(
            put(&files, pieces(size), DEFAULT_LIMIT),
            put(&files, pieces(size), DEFAULT_LIMIT)
        );
        let third = put(&files, pieces(size), DEFAULT_LIMIT).await.unwrap();
        assert_eq!((first.unwrap(), second.unwrap()), (third, third));
    }
    assert_eq!(everything(folder.path()).len(), 2);
}

#[tokio::test]
async fn one_byte_too_many_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    for size in [11, 12 * MB] {
        let refused = put(&files, pieces(size), size as u64 - 1).await;
        assert!(matches!(refused, Err(FileError::TooLarge { limit }) if limit == size as u64 - 1));
        assert!(put(&files, pieces(size), size as u64).await.is_ok());
    }
    assert_eq!(everything(folder.path()).len(), 2);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    for size in [11, 12 * MB] {
        let mut broken = pieces(size);
        broken.push(Err(std::io::Error::other("gone")));
        let refused = put(&files, broken, DEFAULT_LIMIT).await;
        assert!(matches!(refused, Err(FileError::BrokeOff)));
    }
    assert!(everything(folder.path()).is_empty());
}

#[tokio::test]
async fn a_deleted_content_is_not_found_and_may_be_deleted_again() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    let hash = put(&files, pieces(10), DEFAULT_LIMIT).await.unwrap();
    for _ in 0..2 {
        files.delete(&hash).await.unwrap();
        assert!(matches!(
            read(&files, &hash).await,
            Err(FileError::NotFound)
        ));
    }
}

#[test]
fn a_bucket_or_a_folder_can_be_named_and_nothing_else() {
    assert!(Files::open("s3://bucket/some/prefix").is_ok());
    assert!(matches!(
        Files::open("ftp://host/x"),
        Err(FileError::Location { .. })
    ));
    assert!(matches!(
        Files::open("/proc/nowhere"),
        Err(FileError::Location { .. })
    ));
}
