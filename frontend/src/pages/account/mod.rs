//! One's own account.

use crate::frames::{Main, page_title};
use crate::i18n::t;
use leptos::prelude::*;

/// One's own account.
#[component]
pub fn AccountPage() -> AnyView {
    page_title(|| t::nav::my_account().to_owned());
    view! { <Main><header class="bar"><h1 tabindex="-1">{t::nav::my_account()}</h1></header></Main> }.into_any()
}
