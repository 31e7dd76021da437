//! The ticket list.

use crate::frames::{Main, page_title};
use crate::i18n::t;
use leptos::prelude::*;

/// The ticket list.
#[component]
pub fn TicketsPage() -> AnyView {
    page_title(|| t::nav::tickets().to_owned());
    view! { <Main><header class="bar"><h1 tabindex="-1">{t::nav::tickets()}</h1></header></Main> }
        .into_any()
}
