//! Teams.

use crate::frames::{Main, page_title};
use crate::i18n::t;
use leptos::prelude::*;

/// Teams.
#[component]
pub fn TeamsPage() -> AnyView {
    page_title(|| t::nav::settings().to_owned());
    view! { <Main><header class="bar"><h1 tabindex="-1">{t::nav::settings()}</h1></header></Main> }
        .into_any()
}
