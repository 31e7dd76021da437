//! What of a mail is text, what is HTML, and what are files beside it.

use super::header::{ContentType, ids};
use super::mail::File;
use super::media;
use super::mime::Part;
use super::{names, tnef};

/// One stretch of the body: the same said as plain text, as HTML, or both.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    pub plain: Option<String>,
    pub html: Option<String>,
}

impl Stretch {
    /// Its plain text: as written, or taken from its HTML.
    pub fn text(&self) -> String {
        let plain = self
            .plain
            .as_deref()
            .filter(|plain| !plain.trim().is_empty());
        match (plain, &self.html) {
            (Some(plain), _) => plain.to_owned(),
            (None, Some(html)) => crate::html::text_of(html),
            (None, None) => String::new(),
        }
    }
}

/// The body in its stretches, and what came beside it, in the order of the mail.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub body: Vec<Stretch>,
    pub files: Vec<File>,
    /// How many files were left out because there are too many.
    pub left_out: usize,
    most_files: usize,
}

/// Sorts the parts of a mail.
pub(crate) fn content(tree: &Part<'_>, most_files: usize) -> Content {
    let mut content = Content {
        most_files,
        ..Content::default()
    };
    content.sort(tree, false);
    content
}

impl Content {
    fn sort(&mut self, part: &Part<'_>, related: bool) {
        if part.parts.is_empty() {
            return self.leaf(part, related);
        }
        match part.content_type.sub.as_str() {
            "alternative" => self.alternatives(part, related),
            "related" => {
                for (at, inner) in part.parts.iter().enumerate() {
                    self.sort(inner, related || at > 0);
                }
            }
            _ => {
                for inner in &part.parts {
                    self.sort(inner, related);
                }
            }
        }
    }

    /// The same said in several ways: they become one stretch (RFC 2046 §5.1.4).
    fn alternatives(&mut self, part: &Part<'_>, related: bool) {
        let mut inner = Content {
            most_files: self.most_files,
            ..Content::default()
        };
        let mut merged = Stretch::default();
        for alternative in &part.parts {
            inner.sort(alternative, related);
            for stretch in inner.body.drain(..) {
                join(&mut merged.plain, stretch.plain);
                join(&mut merged.html, stretch.html);
            }
        }
        if merged.plain.is_some() || merged.html.is_some() {
            self.body.push(merged);
        }
        for file in inner.files {
            self.add(file);
        }
        self.left_out += inner.left_out;
    }

    fn leaf(&mut self, part: &Part<'_>, related: bool) {
        let kind = &part.content_type;
        let named = file_name(part).is_some();
        let is_text = kind.is("text", "plain") || kind.main.is_empty();
        if part.is_attached() || named || related && !is_text && !kind.is("text", "html") {
            self.file(part, related);
        } else if kind.is("text", "html") {
            self.body.push(Stretch {
                plain: None,
                html: Some(part.text()),
            });
        } else if is_text {
            self.body.push(Stretch {
                plain: Some(part.text()),
                html: None,
            });
        } else {
            self.file(part, related);
        }
    }

    fn file(&mut self, part: &Part<'_>, related: bool) {
        if self.files.len() >= self.most_files {
            self.left_out += 1;
            return;
        }
        let bytes = part.bytes().into_owned();
        let kind = &part.content_type;
        let declared = format!("{}/{}", kind.main, kind.sub);
        let wished = file_name(part).or_else(|| subject_name(kind, &bytes));
        let media_type =
            media::media_type(&declared, wished.as_deref().unwrap_or_default(), &bytes);
        let fallback = format!(
            "attachment-{}.{}",
            self.files.len() + 1,
            media::ending(&media_type)
        );
        let content_id = part.headers.raw("Content-ID").and_then(ids_or_word);
        let inline = !part.is_attached() && (related || part.headers.disposition().is_some());
        self.add(File {
            name: names::safe(wished.as_deref().unwrap_or_default(), &fallback),
            media_type,
            inline: inline && content_id.is_some() || related && !part.is_attached(),
            content_id,
            bytes,
        });
    }

    /// Adds a file; opens the parcels that only Outlook makes.
    fn add(&mut self, file: File) {
        let room = self.most_files.saturating_sub(self.files.len());
        let packed = match tnef::is_parcel(&file.bytes) {
            true => tnef::files(&file.bytes, room),
            false => Vec::new(),
        };
        if room == 0 {
            self.left_out += 1;
        } else if packed.is_empty() {
            self.files.push(file);
        } else {
            self.files
                .extend(packed.into_iter().enumerate().map(unpacked));
        }
    }
}

fn unpacked((at, packed): (usize, tnef::Packed)) -> File {
    let media_type = media::media_type(&packed.media_type, &packed.name, &packed.bytes);
    let fallback = format!("attachment-{}.{}", at + 1, media::ending(&media_type));
    File {
        name: names::safe(&packed.name, &fallback),
        media_type,
        content_id: packed.content_id.filter(|id| !id.is_empty()),
        inline: false,
        bytes: packed.bytes,
    }
}

fn join(text: &mut Option<String>, more: Option<String>) {
    let Some(more) = more else { return };
    match text {
        Some(text) => {
            text.push('\n');
            text.push_str(&more);
        }
        None => *text = Some(more),
    }
}

/// The name that a part is given, on either of its headers (RFC 2183 §2.3, RFC 2045).
pub(crate) fn file_name(part: &Part<'_>) -> Option<String> {
    let disposition = part.headers.disposition();
    let said = disposition.and_then(|disposition| disposition.text("filename"));
    said.or_else(|| part.content_type.text("name"))
}

/// A mail in a mail is named by its subject.
fn subject_name(kind: &ContentType, bytes: &[u8]) -> Option<String> {
    if !kind.is("message", "rfc822") {
        return None;
    }
    let outline = super::outline(bytes);
    let subject = outline.subject.replace(['/', '\\'], "_");
    (!subject.trim().is_empty()).then(|| format!("{subject}.eml"))
}

fn ids_or_word(value: &[u8]) -> Option<String> {
    let word = || {
        let text = super::header::decoded(value);
        let bare = text
            .trim_matches(|c| matches!(c, '<' | '>'))
            .trim()
            .to_owned();
        (!bare.is_empty() && bare.len() <= 500).then_some(bare)
    };
    ids(value).into_iter().next().or_else(word)
}
