//! While something is awaited: nothing for 150 ms, then its shape; never over data already there.

use crate::i18n::t;
use leptos::prelude::*;

/// Rows to come, in the measure of the ticket list.
#[component]
pub fn SkeletonRows(#[prop(default = 8)] rows: usize) -> AnyView {
    const WIDTHS: [&str; 5] = ["sk w7", "sk w5", "sk w8", "sk w6", "sk w4"];
    let rows: Vec<AnyView> = (0..rows)
        .map(|row| {
            let width = WIDTHS[row % WIDTHS.len()];
            view! {
                <div class="skrow">
                    <i class="sk tall"></i>
                    <i class="sk"></i>
                    <i class=width></i>
                    <i class="sk"></i>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <div class="later" role="status" aria-busy="true" aria-label=t::common::loading()>{rows}</div> }.into_any()
}

/// The thin line under a bar while what is on screen is being refreshed.
#[component]
pub fn Refreshing(#[prop(into)] active: Signal<bool>) -> AnyView {
    view! { <div class="refresh" aria-hidden="true">{move || active.get().then(|| view! { <i class="later"></i> })}</div> }
        .into_any()
}
