//! A mailbox in the list: how reading it stands, trying it, changing it, taking it away.

use super::is_admin;
use super::mailbox::Edited;
use super::mailboxes::On;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::format;
use crate::i18n::t::post::mailbox as words;
use guichet_contract::mailbox::Mailbox;
use guichet_domain::ids::MailboxId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The row.
pub fn row(mailbox: Mailbox, on: On) -> AnyView {
    let team = mailbox.team.as_ref().map(|team| team.name.clone());
    let team = team.unwrap_or_else(|| words::routed().to_owned());
    let time = |at| match at {
        Some(at) => view! { <Time at=at style=TimeStyle::Recent /> }.into_any(),
        None => view! { <span class="sub">"–"</span> }.into_any(),
    };
    let backlog = i64::from(mailbox.state.backlog);
    view! {
        <tr>
            <th scope="row">
                <span class="who"><span class="wn"><b>{mailbox.name.clone()}</b><small>{mailbox.address.clone()}</small></span></span>
            </th>
            <td class="hide-md">{team}</td>
            <td>{state(&mailbox)}</td>
            <td class="hide-sm">{time(mailbox.state.last_fetch_at)}</td>
            <td>{time(mailbox.state.last_mail_at)}</td>
            <td class="n">{format::number(backlog)}</td>
            <td class="n">{is_admin().then(|| actions(mailbox, on))}</td>
        </tr>
    }
    .into_any()
}

/// `Relevée`, `En échec` with what the server says.
fn state(mailbox: &Mailbox) -> AnyView {
    if !mailbox.active {
        return view! { <Tag label=words::inactive() tone="line" /> }.into_any();
    }
    if mailbox.state.failing_since.is_some() {
        let error = mailbox.state.error.clone().unwrap_or_default();
        return view! {
            <span class="cause">
                <Tag label=words::failing() tone="danger" icon=Icon::TriangleAlert />
                <small>{error}</small>
            </span>
        }
        .into_any();
    }
    match (&mailbox.server, mailbox.state.last_fetch_at) {
        (None, _) => view! { <Tag label=words::gateway() /> }.into_any(),
        (Some(_), None) => view! { <Tag label=words::awaited() /> }.into_any(),
        (Some(_), Some(_)) => {
            view! { <Tag label=words::fetched() tone="ok" icon=Icon::Check /> }.into_any()
        }
    }
}

fn actions(mailbox: Mailbox, on: On) -> AnyView {
    let (id, name) = (mailbox.id, mailbox.name.clone());
    let attempt = mailbox.server.is_some().then(|| {
        let called = name.clone();
        view! {
            <button
                type="button"
                class="btn sm"
                aria-label=words::try_name(&name)
                aria-busy=move || (on.tried.get() == Some(id)).then_some("true")
                on:click=move |_| check(id, called.clone(), on)
            >
                {words::try_it()}
            </button>
        }
    });
    let edited = mailbox.clone();
    let deletion = (!mailbox.active).then(|| {
        view! {
            <IconButton
                icon=Icon::Trash2
                label=words::delete(&name)
                class="sm"
                on_press=move || on.deleted.set(Some(deletion(&mailbox, on)))
            />
        }
    });
    view! {
        <span class="row acts">
            {attempt}
            <IconButton
                icon=Icon::PencilLine
                label=words::edit(&name)
                class="sm"
                on_press=move || on.edited.set(Some(Edited::Known(Box::new(edited.clone()))))
            />
            {deletion}
        </span>
    }
    .into_any()
}

fn check(id: MailboxId, name: String, on: On) {
    if on.tried.get_untracked().is_some() {
        return;
    }
    on.tried.set(Some(id));
    spawn_local(async move {
        let answer = ask(client().check_mailbox(id)).await;
        if on.tried.try_set(None).is_some() {
            return;
        }
        match answer {
            Ok(reached) => on.reached.set(Some((name, reached))),
            Err(failure) => toasts().failed(&failure),
        }
    });
}

fn deletion(mailbox: &Mailbox, on: On) -> Question {
    let (id, version, name) = (mailbox.id, mailbox.version, mailbox.name.clone());
    let act = move |form: Form| {
        let name = name.clone();
        form.send(
            async move { ask(client().delete_mailbox(id, version)).await },
            move |()| {
                on.deleted.set(None);
                on.mailboxes.reload();
                toasts().done(words::deletion::done(&name));
            },
        );
    };
    Question {
        title: words::deletion::title(&mailbox.name),
        detail: words::deletion::detail().to_owned(),
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
