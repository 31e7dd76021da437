//! Someone new: a contact, or an agent.

use super::fields::PersonFields;
use crate::access::{ask, client};
use crate::components::*;
use crate::directory::Directory;
use crate::form::Form;
use crate::i18n::{language, t};
use crate::session;
use guichet_contract::person::Person;
use guichet_domain::people::Role;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Whom the dialog is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NewPersonFor {
    /// A contact, by an agent; an administrator may choose another role.
    Contacts,
    /// Someone of the desk, by an administrator.
    Desk,
}

/// The dialog.
#[component]
pub fn NewPersonDialog(
    open: RwSignal<bool>,
    of: NewPersonFor,
    /// Runs with the person who was entered.
    #[prop(into)]
    on_done: Callback<Person>,
) -> AnyView {
    let title = match of {
        NewPersonFor::Contacts => t::people::create::title(),
        NewPersonFor::Desk => t::settings::agent::create::title(),
    };
    view! { <Dialog open=open title=title>{inside(open, of, on_done)}</Dialog> }.into_any()
}

fn inside(open: RwSignal<bool>, of: NewPersonFor, on_done: Callback<Person>) -> AnyView {
    let form = Form::new("new-person");
    let role = match of {
        NewPersonFor::Contacts => Role::Requester,
        NewPersonFor::Desk => Role::Agent,
    };
    let is_admin = session::me().is_some_and(|me| me.role == Role::Admin);
    let fields = PersonFields::empty(
        role,
        session::me().map_or(language(), |me| me.desk.language),
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", fields.name, t::people::missing_name()) {
            return;
        }
        let person = fields.new_person();
        form.send(
            async move { ask(client().enter_person(&person)).await },
            move |person: Person| {
                toasts().done(t::people::created(&person.name));
                open.set(false);
                on_done.run(person);
            },
        );
    };
    let of_admin = is_admin.then(|| {
        view! {
            {fields.standing(form, Directory::new())}
            <PasswordField
                name="password"
                label=t::people::field::password()
                hint=t::people::field::password_hint()
                value=fields.password
                form=form
                autocomplete="new-password"
            />
        }
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                {fields.identity(form)}
                {(of == NewPersonFor::Contacts).then(|| fields.belonging(form))}
                {of_admin}
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=t::people::create::submit() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
