//! The body of a mail in its forms: text and clean HTML, each within its bounds.

use super::content::Stretch;
use super::limits::Limits;
use super::mail::File;
use crate::html;

/// The body in its forms, each within its bounds.
pub(super) struct Body {
    pub text: String,
    pub html: Option<String>,
    pub remote_images: bool,
}

impl Body {
    /// Joins the stretches. What is cut is added whole to the files.
    pub fn of(stretches: &[Stretch], limits: &Limits, files: &mut Vec<File>) -> Self {
        let texts = stretches
            .iter()
            .map(Stretch::text)
            .map(|text| text.trim_matches(['\n', '\r']).to_owned())
            .filter(|text| !text.trim().is_empty());
        let text = texts.collect::<Vec<_>>().join("\n\n");
        if text.chars().count() > limits.text_chars {
            files.push(whole("text.txt", "text/plain", text.clone().into_bytes()));
        }
        // More is neither kept nor looked at.
        let text = cut(text, limits.text_chars.saturating_mul(2));
        let mut body = Self {
            text,
            html: None,
            remote_images: false,
        };
        if stretches.iter().any(|stretch| stretch.html.is_some()) {
            let joined = stretches.iter().map(html_of).collect::<Vec<_>>().join("\n");
            match html::clean(&joined)
                .filter(|clean| clean.html.chars().count() <= limits.text_chars * 5)
            {
                Some(clean) => {
                    body.remote_images = clean.remote_images;
                    body.html = Some(clean.html).filter(|html| !html.trim().is_empty());
                }
                None => files.push(whole("text.html", "text/html", joined.into_bytes())),
            }
        }
        body
    }
}

/// The HTML of a stretch: as written, or made of its plain text.
fn html_of(stretch: &Stretch) -> String {
    match (&stretch.html, &stretch.plain) {
        (Some(html), _) => html.clone(),
        (None, Some(plain)) => {
            let escaped = plain
                .trim()
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            format!("<div>{}</div>", escaped.replace('\n', "<br>"))
        }
        (None, None) => String::new(),
    }
}

/// A file that we make of what would not fit elsewhere.
pub(super) fn whole(name: &str, media_type: &str, bytes: Vec<u8>) -> File {
    File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        content_id: None,
        inline: false,
        bytes,
    }
}

/// The beginning of a text.
pub(super) fn cut(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}
