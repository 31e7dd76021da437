//! The latest tickets of someone or of an organization.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::remote::Remote;
use crate::routes::Route;
use guichet_contract::ticket::{TicketQuery, TicketRow};
use guichet_domain::ticket::Status;
use leptos::prelude::*;

const SHOWN: u32 = 10;

/// A card with the latest tickets that `query` lets through, and the way to all of them.
#[component]
pub fn LatestTickets(query: TicketQuery, #[prop(into)] all: String) -> AnyView {
    let query = TicketQuery {
        limit: Some(SHOWN),
        ..query
    };
    let rows = Remote::new(move || {
        let query = query.clone();
        async move { Ok(ask(client().tickets(&query)).await?.items) }
    });
    view! {
        <section class="card" aria-labelledby="tickets">
            <div class="ct">
                <h2 id="tickets">{t::people::tickets()}</h2>
                <a class="link" href=all>{t::people::tickets_all()}</a>
            </div>
            {rows.view(table)}
        </section>
    }
    .into_any()
}

fn table(rows: Vec<TicketRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty icon=Icon::Inbox title=t::people::tickets_none() /> }.into_any();
    }
    let lines: Vec<AnyView> = rows.into_iter().map(line).collect();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}

fn line(row: TicketRow) -> AnyView {
    let closed = row.status == Status::Closed;
    let priority = row
        .priority
        .map(|priority| view! { <PriorityMark priority=priority /> });
    view! {
        <li>
            <a href=Route::Ticket(row.id).path()>
                {priority}
                <span class="id num">{row.number}</span>
                <span class="grow">{row.subject}</span>
                <span class="hide-sm"><StageMark stage=row.stage hold=row.hold_reason closed=closed /></span>
                <Time at=row.updated_at style=TimeStyle::Recent />
            </a>
        </li>
    }
    .into_any()
}
