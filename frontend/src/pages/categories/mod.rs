//! Categories: a tree of two levels that supervisors keep.

mod edit;
mod tree;

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::remote::Remote;
use crate::routes::Route;
use edit::{CategoryDialog, Edited};
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The page.
#[component]
pub fn CategoriesPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let categories = Remote::new(|| async { Ok(ask(client().categories()).await?.items) });
    let edited = RwSignal::new(None::<Edited>);
    let actions = move || {
        view! {
            <button type="button" class="btn primary" on:click=move |_| edited.set(Some(Edited::New(None)))>
                <Glyph icon=Icon::Plus />
                {t::category::new()}
            </button>
        }
    };
    view! {
        <SettingsFrame here=Route::Categories title=t::category::title() actions=actions>
            <section class="card" aria-label=t::category::tree()>
                <p class="cc sub">{t::category::intro()}</p>
                {categories.view_once(move |known, _| view! {
                    <tree::Tree categories=known remote=categories edited=edited />
                }.into_any())}
            </section>
            <CategoryDialog edited=edited categories=categories />
        </SettingsFrame>
    }
    .into_any()
}
