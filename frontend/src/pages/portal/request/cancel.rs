//! Taking one's own request back, with a word why.

use super::Opened;
use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::portal::request::cancel as words;
use guichet_client::DeedBody;
use guichet_contract::deed::Reasoned;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The button and its dialog, for as long as the request can be cancelled.
#[component]
pub fn Cancel(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let may = Memo::new(move |_| {
        ticket.with(|ticket| ticket.permitted_actions.contains(&DeedKind::Cancel))
    });
    let button = move || {
        may.get().then(|| {
            view! {
                <button type="button" class="btn ghost danger" on:click=move |_| open.set(true)>
                    {words::action()}
                </button>
            }
        })
    };
    view! {
        {button}
        <Dialog open=open title=words::title()>{inside(opened, reason, open)}</Dialog>
    }
    .into_any()
}

fn inside(opened: Opened, reason: RwSignal<String>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new("cancel");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("reason", reason, words::missing()) {
            return;
        }
        let why = reason.get_untracked().trim().to_owned();
        let body = move |version| {
            let reason = why.clone();
            DeedBody::Reasoned(Reasoned { version, reason })
        };
        form.send(opened.perform(DeedKind::Cancel, body), move |ticket| {
            reason.set(String::new());
            open.set(false);
            toasts().done(words::done());
            opened.settle(ticket);
            browser::focus_later("main h1");
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <p>{words::detail()}</p>
                <FormFailure form=form />
                <TextArea
                    name="reason"
                    label=words::reason()
                    hint=words::reason_hint()
                    value=reason
                    form=form
                    rows=3
                    required=true
                />
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{words::keep()}</button>
                <SubmitButton label=words::submit() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
