//! Buttons that do more than a native one: busy while something is sent, icons with a name.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// Sends the form it stands in. While busy the label keeps its place under the spinner.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    #[prop(into)] busy: Signal<bool>,
    /// Further classes: `lg wide`, `sm`.
    #[prop(optional)]
    class: &'static str,
    /// The keys printed on it.
    #[prop(optional)]
    keys: &'static str,
) -> AnyView {
    let class = move || {
        format!(
            "btn primary {class}{}",
            if busy.get() { " busy" } else { "" }
        )
    };
    view! {
        <button
            type="submit"
            class=class
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
        >
            {label}
            {(!keys.is_empty()).then(|| view! { <kbd class="hide-sm">{keys}</kbd> })}
        </button>
    }
    .into_any()
}

/// An icon that is a button. Its name is read, and shown when pointed at.
#[component]
pub fn IconButton(
    icon: Icon,
    #[prop(into)] label: String,
    #[prop(into)] on_press: Callback<()>,
    /// Further classes: `sm`, `hide-sm`, `only-sm`.
    #[prop(optional)]
    class: &'static str,
    /// The key that does the same.
    #[prop(optional)]
    key: Option<&'static str>,
) -> AnyView {
    let title = match key {
        Some(key) => format!("{label}  {key}"),
        None => label.clone(),
    };
    view! {
        <button
            type="button"
            class=format!("ib {class}")
            aria-label=label
            aria-keyshortcuts=key
            title=title
            on:click=move |_| on_press.run(())
        >
            <Glyph icon=icon />
        </button>
    }
    .into_any()
}
