//! The second bar: filters in force, more filters, grouping, order, density.

use super::feed::feed;
use super::filters::{self, FilterPanel};
use super::query::{Grouping, ListQuery};
use super::{List, names, show};
use crate::appearance::Density;
use crate::components::*;
use crate::i18n::t;
use guichet_contract::ticket::TicketSort;
use leptos::prelude::*;

/// The bar.
#[component]
pub fn Toolbar(list: List) -> AnyView {
    let chips = move || {
        let rows = feed().rows();
        let query = list.query.get();
        filters::in_force(&query, list.counts.get().as_ref(), &rows)
            .into_iter()
            .map(chip)
            .collect::<Vec<_>>()
    };
    view! {
        <div class="filters" role="toolbar" aria-label=t::tickets::filters()>
            {chips}
            <FilterPanel list=list />
            <span class="grow"></span>
            {grouping(list)}
            {order(list)}
            {density()}
        </div>
    }
    .into_any()
}

fn chip(filter: filters::InForce) -> AnyView {
    let remove = t::tickets::remove_filter(filter.name);
    let without = filter.without;
    view! {
        <span class="fchip">
            <span class="k">{filter.name}</span>
            <span class="v">{filter.values}</span>
            <button type="button" aria-label=remove on:click=move |_| show(&without)>
                <Glyph icon=Icon::X />
            </button>
        </span>
    }
    .into_any()
}

fn grouping(list: List) -> AnyView {
    let entries = move || {
        let query = list.query.get_untracked();
        const GROUPINGS: [Grouping; 4] = [
            Grouping::Promise,
            Grouping::Priority,
            Grouping::Stage,
            Grouping::None,
        ];
        GROUPINGS
            .into_iter()
            .map(|grouping| {
                let chosen = ListQuery {
                    group: grouping,
                    ..query.clone()
                };
                let in_force = query.group == grouping;
                MenuEntry::option(names::grouping(grouping).1, in_force, move || show(&chosen))
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu class="btn ghost sm hide-sm" entries=entries>
            {move || names::grouping(list.query.get().group).0}
            <Glyph icon=Icon::ChevronDown size="s14" />
        </Menu>
    }
    .into_any()
}

fn order(list: List) -> AnyView {
    const ORDERS: [TicketSort; 6] = [
        TicketSort::Promise,
        TicketSort::UpdatedDescending,
        TicketSort::UpdatedAscending,
        TicketSort::CreatedDescending,
        TicketSort::CreatedAscending,
        TicketSort::Priority,
    ];
    let entries = move || {
        let query = list.query.get_untracked();
        ORDERS
            .into_iter()
            .map(|order| {
                let chosen = query.sorted(order);
                let in_force = query.sort() == order;
                MenuEntry::option(names::sort(order), in_force, move || show(&chosen))
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu class="btn ghost sm hide-sm" entries=entries>
            <Glyph icon=Icon::ArrowDownNarrowWide />
            {move || names::sort(list.query.get().sort())}
        </Menu>
    }
    .into_any()
}

fn density() -> AnyView {
    let entries = || {
        let in_force = Density::in_force();
        let choices = [
            (Density::Compact, t::nav::density_compact()),
            (Density::Standard, t::nav::density_standard()),
            (Density::Roomy, t::nav::density_roomy()),
        ];
        let options = choices.into_iter().map(|(density, name)| {
            MenuEntry::option(name, density == in_force, move || {
                density.apply();
                super::window::measure_again();
            })
        });
        std::iter::once(MenuEntry::Heading(t::nav::density().to_owned()))
            .chain(options)
            .collect::<Vec<_>>()
    };
    view! {
        <Menu label=t::tickets::display() class="ib sm hide-sm" entries=entries>
            <Glyph icon=Icon::SlidersHorizontal />
        </Menu>
    }
    .into_any()
}
