//! Changes made elsewhere: rows on screen change where they stand, the rest waits behind a number.

use super::feed::Feed;
use super::query::GroupKey;
use crate::access::{ask, client};
use crate::browser;
use crate::components::announce;
use crate::i18n::t;
use crate::live;
use crate::session;
use guichet_contract::clock::Promise;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::event::Actor;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// Changes are taken up together, this long after the first, in milliseconds.
const GATHER: i32 = 600;
/// More than this at once are counted, not looked at.
const LOOKED_AT: usize = 20;

/// Listens for as long as the list is on screen.
pub fn listen(feed: Feed) {
    let waiting = StoredValue::new(BTreeSet::<TicketId>::new());
    let me = session::me().map(|me| me.id);
    live::on_change(move |event| {
        if let Some(row) = feed.row(event.ticket_id) {
            // What one did oneself is in its row already, or soon will be.
            let own = matches!(event.actor, Actor::Person(person) if Some(person) == me);
            if own || !live::is_news(event, row.version) {
                return;
            }
        }
        let first = waiting.with_value(BTreeSet::is_empty);
        waiting.update_value(|waiting| {
            waiting.insert(event.ticket_id);
        });
        if first {
            spawn_local(async move {
                browser::sleep(GATHER).await;
                let gathered = waiting.try_update_value(std::mem::take);
                take_up(feed, gathered.unwrap_or_default()).await;
            });
        }
    });
    live::on_resume(move || {
        spawn_local(async move { compare(feed).await });
    });
}

async fn take_up(feed: Feed, changed: BTreeSet<TicketId>) {
    if changed.len() > LOOKED_AT {
        wait_to_be_shown(feed, changed);
        return;
    }
    let mut moved = BTreeSet::new();
    for id in changed {
        if changes_the_list(feed, id).await {
            moved.insert(id);
        } else {
            // It came back to where the list shows it.
            let _ = feed
                .pending()
                .try_maybe_update(|pending| (pending.remove(&id), ()));
        }
    }
    wait_to_be_shown(feed, moved);
}

/// Whether the ticket came into the view or left it, or stands in another group by its promise now;
/// one that stays changes in its row.
async fn changes_the_list(feed: Feed, id: TicketId) -> bool {
    let is_shown = feed.row(id).is_some();
    let Some(query) = feed.query().get_untracked() else {
        return false;
    };
    let belongs = match query.holding(id) {
        Some(query) => match ask(client().tickets(&query)).await {
            Ok(page) => page.items.iter().any(|row| row.id == id),
            Err(_) => return false,
        },
        None => is_shown,
    };
    let mut moves = false;
    if is_shown && let Ok(ticket) = ask(client().ticket(id)).await {
        feed.put(&ticket);
        moves = matches!(feed.group_of(id), Some(GroupKey::Promise(standing)) if standing != standing_of(ticket.promise));
    }
    belongs != is_shown || moves
}

fn standing_of(promise: Option<Promise>) -> Standing {
    promise.map_or(Standing::None, |promise| promise.standing)
}

/// After a lost connection: what the first page of each group on screen would show differently.
async fn compare(feed: Feed) {
    let Some(query) = feed.query().get_untracked() else {
        return;
    };
    let mut moved = BTreeSet::new();
    for group in feed.groups().get_untracked() {
        if !group.is_whole() && group.rows.is_empty() {
            continue;
        }
        let Ok(page) = ask(client().tickets(&query.narrowed(group.key))).await else {
            return;
        };
        let news = page.items.iter().filter(|fresh| {
            feed.row(fresh.id).is_none_or(|row| {
                row.version < fresh.version
                    || standing_of(row.promise) != standing_of(fresh.promise)
            })
        });
        moved.extend(news.map(|fresh| fresh.id));
    }
    take_up(feed, moved).await;
}

fn wait_to_be_shown(feed: Feed, moved: BTreeSet<TicketId>) {
    if moved.is_empty() {
        return;
    }
    let count = feed.pending().try_update(|pending| {
        pending.extend(moved);
        pending.len()
    });
    if let Some(count) = count {
        announce(&t::tickets::updates_arrived(
            i64::try_from(count).unwrap_or(i64::MAX),
        ));
    }
}
