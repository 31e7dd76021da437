//! Nothing here, or nothing for you.

use crate::components::*;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::routes::Area;
use crate::session;
use leptos::prelude::*;

/// The address leads nowhere, or to something one may not see: the two look the same.
#[component]
pub fn NotFound() -> AnyView {
    lost(
        t::failure::not_found::title(),
        t::failure::not_found::detail(),
    )
}

/// One may see it, but not work there.
#[component]
pub fn NotAllowed() -> AnyView {
    lost(
        t::failure::forbidden::title(),
        t::failure::forbidden::detail(),
    )
}

fn lost(title: &'static str, detail: &'static str) -> AnyView {
    page_title(move || title.to_owned());
    let notice = view! {
        <div class="empty">
            <Glyph icon=Icon::CircleQuestionMark />
            <h1 tabindex="-1">{title}</h1>
            <p>{detail}</p>
            <a class="btn" href="/">{t::failure::not_found::action()}</a>
        </div>
    };
    let in_workspace = session::me().is_some_and(|me| session::home_of(&me) == Area::Agent);
    if in_workspace {
        view! { <Main>{notice}</Main> }.into_any()
    } else {
        notice.into_any()
    }
}
