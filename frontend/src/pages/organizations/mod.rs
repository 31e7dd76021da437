//! Organizations.

use crate::frames::{Main, page_title};
use crate::i18n::t;
use leptos::prelude::*;

/// Organizations.
#[component]
pub fn OrganizationsPage() -> AnyView {
    page_title(|| t::nav::people().to_owned());
    view! { <Main><header class="bar"><h1 tabindex="-1">{t::nav::people()}</h1></header></Main> }
        .into_any()
}

/// One of them; `route` says which.
#[component]
pub fn OrganizationPage(route: Memo<crate::routes::Route>) -> AnyView {
    let path = move || route.get().path();
    page_title(path);
    view! { <Main><header class="bar"><h1 tabindex="-1">{path}</h1></header></Main> }.into_any()
}
