//! The rows of the list: fetched group by group as one scrolls, kept while one looks at a ticket,
//! patched in place when a ticket changes elsewhere.

use super::as_row::row_of;
use super::query::{GroupKey, ListQuery};
use crate::access::{ask, client};
use crate::failure::Failure;
use crate::single::Single;
use guichet_contract::ticket::{Ticket, TicketRow};
use guichet_domain::ids::TicketId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::sync::Arc;

const PAGE: u32 = 50;

/// Where a group's next page is.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    /// Nothing of it was asked for yet.
    First,
    After(String),
    Nowhere,
}

/// The rows of one group.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// Those fetched so far.
    pub rows: Vec<Arc<TicketRow>>,
    next: Next,
}

impl Group {
    /// Whether all of its rows are here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.next == Next::Nowhere
    }
}

/// The list, wherever one is: the workspace walks it too.
#[derive(Clone, Copy)]
pub struct Feed {
    query: RwSignal<Option<ListQuery>>,
    groups: RwSignal<Vec<Group>>,
    loading: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    pending: RwSignal<BTreeSet<TicketId>>,
    cursor: RwSignal<Option<TicketId>>,
    selected: RwSignal<BTreeSet<TicketId>>,
    scrolled: StoredValue<f64>,
    /// The last request: an older answer is dropped.
    asked: StoredValue<u32>,
}

thread_local! {
    static FEED: Single<Feed> = const { Single::new() };
}

/// Prepares the list for whoever is signed in.
pub fn provide_feed() {
    let feed = Feed {
        query: RwSignal::new(None),
        groups: RwSignal::new(Vec::new()),
        loading: RwSignal::new(false),
        failure: RwSignal::new(None),
        pending: RwSignal::new(BTreeSet::new()),
        cursor: RwSignal::new(None),
        selected: RwSignal::new(BTreeSet::new()),
        scrolled: StoredValue::new(0.0),
        asked: StoredValue::new(0),
    };
    FEED.with(|single| single.set(feed));
}

/// The list.
#[must_use]
pub fn feed() -> Feed {
    FEED.with(Single::get)
}

impl Feed {
    /// Shows this query; what is already here stays.
    pub fn open(self, query: ListQuery) {
        let same = self
            .query
            .with_untracked(|open| open.as_ref() == Some(&query));
        if !same || self.failure.with_untracked(Option::is_some) {
            self.selected.set(BTreeSet::new());
            self.query.set(Some(query));
            self.restart();
        }
    }

    /// Fetches everything anew, from the top.
    pub fn restart(self) {
        let keys = self
            .query
            .with_untracked(|query| query.as_ref().map(ListQuery::groups));
        let groups = keys.unwrap_or_default().into_iter();
        self.groups.set(
            groups
                .map(|key| Group {
                    key,
                    rows: Vec::new(),
                    next: Next::First,
                })
                .collect(),
        );
        self.pending.set(BTreeSet::new());
        self.failure.set(None);
        self.cursor.set(None);
        self.scrolled.set_value(0.0);
        self.loading.set(false);
        self.load_more();
    }

