//! One organization: its name and notes, who reads its tickets, its people, its latest tickets.

use super::editing::Editing;
use super::sharing;
use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::pages::NotFound;
use crate::pages::people::LatestTickets;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session;
use guichet_contract::organization::{Organization, OrganizationPatch};
use guichet_contract::person::{PeopleQuery, Person};
use guichet_contract::problem::Code;
use guichet_contract::ticket::TicketQuery;
use guichet_domain::ids::OrganizationId;
use guichet_domain::people::Role;
use leptos::prelude::*;

const SHOWN: u32 = 20;

/// One organization; `route` says which.
#[component]
pub fn OrganizationPage(route: Memo<Route>) -> AnyView {
    let id = Memo::new(move |before: Option<&OrganizationId>| match route.get() {
        Route::Organization(id) => id,
        _ => before.copied().unwrap_or(OrganizationId(0)),
    });
    let page = move || view! { <Page id=id.get() /> };
    page.into_any()
}

#[component]
fn Page(id: OrganizationId) -> AnyView {
    let organization = Remote::new(move || async move { ask(client().organization(id)).await });
    let editing = Editing::new();
    Effect::new(move |_| {
        if let Some(organization) = organization.get() {
            editing.learn(organization, &OrganizationPatch::default());
        }
    });
    let name = move || {
        let name = editing
            .base
            .with(|one| one.as_ref().map(|one| one.name.clone()));
        name.unwrap_or_else(|| t::organization::details().to_owned())
    };
    page_title(name);
    let hidden = Memo::new(move |_| {
        organization
            .failure()
            .with(|failure| failure.as_ref().and_then(Failure::code))
            == Some(Code::NotFound)
    });
    let page = move || {
        if hidden.get() {
            return view! { <NotFound /> }.into_any();
        }
        view! {
            <Main class="s-set">
                <header class="bar">
                    <a class="ib" href=Route::Organizations.path() aria-label=t::organization::title()>
                        <Glyph icon=Icon::ArrowLeft />
                    </a>
                    <h1 tabindex="-1">{name}</h1>
                    <span class="grow"></span>
                    <StagedEdits
                        count=editing.count()
                        busy=editing.form.busy()
                        on_cancel=move || editing.cancel()
                        on_save=move || editing.store()
                    />
                </header>
                <div class="scroll grow" tabindex="0" role="region" aria-label=t::organization::record()>
                    <div class="set">
                        <Overtaken shown=editing.overtaken />
                        <FormFailure form=editing.form />
                        {organization.view_once(move |_, first| about(editing, &first))}
                    </div>
                </div>
            </Main>
        }
        .into_any()
    };
    page.into_any()
}

fn about(editing: Editing, organization: &Organization) -> AnyView {
    let role = session::me().map_or(Role::Requester, |me| me.role);
    let id = organization.id;
    let tickets = TicketQuery {
        organization_id: Some(id),
        ..TicketQuery::default()
    };
    let all = format!("{}?view=all&organization_id={id}", Route::Tickets.path());
    let details = if role >= Role::Supervisor {
        fields(editing, role == Role::Admin)
    } else {
        read_only(organization)
    };
    view! {
        <div class="g2c">
            <section class="card" aria-labelledby="details">
                <div class="ct"><h2 id="details">{t::organization::details()}</h2></div>
                {details}
            </section>
            <People id=id />
        </div>
        <LatestTickets query=tickets all=all />
    }
    .into_any()
}

fn fields(editing: Editing, is_admin: bool) -> AnyView {
    let form = editing.form;
    let shares = if is_admin {
        view! {
            <Select
                name="sharing"
                label=t::organization::field::sharing()
                value=editing.sharing
                options=Signal::stored(sharing::options())
                form=form
            />
        }
        .into_any()
    } else {
        let mode = move || {
            editing
                .base
                .with(|one| one.as_ref().map(|one| sharing::words(one.sharing)))
        };
        view! { <p><span class="hint">{t::organization::field::sharing()}</span><br />{mode}</p> }
            .into_any()
    };
    view! {
        <div class="cc fields">
            <TextField name="name" label=t::organization::field::name() value=editing.name form=form required=true />
            <TextArea
                name="notes"
                label=t::organization::field::notes()
                hint=t::organization::field::notes_hint()
                value=editing.notes
                form=form
                rows=4
            />
            {shares}
        </div>
    }
    .into_any()
}

fn read_only(organization: &Organization) -> AnyView {
    let notes = organization
        .notes
        .clone()
        .unwrap_or_else(|| t::people::none_value().to_owned());
    view! {
        <dl class="pd">
            <dt>{t::organization::field::notes()}</dt>
            <dd><Prose text=notes /></dd>
            <dt>{t::organization::column::sharing()}</dt>
            <dd>{sharing::words(organization.sharing)}</dd>
        </dl>
    }
    .into_any()
}

#[component]
fn People(id: OrganizationId) -> AnyView {
    let people = Remote::new(move || async move {
        let query = PeopleQuery {
            organization_id: Some(id),
            limit: Some(SHOWN),
            ..PeopleQuery::default()
        };
        Ok(ask(client().people(&query)).await?.items)
    });
    let all = format!("{}?organization={id}&account=all", Route::People.path());
    view! {
        <section class="card" aria-labelledby="people">
            <div class="ct">
                <h2 id="people">{t::organization::people()}</h2>
                <a class="link" href=all>{t::organization::people_all()}</a>
            </div>
            {people.view(|people| {
                if people.is_empty() {
                    return view! { <Empty icon=Icon::Users title=t::organization::people_none() /> }.into_any();
                }
                let lines: Vec<AnyView> = people.into_iter().map(line).collect();
                view! { <ul class="lines">{lines}</ul> }.into_any()
            })}
        </section>
    }
    .into_any()
}

fn line(person: Person) -> AnyView {
    let portrait = Some((person.id, person.name.clone()));
    let manager = person
        .organization_manager
        .then(|| view! { <Tag label=t::organization::manager() tone="accent" /> });
    let reader = person
        .organization_reader
        .then(|| view! { <Tag label=t::organization::reader() /> });
    view! {
        <li>
            <a href=Route::Person(person.id).path()>
                <Avatar person=portrait beside_name=true />
                <span class="grow">{person.name}</span>
                {manager}
                {reader}
            </a>
        </li>
    }
    .into_any()
}
