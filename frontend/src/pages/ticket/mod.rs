//! The ticket workspace.

mod actions;
mod asking;
mod code_words;
mod composer;
mod conflict;
mod deeds;
mod event_words;
mod header;
mod keys;
mod line;
mod mail;
mod panel;
mod phone_clock;
mod promise_words;
mod queue;
mod since;
mod state;
mod still;
mod story;
mod timeline;

use crate::components::*;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::frames::{Main, page_title};
use crate::i18n::t;
use crate::pages::NotFound;
use crate::routes::Route;
use crate::session;
use guichet_contract::problem::Code;
use guichet_domain::ids::TicketId;
use leptos::prelude::*;

use queue::{Queue, QueueColumn};
use state::Workspace;

/// One ticket; `route` changes its number while the page and its queue stay.
#[component]
pub fn TicketPage(route: Memo<Route>) -> AnyView {
    let queue = Queue::open(route);
    let directory = Directory::new();
    let id = Memo::new(move |before: Option<&TicketId>| match route.get() {
        Route::Ticket(id) => id,
        // While one leaves, the ticket stays on screen.
        _ => before.copied().unwrap_or(TicketId(0)),
    });
    view! {
        <QueueColumn queue=queue />
        {move || view! { <OpenTicket id=id.get() queue=queue directory=directory /> }}
    }
    .into_any()
}

#[component]
fn OpenTicket(id: TicketId, queue: Queue, directory: Directory) -> AnyView {
    let workspace = Workspace::open(id, directory);
    page_title(move || {
        let number = session::ticket_number(id);
        workspace.ticket.with(|ticket| match ticket {
            Some(ticket) => format!("{number} {}", ticket.subject),
            None => number,
        })
    });
    Effect::new(move |_| {
        workspace.ticket.with(|ticket| {
            if let Some(ticket) = ticket {
                queue.put(ticket);
            }
        });
    });
    let lost = Memo::new(move |_| {
        let known = workspace.ticket.with(|ticket| ticket.is_some());
        workspace.ticket.failure().get().filter(|_| !known)
    });
    let page = move || match lost.get() {
        Some(failure) => failed(workspace, failure),
        None => desk(workspace, queue),
    };
    page.into_any()
}

fn failed(workspace: Workspace, failure: Failure) -> AnyView {
    if failure.code() == Some(Code::NotFound) {
        return view! { <NotFound /> }.into_any();
    }
    view! {
        <Main class="s-ticket">
            <header class="bar">
                <h1 tabindex="-1">{session::ticket_number(workspace.id)}</h1>
            </header>
            <Failed failure=failure on_retry=move || workspace.reload() />
        </Main>
    }
    .into_any()
}

fn desk(workspace: Workspace, queue: Queue) -> AnyView {
    keys::give(workspace, queue);
    let names = vec![
        t::ticket::pane::conversation().to_owned(),
        t::ticket::pane::details().to_owned(),
    ];
    let pane = workspace.pane;
    view! {
        <Main class="s-ticket">
            <header::Header workspace=workspace queue=queue />
            <Tabs label=t::ticket::pane::label() names=names chosen=pane class="only-sm" />
            <div class="tbody" class:details=move || pane.get() == 1>
                <section class="conv" aria-label=t::ticket::pane::conversation()>
                    <timeline::Timeline workspace=workspace />
                    <deeds::DeedDock workspace=workspace />
                    <composer::Composer workspace=workspace queue=queue />
                </section>
                <panel::Panel workspace=workspace />
            </div>
        </Main>
    }
    .into_any()
}
