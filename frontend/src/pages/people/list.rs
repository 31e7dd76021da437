//! The list of people.

use super::create::{NewPersonDialog, NewPersonFor};
use super::filters::{Filters, Shown};
use super::sections::Sections;
use crate::access::{ask, client};
use crate::components::*;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::paged::Paged;
use crate::routes::{self, Route};
use crate::words;
use guichet_contract::person::Person;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn PeoplePage() -> AnyView {
    page_title(|| t::people::title().to_owned());
    let address = use_query_map();
    let shown = Memo::new(move |_| address.with(Shown::parse));
    let people = Paged::new(move |cursor| {
        let query = shown.with(|shown| shown.query(cursor));
        async move { ask(client().people(&query)).await }
    });
    let creating = RwSignal::new(false);
    let search = move |q: String| shown.get_untracked().searching(q).show();
    let table = move || view! { <Table people=people /> }.into_any();
    view! {
        <Main class="s-list">
            <header class="bar">
                <h1 tabindex="-1">{t::people::title()}</h1>
                <Sections here=Route::People />
                <span class="grow"></span>
                <SearchBox
                    label=t::people::search()
                    value=Signal::derive(move || shown.with(|shown| shown.q.clone()))
                    on_search=search
                />
                <button
                    type="button"
                    class="btn primary"
                    aria-label=t::people::new()
                    on:click=move |_| creating.set(true)
                >
                    <Glyph icon=Icon::Plus />
                    <span class="hide-sm">{t::people::new()}</span>
                </button>
            </header>
            <Filters shown=shown />
            <Refreshing active=people.refreshing() />
            <div class="scroll grow" tabindex="0" role="region" aria-label=t::people::people()>
                {people.view(move || nothing(shown.get_untracked(), creating), table)}
            </div>
            <NewPersonDialog
                open=creating
                of=NewPersonFor::Contacts
                on_done=|person: Person| routes::go(&Route::Person(person.id).path())
            />
        </Main>
    }
    .into_any()
}

#[component]
fn Table(people: Paged<Person>) -> AnyView {
    view! {
        <table class="dt plist">
            <thead>
                <tr>
                    <th scope="col">{t::people::column::name()}</th>
                    <th scope="col" class="hide-sm">{t::people::column::organization()}</th>
                    <th scope="col">{t::people::column::role()}</th>
                    <th scope="col" class="hide-md">{t::people::column::phone()}</th>
                    <th scope="col" class="hide-md n">{t::people::column::updated()}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || people.items().get() key=|person| (person.id, person.version) let:person>
                    {row(person)}
                </For>
            </tbody>
        </table>
    }
    .into_any()
}

fn row(person: Person) -> AnyView {
    let portrait = Some((person.id, person.name.clone()));
    let organization = person.organization.map(|organization| {
        view! { <a class="quiet" href=Route::Organization(organization.id).path()>{organization.name}</a> }
    });
    let inactive =
        (!person.active).then(|| view! { <Tag label=t::people::inactive() tone="line" /> });
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Avatar person=portrait beside_name=true size=AvatarSize::Large />
                    <span class="wn">
                        <a href=Route::Person(person.id).path()>{person.name}</a>
                        <small>{person.email}</small>
                    </span>
                    {inactive}
                </span>
            </th>
            <td class="hide-sm">{organization}</td>
            <td>{words::role(person.role)}</td>
            <td class="hide-md">{person.phone}</td>
            <td class="hide-md n"><Time at=person.updated_at style=TimeStyle::Recent /></td>
        </tr>
    }
    .into_any()
}

fn nothing(shown: Shown, creating: RwSignal<bool>) -> AnyView {
    if shown.is_plain() {
        view! {
            <Empty icon=Icon::Users title=t::people::first() detail=t::people::first_detail()>
                <button type="button" class="btn" on:click=move |_| creating.set(true)>{t::people::new()}</button>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=Icon::Search title=t::people::none() detail=t::people::none_detail()>
                <a class="btn" href=Route::People.path()>{t::people::clear()}</a>
            </Empty>
        }
        .into_any()
    }
}
