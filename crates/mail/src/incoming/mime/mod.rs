//! The parts of a mail (RFC 2045, RFC 2046), as a tree. Each level is cut at its own delimiter lines,
//! so that the work is the size of the mail times the depth allowed, whatever the mail is made of.

pub(crate) mod charset;
mod transfer;

pub(crate) use transfer::{base64, quoted};

use std::borrow::Cow;

use super::header::{self, ContentType, Headers, line_end, trimmed_end};
use super::limits::{Limits, Unreadable};

/// A part: one that holds others, or one that holds something itself.
#[derive(Debug)]
pub(crate) struct Part<'x> {
    pub headers: Headers<'x>,
    pub content_type: ContentType,
    /// The body as it came, encoded.
    pub body: &'x [u8],
    /// The parts in it, if it is a `multipart`.
    pub parts: Vec<Part<'x>>,
}

/// Reads the tree of a mail.
pub(crate) fn tree<'x>(raw: &'x [u8], limits: &Limits) -> Result<Part<'x>, Unreadable> {
    let mut budget = limits.parts;
    part(raw, limits, 0, &mut budget, "plain")
}

fn part<'x>(
    raw: &'x [u8],
    limits: &Limits,
    depth: usize,
    budget: &mut usize,
    default: &str,
) -> Result<Part<'x>, Unreadable> {
    if depth > limits.depth {
        return Err(Unreadable::TooDeep);
    }
    *budget = budget.checked_sub(1).ok_or(Unreadable::TooManyParts)?;
    let (headers, mut body) = header::split(raw, limits)?;
    if depth > 0 && headers.0.is_empty() && body.is_empty() {
        // Neither head nor the empty line after it: all of it is said.
        body = raw;
    }
    let content_type = headers
        .content_type()
        .unwrap_or_else(|| of_default(default));
    let mut part = Part {
        headers,
        content_type,
        body,
        parts: Vec::new(),
    };
    if part.content_type.main == "multipart" {
        let default = match part.content_type.sub.as_str() {
            "digest" => "rfc822",
            _ => "plain",
        };
        for piece in pieces(body, part.content_type.parameter("boundary"), *budget)? {
            let read = self::part(piece, limits, depth + 1, budget, default)?;
            part.parts.push(read);
        }
        if part.parts.is_empty() {
            part.content_type = of_default("plain");
        }
    }
    Ok(part)
}

fn of_default(default: &str) -> ContentType {
    let main = if default == "rfc822" {
        "message"
    } else {
        "text"
    };
    ContentType::plain(main, default)
}

/// What lies between the delimiter lines (RFC 2046 §5.1.1). A boundary that is missing, or that does
/// not occur, is taken from the first line that looks like one.
fn pieces<'x>(
    body: &'x [u8],
    boundary: Option<&str>,
    most: usize,
) -> Result<Vec<&'x [u8]>, Unreadable> {
    let said = boundary.map(str::trim_end).filter(|said| !said.is_empty());
    if let Some(boundary) = said {
        let found = cut(body, boundary.as_bytes(), most)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    match guessed_boundary(body) {
        Some(boundary) => cut(body, boundary, most),
        None => Ok(Vec::new()),
    }
}

fn cut<'x>(body: &'x [u8], boundary: &[u8], most: usize) -> Result<Vec<&'x [u8]>, Unreadable> {
    let mut found = Vec::new();
    let mut from = None;
    let mut at = 0;
    while at < body.len() {
        let end = line_end(body, at);
        if let Some(last) = delimiter(&body[at..end], boundary) {
            found.extend(from.map(|from| trimmed_end(&body[from..at])));
            from = (!last).then_some(end);
            if last {
                break;
            }
        }
        if found.len() > most {
            return Err(Unreadable::TooManyParts);
        }
        at = end;
    }
    // Cut off before its last delimiter: what is there counts.
    found.extend(
        from.filter(|from| *from < body.len())
            .map(|from| &body[from..]),
    );
    Ok(found)
}

/// Whether a line delimits; and whether it is the last that does.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match rest.trim_ascii_end() {
        b"" => Some(false),
        [b'-', b'-'] => Some(true),
        // Some programs write on after the last one.
        [b'-', b'-', next, ..] if next.is_ascii_whitespace() => Some(true),
        _ => None,
    }
}

fn guessed_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while at < body.len() {
        let end = line_end(body, at);
        let line = body[at..end].trim_ascii_end();
        if let Some(boundary) = line.strip_prefix(b"--")
            && boundary.len() >= 4
            && !boundary.contains(&b' ')
        {
            let next = header::split(&body[end..], &Limits::default()).ok()?;
            let begins_a_part = next.0.raw("Content-Type").is_some();
            return begins_a_part.then_some(boundary);
        }
        at = end;
    }
    None
}

impl<'x> Part<'x> {
    /// What is in it, without the encoding of its transfer.
    pub fn bytes(&self) -> Cow<'x, [u8]> {
        let encoding = self.headers.word("Content-Transfer-Encoding");
        match encoding.as_deref() {
            Some("base64") => Cow::Owned(base64(self.body)),
            Some("quoted-printable") => Cow::Owned(quoted(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The text in it, without NULs, lines ending in `\n`.
    pub fn text(&self) -> String {
        let bytes = self.bytes();
        let text = charset::decoded(&bytes, self.content_type.parameter("charset"));
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\0', "")
    }

    /// Whether the sender wishes to have it beside the text.
    pub fn is_attached(&self) -> bool {
        let disposition = self.headers.disposition();
        disposition.is_some_and(|disposition| disposition.main == "attachment")
    }

    /// The parts that hold something themselves, in their order.
    pub fn leaves(&self) -> Vec<&Part<'x>> {
        let mut leaves = Vec::new();
        let mut stack = vec![self];
        while let Some(part) = stack.pop() {
            match part.parts.is_empty() {
                true => leaves.push(part),
                false => stack.extend(part.parts.iter().rev()),
            }
        }
        leaves
    }
}
