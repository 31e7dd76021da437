//! `Content-Type` and `Content-Disposition` with their parameters (RFC 2045 §5, RFC 2183, RFC 2231).

use mail_parser::{HeaderValue, parsers::MessageStream};

use super::words::{decode, one_line};

/// More than a sound value needs.
const LONGEST: usize = 8_192;

/// A value with parameters; words in lower case, values as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// `text`, or `attachment`.
    pub main: String,
    /// `plain`; empty for dispositions.
    pub sub: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    /// Reads a value; `None` if it names nothing.
    pub fn parse(value: &[u8]) -> Option<Self> {
        let text = super::words::unfolded(value.get(..value.len().min(LONGEST))?);
        let line = readable(&text) + "\n";
        let parsed = match MessageStream::new(line.as_bytes()).parse_content_type() {
            HeaderValue::ContentType(parsed) => parsed,
            _ => return None,
        };
        let parameters = parsed.attributes.unwrap_or_default().into_iter();
        let parameter = |a: mail_parser::Attribute<'_>| (a.name.to_lowercase(), a.value.into());
        Some(Self {
            main: parsed.c_type.trim().to_lowercase(),
            sub: parsed.c_subtype.unwrap_or_default().trim().to_lowercase(),
            parameters: parameters.map(parameter).collect(),
        })
    }

    /// One without parameters.
    pub fn plain(main: &str, sub: &str) -> Self {
        let (main, sub) = (main.to_owned(), sub.to_owned());
        let parameters = Vec::new();
        Self {
            main,
            sub,
            parameters,
        }
    }

    /// A parameter as written.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A parameter as people read it, on one line.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = one_line(self.parameter(name)?);
        (!text.is_empty()).then_some(text)
    }

    /// Whether it is this media type.
    pub fn is(&self, main: &str, sub: &str) -> bool {
        self.main == main && self.sub == sub
    }
}

/// Decodes encoded words, which some programs write into parameters against RFC 2047 §5, in quotes or
/// without; what is decoded stands in quotes.
fn readable(text: &str) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let plain = |text: &str| decode(text).replace('"', "'").replace('\\', "_");
    let mut result = String::with_capacity(text.len());
    for (at, piece) in text.split('"').enumerate() {
        if at % 2 == 1 {
            result.push_str(&format!("\"{}\"", plain(piece)));
            continue;
        }
        for (at, parameter) in piece.split(';').enumerate() {
            result.push_str(if at > 0 { ";" } else { "" });
            match parameter.split_once('=') {
                Some((name, value)) if value.contains("=?") => {
                    result.push_str(&format!("{name}=\"{}\"", plain(value.trim())));
                }
                _ => result.push_str(parameter),
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn file_names_are_read_however_they_are_written() {
        let table = [
            ("attachment; filename=a.txt", "a.txt"),
            ("attachment; filename=\"a b.txt\"", "a b.txt"),
            (
                "attachment; filename*=UTF-8''pi%C3%A8ce%20jointe.pdf",
                "pièce jointe.pdf",
            ),
            (
                "attachment; filename*0=\"pi\u{e8}ce\"; filename*1=\" jointe.pdf\"",
                "pièce jointe.pdf",
            ),
            (
                "attachment; filename*0*=UTF-8''pi%C3%A8; filename*1*=ce.pdf",
                "pièce.pdf",
            ),
            (
                "attachment; filename=\"=?utf-8?Q?pi=C3=A8ce_?=\r\n =?utf-8?Q?jointe.pdf?=\"; size=2",
                "pièce jointe.pdf",
            ),
            (
                "attachment; filename==?iso-8859-1?Q?pi=E8ce_jointe.pdf?=",
                "pièce jointe.pdf",
            ),
            ("attachment; FILENAME=\"a\\\"b.txt\"", "a\"b.txt"),
        ];
        for (given, expected) in table {
            let disposition = ContentType::parse(given.as_bytes()).unwrap();
            assert_eq!(
                disposition.text("filename").as_deref(),
                Some(expected),
                "{given}"
            );
            assert_eq!(disposition.main, "attachment");
        }
    }
}
