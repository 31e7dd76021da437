//! One request in a list: what it is about, how far it is, what is expected of its requester.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::{format, t};
use crate::live;
use crate::paged::Paged;
use crate::routes::Route;
use crate::session;
use crate::words;
use guichet_contract::ticket::{Ticket, TicketRow};
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::{HoldReason, Status};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Requests as a list; each line is drawn anew only when its request changes.
#[component]
pub fn RequestRows(rows: Signal<Vec<TicketRow>>) -> AnyView {
    let me = session::me().map(|me| me.id);
    view! {
        <ul class="rqs">
            <For each=move || rows.get() key=|row| (row.id, row.version) let:row>
                {line(row, me)}
            </For>
        </ul>
    }
    .into_any()
}

fn line(row: TicketRow, me: Option<PersonId>) -> AnyView {
    let is_mine = me == Some(row.requester.id);
    let closed = row.status == Status::Closed;
    let stage = match (closed, row.hold_reason) {
        (true, _) => t::portal::list::closed_stage(),
        (false, Some(_)) => words::on_hold(),
        (false, None) => words::stage(row.stage),
    };
    let tag = match (is_mine, row.status, row.hold_reason) {
        (true, Status::Resolved, _) => {
            view! { <Tag label=t::portal::list::to_confirm() tone="warn" /> }.into_any()
        }
        (true, _, Some(HoldReason::Requester)) => {
            view! { <Tag label=t::portal::list::to_answer() tone="warn" /> }.into_any()
        }
        _ => view! { <span></span> }.into_any(),
    };
    view! {
        <li>
            <a href=Route::PortalRequest(row.id).path()>
                <span class="rm">
                    <b>{row.subject.clone()}</b>
                    <span>{updated(row.clone(), is_mine)}</span>
                </span>
                <span class="rs">
                    <SixBars stage=row.stage closed=closed />
                    <span>{stage}</span>
                </span>
                {tag}
                <Glyph icon=Icon::ChevronRight />
            </a>
        </li>
    }
    .into_any()
}

/// `GU-1042 · mise à jour il y a 4 min`, growing older each minute.
fn updated(row: TicketRow, is_mine: bool) -> impl Fn() -> String {
    let minute = minute();
    move || {
        minute.track();
        let when = format::ago(row.updated_at);
        if is_mine {
            t::portal::list::updated(&row.number, &when)
        } else {
            t::portal::list::updated_by(&row.number, &row.requester.name, &when)
        }
    }
}

/// Keeps the lines of a list true while things happen elsewhere: a line on screen changes where it
/// stands, a new request comes on top.
pub fn keep_true(list: Paged<TicketRow>) {
    live::on_change(move |event| {
        let id = event.ticket_id;
        let on_screen = list
            .items()
            .with_untracked(|rows| rows.iter().any(|row| row.id == id));
        if !on_screen {
            list.refresh(|row| row.id);
            return;
        }
        spawn_local(async move {
            let Ok(ticket) = ask(client().ticket(id)).await else {
                return;
            };
            let _ = list.items().try_update(|rows| {
                if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                    bring_up_to_date(row, ticket);
                }
            });
        });
    });
    live::on_resume(move || list.refresh(|row| row.id));
}

fn bring_up_to_date(row: &mut TicketRow, ticket: Ticket) {
    row.version = ticket.version;
    row.subject = ticket.subject;
    row.stage = ticket.stage;
    row.status = ticket.status;
    row.hold_reason = ticket.hold.map(|hold| hold.reason);
    row.assignee = ticket.assignee;
    row.updated_at = ticket.updated_at;
}
