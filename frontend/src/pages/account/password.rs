//! A new password; it ends all other sessions.

use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::t::account::password as words;
use guichet_contract::problem::Code;
use guichet_contract::session::PasswordChange;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The card.
#[component]
pub fn Password() -> AnyView {
    let form = Form::new("own-password");
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // The last complaint takes the focus: the first field is asked last.
        let has_new = form.require("new", new, words::missing_new());
        if !form.require("current", current, words::missing_current()) || !has_new {
            return;
        }
        let change = PasswordChange {
            current: current.get_untracked(),
            new: new.get_untracked(),
        };
        let request = async move {
            match ask(client().change_password(&change)).await {
                Err(failure) if failure.code() == Some(Code::WrongCredentials) => {
                    Ok::<bool, Failure>(false)
                }
                answer => answer.map(|()| true),
            }
        };
        form.send(request, move |is_changed| {
            if is_changed {
                current.set(String::new());
                new.set(String::new());
                toasts().done(words::saved());
            } else {
                form.complain("current", words::wrong());
            }
        });
    };
    view! {
        <section class="card" aria-labelledby="password">
            <div class="ct"><h2 id="password">{words::title()}</h2></div>
            <form class="cc fields" novalidate on:submit=submit>
                <FormFailure form=form />
                <PasswordField
                    name="current"
                    label=words::current()
                    value=current
                    form=form
                    autocomplete="current-password"
                />
                <PasswordField
                    name="new"
                    label=words::new()
                    hint=words::new_hint()
                    value=new
                    form=form
                    autocomplete="new-password"
                />
                <div class="row"><SubmitButton label=words::submit() busy=form.busy() /></div>
            </form>
        </section>
    }
    .into_any()
}
