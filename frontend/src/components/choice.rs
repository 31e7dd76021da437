//! Yes or no, and one of a few.

use leptos::prelude::*;

/// A box in a form.
#[component]
pub fn Check(
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    /// Further classes of the row.
    #[prop(optional)]
    class: &'static str,
) -> AnyView {
    view! {
        <label class=format!("row {class}")>
            <input
                class="check"
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            {label}
        </label>
    }
    .into_any()
}

/// A switch: what it says happens at once.
#[component]
pub fn Switch(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
) -> AnyView {
    view! {
        <label class="row">
            <input
                class="switch"
                type="checkbox"
                role="switch"
                prop:checked=move || value.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
    .into_any()
}

/// A few choices side by side, one of them pressed.
#[component]
pub fn Segments<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    /// Each with its name.
    options: Vec<(T, &'static str)>,
    #[prop(into)] value: Signal<T>,
    #[prop(into)] on_change: Callback<T>,
) -> AnyView {
    let buttons: Vec<AnyView> = options
        .into_iter()
        .map(|(option, name)| {
            let pressed = move || {
                if value.get() == option {
                    "true"
                } else {
                    "false"
                }
            };
            view! {
                <button type="button" aria-pressed=pressed on:click=move |_| on_change.run(option)>
                    {name}
                </button>
            }
            .into_any()
        })
        .collect();
    view! { <div class="seg" role="group" aria-label=label>{buttons}</div> }.into_any()
}
