//! Prepares HTML for the sanitizer, which reads it as a browser does: into a tree. That takes long where
//! elements lie deep in one another, where formatting that is never closed is opened anew in each
//! block, where attributes are many, and where one text has many characters to escape. So only what may
//! stay is handed over, within bounds; what is safe is decided by the sanitizer alone.

use std::collections::HashMap;

use super::text::{Piece, Tag, pieces};
use super::{ATTRIBUTES, ELEMENTS, GONE};

/// Bytes that are looked at: pictures may lie in the HTML itself, and go.
const BYTES: usize = 8 << 20;
/// Bytes that are handed over.
const KEPT: usize = 1 << 20;
/// Tags.
const TAGS: usize = 50_000;
/// Elements open at once. Forty replies that quote one another come to about two hundred.
const DEPTH: usize = 400;
/// Formatting elements open at once, summed over all tags.
const REOPENED: usize = 400_000;
/// Characters that are escaped in one stretch of text, which is looked through for each.
const ESCAPED: usize = 64;
/// Bytes of the value of an attribute; only addresses are as long.
const VALUE: usize = 4_000;

/// Elements whose end is implied where another begins, or which have none: they do not nest by themselves.
const UNNESTED: &[&str] = &[
    "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "li", "p", "tbody", "td", "tfoot",
    "th", "thead", "tr", "wbr",
];

/// Elements that are opened anew in each block until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u",
];

/// What is handed over so far.
#[derive(Default)]
struct Outset {
    html: String,
    tags: usize,
    depth: usize,
    formatting: usize,
    reopened: usize,
    escaped: usize,
    /// Whether the last tag began preformatted text.
    preformatted: bool,
    open: HashMap<String, usize>,
}

/// The HTML without what goes anyway; `None` beyond the bounds.
pub(super) fn rebuilt(html: &str) -> Option<String> {
    if html.len() > BYTES {
        return None;
    }
    let mut outset = Outset::default();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => outset.text(text),
            Piece::Tag(tag) => outset.tag(&tag)?,
        }
        if outset.html.len() > KEPT {
            return None;
        }
    }
    Some(outset.html)
}

impl Outset {
    /// Parts a text that has much to escape by elements that do nothing.
    fn text(&mut self, text: &str) {
        // A browser drops a line break there, one each time it reads.
        let text = match std::mem::take(&mut self.preformatted) {
            true => text.trim_start_matches(['\n', '\r']),
            false => text,
        };
        if text.len() > KEPT {
            return self.html.push_str(text);
        }
        for c in text.chars().filter(|c| *c != '\0') {
            if matches!(c, '&' | '<' | '>' | '\u{a0}') {
                self.escaped += 1;
                if self.escaped > ESCAPED {
                    self.html.push_str("<wbr>");
                    self.escaped = 1;
                }
            }
            self.html.push(c);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) -> Option<()> {
        let name = tag.name.as_str();
        if !ELEMENTS.contains(&name) && !GONE.contains(&name) {
            return Some(());
        }
        self.tags += 1;
        self.count(tag);
        if self.tags > TAGS || self.depth > DEPTH || self.reopened > REOPENED {
            return None;
        }
        self.escaped = 0;
        self.preformatted = name == "pre" && !tag.closes;
        self.html.push_str(if tag.closes { "</" } else { "<" });
        self.html.push_str(name);
        if !tag.closes {
            self.attributes(tag);
        }
        self.html.push('>');
        Some(())
    }

    /// Counts what is open after the tag. An end tag without a beginning ends nothing.
    fn count(&mut self, tag: &Tag<'_>) {
        self.reopened += self.formatting;
        let name = tag.name.as_str();
        if UNNESTED.contains(&name) {
            return;
        }
        let formats = usize::from(FORMATTING.contains(&name));
        let open = self.open.entry(tag.name.clone()).or_default();
        if !tag.closes {
            *open += 1;
            self.depth += 1;
            self.formatting += formats;
        } else if *open > 0 {
            *open -= 1;
            self.depth -= 1;
            self.formatting -= formats;
        }
    }

    fn attributes(&mut self, tag: &Tag<'_>) {
        let row = ATTRIBUTES.iter().find(|(element, _)| *element == tag.name);
        let own = row.map_or(&[] as &[&str], |(_, names)| names);
        let mut written: Vec<&str> = Vec::new();
        for (name, value) in tag.all() {
            let mut allowed = own.iter().chain(["dir", "lang", "title"].iter());
            let Some(name) = allowed.find(|known| known.eq_ignore_ascii_case(name)) else {
                continue;
            };
            // A second attribute of the same name counts for nothing.
            if written.contains(name) || value.len() > VALUE {
                continue;
            }
            written.push(name);
            let value = value.replace('"', "&quot;").replace('\0', "");
            self.html.push_str(&format!(" {name}=\"{value}\""));
        }
    }
}
