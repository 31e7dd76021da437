//! Tabs with arrow keys; the panels belong to the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A row of tabs; the chosen one is known by its place.
#[component]
pub fn Tabs(
    /// What they divide.
    #[prop(into)]
    label: String,
    names: Vec<String>,
    chosen: RwSignal<usize>,
    #[prop(optional)] class: &'static str,
) -> AnyView {
    let count = names.len();
    let on_key = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => count - 1,
            _ => return,
        };
        event.prevent_default();
        let next = (chosen.get_untracked() + step) % count;
        chosen.set(next);
        let row = event
            .current_target()
            .and_then(|row| row.dyn_into::<web_sys::Element>().ok());
        let tab = row.and_then(|row| row.children().item(u32::try_from(next).unwrap_or(0)));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let tabs: Vec<AnyView> = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            let is_chosen = move || chosen.get() == place;
            view! {
                <button
                    type="button"
                    role="tab"
                    aria-selected=move || if is_chosen() { "true" } else { "false" }
                    tabindex=move || if is_chosen() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(place)
                >
                    {name}
                </button>
            }
            .into_any()
        })
        .collect();
    view! { <div class=format!("tabs {class}") role="tablist" aria-label=label on:keydown=on_key>{tabs}</div> }.into_any()
}
