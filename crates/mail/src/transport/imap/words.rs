//! How names, sets of numbers and dates are written in IMAP.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chrono::{DateTime, Utc};

/// A quoted string; `None` for what cannot be written as one (RFC 3501 §4.3).
pub fn quoted(text: &str) -> Option<String> {
    let sound = !text.is_empty() && !text.chars().any(char::is_control);
    sound.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// The name of a folder as it travels: ASCII as it is, the rest in base64 of UTF-16 with `,` for
/// `/` (RFC 3501 §5.1.3).
pub fn utf7(name: &str) -> String {
    let mut out = String::new();
    let mut wide: Vec<u8> = Vec::new();
    for c in name.chars() {
        let plain = matches!(c, ' '..='~') || c.is_control();
        if plain {
            end_wide(&mut wide, &mut out);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            wide.extend(
                c.encode_utf16(&mut units)
                    .iter()
                    .flat_map(|unit| unit.to_be_bytes()),
            );
        }
    }
    end_wide(&mut wide, &mut out);
    out
}

fn end_wide(wide: &mut Vec<u8>, out: &mut String) {
    if !wide.is_empty() {
        let encoded = STANDARD_NO_PAD
            .encode(std::mem::take(wide))
            .replace('/', ",");
        out.push_str(&format!("&{encoded}-"));
    }
}

/// Numbers in ascending order as a set: `1:3,7`.
pub fn set(uids: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*uid) => *last = *uid,
            _ => runs.push((*uid, *uid)),
        }
    }
    let written = runs.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}:{last}"),
    });
    written.collect::<Vec<_>>().join(",")
}

/// An INTERNALDATE: `17-Jul-1996 02:44:25 -0700`.
pub fn date(text: &str) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z");
    date.ok().map(|date| date.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn folders_are_named_as_servers_know_them() {
        // The example of RFC 3501.
        let name = utf7("~peter/mail/台北/日本語");
        assert_eq!(name, "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(utf7("Traités"), "Trait&AOk-s");
        assert_eq!(utf7("R&D"), "R&-D");
        assert_eq!(quoted("a\"b\\c").as_deref(), Some("\"a\\\"b\\\\c\""));
        assert_eq!(quoted("a\r\nb"), None);
    }

    #[test]
    fn neighbours_are_written_as_ranges() {
        assert_eq!(set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(set(&[u32::MAX]), "4294967295");
    }

    #[test]
    fn dates_of_the_server_are_read() {
        let expected = DateTime::from_timestamp(837_596_665, 0).unwrap();
        assert_eq!(date("17-Jul-1996 02:44:25 -0700"), Some(expected));
        assert!(date(" 7-Jul-1996 02:44:25 +0000").is_some());
        assert_eq!(date("yesterday"), None);
    }
}
