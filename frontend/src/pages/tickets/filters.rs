//! Filters: those in force as chips, and the panel that sets them.

use super::query::ListQuery;
use super::{List, names, show};
use crate::browser;
use crate::components::*;
use crate::i18n::t;
use crate::words;
use guichet_contract::ticket::{TicketRow, ViewCounts};
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{Channel, Kind, Level, Priority, Stage, Status};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// One filter in force.
pub struct InForce {
    /// What it looks at.
    pub name: &'static str,
    /// What it lets through.
    pub values: String,
    /// The list without it.
    pub without: ListQuery,
}

/// The filters in force. Names of people and organizations come from the rows they let through.
pub fn in_force(
    query: &ListQuery,
    counts: Option<&ViewCounts>,
    rows: &[Arc<TicketRow>],
) -> Vec<InForce> {
    let mut found = Vec::new();
    let mut add = |name: &'static str, values: Option<String>, take: fn(&mut ListQuery)| {
        if let Some(values) = values {
            let mut without = query.clone();
            take(&mut without);
            found.push(InForce {
                name,
                values,
                without,
            });
        }
    };
    let first = rows.first();
    let tickets = &query.tickets;
    add(
        t::tickets::field::priority(),
        joined(&tickets.priority, |word| word.as_str().to_uppercase()),
        |query| {
            query.tickets.priority.clear();
        },
    );
    add(
        t::tickets::field::promise(),
        joined(&tickets.promise, |word| words::standing(word).to_owned()),
        |query| {
            query.tickets.promise.clear();
        },
    );
    add(
        t::tickets::field::level(),
        joined(&tickets.level, |word| words::level(word).to_owned()),
        |query| {
            query.tickets.level.clear();
        },
    );
    add(
        t::tickets::field::stage(),
        joined(&tickets.stage, |word| words::stage(word).to_owned()),
        |query| {
            query.tickets.stage.clear();
        },
    );
    add(
        t::tickets::field::status(),
        joined(&tickets.status, |word| words::status(word).to_owned()),
        |query| {
            query.tickets.status.clear();
        },
    );
    add(
        t::tickets::field::kind(),
        joined(&tickets.kind, |word| words::kind(word).to_owned()),
        |query| {
            query.tickets.kind.clear();
        },
    );
    add(
        t::tickets::field::channel(),
        joined(&tickets.channel, |word| words::channel(word).to_owned()),
        |query| {
            query.tickets.channel.clear();
        },
    );
    add(
        t::tickets::field::team(),
        tickets
            .team_id
            .filter(|_| query.view() != guichet_contract::ticket::SystemView::Open)
            .map(|_| names::list(query, counts)),
        |query| query.tickets.team_id = None,
    );
    add(
        t::tickets::field::assignee(),
        tickets.assignee_id.map(|id| {
            let person = first.and_then(|row| row.assignee.as_ref());
            person.map_or_else(|| id.to_string(), |person| person.name.clone())
        }),
        |query| query.tickets.assignee_id = None,
    );
    add(
        t::tickets::field::requester(),
        tickets
            .requester_id
            .map(|id| first.map_or_else(|| id.to_string(), |row| row.requester.name.clone())),
        |query| query.tickets.requester_id = None,
    );
    add(
        t::tickets::field::organization(),
        tickets.organization_id.map(|id| {
            let organization = first.and_then(|row| row.organization.as_ref());
            organization.map_or_else(|| id.to_string(), |organization| organization.name.clone())
        }),
        |query| query.tickets.organization_id = None,
    );
    add(
        t::tickets::field::category(),
        tickets.category_id.map(|id| id.to_string()),
        |query| {
            query.tickets.category_id = None;
        },
    );
    add(t::tickets::field::tag(), tickets.tag.clone(), |query| {
        query.tickets.tag = None
    });
    found
}

fn joined<T: Copy>(values: &[T], name: impl Fn(T) -> String) -> Option<String> {
    let names: Vec<String> = values.iter().map(|&value| name(value)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The button that opens the panel, and the panel.
#[component]
pub fn FilterPanel(list: List) -> AnyView {
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let beside = move || {
        if let (Some(panel), Some(button)) = (panel.get_untracked(), button.get_untracked()) {
            place(&panel, &button, false);
        }
    };
    view! {
        <button
            node_ref=button
            type="button"
            id="filter-button"
            class="btn ghost sm"
            popovertarget="filter-panel"
            aria-keyshortcuts="f"
            on:click=move |_| beside()
        >
            <Glyph icon=Icon::ListFilter />
            {t::tickets::filter()}
            <kbd class="hide-sm">"f"</kbd>
        </button>
        <div node_ref=panel id="filter-panel" class="menu filter" popover="auto"
            on:toggle=move |_| beside() role="group" aria-label=t::tickets::filters()>
            {group(list, t::tickets::field::priority(), Priority::ALL, words::priority, |query| &mut query.tickets.priority)}
            {group(list, t::tickets::field::promise(), Standing::ALL, words::standing, |query| &mut query.tickets.promise)}
            {group(list, t::tickets::field::level(), Level::ALL, words::level, |query| &mut query.tickets.level)}
            {group(list, t::tickets::field::stage(), Stage::ALL, words::stage, |query| &mut query.tickets.stage)}
            {group(list, t::tickets::field::status(), Status::ALL, words::status, |query| &mut query.tickets.status)}
            {group(list, t::tickets::field::kind(), Kind::ALL, words::kind, |query| &mut query.tickets.kind)}
            {group(list, t::tickets::field::channel(), Channel::ALL, words::channel, |query| &mut query.tickets.channel)}
            <a class="btn ghost sm" href=move || list.query.get().cleared().path()>{t::tickets::clear_filters()}</a>
        </div>
    }
    .into_any()
}

/// Opens the panel; the key `f`.
pub fn open_panel() {
    if let Some(button) = browser::find("#filter-button") {
        button.click();
        browser::focus_later("#filter-panel input");
    }
}

/// The boxes of one filter. Ticked ones take effect at once.
fn group<T: Copy + PartialEq + Send + Sync + 'static>(
    list: List,
    legend: &'static str,
    values: &'static [T],
    name: fn(T) -> &'static str,
    part: fn(&mut ListQuery) -> &mut Vec<T>,
) -> AnyView {
    let boxes = values.iter().map(|&value| Ticks {
        name: name(value),
        has: Arc::new(move |query| part(query).contains(&value)),
        flip: Arc::new(move |query| {
            let chosen = part(query);
            match chosen.iter().position(|known| *known == value) {
                Some(place) => {
                    chosen.remove(place);
                }
                None => chosen.push(value),
            }
        }),
    });
    let boxes: Vec<AnyView> = boxes.map(|ticks| ticks.draw(list)).collect();
    view! { <fieldset><legend class="mt">{legend}</legend>{boxes}</fieldset> }.into_any()
}

/// One box, whatever word it stands for.
struct Ticks {
    name: &'static str,
    has: Arc<dyn Fn(&mut ListQuery) -> bool + Send + Sync>,
    flip: Arc<dyn Fn(&mut ListQuery) + Send + Sync>,
}

impl Ticks {
    fn draw(self, list: List) -> AnyView {
        let Self { name, has, flip } = self;
        let toggle = move |_| {
            let mut query = list.query.get_untracked();
            flip(&mut query);
            show(&query);
        };
        view! {
            <label class="row">
                <input class="check" type="checkbox" prop:checked=move || has(&mut list.query.get()) on:change=toggle />
                {name}
            </label>
        }
        .into_any()
    }
}
