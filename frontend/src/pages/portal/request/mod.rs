//! One request: how far it is, what is expected of its requester, the exchange, the details.

mod cancel;
mod confirm;
mod details;
mod exchange;
mod expected;
mod line;
mod reply;
mod satisfaction;

use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::failure::Failure;
use crate::frames::page_title;
use crate::i18n::t;
use crate::live;
use crate::pages::NotFound;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session;
use guichet_client::DeedBody;
use guichet_contract::message::Message;
use guichet_contract::page::Slice;
use guichet_contract::problem::Code;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

/// One request; `route` says which.
#[component]
pub fn RequestPage(route: Memo<Route>) -> AnyView {
    let id = Memo::new(move |before: Option<&TicketId>| match route.get() {
        Route::PortalRequest(id) => id,
        _ => before.copied().unwrap_or(TicketId(0)),
    });
    focus_when_changed(id);
    let page = move || view! { <Request id=id.get() /> };
    page.into_any()
}

/// Between pages of one kind nobody else moves the focus.
fn focus_when_changed(id: Memo<TicketId>) {
    Effect::new(move |before: Option<TicketId>| {
        let now = id.get();
        if before.is_some_and(|before| before != now) {
            browser::focus_later("main h1");
        }
        now
    });
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Opened {
    id: TicketId,
    ticket: Remote<Ticket>,
    messages: Remote<Vec<Message>>,
}

impl Opened {
    fn open(id: TicketId) -> Self {
        let opened = Self {
            id,
            ticket: Remote::new(move || async move { ask(client().ticket(id)).await }),
            messages: Remote::new(move || all_messages(id)),
        };
        live::on_change(move |event| {
            if event.ticket_id == id {
                opened.reload();
            }
        });
        live::on_resume(move || opened.reload());
        opened
    }

    fn reload(self) {
        self.ticket.reload();
        self.messages.reload();
    }

    /// Does a deed on the request as it is on screen; `body` gets the version. When it has changed
    /// meanwhile in what its requester sees, the screen is brought up to date before the refusal is
    /// shown, and what was typed stays. A change among agents (a tag, a note) stops nobody here.
    async fn perform(
        self,
        kind: DeedKind,
        body: impl Fn(i64) -> DeedBody,
    ) -> Result<Ticket, Failure> {
        // Nothing can be done to what is not yet on screen.
        let known = self.ticket.get_untracked().ok_or(Failure::Garbled)?;
        let answer = ask(client().deed(self.id, kind, &body(known.version))).await;
        let is_stale = |failure: &Failure| failure.code() == Some(Code::Stale);
        if !answer.as_ref().is_err_and(is_stale) {
            return answer;
        }
        let now = ask(client().ticket(self.id)).await?;
        if reads_the_same(&known, &now) {
            return ask(client().deed(self.id, kind, &body(now.version))).await;
        }
        self.settle(now);
        answer
    }

    /// Shows the request as a deed has left it.
    fn settle(self, ticket: Ticket) {
        self.ticket.set(ticket);
        self.messages.reload();
    }
}

/// Whether a requester sees the same request: same place on the line, same answers.
fn reads_the_same(before: &Ticket, now: &Ticket) -> bool {
    before.stage == now.stage
        && before.hold == now.hold
        && before.resolved_at == now.resolved_at
        && before.closed_at == now.closed_at
        && before.reply_count == now.reply_count
}

/// The whole conversation: the portal shows the newest message first.
async fn all_messages(id: TicketId) -> Result<Vec<Message>, Failure> {
    let mut messages = Vec::new();
    let mut cursor = None;
    loop {
        let slice = Slice {
            limit: Some(100),
            cursor,
        };
        let page = ask(client().messages(id, &slice)).await?;
        messages.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(messages);
        }
    }
}

#[component]
fn Request(id: TicketId) -> AnyView {
    let opened = Opened::open(id);
    let ticket = opened.ticket;
    let number = session::ticket_number(id);
    let title = {
        let number = number.clone();
        move || {
            ticket.with(|ticket| {
                ticket.map_or_else(|| number.clone(), |ticket| ticket.subject.clone())
            })
        }
    };
    page_title({
        let (number, title) = (number.clone(), title.clone());
        move || format!("{number} {}", title())
    });
    let hidden = move || {
        ticket
            .failure()
            .with(|failure| failure.as_ref().and_then(Failure::code))
            == Some(Code::NotFound)
    };
    let hidden = Memo::new(move |_| hidden() && ticket.with(|ticket| ticket.is_none()));
    let page = move || {
        if hidden.get() {
            return view! { <NotFound /> }.into_any();
        }
        view! {
            <div class="pin pt">
                <nav class="crumb" aria-label=t::portal::request::crumb()>
                    <a class="link" href=Route::PortalRequests.path()>{t::portal::list::title()}</a>
                    <Glyph icon=Icon::ChevronRight size="s14" />
                    <span>{number.clone()}</span>
                </nav>
                <h1 tabindex="-1">{title.clone()}</h1>
                {ticket.view_once(move |ticket, _| inside(opened, ticket))}
            </div>
        }
        .into_any()
    };
    page.into_any()
}

fn inside(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    view! {
        <line::Line ticket=ticket />
        <div class="pgrid">
            <div class="pcol">
                <expected::Expected opened=opened ticket=ticket />
                <satisfaction::Satisfaction opened=opened ticket=ticket />
                <exchange::Exchange opened=opened ticket=ticket />
            </div>
            <aside class="pcol" aria-label=t::portal::request::details::region()>
                <details::Details ticket=ticket />
                <details::Files messages=opened.messages />
                <cancel::Cancel opened=opened ticket=ticket />
            </aside>
        </div>
    }
    .into_any()
}
