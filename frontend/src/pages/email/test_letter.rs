//! A letter that shows whether letters can be sent.

use super::EmailPart;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::post::test as words;
use crate::session;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The card: to which address, and where to see what became of it.
#[component]
pub fn TestLetter() -> AnyView {
    let form = Form::new("test");
    let mine = session::me().and_then(|me| me.email);
    let email = RwSignal::new(mine.unwrap_or_default());
    let sent = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("email", email, words::missing()) {
            return;
        }
        let address = email.get_untracked().trim().to_owned();
        form.send(
            async move { ask(client().send_test_letter(&address)).await },
            move |letter| sent.set(Some(letter.address)),
        );
    };
    let done = move || {
        sent.get().map(|address| {
            view! {
                <Banner tone=Tone::Ok icon=Icon::Send>
                    <span class="grow">{words::done(&address)}</span>
                    <a class="link" href=EmailPart::Outbox.path()>{words::outbox()}</a>
                </Banner>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="test-letter">
            <div class="ct">
                <div class="grow">
                    <h2 id="test-letter">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            <form class="cc fields" novalidate on:submit=submit>
                <FormFailure form=form />
                {done}
                <TextField name="email" label=words::email() value=email form=form kind="email" required=true />
                <div class="row"><button type="submit" class="btn" aria-busy=move || form.busy().get().then_some("true")>{words::send()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
