//! A file: its name, its size, the way to it.

use super::{Glyph, Icon, IconButton};
use crate::i18n::{format, t};
use leptos::prelude::*;

/// A file of a message, or one about to be sent.
#[component]
pub fn FileChip(
    #[prop(into)] name: String,
    /// In bytes.
    size: i64,
    /// Where it is downloaded; a file not yet sent has no address.
    #[prop(optional, into)]
    href: Option<String>,
    /// Takes it off again.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> AnyView {
    let image = [".png", ".jpg", ".jpeg", ".gif", ".webp"];
    let lower = name.to_lowercase();
    let icon = if image.iter().any(|ending| lower.ends_with(ending)) {
        Icon::Image
    } else {
        Icon::FileText
    };
    let remove = t::common::remove(&name);
    let inner = view! { <Glyph icon=icon />{name.clone()} " " <small>{format::size(size)}</small> };
    match (href, on_remove) {
        (Some(href), _) => view! { <a class="file" href=href download=name rel="external">{inner}</a> }.into_any(),
        (None, None) => view! { <span class="file">{inner}</span> }.into_any(),
        (None, Some(on_remove)) => view! {
            <span class="file">{inner}<IconButton icon=Icon::X label=remove class="sm" on_press=on_remove /></span>
        }
        .into_any(),
    }
}
