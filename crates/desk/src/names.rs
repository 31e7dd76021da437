//! Things as they are named on other things, looked up all at once.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_domain::people::Viewer;
use guichet_store::{Connection, categories, organizations, people, teams};

use crate::Refusal;

/// A person, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRef {
    /// Who.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The mail address; `None` when unknown or not for the reader.
    pub email: Option<String>,
}

/// An organization, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationRef {
    /// Which one.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
}

/// A team, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRef {
    /// Which one.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A category, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRef {
    /// Which one.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// The name of the category above, if it is of the second level.
    pub parent_name: Option<String>,
}

/// What is to be named.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    people: BTreeSet<PersonId>,
    organizations: BTreeSet<OrganizationId>,
    teams: BTreeSet<TeamId>,
    categories: BTreeSet<CategoryId>,
}

impl Wanted {
    pub(crate) fn people(&mut self, ids: impl IntoIterator<Item = PersonId>) {
        self.people.extend(ids);
    }

    pub(crate) fn organizations(&mut self, ids: impl IntoIterator<Item = OrganizationId>) {
        self.organizations.extend(ids);
    }

    pub(crate) fn teams(&mut self, ids: impl IntoIterator<Item = TeamId>) {
        self.teams.extend(ids);
    }

    pub(crate) fn categories(&mut self, ids: impl IntoIterator<Item = CategoryId>) {
        self.categories.extend(ids);
    }

    /// Looks everything up, one query for each kind of thing. Requesters learn no address but
    /// their own.
    pub(crate) fn load(self, tx: &mut Connection, viewer: &Viewer) -> Result<Names, Refusal> {
        let mut names = Names::default();
        for (id, person) in people::names(tx, &sorted(self.people))? {
            let shown = viewer.role.is_staff() || id == viewer.person;
            let email = person.email.filter(|_| shown);
            let name = person.name;
            names.people.insert(id, PersonRef { id, name, email });
        }
        for (id, name) in organizations::names(tx, &sorted(self.organizations))? {
            names.organizations.insert(id, OrganizationRef { id, name });
        }
        for (id, name) in teams::names(tx, &sorted(self.teams))? {
            names.teams.insert(id, TeamRef { id, name });
        }
        let categories = categories::with_parents(tx, &sorted(self.categories))?;
        let named = |id: CategoryId| categories.iter().find(|category| category.id == id);
        for category in &categories {
            let parent = category.parent.and_then(named);
            let found = CategoryRef {
                id: category.id,
                name: category.name.clone(),
                parent_name: parent.map(|parent| parent.name.clone()),
            };
            names.categories.insert(found.id, found);
        }
        Ok(names)
    }
}

fn sorted<T>(ids: BTreeSet<T>) -> Vec<T> {
    ids.into_iter().collect()
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Names {
    people: HashMap<PersonId, PersonRef>,
    organizations: HashMap<OrganizationId, OrganizationRef>,
    teams: HashMap<TeamId, TeamRef>,
    categories: HashMap<CategoryId, CategoryRef>,
}

impl Names {
    pub(crate) fn person(&self, id: PersonId) -> Result<PersonRef, Refusal> {
        found(&self.people, id)
    }

    pub(crate) fn organization(&self, id: OrganizationId) -> Result<OrganizationRef, Refusal> {
        found(&self.organizations, id)
    }

    pub(crate) fn team(&self, id: TeamId) -> Result<TeamRef, Refusal> {
        found(&self.teams, id)
    }

    pub(crate) fn category(&self, id: CategoryId) -> Result<CategoryRef, Refusal> {
        found(&self.categories, id)
    }

    /// All people found, by number.
    pub(crate) fn into_lists(self) -> (Vec<PersonRef>, Vec<TeamRef>, Vec<CategoryRef>) {
        let mut people: Vec<_> = self.people.into_values().collect();
        let mut teams: Vec<_> = self.teams.into_values().collect();
        let mut categories: Vec<_> = self.categories.into_values().collect();
        people.sort_by_key(|person| person.id);
        teams.sort_by_key(|team| team.id);
        categories.sort_by_key(|category| category.id);
        (people, teams, categories)
    }
}

/// The database lets nothing be referred to that is not there.
fn found<K, V>(things: &HashMap<K, V>, id: K) -> Result<V, Refusal>
where
    K: Copy + Eq + Hash + std::fmt::Debug,
    V: Clone,
{
    let thing = things.get(&id).cloned();
    thing.ok_or_else(|| Refusal::Fault(format!("{id:?} is referred to and not there")))
}
