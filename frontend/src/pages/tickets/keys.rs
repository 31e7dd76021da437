//! The keys of the list: they act on the selection if there is one, else on the row of the cursor.

use super::feed::{Feed, feed};
use super::query::Grouping;
use super::{List, bulk, filters, row, window};
use crate::browser;
use crate::i18n::t;
use crate::keyboard::shortcut;
use crate::routes::{Route, go};
use guichet_domain::ids::TicketId;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Gives the keys their meaning for as long as the list is on screen.
pub fn give(list: List) {
    let feed = feed();
    let walk = move |step: isize| move || step_to(list, feed, step, false);
    let extend = move |step: isize| move || step_to(list, feed, step, true);
    shortcut("j", t::tickets::keys::next, walk(1));
    shortcut("k", t::tickets::keys::previous, walk(-1));
    shortcut("ArrowDown", t::tickets::keys::next, walk(1));
    shortcut("ArrowUp", t::tickets::keys::previous, walk(-1));
    shortcut("J", t::tickets::keys::extend_down, extend(1));
    shortcut("K", t::tickets::keys::extend_up, extend(-1));
    let open = move || {
        if let Some(id) = feed.cursor().get_untracked() {
            go(&Route::Ticket(id).path());
        }
    };
    shortcut("Enter", t::tickets::keys::open, open);
    shortcut("o", t::tickets::keys::open, open);
    shortcut("x", t::tickets::keys::select, move || {
        if let Some(id) = feed.cursor().get_untracked() {
            row::toggle(id);
        }
    });
    shortcut("Escape", t::tickets::keys::clear, move || {
        feed.selected().set(BTreeSet::new())
    });
    shortcut("f", t::tickets::keys::filter, filters::open_panel);
    shortcut("a", t::tickets::bulk::assign, bulk::open_assign);
    shortcut("i", t::tickets::bulk::take, bulk::take);
    shortcut("e", t::tickets::bulk::escalate, bulk::open_escalate);
}

fn step_to(list: List, feed: Feed, step: isize, extending: bool) {
    let from = feed.cursor().get_untracked();
    let Some(to) = feed.neighbour(from, step) else {
        return;
    };
    if extending {
        feed.selected()
            .update(|selected| selected.extend(from.into_iter().chain([to])));
    }
    feed.cursor().set(Some(to));
    // Screen readers follow the cursor only where focus is.
    browser::focus("[role=grid]");
    window::reveal(
        to,
        list.query
            .with_untracked(|query| query.group != Grouping::None),
    );
}

/// What a key or a button acts on.
pub fn targets() -> Vec<TicketId> {
    let feed = feed();
    let selected = feed.selected().get_untracked();
    if selected.is_empty() {
        return feed.cursor().get_untracked().into_iter().collect();
    }
    // In the order of the list.
    feed.rows()
        .iter()
        .map(|row| row.id)
        .filter(|id| selected.contains(id))
        .collect()
}
