//! One person: who it is, what they may do, their latest tickets.

use super::editing::Editing;
use super::fields::scope_words;
use super::invite::Invite;
use super::tickets::LatestTickets;
use crate::access::{ask, client};
use crate::components::*;
use crate::directory::{Directory, given};
use crate::failure::Failure;
use crate::form::Form;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::pages::NotFound;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session;
use crate::words;
use guichet_contract::person::{Person, PersonPatch};
use guichet_contract::problem::Code;
use guichet_contract::ticket::TicketQuery;
use guichet_domain::ids::PersonId;
use guichet_domain::people::Role;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// One person; `route` says who.
#[component]
pub fn PersonPage(route: Memo<Route>) -> AnyView {
    let id = Memo::new(move |before: Option<&PersonId>| match route.get() {
        Route::Person(id) => id,
        _ => before.copied().unwrap_or(PersonId(0)),
    });
    let page = move || view! { <Page id=id.get() /> };
    page.into_any()
}

#[component]
fn Page(id: PersonId) -> AnyView {
    let person = Remote::new(move || async move { ask(client().person(id)).await });
    let editing = Editing::new();
    Effect::new(move |_| {
        if let Some(person) = person.get() {
            editing.learn(person, &PersonPatch::default());
        }
    });
    let name = move || {
        let name = editing
            .base
            .with(|person| person.as_ref().map(|person| person.name.clone()));
        name.unwrap_or_else(|| t::people::title().to_owned())
    };
    page_title(name);
    let hidden = Memo::new(move |_| {
        person
            .failure()
            .with(|failure| failure.as_ref().and_then(Failure::code))
            == Some(Code::NotFound)
    });
    let inactive = move || {
        editing
            .base
            .with(|person| person.as_ref().is_some_and(|person| !person.active))
    };
    let page = move || {
        if hidden.get() {
            return view! { <NotFound /> }.into_any();
        }
        view! {
            <Main class="s-set">
                <header class="bar">
                    <a class="ib" href=Route::People.path() aria-label=t::people::title()>
                        <Glyph icon=Icon::ArrowLeft />
                    </a>
                    <h1 tabindex="-1">{name}</h1>
                    {move || inactive().then(|| view! { <Tag label=t::people::inactive() tone="line" /> })}
                    <span class="grow"></span>
                    <Invite person=editing.base />
                    <StagedEdits
                        count=editing.count()
                        busy=editing.form.busy()
                        on_cancel=move || editing.cancel()
                        on_save=move || editing.store()
                    />
                </header>
                <div class="scroll grow" tabindex="0" role="region" aria-label=t::people::record()>
                    <div class="set">
                        <Overtaken shown=editing.overtaken />
                        <FormFailure form=editing.form />
                        {person.view_once(move |_, first| about(editing, first))}
                    </div>
                </div>
            </Main>
        }
        .into_any()
    };
    page.into_any()
}

fn about(editing: Editing, person: Person) -> AnyView {
    let is_admin = session::me().is_some_and(|me| me.role == Role::Admin);
    let may_edit = is_admin || person.role == Role::Requester;
    let tickets = TicketQuery {
        requester_id: Some(person.id),
        ..TicketQuery::default()
    };
    let all = format!(
        "{}?view=all&requester_id={}",
        Route::Tickets.path(),
        person.id
    );
    view! {
        {if may_edit { cards(editing, is_admin) } else { read_only(&person) }}
        <LatestTickets query=tickets all=all />
    }
    .into_any()
}

fn cards(editing: Editing, is_admin: bool) -> AnyView {
    let Editing { form, fields, .. } = editing;
    let account = is_admin.then(|| {
        view! {
            <section class="card" aria-labelledby="account">
                <div class="ct"><h2 id="account">{t::people::account()}</h2></div>
                <div class="cc fields">
                    {fields.standing(form, Directory::new())}
                    <div class="field">
                        <Check label=t::people::field::active() value=fields.active />
                        <span class="hint">{t::people::field::active_hint()}</span>
                    </div>
                </div>
                <Password editing=editing />
            </section>
        }
    });
    view! {
        <div class="g2c">
            <section class="card" aria-labelledby="identity">
                <div class="ct"><h2 id="identity">{t::people::identity()}</h2></div>
                <div class="cc fields">{fields.identity(form)} {fields.belonging(form)}</div>
            </section>
            {account}
        </div>
    }
    .into_any()
}

/// A password set by an administrator: at once, apart from the other edits.
#[component]
fn Password(editing: Editing) -> AnyView {
    let form = Form::new("password");
    let password = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(person) = editing.base.get_untracked() else {
            return;
        };
        if !form.require("password", password, t::account::password::missing_new()) {
            return;
        }
        let patch = PersonPatch {
            password: Some(password.get_untracked()),
            ..PersonPatch::default()
        };
        let request = async move {
            save(
                ask(client().change_person(person.id, person.version, &patch)),
                ask(client().person(person.id)),
            )
            .await
        };
        form.send(request, move |saved| match saved {
            Saved::Done(person) => {
                editing.learn(person, &editing.edits());
                password.set(String::new());
                toasts().done(t::people::password_saved());
            }
            Saved::Overtaken(person) => editing.overtake(person, &editing.edits()),
        });
    };
    let none_yet = move || {
        let none = editing
            .base
            .with(|person| person.as_ref().is_some_and(|person| !person.has_password));
        none.then(|| view! { <p class="hint">{t::people::no_password()}</p> })
    };
    view! {
        <form class="cc fields" novalidate on:submit=submit>
            <FormFailure form=form />
            {none_yet}
            <PasswordField
                name="password"
                label=t::people::field::new_password()
                hint=t::people::field::new_password_hint()
                value=password
                form=form
                autocomplete="new-password"
            />
            <div class="row">
                <button type="submit" class="btn">{t::people::set_password()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn read_only(person: &Person) -> AnyView {
    let text = |value: &Option<String>| {
        value
            .clone()
            .unwrap_or_else(|| t::people::none_value().to_owned())
    };
    let teams: Vec<String> = person.teams.iter().map(|team| team.name.clone()).collect();
    let lines = [
        (t::people::field::email(), text(&person.email)),
        (t::people::field::phone(), text(&person.phone)),
        (
            t::people::field::role(),
            words::role(person.role).to_owned(),
        ),
        (
            t::people::field::scope(),
            scope_words(person.scope).to_owned(),
        ),
        (t::people::field::teams(), text(&given(&teams.join(", ")))),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
        .collect();
    view! {
        <section class="card" aria-labelledby="identity">
            <div class="ct"><h2 id="identity">{t::people::identity()}</h2></div>
            <dl class="pd">{lines}</dl>
            <p class="cc hint">{t::people::read_only()}</p>
        </section>
    }
    .into_any()
}
