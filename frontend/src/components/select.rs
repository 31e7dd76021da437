//! A native list to choose one of.

use super::field::{described_by, framed};
use crate::form::Form;
use leptos::prelude::*;

/// A native select. The value is what the API calls it.
#[component]
pub fn Select(
    /// The name of the field at the API; errors of the form are found by it.
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// Value and name of each; may arrive later.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The form it belongs to.
    form: Form,
    #[prop(optional, into)] hint: Option<String>,
) -> AnyView {
    let id = form.id(name);
    let error = form.error_of(name);
    // The value is set again after the options: a select forgets a value it does not hold yet.
    let items = move || {
        let chosen = value.get_untracked();
        options
            .get()
            .into_iter()
            .map(|(value, name)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{name}</option> }
            })
            .collect::<Vec<_>>()
    };
    let control = view! {
        <select
            class="select"
            id=id.clone()
            name=name
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described_by(&id, hint.is_some(), error)
            on:change=move |event| {
                value.set(event_target_value(&event));
                form.forgive(name);
            }
            prop:value=move || {
                options.track();
                value.get()
            }
        >
            {items}
        </select>
    }
    .into_any();
    framed(&id, label, hint, error, control)
}
