//! What a file is: what its sender says, unless its first bytes say that it is something that runs.

/// The first bytes of files, and what they are.
const SIGNS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"PK\x03\x04", "application/zip"),
    (b"{\\rtf", "application/rtf"),
];

/// Media types shown as pictures; nothing else may claim to be one of them.
const RASTER: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/bmp",
    "image/avif",
];

/// How the text begins that a browser runs, in lower case.
const ACTIVE: &[(&str, &str)] = &[
    ("<!doctype html", "text/html"),
    ("<html", "text/html"),
    ("<head", "text/html"),
    ("<body", "text/html"),
    ("<script", "text/html"),
    ("<iframe", "text/html"),
    ("<svg", "image/svg+xml"),
    ("<?xml", "text/xml"),
    ("#!", "text/x-shellscript"),
];

/// The media type of a file. `declared` is in lower case, `main/sub`.
pub(crate) fn media_type(declared: &str, name: &str, bytes: &[u8]) -> String {
    let declared = of_name(declared, name);
    match sniffed(bytes) {
        // An office document is a zip file too, and knows better what it is.
        Some("application/zip")
            if !declared.starts_with("image/") && !declared.starts_with("text/") =>
        {
            declared
        }
        Some("text/xml") if declared.ends_with("xml") => declared,
        Some("image/jpeg") if declared == "image/jpg" => "image/jpeg".to_owned(),
        Some(found) => found.to_owned(),
        // Said to be a picture, and is none that can be recognised.
        None if RASTER.contains(&declared.as_str()) => "application/octet-stream".to_owned(),
        None => declared,
    }
}

fn sniffed(bytes: &[u8]) -> Option<&'static str> {
    let sign = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign));
    if let Some((_, found)) = sign {
        return Some(found);
    }
    match bytes {
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => return Some("image/webp"),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => return Some("image/bmp"),
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'a',
            b'v',
            b'i',
            b'f' | b's',
            ..,
        ] => return Some("image/avif"),
        _ => {}
    }
    let start: Vec<u8> = bytes.iter().take(1_024).copied().collect();
    let start = String::from_utf8_lossy(&start).to_ascii_lowercase();
    let start =
        start.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace() || c == '\0');
    let active = ACTIVE.iter().find(|(sign, _)| start.starts_with(sign));
    match active {
        Some((_, "text/xml")) if start.contains("<svg") => Some("image/svg+xml"),
        Some((_, "text/xml")) if start.contains("<html") => Some("text/html"),
        found => found.map(|(_, found)| *found),
    }
}

/// What the ending of a name says, where the declaration says nothing.
const ENDINGS: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("eml", "message/rfc822"),
    ("gif", "image/gif"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ics", "text/calendar"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("log", "text/plain"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("txt", "message/delivery-status"),
    ("txt", "text/rfc822-headers"),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "text/xml"),
    ("zip", "application/zip"),
];

fn of_name(declared: &str, name: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '+' | '-' | '_');
    let sound =
        declared.len() <= 120 && declared.matches('/').count() == 1 && declared.chars().all(word);
    if sound && !declared.ends_with("/octet-stream") && !declared.ends_with('/') {
        return declared.to_owned();
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let known = ending.and_then(|ending| ENDINGS.iter().find(|(known, _)| *known == ending));
    known
        .map_or("application/octet-stream", |(_, found)| found)
        .to_owned()
}

/// The ending that files of a media type have.
pub(crate) fn ending(media_type: &str) -> &'static str {
    let known = ENDINGS.iter().find(|(_, known)| *known == media_type);
    known.map_or("bin", |(ending, _)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lie_that_would_run_is_found_out() {
        let table = [
            (
                "image/png",
                "a.png",
                &b"<svg onload=x>"[..],
                "image/svg+xml",
            ),
            ("image/png", "a.png", b"<html>", "text/html"),
            (
                "image/jpeg",
                "a.jpg",
                b"nothing",
                "application/octet-stream",
            ),
            (
                "text/plain",
                "a.txt",
                b" \n<!DOCTYPE html><script>",
                "text/html",
            ),
            (
                "application/pdf",
                "a.pdf",
                b"MZ\x90",
                "application/vnd.microsoft.portable-executable",
            ),
            ("text/plain", "a.txt", b"hello", "text/plain"),
            (
                "application/octet-stream",
                "a.pdf",
                b"%PDF-1.7",
                "application/pdf",
            ),
            (
                "application/octet-stream",
                "a.docx",
                b"PK\x03\x04",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("image/jpg", "a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("nonsense", "a", b"", "application/octet-stream"),
            (
                "text/xml",
                "a.xml",
                b"<?xml version='1.0'?><svg>",
                "image/svg+xml",
            ),
        ];
        for (declared, name, bytes, expected) in table {
            assert_eq!(
                media_type(declared, name, bytes),
                expected,
                "{declared} {name}"
            );
        }
    }
}
