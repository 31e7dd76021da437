//! A field that searches a little after the last letter.

use super::{Glyph, Icon};
use crate::browser;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long after the last letter, in milliseconds.
const TYPED: i32 = 250;

/// The field.
#[component]
pub fn SearchBox(
    #[prop(into)] label: String,
    /// What is searched for now.
    #[prop(into)]
    value: Signal<String>,
    /// Gets what was typed.
    #[prop(into)]
    on_search: Callback<String>,
) -> AnyView {
    let typed = RwSignal::new(value.get_untracked());
    Effect::new(move |_| {
        let value = value.get();
        // What is being typed runs ahead of what is searched for.
        if typed.get_untracked().trim() != value {
            typed.set(value);
        }
    });
    let last = StoredValue::new(0_u32);
    let search = move || on_search.run(typed.get_untracked().trim().to_owned());
    let on_input = move |event| {
        typed.set(event_target_value(&event));
        let mine = last.with_value(|last| last.wrapping_add(1));
        last.set_value(mine);
        spawn_local(async move {
            browser::sleep(TYPED).await;
            if last.try_get_value() == Some(mine) {
                search();
            }
        });
    };
    view! {
        <div class="search finder" role="search">
            <Glyph icon=Icon::Search />
            <input
                type="search"
                aria-label=label.clone()
                placeholder=label
                aria-keyshortcuts="/"
                prop:value=move || typed.get()
                on:input=on_input
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        search();
                    }
                }
            />
            <kbd class="hide-sm">"/"</kbd>
        </div>
    }
    .into_any()
}
