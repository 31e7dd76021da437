//! HTML that others wrote, made harmless: nothing in it runs, posts, frames, loads or leaves its box.
//! One list of what may stay; everything else goes.

mod images;
mod outset;
mod text;

pub use text::text_of;

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

/// HTML that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The HTML. Images bear `data-src` (elsewhere, to be loaded when asked for) or `data-cid` (a file
    /// of the same mail) and never a `src`.
    pub html: String,
    /// Whether an image lies elsewhere.
    pub remote_images: bool,
}

/// Elements that may stay; they do nothing but arrange text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that go with all that is in them.
const GONE: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "embed",
    "frameset",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Attributes that may stay, each on the elements where it arranges text.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    (
        "img",
        &["alt", "src", "data-src", "data-cid", "width", "height"],
    ),
    ("ol", &["start", "reversed"]),
    ("li", &["value"]),
    ("table", &["border", "cellpadding", "cellspacing"]),
    ("td", &["colspan", "rowspan", "align", "valign"]),
    ("th", &["colspan", "rowspan", "align", "valign"]),
    ("tr", &["align", "valign"]),
    ("p", &["align"]),
    ("div", &["align"]),
];

/// How often HTML is cleaned until it stays as it is.
const ATTEMPTS: usize = 4;

/// Makes HTML harmless; clean HTML stays as it is. `None` where it is nested or tangled beyond what mail
/// programs write, so that reading it as a browser does would take long, or where it turns into
/// something else each time it is read, as attacks on sanitizers do. Then its text can be shown.
pub fn clean(html: &str) -> Option<Clean> {
    let mut cleaned = once(html)?;
    for _ in 1..ATTEMPTS {
        let again = once(&cleaned.html)?;
        if again == cleaned {
            return Some(cleaned);
        }
        cleaned = again;
    }
    None
}

fn once(html: &str) -> Option<Clean> {
    let cleaned = list().clean(&outset::rebuilt(html)?).to_string();
    let (html, remote_images) = images::turned_off(&cleaned);
    Some(Clean {
        html,
        remote_images,
    })
}

fn list() -> Builder<'static> {
    let attributes = ATTRIBUTES.iter();
    let attributes = attributes.map(|(element, names)| (*element, names.iter().copied().collect()));
    let mut list = Builder::empty();
    list.tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(GONE.iter().copied().collect())
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(HashSet::from(["dir", "lang", "title"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .strip_comments(true)
        .attribute_filter(|element, attribute, value| {
            is_harmless(element, attribute, value).then(|| value.into())
        });
    list
}

/// Whether the value of an attribute on the list may stay.
fn is_harmless(element: &str, attribute: &str, value: &str) -> bool {
    match (element, attribute) {
        ("a", "href") => value.len() <= 4_000 && !scheme_is(value, &["cid"]),
        ("img", "src" | "data-src" | "data-cid") => value.len() <= 4_000,
        (_, "width" | "height" | "border" | "cellpadding" | "cellspacing" | "start" | "value") => {
            value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit())
        }
        (_, "colspan" | "rowspan") => {
            value.len() <= 2 && value.bytes().all(|byte| byte.is_ascii_digit())
        }
        (_, "align" | "valign" | "dir" | "lang") => {
            value.len() <= 20
                && value
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }
        _ => value.len() <= 500,
    }
}

/// Whether an address has one of these schemes, as a browser reads it (white space in it is nothing).
fn scheme_is(address: &str, schemes: &[&str]) -> bool {
    let kept = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace());
    let start: String = kept.take(20).collect::<String>().to_ascii_lowercase();
    let scheme = start.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| schemes.contains(&scheme))
}
