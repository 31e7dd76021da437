//! One row: how urgent, what, for whom, how far, with whom, until when, since when.

use super::feed::feed;
use super::window::{Placed, top_of};
use crate::components::*;
use crate::i18n::t;
use crate::routes::{Route, go};
use crate::words;
use guichet_contract::person::PersonRef;
use guichet_contract::ticket::TicketRow;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{Channel, Status};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The row of a ticket.
#[component]
pub fn TicketLine(
    placed: Placed,
    /// Its group has a heading.
    headed: bool,
) -> AnyView {
    let feed = feed();
    let Placed { row, index, place } = placed;
    let id = row.id;
    let path = Route::Ticket(id).path();
    let is_chosen = move || feed.selected().with(|selected| selected.contains(&id));
    let is_cursor = Memo::new(move |_| feed.cursor().get() == Some(id));
    let open = {
        let path = path.clone();
        move |event: web_sys::MouseEvent| {
            // Where one goes on after coming back.
            feed.cursor().set(Some(id));
            let target = event_target::<web_sys::Element>(&event);
            let has_own_use = target.closest("a, input, button").ok().flatten().is_some();
            if has_own_use || event.default_prevented() {
                return;
            }
            if event.ctrl_key() || event.meta_key() {
                let _ = window().open_with_url_and_target(&path, "_blank");
            } else {
                go(&path);
            }
        }
    };
    view! {
        <div
            class="tk"
            class:cursor=is_cursor
            id=format!("row-{id}")
            role="row"
            aria-rowindex=place + 2
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            style:top=move || format!("{}px", top_of(index, headed))
            on:click=open
        >
            <span class="c-ck" role="gridcell">
                <input
                    class="check"
                    type="checkbox"
                    tabindex="-1"
                    aria-label=t::tickets::select(&row.number)
                    prop:checked=is_chosen
                    on:change=move |_| toggle(id)
                />
            </span>
            {cells(&row, path)}
        </div>
    }
    .into_any()
}

fn cells(row: &TicketRow, path: String) -> AnyView {
    let assignee = row
        .assignee
        .as_ref()
        .map(|person| (person.id, person.name.clone()));
    let closed = row.status == Status::Closed;
    view! {
        <span class="c-p" role="gridcell">{row.priority.map(|priority| view! { <PriorityMark priority=priority /> })}</span>
        <span class="c-id id" role="gridcell">{row.number.clone()}</span>
        <span class="c-s subj" role="gridcell">
            <ChannelMark channel=row.channel />
            {row.major.then(|| view! { <span class="major" role="img" aria-label=t::tickets::major() title=t::tickets::major()><Glyph icon=Icon::Flame /></span> })}
            <a href=path tabindex="-1">{row.subject.clone()}</a>
        </span>
        <span class="c-r" role="gridcell">{requester(&row.requester, row)}</span>
        <span class="c-st" role="gridcell"><StageMark stage=row.stage hold=row.hold_reason closed=closed /></span>
        <span class="c-l" role="gridcell">{row.level.map(|level| view! { <LevelMark level=level /> })}</span>
        <span class="c-a" role="gridcell"><Avatar person=assignee /></span>
        <span class="c-sla" role="gridcell">{promised(row)}</span>
        <span class="c-u num" role="gridcell"><Time at=row.updated_at style=TimeStyle::Recent /></span>
    }
    .into_any()
}

/// The clock that is due next.
fn promised(row: &TicketRow) -> Option<AnyView> {
    let promise = row
        .promise
        .filter(|promise| promise.standing != Standing::None)?;
    Some(view! { <PromiseMark promise=promise hold=row.hold_reason /> }.into_any())
}

/// What a row is drawn anew for: its version, and its clock, which moves without one.
pub fn look(row: &TicketRow) -> (i64, Option<(Standing, i64)>) {
    let clock = row.promise.map(|promise| {
        let due = promise.due_at.map_or(0, |due| due.timestamp());
        (promise.standing, due)
    });
    (row.version, clock)
}

fn requester(person: &PersonRef, row: &TicketRow) -> AnyView {
    let organization = row
        .organization
        .as_ref()
        .map(|organization| format!(" · {}", organization.name));
    view! { <b>{person.name.clone()}</b><span>{organization}</span> }.into_any()
}

/// By which way it came.
#[component]
fn ChannelMark(channel: Channel) -> AnyView {
    let icon = match channel {
        Channel::Portal => Icon::Globe,
        Channel::Email => Icon::Mail,
        Channel::Phone => Icon::Phone,
        Channel::Chat => Icon::MessageCircle,
        Channel::Api => Icon::Braces,
        Channel::Monitoring => Icon::Activity,
        Channel::Social => Icon::AtSign,
    };
    let name = words::channel(channel);
    view! { <span role="img" aria-label=name title=name><Glyph icon=icon /></span> }.into_any()
}

/// Chooses a row, or lets it go.
pub fn toggle(id: TicketId) {
    feed().selected().update(|selected| {
        if !selected.remove(&id) {
            selected.insert(id);
        }
    });
}

/// Chooses every row that is here, or none.
pub fn toggle_all() {
    let feed = feed();
    let all: BTreeSet<TicketId> = feed.rows().iter().map(|row| row.id).collect();
    feed.selected().update(|selected| {
        *selected = if selected.len() == all.len() {
            BTreeSet::new()
        } else {
            all
        };
    });
}
