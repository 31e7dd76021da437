//! “Is it solved?”: yes closes it, no reopens it with what is still wrong.

use super::Opened;
use crate::browser;
use crate::components::*;
use crate::drafts;
use crate::form::Form;
use crate::i18n::format;
use crate::i18n::t::portal::request::confirm as words;
use guichet_client::DeedBody;
use guichet_contract::deed::{NotSolved, Plain};
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{DeedKind, Kind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The card with the two answers.
#[component]
pub fn Confirm(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    let form = Form::new("still");
    let refuses = RwSignal::new(false);
    let still_wrong = drafts::text(drafts::key(&format!("still.{}", opened.id)));
    if !still_wrong.with_untracked(String::is_empty) {
        refuses.set(true);
    }
    let yes = move |_| {
        let body = |version| DeedBody::Plain(Plain { version });
        form.send(opened.perform(DeedKind::Confirm, body), move |ticket| {
            still_wrong.set(String::new());
            let done = if ticket.closed_at.is_some() {
                words::done()
            } else {
                words::done_waiting()
            };
            toasts().done(done);
            opened.settle(ticket);
            browser::focus_later("main h1");
        });
    };
    let title = move || match ticket.with(|ticket| ticket.kind) {
        Kind::Incident | Kind::Problem => words::title(),
        Kind::ServiceRequest | Kind::AccessRequest => words::title_service(),
    };
    view! {
        <section class="card conf" aria-labelledby="confirm">
            <div class="cfh">
                <span class="ic okc"><Glyph icon=Icon::Check size="s20" /></span>
                <div>
                    <h2 id="confirm">{title}</h2>
                    <p>{move || ticket.with(explanation)}</p>
                </div>
            </div>
            <div class="row cfa">
                <button
                    type="button"
                    class="btn lg"
                    aria-busy=move || form.busy().get().then_some("true")
                    on:click=yes
                >
                    <Glyph icon=Icon::ThumbsUp />
                    {words::yes()}
                </button>
                <button
                    type="button"
                    class="btn lg"
                    aria-expanded=move || if refuses.get() { "true" } else { "false" }
                    on:click=move |_| {
                        refuses.set(true);
                        browser::focus_later("#still-reason");
                    }
                >
                    <Glyph icon=Icon::RotateCcw />
                    {words::no()}
                </button>
            </div>
            <FormFailure form=form />
            {move || refuses.get().then(|| still(opened, form, still_wrong, refuses))}
        </section>
    }
    .into_any()
}

/// `Inès Laurent a apporté une réponse à 14:52. Sans réponse de votre part, …`
fn explanation(ticket: &Ticket) -> String {
    let solved = ticket.resolved_at.map(|at| {
        let when = format::ago(at);
        match &ticket.assignee {
            Some(agent) => words::solved(&agent.name, &when),
            None => words::solved_by_team(&when),
        }
    });
    let closes = ticket
        .closes_at
        .map(|at| words::auto(&format::appointment(at)));
    solved
        .into_iter()
        .chain(closes)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is still wrong.
fn still(opened: Opened, form: Form, text: RwSignal<String>, refuses: RwSignal<bool>) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("reason", text, words::missing()) {
            return;
        }
        let reason = text.get_untracked().trim().to_owned();
        let body = move |version| {
            let reason = Some(reason.clone());
            DeedBody::NotSolved(NotSolved { version, reason })
        };
        form.send(opened.perform(DeedKind::NotSolved, body), move |ticket| {
            text.set(String::new());
            toasts().done(words::reopened());
            opened.settle(ticket);
            browser::focus_later("main h1");
        });
    };
    let keep = move |_| {
        text.set(String::new());
        refuses.set(false);
        browser::focus("#confirm");
    };
    view! {
        <form class="rate" novalidate on:submit=submit>
            <TextArea
                name="reason"
                label=words::still()
                hint=words::still_hint()
                value=text
                form=form
                rows=3
                required=true
            />
            <div class="row">
                <SubmitButton label=words::reopen() busy=form.busy() class="lg" />
                <button type="button" class="btn ghost lg" on:click=keep>{words::later()}</button>
            </div>
        </form>
    }
    .into_any()
}
