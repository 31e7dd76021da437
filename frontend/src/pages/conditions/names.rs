//! What conditions name by number, by its name; and conditions in words.

use crate::access::{ask, client};
use crate::directory::Directory;
use crate::i18n::t;
use crate::words;
use guichet_domain::ids::{CategoryId, OrganizationId, TeamId};
use guichet_domain::sla::Conditions;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// Shown of a thing whose name is not known yet.
const UNKNOWN: &str = "…";

/// The names of a page, asked for once.
#[derive(Clone, Copy)]
pub struct Names {
    /// Teams and categories.
    pub directory: Directory,
    /// Empty while it is being asked for.
    organizations: RwSignal<BTreeMap<OrganizationId, String>>,
}

impl Names {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            directory: Directory::new(),
            organizations: RwSignal::new(BTreeMap::new()),
        }
    }

    /// Asks for the names of organizations that are not known.
    pub fn need(self, conditions: &Conditions) {
        for &id in &conditions.organization_ids {
            let known = self
                .organizations
                .with_untracked(|known| known.contains_key(&id));
            if known {
                continue;
            }
            self.organizations
                .update_untracked(|known| drop(known.insert(id, String::new())));
            spawn_local(async move {
                if let Ok(organization) = ask(client().organization(id)).await {
                    self.learn(id, organization.name);
                }
            });
        }
    }

    /// Remembers the name of an organization.
    pub fn learn(self, id: OrganizationId, name: String) {
        let _ = self
            .organizations
            .try_update(|known| drop(known.insert(id, name)));
    }

    /// The name of an organization.
    pub fn organization(self, id: OrganizationId) -> String {
        let name = self.organizations.with(|known| known.get(&id).cloned());
        known(name.filter(|name| !name.is_empty()))
    }

    /// The name of a team.
    pub fn team(self, id: TeamId) -> String {
        known(self.directory.team(id).map(|team| team.name))
    }

    /// The name of a category with the one above.
    pub fn category(self, id: CategoryId) -> String {
        known(self.directory.category(id))
    }

    /// Conditions in a few words: `Clinique Saint-Aubin · Incident`.
    pub fn words(self, conditions: &Conditions) -> String {
        let ids = |names: Vec<String>| some_of(&names);
        let parts = [
            ids(each(&conditions.organization_ids, |id| {
                self.organization(id)
            })),
            ids(each(&conditions.category_ids, |id| self.category(id))),
            ids(each(&conditions.kinds, |kind| words::kind(kind).to_owned())),
            ids(each(&conditions.team_ids, |id| self.team(id))),
            ids(each(&conditions.channels, |one| {
                words::channel(one).to_owned()
            })),
            some_of(&conditions.tags),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    }
}

fn known(name: Option<String>) -> String {
    name.unwrap_or_else(|| UNKNOWN.to_owned())
}

fn each<T: Copy>(values: &[T], name: impl Fn(T) -> String) -> Vec<String> {
    values.iter().map(|&value| name(value)).collect()
}

/// The first two, and how many more.
fn some_of(names: &[String]) -> Option<String> {
    const NAMED: usize = 2;
    let rest = names.len().saturating_sub(NAMED);
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>();
    match (names.is_empty(), rest) {
        (true, _) => None,
        (_, 0) => Some(first.join(", ")),
        (_, rest) => Some(t::condition::more(
            &first.join(", "),
            i64::try_from(rest).unwrap_or(i64::MAX),
        )),
    }
}
