//! The rows as a grid: one stop of the tab key, arrows within, only what is in sight is drawn.

use super::feed::{Group, feed};
use super::query::{GroupKey, Grouping};
use super::row::{TicketLine, look, toggle_all};
use super::window::{self, Placed, group_height, in_sight};
use super::{List, names, show};
use crate::components::*;
use crate::i18n::{format, t};
use guichet_contract::ticket::TicketSort;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::Priority;
use leptos::html;
use leptos::prelude::*;

/// The grid.
#[component]
pub fn Table(list: List) -> AnyView {
    let feed = feed();
    let grid = NodeRef::<html::Div>::new();
    let measure = window::provide_measure();
    restore_scroll(grid);
    Effect::new(move |_| {
        let headed = list.query.with(|query| query.group != Grouping::None);
        let near = feed
            .groups()
            .with(|groups| window::nears_end(groups, headed, measure.get()));
        if near && !feed.is_whole() && !feed.loading().get() && feed.failure().with(Option::is_none)
        {
            feed.load_more();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, |_| window::measure_again());
    on_cleanup(move || resized.remove());
    let on_scroll = move |_| {
        if let Some(grid) = grid.get_untracked() {
            feed.scrolled().set_value(f64::from(grid.scroll_top()));
            window::measure(&grid);
        }
    };
    let groups = move || {
        feed.groups().with(|groups| {
            let filled = groups
                .iter()
                .enumerate()
                .filter(|(_, group)| !group.rows.is_empty());
            filled
                .map(|(place, group)| (place, group.key))
                .collect::<Vec<_>>()
        })
    };
    let active = move || feed.cursor().get().map(|id| format!("row-{id}"));
    let count = move || {
        if feed.is_whole() {
            i64::try_from(feed.len()).unwrap_or(-1)
        } else {
            -1
        }
    };
    view! {
        <div
            node_ref=grid
            class="scroll grow list tt"
            role="grid"
            tabindex="0"
            aria-label=move || t::tickets::region(&list.name.get())
            aria-multiselectable="true"
            aria-rowcount=count
            aria-activedescendant=active
            on:scroll=on_scroll
        >
            <Heads list=list />
            <For each=groups key=|group| *group children=move |(place, key)| section(place, key) />
            {move || more(feed.loading().get() && !feed.is_whole())}
        </div>
    }
    .into_any()
}

/// Where one was before one looked at a ticket.
fn restore_scroll(grid: NodeRef<html::Div>) {
    let feed = feed();
    Effect::new(move |_| {
        if let Some(grid) = grid.get() {
            #[allow(clippy::cast_possible_truncation)]
            let top = feed.scrolled().get_value() as i32;
            request_animation_frame(move || {
                grid.set_scroll_top(top);
                window::measure(&grid);
            });
        }
    });
}

fn more(loading: bool) -> Option<AnyView> {
    loading.then(|| view! { <div class="tt-more"><SkeletonRows rows=3 /></div> }.into_any())
}

/// The rows of one group under their heading, which sticks while they are in sight.
fn section(place: usize, key: GroupKey) -> AnyView {
    let feed = feed();
    let measure = window::measured();
    let headed = key != GroupKey::All;
    let height = move || {
        feed.groups().with(|groups| {
            let height = groups
                .get(place)
                .map_or(0.0, |group| group_height(group, headed, measure.get().row));
            format!("{height}px")
        })
    };
    let rows = Memo::new(move |_| {
        feed.groups()
            .with(|groups| in_sight(groups, place, headed, measure.get()))
    });
    let heading = headed.then(|| {
        let count = move || feed.groups().with(|groups| groups.get(place).map(counted));
        view! {
            <div class="g" role="row">
                <span role="gridcell" class="row" aria-colspan="10">
                    <span class=format!("bul {}", bullet(key))></span>
                    {names::group(key)}
                    <span class="cnt">{count}</span>
                </span>
            </div>
        }
    });
    view! {
        <div class="grp" role="rowgroup" aria-label=names::group(key) style:height=height>
            {heading}
            <For
                each=move || rows.get()
                key=|placed: &Placed| (placed.row.id, look(&placed.row), placed.place)
                children=move |placed| view! { <TicketLine placed=placed headed=headed /> }
            />
        </div>
    }
    .into_any()
}

/// How many rows a group has; with a plus while more may come.
fn counted(group: &Group) -> String {
    let count = format::number(i64::try_from(group.rows.len()).unwrap_or(i64::MAX));
    if group.is_whole() {
        count
    } else {
        format!("{count}+")
    }
}

fn bullet(key: GroupKey) -> &'static str {
    match key {
        GroupKey::Priority(Priority::P1) | GroupKey::Promise(Standing::Breached) => "bul-danger",
        GroupKey::Priority(Priority::P2) | GroupKey::Promise(Standing::AtRisk) => "bul-warn",
        GroupKey::Promise(Standing::OnTrack) => "bul-ok",
        GroupKey::Promise(Standing::Paused) => "bul-rest",
        GroupKey::Promise(Standing::None) => "bul-none",
        GroupKey::Stage(_) | GroupKey::All | GroupKey::Priority(Priority::P3) => "bul-accent",
        GroupKey::Priority(Priority::P4) => "bul-quiet",
    }
}

/// The column heads.
#[component]
fn Heads(list: List) -> AnyView {
    let feed = feed();
    let chosen = move || feed.selected().with(std::collections::BTreeSet::len);
    let all = move || chosen() > 0 && chosen() == feed.len();
    let some = move || chosen() > 0 && !all();
    let in_force = move || list.query.with(|query| query.sort());
    let by_due = move || (in_force() == TicketSort::Promise).then_some("ascending");
    let by_activity = move || match in_force() {
        TicketSort::UpdatedDescending => Some("descending"),
        TicketSort::UpdatedAscending => Some("ascending"),
        _ => None,
    };
    let arrow = |order: Option<&'static str>| {
        order.map(|order| {
            let icon = if order == "ascending" {
                Icon::ArrowUp
            } else {
                Icon::ArrowDown
            };
            view! { <Glyph icon=icon /> }
        })
    };
    let reorder = move |order| show(&list.query.get_untracked().sorted(order));
    let other_activity = move || match untrack(in_force) {
        TicketSort::UpdatedDescending => TicketSort::UpdatedAscending,
        _ => TicketSort::UpdatedDescending,
    };
    view! {
        <div class="heads" role="rowgroup">
            <div class="hd" role="row" aria-rowindex="1">
                <span class="c-ck" role="columnheader">
                    <input
                        class="check"
                        type="checkbox"
                        tabindex="-1"
                        aria-label=t::tickets::column::select_all()
                        prop:checked=all
                        prop:indeterminate=some
                        on:change=move |_| toggle_all()
                    />
                </span>
                <span class="c-p" role="columnheader"><span class="sr">{t::tickets::column::priority()}</span></span>
                <span class="c-id" role="columnheader">{t::tickets::column::number()}</span>
                <span class="c-s" role="columnheader">{t::tickets::column::subject()}</span>
                <span class="c-r" role="columnheader">{t::tickets::column::requester()}</span>
                <span class="c-st" role="columnheader">{t::tickets::column::stage()}</span>
                <span class="c-l" role="columnheader" title=t::tickets::column::level_long()>{t::tickets::column::level()}</span>
                <span class="c-a" role="columnheader"><span class="sr">{t::tickets::column::assignee()}</span></span>
                <span class="c-sla" role="columnheader" aria-sort=by_due>
                    <button type="button" tabindex="-1" on:click=move |_| reorder(TicketSort::Promise)>
                        {t::tickets::column::due()}
                        {move || arrow(by_due())}
                    </button>
                </span>
                <span class="c-u" role="columnheader" aria-sort=by_activity>
                    <button type="button" tabindex="-1" on:click=move |_| reorder(other_activity())>
                        {t::tickets::column::activity()}
                        {move || arrow(by_activity())}
                    </button>
                </span>
            </div>
        </div>
    }
    .into_any()
}
