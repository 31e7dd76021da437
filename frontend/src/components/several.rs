//! A field that takes several: those chosen as chips, and a search that adds one.

use super::{Choice, Combobox, Glyph, Icon, Search};
use crate::form::Form;
use crate::i18n::t;
use leptos::prelude::*;

/// The search, and what is chosen below it. A choice is known by its label.
#[component]
pub fn Several(
    /// The name of the field at the API; errors of the form are found by it.
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] placeholder: String,
    #[prop(into)] chosen: Signal<Vec<Choice>>,
    #[prop(into)] on_add: Callback<Choice>,
    #[prop(into)] on_remove: Callback<Choice>,
    search: Search,
    /// The form it belongs to.
    form: Form,
) -> AnyView {
    let found = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        if let Some(choice) = found.get() {
            let known = chosen
                .with_untracked(|chosen| chosen.iter().any(|known| known.label == choice.label));
            if !known {
                form.forgive(name);
                on_add.run(choice);
            }
            found.set(None);
        }
    });
    let chip = move |choice: Choice| {
        let remove = t::common::remove(&choice.label);
        view! {
            <li class="fchip">
                <span class="v">{choice.label.clone()}</span>
                <button type="button" aria-label=remove on:click=move |_| on_remove.run(choice.clone())>
                    <Glyph icon=Icon::X />
                </button>
            </li>
        }
    };
    let list_label = label.clone();
    view! {
        <div class="several">
            <Combobox name=name label=label placeholder=placeholder chosen=found search=search form=form />
            <ul class="row wrap chips" aria-label=list_label>
                <For each=move || chosen.get() key=|choice| choice.label.clone() children=chip />
            </ul>
        </div>
    }
    .into_any()
}
