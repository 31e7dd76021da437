//! The demonstration company: people, teams, organizations and categories.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role, Sharing, Viewer};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::Level;
use guichet_store::people::{self, Profile};
use guichet_store::{Connection, categories, organizations, teams};
use serde::Deserialize;

use super::promises::Promises;
use super::routing::Routing;
use crate::Refusal;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub(super) desk: String,
    pub(super) password: String,
    organization: Vec<Organization>,
    team: Vec<Team>,
    category: Vec<Category>,
    staff: Vec<Staff>,
    requester: Vec<Requester>,
    pub(super) promises: Promises,
    pub(super) routing: Routing,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organization {
    name: String,
    sharing: Sharing,
    notes: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Team {
    name: String,
    level: Level,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Category {
    name: String,
    children: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Staff {
    name: String,
    email: String,
    role: Role,
    teams: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Requester {
    name: String,
    email: String,
    organization: String,
    phone: Option<String>,
    #[serde(default)]
    manager: bool,
    #[serde(default)]
    reader: bool,
    language: Option<Language>,
}

/// Someone of the company, able to act.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) viewer: Viewer,
}

/// The company once it is entered.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    pub(super) staff: Vec<Member>,
    pub(super) requesters: Vec<Member>,
    pub(super) teams: HashMap<String, (TeamId, Level)>,
    pub(super) categories: HashMap<String, CategoryId>,
    pub(super) organizations: HashMap<String, OrganizationId>,
}

impl Cast {
    /// The agents of a team, in the order of the company's list.
    pub(super) fn agents_of(&self, team: TeamId) -> Vec<&Member> {
        let works = |member: &&Member| member.viewer.teams.contains(&team);
        self.staff.iter().filter(works).collect()
    }

    /// Someone who may decide approvals.
    pub(super) fn supervisor(&self) -> Option<&Member> {
        let leads = |member: &&Member| member.viewer.role == Role::Supervisor;
        self.staff.iter().find(leads)
    }
}

impl Company {
    /// One account of each role, for the first sign-in: name of the role, address.
    pub(super) fn accounts(&self) -> Vec<(Role, String)> {
        let first = |role| self.staff.iter().find(move |person| person.role == role);
        let staff = [Role::Admin, Role::Supervisor, Role::Agent]
            .into_iter()
            .filter_map(|role| Some((role, first(role)?.email.clone())));
        let requester = self.requester.first();
        staff
            .chain(requester.map(|person| (Role::Requester, person.email.clone())))
            .collect()
    }

    /// Enters everybody and everything.
    pub(super) fn enter(
        &self,
        conn: &mut Connection,
        password_hash: &str,
        at: DateTime<Utc>,
    ) -> Result<Cast, Refusal> {
        let mut organization_ids = HashMap::new();
        for organization in &self.organization {
            let profile = organizations::Profile {
                name: organization.name.clone(),
                notes: organization.notes.clone(),
                sharing: organization.sharing,
            };
            let id = organizations::insert(conn, &profile, at)?;
            organization_ids.insert(organization.name.clone(), id);
        }
        let mut team_ids = HashMap::new();
        for team in &self.team {
            let profile = teams::Profile {
                name: team.name.clone(),
                level: team.level,
                active: true,
                routing: RoutingMethod::Manual,
            };
            let id = teams::insert(conn, &profile)?;
            team_ids.insert(team.name.clone(), (id, team.level));
        }
        let categories = self.enter_categories(conn)?;
        let mut members: HashMap<TeamId, Vec<PersonId>> = HashMap::new();
        let mut staff = Vec::new();
        for person in &self.staff {
            let id = person.enter(conn, password_hash, at)?;
            staff.push((person.name.clone(), id));
            for (team, _) in person.teams.iter().filter_map(|name| team_ids.get(name)) {
                members.entry(*team).or_default().push(id);
            }
        }
        for (team, people) in members {
            teams::set_members(conn, team, &people)?;
        }
        let mut requesters = Vec::new();
        for person in &self.requester {
            let id = person.enter(conn, &organization_ids, password_hash, at)?;
            requesters.push((person.name.clone(), id));
        }
        Ok(Cast {
            staff: able(conn, staff)?,
            requesters: able(conn, requesters)?,
            teams: team_ids,
            categories,
            organizations: organization_ids,
        })
    }

    fn enter_categories(
        &self,
        conn: &mut Connection,
    ) -> Result<HashMap<String, CategoryId>, Refusal> {
        let mut ids = HashMap::new();
        for category in &self.category {
            let above = categories::insert(conn, &category.name, None)?;
            for child in &category.children {
                ids.insert(child.clone(), categories::insert(conn, child, Some(above))?);
            }
        }
        Ok(ids)
    }
}

fn able(conn: &mut Connection, people: Vec<(String, PersonId)>) -> Result<Vec<Member>, Refusal> {
    people
        .into_iter()
        .map(|(name, id)| {
            let viewer = people::viewer(conn, id)?.ok_or(Refusal::NotFound)?;
            Ok(Member { name, viewer })
        })
        .collect()
}

impl Staff {
    fn enter(
        &self,
        conn: &mut Connection,
        password_hash: &str,
        at: DateTime<Utc>,
    ) -> Result<PersonId, Refusal> {
        let profile = profile(&self.name, &self.email, self.role);
        let id = people::insert(conn, &profile, at)?;
        people::set_password_hash(conn, id, password_hash)?;
        Ok(id)
    }
}

impl Requester {
    fn enter(
        &self,
        conn: &mut Connection,
        organizations: &HashMap<String, OrganizationId>,
        password_hash: &str,
        at: DateTime<Utc>,
    ) -> Result<PersonId, Refusal> {
        let profile = Profile {
            phone: self.phone.clone(),
            organization: organizations.get(&self.organization).copied(),
            organization_manager: self.manager,
            organization_reader: self.reader,
            language: self.language.unwrap_or(Language::Fr),
            ..profile(&self.name, &self.email, Role::Requester)
        };
        let id = people::insert(conn, &profile, at)?;
        people::set_password_hash(conn, id, password_hash)?;
        Ok(id)
    }
}

fn profile(name: &str, email: &str, role: Role) -> Profile {
    Profile {
        name: name.to_owned(),
        email: Some(email.to_owned()),
        phone: None,
        role,
        scope: AgentScope::All,
        organization: None,
        organization_manager: false,
        organization_reader: false,
        language: Language::Fr,
        time_zone: None,
        active: true,
    }
}
