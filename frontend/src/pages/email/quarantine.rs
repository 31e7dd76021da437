//! Mails that wait for somebody to look at them.

use super::names;
use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::i18n::format;
use crate::i18n::t::post::quarantine as words;
use crate::paged::Paged;
use crate::routes::Route;
use guichet_contract::post::{IncomingMail, MailsQuery};
use guichet_domain::ids::MailId;
use guichet_domain::post::{MailNature, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// What the rows share.
#[derive(Clone, Copy)]
struct On {
    mails: Paged<IncomingMail>,
    /// The one that is being decided about.
    busy: RwSignal<Option<MailId>>,
}

/// The part; supervisors decide, too.
#[component]
pub fn Quarantine() -> AnyView {
    let all = RwSignal::new(false);
    let mails = Paged::new(move |cursor| {
        let query = MailsQuery {
            quarantined: (!all.get()).then_some(true),
            limit: None,
            cursor,
        };
        async move { ask(client().mails(&query)).await }
    });
    let on = On {
        mails,
        busy: RwSignal::new(None),
    };
    view! {
        <section class="card" aria-labelledby="quarantine">
            <Refreshing active=mails.refreshing() />
            <div class="ct">
                <div class="grow">
                    <h2 id="quarantine">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
                <Switch label=words::all() value=all on_change=move |on| all.set(on) />
            </div>
            {mails.view(none, move || table(on))}
        </section>
    }
    .into_any()
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::ShieldCheck title=words::none() detail=words::none_detail() /> }
        .into_any()
}

fn table(on: On) -> AnyView {
    view! {
        <table class="dt plist mails">
            <caption class="sr">{words::title()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::mail()}</th>
                    <th scope="col">{words::reason()}</th>
                    <th scope="col" class="hide-md n">{words::size()}</th>
                    <th scope="col">{words::received()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || on.mails.items().get()
                    key=|mail| (mail.id, mail.state.as_str(), mail.ticket_id)
                    children=move |mail| row(mail, on)
                />
            </tbody>
        </table>
    }
    .into_any()
}

fn row(mail: IncomingMail, on: On) -> AnyView {
    let subject = Some(mail.subject.clone()).filter(|subject| !subject.is_empty());
    let subject = subject.unwrap_or_else(|| words::no_subject().to_owned());
    let waits = matches!(mail.state, MailState::Quarantined | MailState::Dismissed);
    let nature = (mail.nature != MailNature::Person)
        .then(|| view! { <Tag label=names::nature(mail.nature) tone="line" /> });
    view! {
        <tr>
            <th scope="row">
                <span class="who"><span class="wn"><b>{subject}</b><small>{mail.sender.clone()}</small></span></span>
            </th>
            <td class="cwhy"><span class="row wrap">{standing(&mail)}{nature}</span></td>
            <td class="hide-md n">{format::size(mail.size)}</td>
            <td><Time at=mail.received_at style=TimeStyle::Recent /></td>
            <td class="n">{waits.then(|| actions(&mail, on))}</td>
        </tr>
    }
    .into_any()
}

/// Why it waits; or what became of it.
fn standing(mail: &IncomingMail) -> AnyView {
    let reason = mail
        .reason
        .as_deref()
        .map(names::reason)
        .unwrap_or_default();
    let ticket = mail.ticket_id.map(|id| {
        let number = crate::session::ticket_number(id);
        view! { <a class="link" href=Route::Ticket(id).path()>{number}</a> }
    });
    match mail.state {
        MailState::Quarantined => view! { <span>{reason}</span> }.into_any(),
        state => view! {
            <Tag label=names::mail_state(state) tone="line" />
            {ticket}
            <span class="sub">{reason}</span>
        }
        .into_any(),
    }
}

fn actions(mail: &IncomingMail, on: On) -> AnyView {
    let id = mail.id;
    let about = mail.sender.clone();
    let waits = mail.state == MailState::Quarantined;
    let release = move |_| {
        decide(on, id, words::released(), async move {
            ask(client().release_mail(id)).await
        })
    };
    let dismiss = move || {
        decide(on, id, words::dismissed(), async move {
            ask(client().dismiss_mail(id)).await
        })
    };
    let dismissal = waits.then(|| {
        view! { <IconButton icon=Icon::X label=words::dismiss(&about) class="sm" on_press=dismiss /> }
    });
    let file = format!("{id}.eml");
    view! {
        <span class="row acts">
            <button
                type="button"
                class="btn sm"
                aria-label=words::release_of(&about)
                aria-busy=move || (on.busy.get() == Some(id)).then_some("true")
                on:click=release
            >
                {words::release()}
            </button>
            <a
                class="ib sm"
                href=format!("/api/v1/mails/{id}/raw")
                download=file
                rel="external"
                aria-label=words::download(&about)
                title=words::download(&about)
            >
                <Glyph icon=Icon::Download />
            </a>
            {dismissal}
        </span>
    }
    .into_any()
}

/// Decides about one, and says so; what is still refused says why it waits on.
fn decide(
    on: On,
    id: MailId,
    done: &'static str,
    request: impl Future<Output = Result<IncomingMail, Failure>> + 'static,
) {
    if on.busy.get_untracked().is_some() {
        return;
    }
    on.busy.set(Some(id));
    spawn_local(async move {
        let answer = request.await;
        if on.busy.try_set(None).is_some() {
            return;
        }
        match answer {
            Ok(mail) if mail.state == MailState::Quarantined => {
                let reason = mail.reason.as_deref().map(names::reason);
                toasts().done(words::still(&reason.unwrap_or_default()));
            }
            Ok(_) => toasts().done(done),
            Err(failure) => toasts().failed(&failure),
        }
        on.mails.reload();
    });
}
