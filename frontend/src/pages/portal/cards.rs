//! The kinds of request, as cards.

use super::words;
use crate::components::*;
use crate::routes::{RequestForm, Route};
use leptos::prelude::*;

/// One card for each form.
#[component]
pub fn FormCards() -> AnyView {
    let cards: Vec<AnyView> = RequestForm::ALL.into_iter().map(card).collect();
    view! { <div class="svcs">{cards}</div> }.into_any()
}

fn card(form: RequestForm) -> AnyView {
    let words = words::of_form(form);
    view! {
        <a class="svc" href=Route::PortalNew(form).path()>
            <span class="ic"><Glyph icon=words.icon size="s20" /></span>
            <b>{words.name}</b>
            <span>{words.hint}</span>
        </a>
    }
    .into_any()
}
