//! `winmail.dat`: the parcel that Outlook makes of attachments (TNEF, MS-OXTNEF). Only the files in it
//! are taken out; nothing in it is copied twice, so that it takes no more room than it is large.

mod properties;

use super::mime::charset;
use properties::Properties;

/// How every parcel begins (MS-OXTNEF 2.1.3.1), with the least significant byte first.
const SIGNATURE: [u8; 4] = 0x223E_9F78_u32.to_le_bytes();

/// What its objects are called there (MS-OXTNEF 2.1.3.4).
const ATTACHMENT_BEGINS: u32 = 0x0006_9002;
const ATTACHMENT_TITLE: u32 = 0x0001_8010;
const ATTACHMENT_DATA: u32 = 0x0006_800F;
const ATTACHMENT_PROPERTIES: u32 = 0x0006_9005;

/// A file in a parcel; as its maker calls it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    pub name: String,
    pub media_type: String,
    pub content_id: Option<String>,
    pub bytes: Vec<u8>,
}

/// Whether bytes are a parcel.
pub(super) fn is_parcel(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// The files in a parcel, at most so many; what is cut off ends it.
pub(super) fn files(parcel: &[u8], most: usize) -> Vec<Packed> {
    let mut files: Vec<Packed> = Vec::new();
    let mut rest = parcel
        .strip_prefix(&SIGNATURE)
        .and_then(|rest| rest.get(2..));
    while let Some((id, data, after)) = rest.and_then(object) {
        let full = files.len() >= most;
        match (id, files.last_mut()) {
            (ATTACHMENT_BEGINS, _) if full => break,
            (ATTACHMENT_BEGINS, _) => files.push(Packed::default()),
            (ATTACHMENT_TITLE, Some(file)) if file.name.is_empty() => file.name = text(data),
            (ATTACHMENT_DATA, Some(file)) => file.bytes = data.to_vec(),
            (ATTACHMENT_PROPERTIES, Some(file)) => describe(file, data),
            _ => {}
        }
        rest = Some(after);
    }
    files.retain(|file| !file.bytes.is_empty());
    files
}

/// One object: what it is, what is in it, what follows.
fn object(rest: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    // The level (message or attachment) says nothing that the name does not.
    let (_level, rest) = rest.split_first()?;
    let (id, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (data, rest) = rest.split_at_checked(length)?;
    // The checksum is not compared: what is damaged is still somebody's file.
    let after = rest.get(2..).unwrap_or_default();
    Some((u32::from_le_bytes(*id), data, after))
}

fn describe(file: &mut Packed, data: &[u8]) {
    for (id, value) in Properties::of(data) {
        match id {
            properties::LONG_NAME => file.name = value.text(),
            properties::MEDIA_TYPE => file.media_type = value.text().to_lowercase(),
            properties::CONTENT_ID => file.content_id = Some(value.text()),
            properties::DATA if file.bytes.is_empty() => file.bytes = value.bytes.to_vec(),
            _ => {}
        }
    }
}

/// A text that ends at its first NUL.
fn text(data: &[u8]) -> String {
    let end = data
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(data.len());
    charset::guessed(&data[..end]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(id: u32, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap_or_default();
        let mut bytes = vec![2];
        bytes.extend_from_slice(&id.to_le_bytes());
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(&[0, 0]);
        bytes
    }

    fn parcel() -> Vec<u8> {
        let name: Vec<u8> = "pièce jointe.pdf\0"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mut properties = vec![2, 0, 0, 0, 3, 0, 0x0b, 0x37, 0xff, 0xff, 0xff, 0xff];
        properties.extend_from_slice(&[0x1f, 0, 0x07, 0x37, 1, 0, 0, 0]);
        properties.extend_from_slice(&u32::try_from(name.len()).unwrap_or_default().to_le_bytes());
        properties.extend_from_slice(&name);
        let mut bytes = [&SIGNATURE[..], &[1, 0]].concat();
        bytes.extend(object(ATTACHMENT_BEGINS, &[0; 14]));
        bytes.extend(object(ATTACHMENT_TITLE, b"PICEJO~1.PDF\0"));
        bytes.extend(object(ATTACHMENT_DATA, b"%PDF-1.7"));
        bytes.extend(object(ATTACHMENT_PROPERTIES, &properties));
        bytes.extend(object(ATTACHMENT_BEGINS, &[0; 14]));
        bytes.extend(object(ATTACHMENT_TITLE, b"a.txt\0"));
        bytes.extend(object(ATTACHMENT_DATA, b"hello"));
        bytes
    }

    #[test]
    fn the_files_of_a_parcel_are_taken_out() {
        let files = files(&parcel(), 10);
        let names: Vec<_> = files
            .iter()
            .map(|file| (file.name.as_str(), &file.bytes[..]))
            .collect();
        assert_eq!(
            names,
            [("pièce jointe.pdf", &b"%PDF-1.7"[..]), ("a.txt", b"hello")]
        );
    }

    #[test]
    fn s54_a_broken_parcel_harms_nobody() {
        let whole = parcel();
        for end in 0..whole.len() {
            files(&whole[..end], 10);
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] = 0xff;
            files(&broken, 10);
        }
        assert_eq!(files(&whole, 1).len(), 1);
    }
}