    /// Fetches the next pages until a screen is full.
    pub fn load_more(self) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        let asked = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(asked);
        spawn_local(async move {
            let mut fetched = 0;
            while fetched < PAGE as usize / 2 {
                let Some((place, query)) = self.next_page() else {
                    break;
                };
                let answer = ask(client().tickets(&query)).await;
                if self.asked.try_get_value() != Some(asked) {
                    return;
                }
                match answer {
                    Ok(page) => {
                        fetched += page.items.len();
                        self.append(place, page.items, page.next);
                    }
                    Err(failure) => {
                        self.failure.set(Some(failure));
                        break;
                    }
                }
            }
            self.loading.set(false);
        });
    }

    fn next_page(self) -> Option<(usize, guichet_contract::ticket::TicketQuery)> {
        let query = self.query.get_untracked()?;
        self.groups.with_untracked(|groups| {
            let place = groups.iter().position(|group| !group.is_whole())?;
            let group = &groups[place];
            let mut query = query.narrowed(group.key);
            query.limit = Some(PAGE);
            if let Next::After(cursor) = &group.next {
                query.cursor = Some(cursor.clone());
            }
            Some((place, query))
        })
    }

    fn append(self, place: usize, rows: Vec<TicketRow>, next: Option<String>) {
        self.failure.set(None);
        self.groups.update(|groups| {
            if let Some(group) = groups.get_mut(place) {
                group.rows.extend(rows.into_iter().map(Arc::new));
                group.next = next.map_or(Next::Nowhere, Next::After);
            }
        });
    }

    /// Puts the new state of a ticket into its row, where it stands.
    pub fn put(self, ticket: &Ticket) {
        let row = Arc::new(row_of(ticket));
        self.groups.update(|groups| {
            for group in groups {
                for place in &mut group.rows {
                    if place.id == row.id && place.version <= row.version {
                        *place = Arc::clone(&row);
                    }
                }
            }
        });
    }

    /// The groups with their rows.
    #[must_use]
    pub fn groups(self) -> Signal<Vec<Group>> {
        self.groups.into()
    }

    /// What it shows.
    #[must_use]
    pub fn query(self) -> Signal<Option<ListQuery>> {
        self.query.into()
    }

    /// Whether more is awaited.
    #[must_use]
    pub fn loading(self) -> Signal<bool> {
        self.loading.into()
    }

    /// What the last request ended with.
    #[must_use]
    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure.into()
    }

    /// Whether every row is here.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.groups
            .with(|groups| groups.iter().all(Group::is_whole))
    }

    /// How many rows are here.
    #[must_use]
    pub fn len(self) -> usize {
        self.groups
            .with(|groups| groups.iter().map(|group| group.rows.len()).sum())
    }

    /// Tickets changed elsewhere that would change the list: they wait until asked for.
    #[must_use]
    pub fn pending(self) -> RwSignal<BTreeSet<TicketId>> {
        self.pending
    }

    /// The row the keyboard is at.
    #[must_use]
    pub fn cursor(self) -> RwSignal<Option<TicketId>> {
        self.cursor
    }

    /// The rows chosen.
    #[must_use]
    pub fn selected(self) -> RwSignal<BTreeSet<TicketId>> {
        self.selected
    }

    /// How far it was scrolled.
    #[must_use]
    pub fn scrolled(self) -> StoredValue<f64> {
        self.scrolled
    }

    /// All rows in order, without watching them.
    #[must_use]
    pub fn rows(self) -> Vec<Arc<TicketRow>> {
        self.groups.with_untracked(|groups| {
            groups
                .iter()
                .flat_map(|group| group.rows.iter().cloned())
                .collect()
        })
    }

    /// The row of a ticket, if it is here.
    #[must_use]
    pub fn row(self, id: TicketId) -> Option<Arc<TicketRow>> {
        self.groups.with_untracked(|groups| {
            groups
                .iter()
                .flat_map(|group| &group.rows)
                .find(|row| row.id == id)
                .cloned()
        })
    }

    /// The group in which a ticket is shown.
    #[must_use]
    pub fn group_of(self, id: TicketId) -> Option<GroupKey> {
        self.groups.with_untracked(|groups| {
            let holds = |group: &&Group| group.rows.iter().any(|row| row.id == id);
            groups.iter().find(holds).map(|group| group.key)
        })
    }

    /// The ticket some rows after this one (or before); the first where this one is not here.
    #[must_use]
    pub fn neighbour(self, id: Option<TicketId>, step: isize) -> Option<TicketId> {
        let rows = self.rows();
        let place = id.and_then(|id| rows.iter().position(|row| row.id == id));
        let wanted = match place {
            Some(place) => place.checked_add_signed(step)?,
            None => 0,
        };
        rows.get(wanted).map(|row| row.id)
    }
}
