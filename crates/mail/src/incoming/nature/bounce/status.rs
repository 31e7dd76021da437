//! Enhanced status codes (RFC 3463): as written, or as they follow from reply codes (RFC 5321 §4.2)
//! and from the words that servers use.

use super::super::super::mail::{Bounced, Permanence};

/// A status, and the line that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub status: String,
    pub line: String,
}

/// What words mean, in lower case: the subject and detail of a status code. The first that fits counts.
const WORDS: &[(&str, &str)] = &[
    ("user unknown", "1.1"),
    ("unknown user", "1.1"),
    ("unknown recipient", "1.1"),
    ("no such user", "1.1"),
    ("unknown or illegal", "1.1"),
    ("invalid recipient", "1.1"),
    ("invalid address", "1.1"),
    ("invalid user", "1.1"),
    ("invalid final delivery", "1.1"),
    ("not listed in", "1.1"),
    ("name is not recognized", "1.1"),
    ("does not exist", "1.1"),
    ("doesn't have a", "1.1"),
    ("not found", "1.1"),
    ("couldn't be found", "1.1"),
    ("no mailbox here", "1.1"),
    ("possibly incorrect", "1.1"),
    ("host unknown", "1.2"),
    ("unrouteable", "1.2"),
    ("unroutable", "1.2"),
    ("could not find a gateway", "1.2"),
    ("name service error", "4.4"),
    ("mailbox full", "2.2"),
    ("mailbox is full", "2.2"),
    ("folder is full", "2.2"),
    ("over quota", "2.2"),
    ("quota exceeded", "2.2"),
    ("exceeded storage", "2.2"),
    ("disabled", "2.1"),
    ("discontinued", "2.1"),
    ("inactive", "2.1"),
    ("suspended", "2.1"),
    ("not accepting", "2.1"),
    ("too large", "3.4"),
    ("size limit", "3.4"),
    ("hop count", "4.6"),
    ("mail loop", "4.6"),
    ("no route to host", "4.1"),
    ("not reachable", "4.1"),
    ("not responding", "4.1"),
    ("connection refused", "4.1"),
    ("timeout exceeded", "4.7"),
    ("timed out", "4.7"),
    ("expired", "4.7"),
    ("aborted after", "4.7"),
    ("spam", "7.1"),
    ("blocked", "7.1"),
    ("denied", "7.1"),
    ("not permitted", "7.1"),
    ("may not exist", "1.1"),
];

/// What servers write as long as they keep trying, in lower case.
const KEEPS_TRYING: &[&str] = &[
    "warning only",
    "will be retried",
    "will keep trying",
    "will continue to try",
    "delivery attempts will continue",
    "has not yet been delivered",
    "do not need to resend",
    "delivery is delayed",
    "has been delayed",
];

/// The first status code in a text: `5.1.1`, not a part of a longer number such as an IP address.
pub(super) fn status(text: &str) -> Option<String> {
    let other = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    text.split(other).find_map(|word| {
        let word = word.trim_matches('.');
        let mut digits = word.split('.');
        let (class, subject, detail) = (digits.next()?, digits.next()?, digits.next()?);
        let is_number =
            |part: &str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        let sound = matches!(class, "2" | "4" | "5")
            && matches!(subject.as_bytes(), [b'0'..=b'7'])
            && !detail.is_empty()
            && is_number(detail)
            && digits.next().is_none();
        sound.then(|| word.to_owned())
    })
}

/// What lines say: a status code, else a reply code, else words.
pub(super) fn said(lines: &[String]) -> Option<Said> {
    let first = |find: &dyn Fn(&str) -> Option<String>| {
        lines.iter().find_map(|line| {
            let status = find(line).filter(|status| !status.starts_with('2'))?;
            let line = line.trim().chars().take(1_000).collect();
            Some(Said { status, line })
        })
    };
    first(&status)
        .or_else(|| first(&of_reply))
        .or_else(|| first(&|line| of_words(line, '5')))
}

/// A reply code: three digits that stand alone, `4` or `5` first.
fn of_reply(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let stands_alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 3);
        let apart = |byte: Option<&u8>| {
            byte.is_none_or(|byte| {
                matches!(
                    byte,
                    b' ' | b':' | b'-' | b'[' | b']' | b',' | b'"' | b'(' | b'\t'
                )
            })
        };
        apart(before) && apart(after)
    };
    let is_code = |at: &usize| {
        matches!(
            bytes.get(*at..*at + 3),
            Some([b'4' | b'5', b'0'..=b'5', b'0'..=b'9'])
        ) && stands_alone(*at)
    };
    let at = (0..bytes.len().min(2_000)).find(is_code)?;
    let class = char::from(bytes[at]);
    of_words(line, class).or_else(|| Some(format!("{class}.0.0")))
}

fn of_words(line: &str, class: char) -> Option<String> {
    let lower = line.to_lowercase();
    let known = WORDS.iter().find(|(words, _)| lower.contains(words));
    known.map(|(_, code)| format!("{class}.{code}"))
}

/// Whether a line says that the mail may still arrive.
pub(super) fn keeps_trying(line: &str) -> bool {
    let lower = line.to_lowercase();
    KEEPS_TRYING.iter().any(|words| lower.contains(words))
}

/// Where a server gives no reason, that is its status (RFC 3463 §3.1: other or undefined).
pub(super) fn complete(bounced: &mut Bounced) {
    let class = match bounced.permanence {
        Permanence::Delivered => "2.0.0",
        Permanence::Soft | Permanence::Delayed => "4.0.0",
        Permanence::Hard => "5.0.0",
    };
    bounced.status.get_or_insert_with(|| class.to_owned());
}

/// What a status code says of the next try.
pub(super) fn permanence(status: &str) -> Permanence {
    match status.as_bytes().first() {
        Some(b'2') => Permanence::Delivered,
        Some(b'4') => Permanence::Soft,
        _ => Permanence::Hard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_written_or_follows() {
        let table = [
            ("550 5.1.1 <a@b.c>... User Unknown", Some("5.1.1")),
            ("421 try later", Some("4.0.0")),
            ("552 mailbox full", Some("5.2.2")),
            ("host 5.1.1.4 is away", None),
            ("Exim 4.72", None),
            ("mail-5.1.1x", None),
            ("remote host said: 550 unknown user", Some("5.1.1")),
            ("The recipient name is not recognized", Some("5.1.1")),
            ("took 4500 ms", None),
            ("250 2.0.0 OK", None),
        ];
        for (given, expected) in table {
            let said = said(&[given.to_owned()]).map(|said| said.status);
            assert_eq!(said.as_deref(), expected, "{given}");
        }
    }
}
