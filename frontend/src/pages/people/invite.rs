//! Inviting a requester, who then signs in by the link in a mail.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t::people::invite as words;
use guichet_contract::person::Person;
use guichet_domain::people::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button, for requesters with an address.
#[component]
pub fn Invite(#[prop(into)] person: Signal<Option<Person>>) -> AnyView {
    let busy = RwSignal::new(false);
    let whom = Memo::new(move |_| {
        person.with(|person| {
            let person = person.as_ref()?;
            let email = person.email.clone()?;
            (person.role == Role::Requester && person.active).then_some((person.id, email))
        })
    });
    let send = move |_| {
        let Some((id, email)) = whom.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = ask(client().invite(id)).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => toasts().done(words::done(&email)),
                Err(failure) => toasts().failed(&failure),
            }
        });
    };
    let button = move || {
        whom.get().map(|(_, email)| {
            view! {
                <button
                    type="button"
                    class="btn"
                    title=words::detail(&email)
                    aria-busy=move || busy.get().then_some("true")
                    on:click=send
                >
                    <Glyph icon=Icon::Mail />
                    {words::action()}
                </button>
            }
        })
    };
    button.into_any()
}
