//! Other tickets that this one is bound to.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::routes::Route;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed;
use guichet_contract::ticket::Link;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::actions;
use super::super::code_words::link_kind;
use super::super::state::Workspace;
use super::Section;

/// The links, and the way to another one.
#[component]
pub fn Links(workspace: Workspace) -> AnyView {
    let links = workspace.part(|ticket| ticket.links.clone());
    let may = workspace.may(DeedKind::Link);
    let list = move || {
        let links = links.get().unwrap_or_default();
        if links.is_empty() {
            return view! { <p class="hint">{t::ticket::panel::no_links()}</p> }.into_any();
        }
        let links: Vec<AnyView> = links
            .into_iter()
            .map(|link| draw(workspace, link, may))
            .collect();
        view! { <ul class="rows">{links}</ul> }.into_any()
    };
    view! {
        <Section name="links" title=t::ticket::panel::links()>
            {list}
            <button
                type="button"
                class="btn ghost sm add"
                hidden=move || !may.get()
                aria-keyshortcuts="l"
                on:click=move |_| actions::begin(workspace, DeedKind::Link)
            >
                <Glyph icon=Icon::Plus />
                {actions::plain_name(DeedKind::Link)}
            </button>
        </Section>
    }
    .into_any()
}

fn draw(workspace: Workspace, link: Link, may: Memo<bool>) -> AnyView {
    let label = t::ticket::panel::unlink(&link.number);
    let href = Route::Ticket(link.ticket_id).path();
    let kind = link_kind(link.kind, link.outgoing);
    let status = words::status(link.status);
    let (number, subject) = (link.number.clone(), link.subject.clone());
    view! {
        <li class="row">
            <a class="grow" href=href>
                <span class="num">{format!("{kind} {number}")}</span>
                <b>{subject}</b>
                <small>{status}</small>
            </a>
            <button
                type="button"
                class="ib sm"
                hidden=move || !may.get()
                aria-label=label.clone()
                title=label.clone()
                on:click=move |_| unlink(workspace, &link)
            >
                <Glyph icon=Icon::X size="s14" />
            </button>
        </li>
    }
    .into_any()
}

/// A link is carried by one of the two tickets: there it is taken away.
fn unlink(workspace: Workspace, link: &Link) {
    let (carrier, other) = match link.outgoing {
        true => (workspace.id, link.ticket_id),
        false => (link.ticket_id, workspace.id),
    };
    let body = DeedBody::Link(deed::Link {
        kind: link.kind,
        ticket_id: other,
        linked: false,
    });
    spawn_local(async move {
        match ask(client().deed(carrier, DeedKind::Link, &body)).await {
            Ok(_) => {
                toasts().done(t::ticket::done::saved());
                workspace.reload();
            }
            Err(failure) => toasts().failed(&failure),
        }
    });
}
