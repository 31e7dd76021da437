//! HTML cut into tags and text, in one pass and without a tree.

use mail_parser::decoders::html::add_html_token;

/// A tag, or the text between two; comments, doctypes and the content of scripts and styles are left out.
#[derive(Debug)]
pub(crate) enum Piece<'x> {
    /// As written, entities included.
    Text(&'x str),
    /// Begins or ends an element.
    Tag(Tag<'x>),
}

/// Begins or ends an element.
#[derive(Debug)]
pub(crate) struct Tag<'x> {
    /// In lower case.
    pub name: String,
    /// Whether it ends the element.
    pub closes: bool,
    /// Everything after the name.
    pub attributes: &'x str,
}

/// Elements whose content is not read as HTML until they are closed.
const RAW: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// The pieces of a text, in their order.
pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces {
        rest: html,
        raw: None,
        unclosed: false,
    }
}

/// An iterator over the pieces of a text.
pub(crate) struct Pieces<'x> {
    rest: &'x str,
    raw: Option<String>,
    /// Whether a raw element was found never to be closed: it is not looked for again.
    unclosed: bool,
}

impl<'x> Iterator for Pieces<'x> {
    type Item = Piece<'x>;

    fn next(&mut self) -> Option<Piece<'x>> {
        if let Some(name) = self.raw.take() {
            self.skip_raw(&name);
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(text) = self.text() {
                return Some(Piece::Text(text));
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_comment();
                continue;
            }
            let tag = self.tag();
            if !tag.closes && RAW.contains(&tag.name.as_str()) && !self.unclosed {
                self.raw = Some(tag.name.clone());
            }
            return Some(Piece::Tag(tag));
        }
    }
}

impl<'x> Pieces<'x> {
    /// The text before the next tag, if there is any. A `<` before anything but a name is text.
    fn text(&mut self) -> Option<&'x str> {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        let end = loop {
            let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') else {
                break bytes.len();
            };
            let begins = match bytes.get(at + found + 1..) {
                Some([b'/', next, ..]) => next.is_ascii_alphabetic(),
                Some([next, ..]) => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
                _ => false,
            };
            if begins {
                break at + found;
            }
            at += found + 1;
        };
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!text.is_empty()).then_some(text)
    }

    fn skip_comment(&mut self) {
        let end = match self.rest.strip_prefix("<!--") {
            Some(comment) => comment.find("-->").map(|at| at + 7),
            None => self.rest.find('>').map(|at| at + 1),
        };
        self.rest = end.map_or("", |end| &self.rest[end..]);
    }

    fn tag(&mut self) -> Tag<'x> {
        let inside = &self.rest[1..];
        let closes = inside.starts_with('/');
        let inside = &inside[usize::from(closes)..];
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<');
        let name_end = inside.find(ends_name).unwrap_or(inside.len());
        let (name, after) = inside.split_at(name_end);
        let end = tag_end(after);
        self.rest = after.get(end + 1..).unwrap_or_default();
        Tag {
            name: name
                .chars()
                .take(40)
                .collect::<String>()
                .to_ascii_lowercase(),
            closes,
            attributes: &after[..end],
        }
    }

    /// Skips to the end tag of an element whose content is not HTML.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
            at += found;
            let tag = bytes.get(at + 1..at + 2 + name.len()).unwrap_or_default();
            if tag.first() == Some(&b'/') && tag[1..].eq_ignore_ascii_case(name.as_bytes()) {
                self.rest = &self.rest[at..];
                return;
            }
            at += 1;
        }
        self.unclosed = true;
    }
}

/// Where the `>` is that ends a tag; not one in a quoted value.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) if after_equals => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    text.len()
}

impl<'x> Tag<'x> {
    /// The value of an attribute, entities decoded.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut all = self.all();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| unescaped(value))
    }

    /// The attributes, as written; those without a value are empty.
    pub fn all(&self) -> impl Iterator<Item = (&'x str, &'x str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let ends = |c: char| c.is_ascii_whitespace() || c == '/';
            rest = rest.trim_start_matches(|c| ends(c) || c == '=');
            let end = rest.find(|c| ends(c) || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                return (!name.is_empty()).then_some((name, ""));
            };
            let value = value.trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value[1..].split_once(quote).unwrap_or((&value[1..], ""))
                }
                _ => value.split_at(
                    value
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(value.len()),
                ),
            };
            rest = after;
            Some((name, value))
        })
    }
}

/// A text with its entities decoded; what names none stays.
pub(crate) fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        result.push_str(before);
        let known = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let name = from[1..].find(|c| !known(c)).unwrap_or(from.len() - 1);
        let end = 1 + name.min(40);
        match from.as_bytes().get(end) {
            Some(b';') if end > 1 => {
                add_html_token(&mut result, &from.as_bytes()[..=end], false);
                rest = &from[end + 1..];
            }
            _ => {
                result.push_str(&from[..end]);
                rest = &from[end..];
            }
        }
    }
    result.push_str(rest);
    result
}
