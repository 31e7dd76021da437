//! Those who work at the desk: role, what they see, their teams.

use super::frame::{SettingsFrame, closed_below};
use crate::access::{ask, client};
use crate::components::*;
use crate::directory;
use crate::i18n::t;
use crate::paged::Paged;
use crate::pages::people::{NewPersonDialog, NewPersonFor, scope_words};
use crate::routes::Route;
use crate::words;
use guichet_contract::person::{PeopleQuery, Person};
use guichet_domain::people::Role;
use leptos::prelude::*;

const PAGE: u32 = 50;

/// The page.
#[component]
pub fn AgentsPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Admin) {
        return instead;
    }
    let sought = RwSignal::new(String::new());
    let agents = Paged::new(move |cursor| {
        let query = PeopleQuery {
            q: directory::given(&sought.get()),
            staff: Some(true),
            limit: Some(PAGE),
            cursor,
            ..PeopleQuery::default()
        };
        async move { ask(client().people(&query)).await }
    });
    let creating = RwSignal::new(false);
    let actions = move || {
        view! {
            <SearchBox label=t::settings::agent::search() value=sought on_search=move |q| sought.set(q) />
            <button type="button" class="btn primary" on:click=move |_| creating.set(true)>
                <Glyph icon=Icon::Plus />
                {t::settings::agent::new()}
            </button>
        }
    };
    let none = || {
        view! {
            <Empty icon=Icon::Search title=t::settings::agent::first() detail=t::settings::agent::first_detail() />
        }
        .into_any()
    };
    view! {
        <SettingsFrame here=Route::Agents title=t::settings::agent::title() actions=actions>
            <section class="card">
                <Refreshing active=agents.refreshing() />
                {agents.view(none, move || view! { <Table agents=agents /> }.into_any())}
            </section>
            <NewPersonDialog open=creating of=NewPersonFor::Desk on_done=move |_| agents.reload() />
        </SettingsFrame>
    }
    .into_any()
}

#[component]
fn Table(agents: Paged<Person>) -> AnyView {
    view! {
        <table class="dt plist">
            <thead>
                <tr>
                    <th scope="col">{t::settings::agent::column::name()}</th>
                    <th scope="col">{t::settings::agent::column::role()}</th>
                    <th scope="col" class="hide-md">{t::settings::agent::column::scope()}</th>
                    <th scope="col" class="hide-sm">{t::settings::agent::column::teams()}</th>
                    <th scope="col" class="hide-sm">{t::settings::agent::column::state()}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || agents.items().get() key=|agent| (agent.id, agent.version) let:agent>
                    {row(agent)}
                </For>
            </tbody>
        </table>
    }
    .into_any()
}

fn row(agent: Person) -> AnyView {
    let portrait = Some((agent.id, agent.name.clone()));
    let teams: Vec<String> = agent.teams.into_iter().map(|team| team.name).collect();
    let state = if agent.active {
        t::settings::agent::active()
    } else {
        t::people::inactive()
    };
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Avatar person=portrait beside_name=true size=AvatarSize::Large />
                    <span class="wn">
                        <a href=Route::Person(agent.id).path()>{agent.name}</a>
                        <small>{agent.email}</small>
                    </span>
                </span>
            </th>
            <td>{words::role(agent.role)}</td>
            <td class="hide-md">{scope_words(agent.scope)}</td>
            <td class="hide-sm">{teams.join(", ")}</td>
            <td class="hide-sm">{state}</td>
        </tr>
    }
    .into_any()
}
