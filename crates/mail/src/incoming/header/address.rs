//! Lists of mailboxes (RFC 5322 §3.4), as strictly as the standard and as leniently as the world:
//! one pass, whatever the list is made of.

use super::super::mail::Address;
use super::words::{decode, one_line, unfolded};

/// What has been read of the mailbox that is being read.
#[derive(Default)]
struct Reading {
    /// Names and words outside of brackets.
    words: String,
    /// What stands between `<` and `>`.
    angle: Option<String>,
    /// What stands between `(` and `)`.
    comment: String,
}

/// The mailboxes of a value, in their order, without those that name no address.
pub(crate) fn addresses(value: &[u8]) -> Vec<Address> {
    let text = unfolded(value);
    let mut found = Vec::new();
    let mut reading = Reading::default();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        // A second name or bracket without a comma between begins another mailbox.
        let more = !c.is_whitespace() && !matches!(c, '(' | ',' | ';');
        if reading.angle.is_some() && more {
            std::mem::take(&mut reading).add_to(&mut found);
        }
        match c {
            '"' => reading.words.push_str(&quoted(&mut chars)),
            '(' => reading.comment.push_str(&comment(&mut chars)),
            '<' => reading.angle = Some(chars.by_ref().take_while(|c| *c != '>').collect()),
            ',' | ';' => std::mem::take(&mut reading).add_to(&mut found),
            // The name of a group: its members follow.
            ':' if !reading.words.contains('@') => reading = Reading::default(),
            _ => reading.words.push(c),
        }
    }
    reading.add_to(&mut found);
    found
}

/// A quoted string after its first quote; marked so that no `@` in it is taken for an address.
fn quoted(chars: &mut std::str::Chars<'_>) -> String {
    let mut text = String::from("\u{1}");
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => text.extend(chars.next()),
            _ => text.push(c),
        }
    }
    text.push('\u{1}');
    text
}

fn comment(chars: &mut std::str::Chars<'_>) -> String {
    let (mut text, mut depth) = (String::new(), 1);
    while let Some(c) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\\' => text.extend(chars.next()),
            _ => text.push(c),
        }
        if depth == 0 {
            break;
        }
    }
    text
}

impl Reading {
    /// Ends the mailbox. A bare name is an address only where there is no other.
    fn add_to(self, found: &mut Vec<Address>) {
        let address = self.address();
        found.extend(address.filter(|address| address.email.contains('@') || found.is_empty()));
    }

    fn address(self) -> Option<Address> {
        let words = self.words.trim();
        let bracketed = self.angle.as_deref().and_then(email);
        match bracketed {
            Some(email) => {
                let name = name(words).or_else(|| name(&self.comment));
                Some(Address { name, email })
            }
            None if !words.contains('@') && self.comment.contains('@') => {
                let email = bare(&self.comment)?;
                let name = name(words);
                Some(Address { name, email })
            }
            // `a@b.c (A B)`, or a bare name where an address should be.
            None => {
                let email = bare(words)?;
                let name = name(&self.comment);
                Some(Address { name, email })
            }
        }
    }
}

/// The address in a text outside of brackets; machines leave the domain out (`MAILER-DAEMON`).
fn bare(words: &str) -> Option<String> {
    if let Some(local) = words.strip_prefix('\u{1}') {
        let whole: String = local.chars().filter(|c| *c != '\u{1}').collect();
        return email(&whole).filter(|email| email.contains('@'));
    }
    let mut candidates = words.split(char::is_whitespace);
    let with_at = candidates.find(|word| word.contains('@'));
    let alone = || (!words.contains(char::is_whitespace)).then_some(words);
    email(with_at.or_else(alone)?)
}

/// An address without white space, control characters, brackets, and a route before it (RFC 5322 §4.4).
fn email(text: &str) -> Option<String> {
    let text = text.rsplit_once('<').map_or(text, |(_, inner)| inner);
    let text = match text.split_once(':') {
        Some((route, rest)) if route.starts_with('@') => rest,
        _ => text,
    };
    let text = text.trim().strip_prefix("mailto:").unwrap_or(text.trim());
    let kept = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"');
    let email: String = text.chars().filter(kept).take(320).collect();
    let email = email.trim_matches(|c| matches!(c, '\'' | ',' | ';'));
    (!email.is_empty() && email != "@").then(|| email.to_owned())
}

fn name(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| *c != '\u{1}').collect();
    let decoded = one_line(&decode(&plain));
    // Some programs quote an encoded word once more.
    let bare = decoded.trim_matches(|c| matches!(c, '"' | '\'')).trim();
    let name: String = bare.chars().take(300).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let pair = |a: Address| (a.name.unwrap_or_default(), a.email);
        let list = addresses(text.as_bytes()).into_iter();
        list.map(pair).collect()
    }

    #[test]
    fn mailboxes_are_read_as_they_are_written() {
        let table: [(&str, &[(&str, &str)]); 15] = [
            ("a@b.c", &[("", "a@b.c")]),
            ("<a@b.c>", &[("", "a@b.c")]),
            ("A B <a@b.c>", &[("A B", "a@b.c")]),
            ("a@b.c (A B)", &[("A B", "a@b.c")]),
            (
                "\"B, A\" <a@b.c>, d@e.f",
                &[("B, A", "a@b.c"), ("", "d@e.f")],
            ),
            ("=?utf-8?q?L=C3=A9a=2C_B?= <a@b.c>", &[("Léa, B", "a@b.c")]),
            ("\"=?utf-8?q?L=C3=A9a?=\" <a@b.c>", &[("Léa", "a@b.c")]),
            ("Team: a@b.c, D <d@e.f>;", &[("", "a@b.c"), ("D", "d@e.f")]),
            ("undisclosed-recipients:;", &[]),
            (
                "MAILER-DAEMON (Mail System)",
                &[("Mail System", "MAILER-DAEMON")],
            ),
            ("\"a@b.c\" <d@e.f>", &[("a@b.c", "d@e.f")]),
            ("'a@b.c'", &[("", "a@b.c")]),
            ("A B (a@b.c)", &[("A B", "a@b.c")]),
            ("<@relay.x:a@b.c>", &[("", "a@b.c")]),
            ("A <a@b.c> B <d@e.f>", &[("A", "a@b.c"), ("B", "d@e.f")]),
        ];
        for (given, expected) in table {
            let expected = expected.iter().map(|(n, e)| (n.to_string(), e.to_string()));
            let expected: Vec<_> = expected.collect();
            assert_eq!(read(given), expected, "{given}");
        }
    }

    #[test]
    fn what_names_no_address_is_left_out() {
        for nothing in ["", "<>", "\"A\" <>", " , ;", "A B", "@", "(", "\"", "<"] {
            assert_eq!(read(nothing), [], "{nothing}");
        }
    }
}
