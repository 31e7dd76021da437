//! What one is sent by mail. Each switch counts at once.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t::account::mails as words;
use crate::remote::Remote;
use guichet_contract::post::MailChoices;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One of the switches.
struct Line {
    id: &'static str,
    name: &'static str,
    detail: &'static str,
    read: fn(&MailChoices) -> bool,
    write: fn(&mut MailChoices, bool),
}

/// The card; tickets and alerts are for those of the desk.
#[component]
pub fn Mails(is_staff: bool) -> AnyView {
    let choices = Remote::new(|| async { ask(client().mail_choices()).await });
    view! {
        <section class="card" aria-labelledby="mails">
            <div class="ct">
                <div class="grow">
                    <h2 id="mails">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            {choices.view_once(move |_, _| {
                let lines: Vec<AnyView> = lines(is_staff).into_iter().map(|line| switch(line, choices)).collect();
                view! { <ul class="tog">{lines}</ul> }.into_any()
            })}
        </section>
    }
    .into_any()
}

fn lines(is_staff: bool) -> Vec<Line> {
    let mut lines = vec![
        Line {
            id: "mail-requests",
            name: words::requests(),
            detail: words::requests_detail(),
            read: |choices| choices.requests,
            write: |choices, on| choices.requests = on,
        },
        Line {
            id: "mail-surveys",
            name: words::surveys(),
            detail: words::surveys_detail(),
            read: |choices| choices.surveys,
            write: |choices, on| choices.surveys = on,
        },
    ];
    if is_staff {
        lines.push(Line {
            id: "mail-tickets",
            name: words::tickets(),
            detail: words::tickets_detail(),
            read: |choices| choices.tickets,
            write: |choices, on| choices.tickets = on,
        });
        lines.push(Line {
            id: "mail-alerts",
            name: words::alerts(),
            detail: words::alerts_detail(),
            read: |choices| choices.alerts,
            write: |choices, on| choices.alerts = on,
        });
    }
    lines
}

fn switch(line: Line, choices: Remote<MailChoices>) -> AnyView {
    let Line {
        id,
        name,
        detail,
        read,
        write,
    } = line;
    let is_on = move || choices.with(|choices| choices.is_some_and(read));
    let change = move |event| {
        let on = event_target_checked(&event);
        let Some(before) = choices.get_untracked() else {
            return;
        };
        let mut wanted = before;
        write(&mut wanted, on);
        choices.set(wanted);
        spawn_local(async move {
            match ask(client().choose_mails(&wanted)).await {
                Ok(_) => toasts().done(words::saved()),
                Err(failure) => {
                    choices.set(before);
                    toasts().failed(&failure);
                }
            }
        });
    };
    view! {
        <li>
            <label for=id><b>{name}</b><span>{detail}</span></label>
            <input
                id=id
                class="switch"
                type="checkbox"
                role="switch"
                prop:checked=is_on
                on:change=change
            />
        </li>
    }
    .into_any()
}
