//! Bytes to text, whatever they are said to be.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

/// Text in the charset named. Where that is unknown, says nothing, or is wrong: as guessed.
pub(crate) fn decoded<'x>(bytes: &'x [u8], charset: Option<&str>) -> Cow<'x, str> {
    let name = charset.map(|name| name.trim().trim_matches('"').to_ascii_lowercase());
    let name = name.filter(|name| !name.is_empty() && name.len() <= 45);
    match name.as_deref() {
        None | Some("us-ascii" | "ascii" | "utf-8" | "utf8" | "unknown-8bit" | "default") => {
            guessed(bytes)
        }
        Some(name) => match charset_decoder(name.as_bytes()) {
            Some(decode) => Cow::Owned(decode(bytes)),
            None => guessed(bytes),
        },
    }
}

/// UTF-8 if it can be: valid, or with a few faults among valid characters. Else Windows-1252, which
/// gives every byte a meaning.
pub(crate) fn guessed(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let lossy = String::from_utf8_lossy(bytes);
            let strange = lossy.chars().filter(|c| !c.is_ascii());
            let (mut faults, mut sound) = (0_usize, 0_usize);
            for c in strange {
                *if c == '\u{fffd}' {
                    &mut faults
                } else {
                    &mut sound
                } += 1;
            }
            match charset_decoder(b"windows-1252") {
                Some(decode) if faults > sound => Cow::Owned(decode(bytes)),
                _ => Cow::Owned(lossy.into_owned()),
            }
        }
    }
}
