//! Encoded words (RFC 2047): text of any language in lines of ASCII. Words side by side that name the
//! same charset are decoded together, because some programs cut a character in two.

use std::borrow::Cow;

use super::super::mime::{base64, charset, quoted};

/// A value as people read it: unfolded, encoded words decoded, one line, no control characters.
pub(crate) fn decoded(value: &[u8]) -> String {
    let text = unfolded(value);
    one_line(&decode(&text))
}

/// Without line breaks, as Unicode: UTF-8 (RFC 6532), or else Windows-1252.
pub(super) fn unfolded(value: &[u8]) -> String {
    let text = charset::guessed(value);
    let broken = |c: char| matches!(c, '\r' | '\n' | '\0');
    match text.contains(broken) {
        false => text.into_owned(),
        true => text.replace("\r\n", "").replace(broken, ""),
    }
}

/// Without what would break the line or hide in it.
pub(crate) fn one_line(text: &str) -> String {
    let space = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().filter(|c| *c != '\0').map(space).collect();
    text.trim().to_owned()
}

/// One encoded word, `=?charset?encoding?text?=`.
struct Word<'x> {
    charset: &'x str,
    bytes: Vec<u8>,
}

/// Decodes the encoded words in a text; what is not one stays.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains("=?") {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut pending: Option<Word<'_>> = None;
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((word, after)) = word(from) else {
            flush(&mut result, pending.take());
            result.push_str(before);
            result.push_str("=?");
            rest = &from[2..];
            continue;
        };
        let touches = before.chars().all(|c| matches!(c, ' ' | '\t'));
        pending = match pending.take() {
            Some(mut last) if touches && last.charset.eq_ignore_ascii_case(word.charset) => {
                last.bytes.extend_from_slice(&word.bytes);
                Some(last)
            }
            last => {
                let between = last.is_some() && touches;
                flush(&mut result, last);
                result.push_str(if between { "" } else { before });
                Some(word)
            }
        };
        rest = after;
    }
    flush(&mut result, pending);
    result.push_str(rest);
    Cow::Owned(result)
}

fn flush(result: &mut String, word: Option<Word<'_>>) {
    if let Some(word) = word {
        result.push_str(&charset::decoded(&word.bytes, Some(word.charset)));
    }
}

/// The encoded word that a text begins with, and what follows it.
fn word(text: &str) -> Option<(Word<'_>, &str)> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    if charset.len() > 60 || charset.contains(char::is_whitespace) || encoding.len() != 1 {
        return None;
    }
    // RFC 2231 §5 adds a language after an asterisk.
    let charset = charset.split('*').next().unwrap_or_default();
    // Only up to the next question mark (RFC 2047 §2), so that each word is looked at once.
    let end = rest.find('?')?;
    let (said, after) = (&rest[..end], rest[end + 1..].strip_prefix('=')?);
    let bytes = match encoding {
        "b" | "B" => base64(said.as_bytes()),
        "q" | "Q" => quoted(said.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some((Word { charset, bytes }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_and_joined() {
        let table = [
            ("=?utf-8?q?caf=C3=A9?=", "café"),
            ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
            ("=?utf-8?q?a?= b", "a b"),
            ("Re: =?ISO-8859-1?Q?r=E9ponse_?=", "Re: réponse"),
            // A character cut in two.
            (
                "=?utf-8?b?w6k=?= =?utf-8?b?w6nD?=\r\n =?utf-8?b?qQ==?=",
                "ééé",
            ),
            ("=?utf-8*fr?Q?=C3=A9t=C3=A9?=", "été"),
            ("=?nonsense?q?a=E9?=", "aé"),
            ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
            ("=?", "=?"),
            ("100 =?= 100", "100 =?= 100"),
        ];
        for (given, expected) in table {
            assert_eq!(decoded(given.as_bytes()), expected, "{given}");
        }
    }

    #[test]
    fn a_value_is_one_line_without_control_characters() {
        assert_eq!(decoded(b" a\r\n b\0\x07c "), "a b c");
        assert_eq!(decoded(b"=?utf-8?q?a=0D=0ABcc:_x=00y?="), "a  Bcc: xy");
        assert_eq!(decoded(b"caf\xe9"), "caf\u{e9}");
    }
}
