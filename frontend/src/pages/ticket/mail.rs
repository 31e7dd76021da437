//! A message as a mail: whether its sender is who they say, what wrote it, to whom it went, and what
//! became of it on the way.

use super::state::Workspace;
use crate::components::*;
use crate::i18n::t::ticket::mail as words;
use crate::routes::Route;
use guichet_contract::message::{Correspondent, Delivery, Message, MessageMail};
use guichet_domain::post::{LetterState, MailNature};
use leptos::prelude::*;

/// The marks beside the name.
pub fn marks(message: &Message) -> Option<AnyView> {
    let mail = message.mail.as_ref()?;
    let nature = match mail.nature {
        MailNature::Person => None,
        MailNature::Machine => Some(words::nature::machine()),
        MailNature::OutOfOffice => Some(words::nature::out_of_office()),
        MailNature::Bounce => Some(words::nature::bounce()),
        MailNature::Complaint => Some(words::nature::complaint()),
    };
    let nature = nature.map(|name| view! { <Tag label=name tone="line" /> });
    let sender = mail.from.as_ref().filter(|_| !mail.verified);
    let doubt = sender.map(|sender| {
        let detail = words::unverified_detail(&sender.email);
        view! {
            <span title=detail>
                <Tag label=words::unverified() tone="warn" icon=Icon::TriangleAlert />
            </span>
        }
    });
    Some(view! { {nature} {doubt} }.into_any())
}

/// In red what did not arrive, and why.
pub fn failures(message: &Message, workspace: Workspace) -> Vec<AnyView> {
    let requester = workspace.ticket.with_untracked(|ticket| {
        let ticket = ticket?;
        Some((ticket.requester.email.clone()?, ticket.requester.id))
    });
    let failed = message.deliveries.iter().filter_map(|delivery| {
        let words = failure(delivery)?;
        let person = requester.as_ref().filter(|(email, _)| *email == delivery.address);
        let correct = person.map(|(_, id)| {
            view! { <a class="link" href=Route::Person(*id).path()>{words::correct()}</a> }
        });
        Some(
            view! {
                <p class="bounced"><Glyph icon=Icon::CircleAlert size="s14" /><span>{words}</span>{correct}</p>
            }
            .into_any(),
        )
    });
    failed.collect()
}

fn failure(delivery: &Delivery) -> Option<String> {
    let address = &delivery.address;
    match (delivery.state, &delivery.error) {
        (LetterState::Failed | LetterState::Bounced, Some(cause)) => {
            Some(words::failed(address, cause))
        }
        (LetterState::Failed | LetterState::Bounced, None) => Some(words::failed_plain(address)),
        (LetterState::Suppressed, _) => Some(words::suppressed(address)),
        _ => None,
    }
}

/// Folded: who wrote to whom, and to whom it was delivered.
pub fn details(message: &Message) -> Option<AnyView> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    if let Some(mail) = &message.mail {
        lines.extend(parties(mail));
    }
    lines.extend(message.deliveries.iter().filter_map(|delivery| {
        let name = match delivery.state {
            LetterState::Sent => words::delivered(),
            LetterState::Waiting => words::waiting(),
            LetterState::Cancelled => words::cancelled(),
            LetterState::Failed | LetterState::Bounced | LetterState::Suppressed => return None,
        };
        Some((name, delivery.address.clone()))
    }));
    if lines.is_empty() {
        return None;
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
        .collect();
    Some(
        view! {
            <details class="fold">
                <summary><Glyph icon=Icon::ChevronRight />{words::details()}</summary>
                <dl>{lines}</dl>
            </details>
        }
        .into_any(),
    )
}

fn parties(mail: &MessageMail) -> Vec<(&'static str, String)> {
    let all = |people: &[Correspondent]| {
        let people: Vec<String> = people.iter().map(correspondent).collect();
        people.join(", ")
    };
    let from = mail.from.as_ref().map(correspondent).unwrap_or_default();
    let lines = [
        (words::from(), from),
        (words::to(), all(&mail.to)),
        (words::cc(), all(&mail.cc)),
    ];
    let mut lines = lines.to_vec();
    lines.retain(|(_, value)| !value.is_empty());
    lines
}

fn correspondent(one: &Correspondent) -> String {
    match &one.name {
        Some(name) => format!("{name} <{}>", one.email),
        None => one.email.clone(),
    }
}
