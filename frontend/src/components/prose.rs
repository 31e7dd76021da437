//! What people wrote: paragraphs and line breaks as they set them, never anything else.

use leptos::prelude::*;

/// Plain text of several lines.
#[component]
pub fn Prose(#[prop(into)] text: String) -> AnyView {
    let paragraphs: Vec<AnyView> = text
        .split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n').to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| view! { <p class="prose">{paragraph}</p> }.into_any())
        .collect();
    paragraphs.into_any()
}
