//! The list of organizations.

use super::create::NewOrganizationDialog;
use super::sharing;
use crate::access::{ask, client};
use crate::components::*;
use crate::directory;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::paged::Paged;
use crate::pages::people::Sections;
use crate::routes::{self, Route};
use guichet_contract::organization::{NameQuery, Organization};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

const PAGE: u32 = 50;

/// The list.
#[component]
pub fn OrganizationsPage() -> AnyView {
    page_title(|| t::organization::title().to_owned());
    let address = use_query_map();
    let sought = Memo::new(move |_| address.with(|query| query.get("q").unwrap_or_default()));
    let organizations = Paged::new(move |cursor| {
        let query = NameQuery {
            q: directory::given(&sought.get()),
            limit: Some(PAGE),
            cursor,
        };
        async move { ask(client().organizations(&query)).await }
    });
    let creating = RwSignal::new(false);
    let search = move |q: String| {
        let mut query = ParamsMap::new();
        if !q.is_empty() {
            query.insert("q", q);
        }
        routes::replace(&format!(
            "{}{}",
            Route::Organizations.path(),
            query.to_query_string()
        ));
    };
    let empty = move || nothing(sought.with_untracked(String::is_empty), creating);
    let table = move || view! { <Table organizations=organizations /> }.into_any();
    view! {
        <Main class="s-list">
            <header class="bar">
                <h1 tabindex="-1">{t::people::title()}</h1>
                <Sections here=Route::Organizations />
                <span class="grow"></span>
                <SearchBox label=t::organization::search() value=sought on_search=search />
                <button
                    type="button"
                    class="btn primary"
                    aria-label=t::organization::new()
                    on:click=move |_| creating.set(true)
                >
                    <Glyph icon=Icon::Plus />
                    <span class="hide-sm">{t::organization::new()}</span>
                </button>
            </header>
            <Refreshing active=organizations.refreshing() />
            <div class="scroll grow" tabindex="0" role="region" aria-label=t::organization::title()>
                {organizations.view(empty, table)}
            </div>
            <NewOrganizationDialog open=creating />
        </Main>
    }
    .into_any()
}

#[component]
fn Table(organizations: Paged<Organization>) -> AnyView {
    view! {
        <table class="dt plist">
            <thead>
                <tr>
                    <th scope="col">{t::organization::column::name()}</th>
                    <th scope="col">{t::organization::column::sharing()}</th>
                    <th scope="col" class="hide-sm n">{t::organization::column::updated()}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || organizations.items().get() key=|one| (one.id, one.version) let:one>
                    <tr>
                        <th scope="row">
                            <span class="who">
                                <Glyph icon=Icon::Building2 />
                                <a href=Route::Organization(one.id).path()>{one.name.clone()}</a>
                            </span>
                        </th>
                        <td>{sharing::short(one.sharing)}</td>
                        <td class="hide-sm n"><Time at=one.updated_at style=TimeStyle::Recent /></td>
                    </tr>
                </For>
            </tbody>
        </table>
    }
    .into_any()
}

fn nothing(first_use: bool, creating: RwSignal<bool>) -> AnyView {
    if first_use {
        view! {
            <Empty icon=Icon::Building2 title=t::organization::first() detail=t::organization::first_detail()>
                <button type="button" class="btn" on:click=move |_| creating.set(true)>
                    {t::organization::new()}
                </button>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=Icon::Search title=t::organization::none() detail=t::organization::none_detail() />
        }
        .into_any()
    }
}
