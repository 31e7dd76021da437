//! The requesters' portal: a bar on top, the page, a bar below on phones.

use super::OfflineBanner;
use super::account_menu::AccountMenu;
use super::agent::skip;
use crate::components::*;
use crate::i18n::{Language, language, set_language, t};
use crate::routes::Route;
use crate::session;
use leptos::prelude::*;

/// The frame; the page draws what stands in `<main>`.
#[component]
pub fn PortalFrame(
    /// The place.
    #[prop(into)]
    route: Signal<Route>,
    /// The page.
    children: Children,
) -> AnyView {
    let desk = session::me().map(|me| me.desk.name).unwrap_or_default();
    let here = move |place: Route| {
        let is_here = match place {
            Route::PortalRequests => {
                matches!(route.get(), Route::PortalRequests | Route::PortalRequest(_))
            }
            Route::PortalForms => matches!(route.get(), Route::PortalForms | Route::PortalNew(_)),
            place => route.get() == place,
        };
        is_here.then_some("page")
    };
    view! {
        <a class="skip" href="#contenu" on:click=skip>{t::common::skip()}</a>
        <div class="portal">
            <header class="ptop">
                <div class="pin">
                    <a class="row brand" href="/portal"><Logo /><b>{desk}</b></a>
                    <nav aria-label=t::nav::portal::principal()>
                        <a href="/portal" aria-current=move || here(Route::Portal)>{t::nav::portal::home()}</a>
                        <a href="/portal/requests" aria-current=move || here(Route::PortalRequests)>
                            {t::nav::portal::requests()}
                        </a>
                    </nav>
                    <span class="grow"></span>
                    <LanguageButton />
                    <AccountMenu />
                </div>
            </header>
            <OfflineBanner />
            <main id="contenu">{children()}</main>
            <nav class="ptab only-sm" aria-label=t::common::shortcuts_nav()>
                <a href="/portal" aria-current=move || here(Route::Portal)>
                    <Glyph icon=Icon::House />
                    {t::nav::portal::home()}
                </a>
                <a href="/portal/requests" aria-current=move || here(Route::PortalRequests)>
                    <Glyph icon=Icon::Inbox />
                    {t::nav::portal::requests_short()}
                </a>
                <a href="/portal/new" aria-current=move || here(Route::PortalForms)>
                    <Glyph icon=Icon::Plus />
                    {t::nav::portal::new()}
                </a>
            </nav>
        </div>
    }
    .into_any()
}

/// The other language, one click away: whoever asks for help may not read this one.
#[component]
fn LanguageButton() -> AnyView {
    let other = match language() {
        Language::Fr => Language::En,
        Language::En => Language::Fr,
    };
    let switch = move |_| {
        set_language(other);
        session::remember_language(other);
    };
    view! {
        <button type="button" class="btn ghost sm" aria-label=t::nav::portal::language() on:click=switch>
            {t::common::language_short()}
        </button>
    }
    .into_any()
}
