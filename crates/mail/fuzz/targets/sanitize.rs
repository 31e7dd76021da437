//! Any text is cleaned or refused; what is clean loads and runs nothing, and stays as it is.
#![no_main]

use guichet_mail::html::{clean, text_of};
use libfuzzer_sys::fuzz_target;

/// What no clean HTML holds inside a tag, in lower case.
const FORBIDDEN: &[&str] = &[
    " src=", " style=", " on", " class=", " id=", " srcset=", " background=", "javascript:", "vbscript:",
];

/// How the tags begin that clean HTML does not have.
const TAGS: &[&str] = &[
    "script", "style", "iframe", "svg", "math", "form", "input", "base", "meta", "link", "object", "embed", "template",
];

fuzz_target!(|html: &str| {
    assert!(!text_of(html).contains('\0'));
    let Some(cleaned) = clean(html) else { return };
    assert_eq!(clean(&cleaned.html).as_ref(), Some(&cleaned), "clean HTML stays as it is");
    for tag in tags(&cleaned.html) {
        let lower = tag.to_lowercase();
        let name = lower.trim_start_matches('/');
        assert!(!TAGS.iter().any(|start| name.starts_with(start)), "{tag}");
        let outside = without_values(&lower);
        assert!(!FORBIDDEN.iter().any(|word| outside.contains(word)), "{tag}");
    }
});

/// What stands between `<` and `>`; in clean HTML no value holds either unescaped.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

/// A tag without the text in quotes, but for the beginning of addresses.
fn without_values(tag: &str) -> String {
    let pieces = tag.split('"').enumerate();
    let kept = pieces.map(|(at, piece)| if at % 2 == 0 { piece } else { piece.split(':').next().filter(|_| piece.contains("script:")).unwrap_or("") });
    kept.collect::<Vec<_>>().join("\"")
}
