//! The requesters' portal.

use crate::frames::page_title;
use crate::i18n::t;
use crate::routes::Route;
use leptos::prelude::*;

/// Home.
#[component]
pub fn HomePage() -> AnyView {
    page_title(|| t::nav::portal::home().to_owned());
    view! { <div class="pin pt"><h1 tabindex="-1">{t::nav::portal::home()}</h1></div> }.into_any()
}

/// A new request.
#[component]
pub fn NewRequestPage() -> AnyView {
    page_title(|| t::nav::portal::new().to_owned());
    view! { <div class="pin pt"><h1 tabindex="-1">{t::nav::portal::new()}</h1></div> }.into_any()
}

/// One's requests.
#[component]
pub fn RequestsPage() -> AnyView {
    page_title(|| t::nav::portal::requests().to_owned());
    view! { <div class="pin pt"><h1 tabindex="-1">{t::nav::portal::requests()}</h1></div> }
        .into_any()
}

/// One request; `route` says which.
#[component]
pub fn RequestPage(route: Memo<Route>) -> AnyView {
    let path = move || route.get().path();
    page_title(path);
    view! { <div class="pin pt"><h1 tabindex="-1">{path}</h1></div> }.into_any()
}
