//! Asking for a link to sign in by; the answer is the same whoever asks.

use crate::access;
use crate::browser;
use crate::components::*;
use crate::directory::given;
use crate::form::Form;
use crate::i18n::language;
use crate::i18n::t::login::link as words;
use guichet_contract::session::LinkRequest;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The form; `wanted` goes back to the password.
#[component]
pub fn LinkForm(desk: String, email: RwSignal<String>, wanted: RwSignal<bool>) -> AnyView {
    let form = Form::new("link");
    let name = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("email", email, crate::i18n::t::login::missing_email()) {
            return;
        }
        let request = LinkRequest {
            email: email.get_untracked().trim().to_owned(),
            name: given(&name.get_untracked()),
            language: Some(language()),
        };
        sent.set(false);
        form.send(
            async move { access::ask(access::client().ask_for_link(&request)).await },
            move |()| sent.set(true),
        );
    };
    let done = move || {
        sent.get().then(|| {
            view! {
                <Banner tone=Tone::Ok icon=Icon::Mail><span class="grow">{words::sent()}</span></Banner>
            }
        })
    };
    let back = move |_| {
        wanted.set(false);
        browser::focus_later("main h1");
    };
    view! {
        <form class="lbox" novalidate on:submit=submit>
            <h1 tabindex="-1">{words::title()}</h1>
            <p>{desk}</p>
            {done}
            <FormFailure form=form />
            <TextField
                name="email"
                label=crate::i18n::t::login::email()
                value=email
                form=form
                kind="email"
                autocomplete="email"
                class="lgi"
                required=true
            />
            <TextField
                name="name"
                label=words::name()
                hint=words::name_hint()
                value=name
                form=form
                autocomplete="name"
                class="lgi"
            />
            <SubmitButton label=words::submit() busy=form.busy() class="lg wide" />
            <button type="button" class="btn ghost lg wide" on:click=back>{words::back()}</button>
        </form>
    }
    .into_any()
}
