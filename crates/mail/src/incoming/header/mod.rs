//! The fields at the head of a mail or part (RFC 5322 §2.2), split without understanding them.

mod address;
mod ids;
mod parameters;
mod words;

pub(crate) use address::addresses;
pub(crate) use ids::ids;
pub(crate) use parameters::ContentType;
pub(crate) use words::{decoded, one_line};

use chrono::{DateTime, FixedOffset, Utc};
use mail_parser::{HeaderValue, parsers::MessageStream};

use super::limits::{Limits, Unreadable};

/// One field; the value keeps its folds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'x> {
    pub name: &'x str,
    pub value: &'x [u8],
}

/// The fields of a mail or part, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers<'x>(pub Vec<Field<'x>>);

/// A block cut into its fields and its body. Fails where there is more than the limits allow.
pub(crate) fn split<'x>(
    block: &'x [u8],
    limits: &Limits,
) -> Result<(Headers<'x>, &'x [u8]), Unreadable> {
    let mut fields: Vec<Field<'x>> = Vec::new();
    let mut at = 0;
    let (mut value_from, mut known_from) = (0, 0);
    while at < block.len() {
        let end = line_end(block, at);
        let line = trimmed_end(&block[at..end]);
        let continues = matches!(line.first(), Some(b' ' | b'\t'));
        if line.is_empty() {
            return Ok((Headers(fields), &block[end..]));
        }
        match (continues, fields.last_mut(), name(line)) {
            (true, Some(field), _) => field.value = &block[value_from..end],
            (false, _, Some(name)) => {
                value_from = at + colon(line) + 1;
                let value = &block[value_from..end];
                fields.push(Field { name, value });
            }
            // What stands before the first field (an mbox line, white space) is nobody's.
            (_, None, _) => {}
            _ if is_mbox_line(line) => {}
            // Somebody broke a value without folding it: fields follow.
            (_, Some(field), _)
                if known_from > at || fields_follow(block, end, &mut known_from) =>
            {
                field.value = &block[value_from..end];
            }
            // The empty line is missing: the body begins here.
            _ => return Ok((Headers(fields), &block[at..])),
        }
        at = end;
        if at > limits.header_bytes {
            return Err(Unreadable::HeadersTooLarge);
        }
        if fields.len() > limits.headers {
            return Err(Unreadable::TooManyHeaders);
        }
    }
    Ok((Headers(fields), &[]))
}

/// Where the line that begins at `at` ends, its line feed included.
pub(crate) fn line_end(text: &[u8], at: usize) -> usize {
    let length = text[at..].iter().position(|byte| *byte == b'\n');
    length.map_or(text.len(), |length| at + length + 1)
}

/// A line without what ends it.
pub(crate) fn trimmed_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn colon(line: &[u8]) -> usize {
    let colon = line.iter().position(|byte| *byte == b':');
    colon.unwrap_or(line.len())
}

/// The name of the field that a line begins (RFC 5322 §2.2: printable ASCII), if it begins one.
fn name(line: &[u8]) -> Option<&str> {
    let colon = colon(line);
    let name = std::str::from_utf8(line.get(..colon)?).ok()?.trim_end();
    let sound = colon < line.len()
        && !name.is_empty()
        && name.len() <= 200
        && name.bytes().all(|byte| byte.is_ascii_graphic());
    sound.then_some(name)
}

/// Fields that no text begins a line with by chance; in lower case.
const KNOWN: &[&str] = &[
    "received",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "return-path",
    "x-mailer",
];

/// Whether a known field follows before the next empty line; `known` is where the last such one was seen.
fn fields_follow(block: &[u8], from: usize, known: &mut usize) -> bool {
    let mut at = from;
    for _ in 0..100 {
        let end = line_end(block, at);
        let line = trimmed_end(&block[at..end]);
        if line.is_empty() {
            return false;
        }
        if name(line).is_some_and(|name| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)))
        {
            *known = at;
            return true;
        }
        at = end;
    }
    false
}

/// Whether a line begins a field or goes on with one.
pub(crate) fn is_of_a_field(line: &[u8]) -> bool {
    let line = trimmed_end(line);
    line.is_empty() || matches!(line.first(), Some(b' ' | b'\t')) || name(line).is_some()
}

fn is_mbox_line(line: &[u8]) -> bool {
    line.starts_with(b">From ") || line.starts_with(b"From ")
}

impl<'x> Headers<'x> {
    /// The values of all fields of a name, as they came.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &'x [u8]> {
        let fields = self.0.iter();
        let named = fields.filter(move |field| field.name.eq_ignore_ascii_case(name));
        named.map(|field| field.value)
    }

    /// The first value of a name, as it came.
    pub fn raw(&self, name: &str) -> Option<&'x [u8]> {
        self.all(name).next()
    }

    /// Whether there is a field of that name.
    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// The first value of a name: on one line, decoded.
    pub fn text(&self, name: &str) -> Option<String> {
        self.raw(name).map(decoded)
    }

    /// The first value of a name that says something, in lower case and decoded.
    pub fn word(&self, name: &str) -> Option<String> {
        let text = self.text(name)?.trim().to_lowercase();
        (!text.is_empty()).then_some(text)
    }

    /// The moment a field names.
    pub fn date(&self, name: &str) -> Option<DateTime<Utc>> {
        date(self.raw(name)?)
    }

    /// What the body is said to be.
    pub fn content_type(&self) -> Option<ContentType> {
        ContentType::parse(self.raw("Content-Type")?)
    }

    /// How the body wishes to be presented.
    pub fn disposition(&self) -> Option<ContentType> {
        ContentType::parse(self.raw("Content-Disposition")?)
    }
}

/// A moment as mails write it (RFC 5322 §3.3, and what people make of it).
pub(crate) fn date(value: &[u8]) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(parsed_date(value)?.to_timestamp(), 0)
}

/// The zone that a moment is written in.
pub(crate) fn zone(value: &[u8]) -> Option<FixedOffset> {
    let date = parsed_date(value)?;
    let seconds = i32::from(date.tz_hour) * 3_600 + i32::from(date.tz_minute) * 60;
    FixedOffset::east_opt(if date.tz_before_gmt {
        -seconds
    } else {
        seconds
    })
}

fn parsed_date(value: &[u8]) -> Option<mail_parser::DateTime> {
    let mut line = value.get(..value.len().min(200))?.to_vec();
    line.push(b'\n');
    match MessageStream::new(&line).parse_date() {
        HeaderValue::DateTime(date) if date.is_valid() => Some(date),
        _ => None,
    }
}
