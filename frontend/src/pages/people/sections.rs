//! The two lists of contacts, as links beside the title.

use crate::i18n::t;
use crate::routes::Route;
use leptos::prelude::*;

/// People or organizations.
#[component]
pub fn Sections(here: Route) -> AnyView {
    let links: Vec<AnyView> = [
        (Route::People, t::people::people()),
        (Route::Organizations, t::people::organizations()),
    ]
    .into_iter()
    .map(|(route, name)| {
        view! { <a href=route.path() aria-current=(route == here).then_some("page")>{name}</a> }
            .into_any()
    })
    .collect();
    view! { <nav class="seg" aria-label=t::people::sections()>{links}</nav> }.into_any()
}
