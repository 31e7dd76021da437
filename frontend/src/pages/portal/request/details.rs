//! What the request is, who looks after it, since when; and all of its files.

use crate::components::*;
use crate::directory::category_path;
use crate::i18n::format;
use crate::i18n::t::portal::request::{self as words, details};
use crate::remote::Remote;
use crate::session;
use crate::words as desk;
use chrono::{DateTime, Utc};
use guichet_contract::message::Message;
use guichet_contract::ticket::Ticket;
use leptos::prelude::*;

/// The card of details.
#[component]
pub fn Details(ticket: Signal<Ticket>) -> AnyView {
    let lines = move || {
        let drawn =
            |(name, value): (&'static str, String)| view! { <dt>{name}</dt><dd>{value}</dd> };
        ticket
            .with(lines)
            .into_iter()
            .map(drawn)
            .collect::<Vec<_>>()
    };
    view! {
        <section class="card">
            <div class="ct"><h2>{details::title()}</h2></div>
            <dl class="pd">{lines}</dl>
        </section>
    }
    .into_any()
}

fn lines(ticket: &Ticket) -> Vec<(&'static str, String)> {
    let is_mine = session::me().is_some_and(|me| me.id == ticket.requester.id);
    let mut lines = vec![
        (details::number(), ticket.number.clone()),
        (details::kind(), desk::kind(ticket.kind).to_owned()),
    ];
    if let Some(category) = &ticket.category {
        lines.push((
            details::category(),
            category_path(&category.name, category.parent_name.as_deref()),
        ));
    }
    if !is_mine {
        lines.push((details::requester(), ticket.requester.name.clone()));
    }
    if let Some(agent) = &ticket.assignee {
        lines.push((details::assignee(), agent.name.clone()));
    }
    lines.push((details::opened(), when(ticket.created_at)));
    if let Some(at) = ticket.resolved_at {
        lines.push((details::solved(), when(at)));
    }
    if let Some(at) = ticket.closed_at {
        lines.push((details::closed(), when(at)));
    }
    lines
}

/// `aujourd’hui à 13:18`, `9 mars, 13:18`.
fn when(at: DateTime<Utc>) -> String {
    if format::is_today(at) {
        words::today(&format::clock(at))
    } else {
        format::moment(at)
    }
}

/// Every file of the exchange; absent while there is none.
#[component]
pub fn Files(messages: Remote<Vec<Message>>) -> AnyView {
    let files = move || {
        let files = messages.with(|messages| {
            let messages = messages.map(Vec::as_slice).unwrap_or_default();
            messages
                .iter()
                .flat_map(|message| message.attachments.clone())
                .collect::<Vec<_>>()
        });
        (!files.is_empty()).then(|| {
            let chips: Vec<AnyView> = files
                .into_iter()
                .map(|file| {
                    let href = format!("/api/v1/attachments/{}", file.id);
                    view! { <FileChip name=file.name size=file.size href=href /> }.into_any()
                })
                .collect();
            view! {
                <section class="card">
                    <div class="ct"><h2>{words::attachments()}</h2></div>
                    <div class="cc row wrap">{chips}</div>
                </section>
            }
        })
    };
    files.into_any()
}
