//! The first page of an empty desk: its name and its first administrator.

use super::login::{DoorHeader, LineMap};
use crate::access;
use crate::components::*;
use crate::form::Form;
use crate::frames::page_title;
use crate::i18n::{language, t};
use crate::session;
use guichet_contract::setup::Setup as FirstSetup;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Creates the first account; afterwards one is inside.
#[component]
pub fn Setup() -> AnyView {
    page_title(|| t::setup::title().to_owned());
    let form = Form::new("setup");
    let text = || RwSignal::new(String::new());
    let (desk, name, email, password) = (text(), text(), text(), text());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let setup = FirstSetup {
            desk_name: desk.get_untracked(),
            name: name.get_untracked(),
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            language: language(),
        };
        form.send(
            async move { access::ask(access::client().set_up(&setup)).await },
            session::enter,
        );
    };
    view! {
        <div class="login">
            <main class="lf" id="contenu">
                <DoorHeader />
                <form class="lbox" novalidate on:submit=submit>
                    <h1 tabindex="-1">{t::setup::title()}</h1>
                    <p>{t::setup::intro()}</p>
                    <FormFailure form=form />
                    <TextField
                        name="desk_name"
                        label=t::setup::desk()
                        hint=t::setup::desk_hint()
                        value=desk
                        form=form
                        autocomplete="organization"
                        class="lgi"
                        required=true
                    />
                    <TextField
                        name="name"
                        label=t::setup::name()
                        value=name
                        form=form
                        autocomplete="name"
                        class="lgi"
                        required=true
                    />
                    <TextField
                        name="email"
                        label=t::setup::email()
                        value=email
                        form=form
                        kind="email"
                        autocomplete="username"
                        class="lgi"
                        required=true
                    />
                    <PasswordField
                        name="password"
                        label=t::setup::password()
                        hint=t::setup::password_hint()
                        value=password
                        form=form
                        autocomplete="new-password"
                    />
                    <SubmitButton label=t::setup::submit() busy=form.busy() class="lg wide" />
                </form>
            </main>
            <LineMap />
        </div>
    }
    .into_any()
}
