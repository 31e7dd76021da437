//! The list one came from, beside the ticket: `j` and `k` walk it. Rows change in place, never in order.

use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::frames::Side;
use crate::i18n::{format, t};
use crate::live;
use crate::pages::tickets::{Feed, ListQuery, feed, list_name, look};
use crate::routes::{self, Route};
use guichet_contract::journal::LiveEvent;
use guichet_contract::ticket::TicketRow;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::location::Url;
use std::sync::Arc;

/// The list and the place in it.
#[derive(Clone, Copy)]
pub struct Queue {
    feed: Feed,
    current: Memo<Option<TicketId>>,
}

impl Queue {
    /// The list one came from, or the one last looked at.
    pub fn open(route: Memo<Route>) -> Self {
        let queue = Self {
            feed: feed(),
            current: Memo::new(move |_| match route.get() {
                Route::Ticket(id) => Some(id),
                _ => None,
            }),
        };
        if untrack(|| queue.feed.query().with(Option::is_none)) {
            queue.feed.open(last_query());
        }
        live::on_change(move |event| queue.refresh(event));
        Effect::new(move |_| {
            if let Some(id) = queue.current.get() {
                queue.feed.cursor().set(Some(id));
            }
        });
        queue
    }

    /// The address of the list.
    pub fn back(self) -> String {
        self.feed.query().with_untracked(|query| {
            query
                .as_ref()
                .map_or_else(|| Route::Tickets.path(), ListQuery::path)
        })
    }

    /// What the list is called.
    fn name(self) -> String {
        self.feed.query().with(|query| {
            query.as_ref().map_or_else(
                || t::nav::tickets().to_owned(),
                |query| list_name(query, None),
            )
        })
    }

    /// The ticket some places on, if there is one.
    pub fn neighbour(self, by: isize) -> Option<Arc<TicketRow>> {
        let id = self.feed.neighbour(self.current.get_untracked(), by)?;
        self.feed.row(id)
    }

    /// Goes this many tickets on, and stops at the ends. Focus stays where it is.
    pub fn walk(self, by: isize) {
        let Some(row) = self.neighbour(by) else {
            announce(t::ticket::queue::end());
            return;
        };
        announce(&format!("{} {}", row.number, row.subject));
        routes::go(&Route::Ticket(row.id).path());
        request_animation_frame(|| {
            if let Some(current) = browser::find(".side .q [aria-current]") {
                current.scroll_into_view_with_bool(false);
            }
        });
    }

    /// Reads a row again that changed elsewhere. The open ticket puts its own in.
    fn refresh(self, event: &LiveEvent) {
        let id = event.ticket_id;
        let row = self.feed.row(id);
        let is_old = row.is_some_and(|row| live::is_news(event, row.version));
        if !is_old || self.current.get_untracked() == Some(id) {
            return;
        }
        spawn_local(async move {
            if let Ok(ticket) = ask(client().ticket(id)).await {
                self.feed.put(&ticket);
            }
        });
    }

    /// Puts the state of the open ticket into its row.
    pub fn put(self, ticket: &guichet_contract::ticket::Ticket) {
        self.feed.put(ticket);
    }
}

fn last_query() -> ListQuery {
    let address = browser::stored("guichet.last-view").unwrap_or_default();
    let search = address
        .split_once('?')
        .map(|(_, search)| search)
        .unwrap_or_default();
    ListQuery::read(&params_of(search))
}

fn params_of(search: &str) -> leptos_router::params::ParamsMap {
    let pairs = search.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (Url::unescape(name), Url::unescape(value)))
        .collect()
}

/// The side column.
#[component]
pub fn QueueColumn(queue: Queue) -> AnyView {
    let groups = queue.feed.groups();
    let rows = move || -> Vec<Arc<TicketRow>> {
        groups.with(|groups| {
            groups
                .iter()
                .flat_map(|group| group.rows.iter().cloned())
                .collect()
        })
    };
    let count = move || {
        let count = format::number(i64::try_from(queue.feed.len()).unwrap_or(i64::MAX));
        if queue.feed.is_whole() {
            count
        } else {
            format!("{count}+")
        }
    };
    let more = move || {
        (!queue.feed.is_whole() && !queue.feed.loading().get()).then(|| {
            view! {
                <button type="button" class="btn ghost sm wide" on:click=move |_| queue.feed.load_more()>
                    {t::common::load_more()}
                </button>
            }
        })
    };
    view! {
        <Side label=t::ticket::queue::label()>
            <div class="side-h">
                <a class="ib sm" href=move || queue.back() aria-label=t::ticket::back() title=format!("{}  u", t::ticket::back())>
                    <Glyph icon=Icon::ArrowLeft />
                </a>
                <h2>{move || queue.name()}</h2>
                <span class="tag num">{count}</span>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::ticket::queue::rows()>
                <ul class="q">
                    <For each=rows key=|row| (row.id, look(row)) let:row>
                        <li>{draw(queue, &row)}</li>
                    </For>
                </ul>
                {more}
            </div>
        </Side>
    }
    .into_any()
}

fn draw(queue: Queue, row: &TicketRow) -> AnyView {
    let id = row.id;
    let who = match &row.organization {
        Some(organization) => format!("{} · {}", row.requester.name, organization.name),
        None => row.requester.name.clone(),
    };
    view! {
        <a
            href=Route::Ticket(id).path()
            aria-current=move || (queue.current.get() == Some(id)).then_some("true")
        >
            <span class="l1">
                {row.priority.map(|priority| view! { <PriorityMark priority=priority /> })}
                <span class="num">{row.number.clone()}</span>
                {clock(row)}
            </span>
            <span class="l2">{row.subject.clone()}</span>
            <span class="l3">{who}</span>
        </a>
    }
    .into_any()
}

/// The clock that is due next; where nothing is promised, when the ticket last changed.
fn clock(row: &TicketRow) -> AnyView {
    match row
        .promise
        .filter(|promise| promise.standing != Standing::None)
    {
        Some(promise) => {
            view! { <PromiseMark promise=promise hold=row.hold_reason name=ClockName::Unsaid /> }
                .into_any()
        }
        None => {
            view! { <span class="sla"><Time at=row.updated_at style=TimeStyle::Recent /></span> }
                .into_any()
        }
    }
}
