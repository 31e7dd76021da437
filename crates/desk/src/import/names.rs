//! The people, teams and categories a log names: found by what the log calls them, else entered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CategoryId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::Level;
use guichet_store::external::{self, Reference, Target};
use guichet_store::people::{self, Profile};
use guichet_store::{Connection, Error, categories, teams};

use super::mapping::Mapping;

/// What was found or entered so far in this run; grows with the names of the log, not with its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    people: HashMap<(Part, String), PersonId>,
    teams: HashMap<String, TeamId>,
    categories: HashMap<(Option<CategoryId>, String), CategoryId>,
}

/// As what a person appears in a log. The same name as caller and as agent is two people: logs
/// that hide names number each part apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Asks.
    Requester,
    /// Is put in charge.
    Assignee,
    /// Makes changes.
    Actor,
}

impl Part {
    fn as_str(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::Assignee => "assignee",
            Self::Actor => "actor",
        }
    }

    /// Those who only made changes once do not fill the lists from which agents are chosen.
    fn profile(self, name: &str, language: Language) -> Profile {
        Profile {
            name: name.to_owned(),
            email: None,
            phone: None,
            role: match self {
                Self::Requester => Role::Requester,
                Self::Assignee | Self::Actor => Role::Agent,
            },
            scope: AgentScope::All,
            organization: None,
            organization_manager: false,
            organization_reader: false,
            language,
            time_zone: None,
            active: self != Self::Actor,
        }
    }
}

impl Names {
    /// The teams and categories that are there already.
    pub(super) fn load(conn: &mut Connection) -> Result<Self, Error> {
        let teams = teams::list(conn)?.into_iter();
        let categories = categories::list(conn)?.into_iter();
        Ok(Self {
            people: HashMap::new(),
            teams: teams.map(|team| (team.profile.name, team.id)).collect(),
            categories: categories
                .map(|category| ((category.parent, category.name), category.id))
                .collect(),
        })
    }

    pub(super) fn person(
        &mut self,
        conn: &mut Connection,
        mapping: &Mapping,
        part: Part,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<PersonId, Error> {
        let key = (part, name.to_owned());
        if let Some(id) = self.people.get(&key) {
            return Ok(*id);
        }
        let external_id = format!("{}:{name}", part.as_str());
        let known = external::find(conn, Target::Person, &mapping.source, &external_id)?;
        let id = match known {
            Some(reference) => PersonId(reference.id),
            None => {
                let id = people::insert(conn, &part.profile(name, mapping.language), now)?;
                let reference = Reference {
                    id: id.0,
                    mark: None,
                };
                external::bind(
                    conn,
                    Target::Person,
                    &mapping.source,
                    &external_id,
                    &reference,
                )?;
                id
            }
        };
        self.people.insert(key, id);
        Ok(id)
    }

    pub(super) fn team(&mut self, conn: &mut Connection, name: &str) -> Result<TeamId, Error> {
        if let Some(id) = self.teams.get(name) {
            return Ok(*id);
        }
        let profile = teams::Profile {
            name: name.to_owned(),
            level: Level::N1,
            active: true,
            routing: RoutingMethod::Manual,
        };
        let id = teams::insert(conn, &profile)?;
        self.teams.insert(name.to_owned(), id);
        Ok(id)
    }

    /// The category of a row: the second level where the log has one.
    pub(super) fn category(
        &mut self,
        conn: &mut Connection,
        category: Option<&str>,
        subcategory: Option<&str>,
    ) -> Result<Option<CategoryId>, Error> {
        let Some(category) = category else {
            return Ok(None);
        };
        let above = self.category_below(conn, None, category)?;
        match subcategory {
            None => Ok(Some(above)),
            Some(name) => self.category_below(conn, Some(above), name).map(Some),
        }
    }

    fn category_below(
        &mut self,
        conn: &mut Connection,
        parent: Option<CategoryId>,
        name: &str,
    ) -> Result<CategoryId, Error> {
        let key = (parent, name.to_owned());
        if let Some(id) = self.categories.get(&key) {
            return Ok(*id);
        }
        let id = categories::insert(conn, name, parent)?;
        self.categories.insert(key, id);
        Ok(id)
    }
}
