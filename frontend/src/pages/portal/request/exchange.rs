//! The exchange: the reply, then the messages, the newest first.

use super::Opened;
use super::reply::Reply;
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::portal::request as words;
use crate::pages::letter;
use crate::session;
use guichet_contract::message::Message;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::{DeedKind, Side};
use leptos::prelude::*;

/// The section.
#[component]
pub fn Exchange(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    let underway = RwSignal::new(None::<String>);
    let may_reply = Memo::new(move |_| {
        ticket.with(|ticket| ticket.permitted_actions.contains(&DeedKind::Reply))
    });
    let reply = move || {
        may_reply
            .get()
            .then(|| view! { <Reply opened=opened underway=underway /> })
    };
    // A change heard from elsewhere may bring the message before its sender is answered.
    let being_sent_or_nothing = move || {
        let text = underway.get()?;
        let me = session::me().map(|me| me.id);
        let is_here = opened.messages.with(|messages| {
            let newest = messages.and_then(|messages| messages.last());
            newest.is_some_and(|message| {
                message.author.as_ref().map(|author| author.id) == me
                    && message.body.trim() == text.trim()
            })
        });
        (!is_here).then(|| being_sent(text))
    };
    let messages = opened.messages.view_once(move |messages, _| {
        let newest_first = move || messages.get().into_iter().rev().collect::<Vec<_>>();
        view! {
            <For each=newest_first key=|message| message.id let:message>{draw(message)}</For>
            {move || {
                let silent = messages.with(Vec::is_empty) && underway.with(Option::is_none);
                silent.then(|| view! { <p class="sub">{words::no_message()}</p> })
            }}
        }
        .into_any()
    });
    view! {
        <section class="pconv" aria-labelledby="exchange">
            <h2 id="exchange">{words::exchange()}</h2>
            {reply}
            {being_sent_or_nothing}
            {messages}
        </section>
    }
    .into_any()
}

fn draw(message: Message) -> AnyView {
    let folds = message
        .mail
        .as_ref()
        .map(|mail| letter::folds(mail, &message.attachments));
    let me = session::me().map(|me| me.id);
    let author = message.author.map(|author| (author.id, author.name));
    let is_mine = author.as_ref().is_some_and(|(id, _)| me == Some(*id));
    let moment = format::moment(message.created_at);
    let name = match &author {
        Some((_, name)) => name.clone(),
        None => words::desk().to_owned(),
    };
    let label = if is_mine {
        words::your_message(&moment)
    } else {
        words::message_of(&name, &moment)
    };
    let shown = if is_mine {
        words::you().to_owned()
    } else {
        name
    };
    let by_support = (message.side == Side::Agent)
        .then(|| view! { <span class="hide-sm">{words::support()}</span> });
    let files: Vec<AnyView> = message
        .attachments
        .into_iter()
        .map(|file| {
            view! { <FileChip name=file.name size=file.size href=format!("/api/v1/attachments/{}", file.id) /> }
                .into_any()
        })
        .collect();
    let files = (!files.is_empty()).then(|| view! { <div class="files">{files}</div> });
    view! {
        <article class="msg" aria-label=label>
            {portrait(author)}
            <div class="bub">
                <div class="mh">
                    <b>{shown}</b>
                    {by_support}
                    <Time at=message.created_at style=TimeStyle::Moment />
                </div>
                <Prose text=message.body />
                {files}
                {folds}
            </div>
        </article>
    }
    .into_any()
}

fn portrait(author: Option<(PersonId, String)>) -> AnyView {
    match author {
        Some(person) => {
            view! { <Avatar person=Some(person) size=AvatarSize::Large beside_name=true /> }
                .into_any()
        }
        None => view! { <span class="av a6 lg" aria-hidden="true">"G"</span> }.into_any(),
    }
}

/// What is on its way, as it will stand.
fn being_sent(text: String) -> AnyView {
    let me = session::me().map(|me| (me.id, me.name));
    view! {
        <article class="msg" aria-busy="true" aria-label=words::sending()>
            {portrait(me)}
            <div class="bub">
                <div class="mh"><b>{words::you()}</b><time>{words::sending()}</time></div>
                <Prose text=text />
            </div>
        </article>
    }
    .into_any()
}
