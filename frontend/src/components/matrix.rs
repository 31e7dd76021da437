//! Impact by urgency: twelve choices, each showing the priority it makes.

use crate::i18n::t;
use crate::words;
use guichet_domain::ticket::{Impact, Priority, Urgency};
use leptos::prelude::*;

/// The matrix as a group of radios.
#[component]
pub fn PriorityMatrix(
    /// Sets it apart from other matrices on the page.
    name: &'static str,
    /// The desk's matrix: which priority a pair makes.
    #[prop(into)]
    priority: Callback<(Impact, Urgency), Priority>,
    chosen: RwSignal<Option<(Impact, Urgency)>>,
) -> AnyView {
    let heads: Vec<AnyView> = Urgency::ALL
        .iter()
        .map(|&urgency| {
            view! { <span class="mxh" aria-hidden="true">{words::urgency(urgency)}</span> }
                .into_any()
        })
        .collect();
    let rows: Vec<AnyView> = Impact::ALL
        .iter()
        .map(|&impact| row(name, impact, priority, chosen))
        .collect();
    view! {
        <fieldset class="field">
            <legend class="lbl">{t::matrix::legend()}</legend>
            <div class="mx"><span></span>{heads}{rows}</div>
        </fieldset>
    }
    .into_any()
}

fn row(
    name: &'static str,
    impact: Impact,
    priority: Callback<(Impact, Urgency), Priority>,
    chosen: RwSignal<Option<(Impact, Urgency)>>,
) -> AnyView {
    let cells: Vec<AnyView> = Urgency::ALL
        .iter()
        .map(|&urgency| {
            let result = priority.run((impact, urgency));
            let shown = result.as_str().to_uppercase();
            let label = t::matrix::cell(
                &words::impact(impact).to_lowercase(),
                &words::urgency(urgency).to_lowercase(),
                &shown,
            );
            view! {
                <label class=format!("mxc {result}")>
                    <input
                        type="radio"
                        name=name
                        aria-label=label
                        prop:checked=move || chosen.get() == Some((impact, urgency))
                        on:change=move |_| chosen.set(Some((impact, urgency)))
                    />
                    <span>{shown}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <span class="mxv" aria-hidden="true">{words::impact(impact)}</span>{cells} }.into_any()
}
