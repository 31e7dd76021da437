//! Icons: outlines of the Lucide set, drawn once in a hidden sprite.

use leptos::prelude::*;

include!(concat!(env!("OUT_DIR"), "/icons.rs"));

/// The sprite itself; once in the page.
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <div hidden inner_html=include_str!("../../icons.svg")></div> }
}

/// One icon. It says nothing to a screen reader: whatever holds it carries the words.
#[component]
pub fn Glyph(
    /// Which.
    icon: Icon,
    /// `s14` or `s20` where it is not 16 px.
    #[prop(optional)]
    size: &'static str,
) -> AnyView {
    view! {
        <svg class=format!("i {size}") aria-hidden="true"><use href=icon.href()></use></svg>
    }
    .into_any()
}
