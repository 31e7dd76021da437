//! The ticket workspace.

use crate::frames::{Main, page_title};
use crate::routes::Route;
use leptos::prelude::*;

/// One ticket; `route` changes its number while the page stays.
#[component]
pub fn TicketPage(route: Memo<Route>) -> AnyView {
    let path = move || route.get().path();
    page_title(path);
    view! { <Main class="s-ticket"><header class="bar"><h1 tabindex="-1">{path}</h1></header></Main> }.into_any()
}
