//! One's own account: who one is, how it looks, the keys, the password.

mod look;
mod mails;
mod password;
mod profile;

use crate::components::*;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::routes::{Area, Route};
use crate::session;
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The page; it stands in the frame of whoever reads it.
#[component]
pub fn AccountPage() -> AnyView {
    page_title(|| t::account::title().to_owned());
    let title = t::account::title();
    let is_staff = session::me().is_some_and(|me| session::home_of(&me) == Area::Agent);
    let cards = view! {
        <div class="g2c">
            <profile::Profile />
            <password::Password />
        </div>
        <mails::Mails is_staff=is_staff />
        <look::Look is_staff=is_staff />
    };
    // Supervisors find those of everybody in the settings.
    let absences = session::me()
        .is_some_and(|me| me.role == Role::Agent)
        .then(|| {
            view! {
                <a class="btn" href=Route::Absences.path()>
                    <Glyph icon=Icon::CalendarOff />
                    {t::absence::mine()}
                </a>
            }
        });
    if is_staff {
        view! {
            <Main class="s-set">
                <header class="bar">
                    <h1 tabindex="-1">{title}</h1>
                    <span class="grow"></span>
                    {absences}
                </header>
                <div class="scroll grow" tabindex="0" role="region" aria-label=title>
                    <div class="set">{cards}</div>
                </div>
            </Main>
        }
        .into_any()
    } else {
        view! {
            <div class="pin pt">
                <h1 tabindex="-1">{title}</h1>
                <div class="pcol">{cards}</div>
            </div>
        }
        .into_any()
    }
}
