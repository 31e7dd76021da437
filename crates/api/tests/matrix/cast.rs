//! Everybody who appears in the table, and how each column stands to the tickets in it.

use guichet_desk::categories::{self, NewCategory};
use guichet_desk::organizations::{self, NewOrganization};
use guichet_desk::people::{self, NewPerson};
use guichet_desk::setup::{self, Setup};
use guichet_desk::teams::{self, NewTeam};
use guichet_desk::{By, Connection, Desk, Refusal};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role, Sharing};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::text::{Email, Name};
use guichet_domain::ticket::{Channel, Level};

use crate::house::hash;

/// Somebody who asks, and whose ticket it is about.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// As the head of the table calls it.
    pub name: &'static str,
    /// Who asks; nobody signed in when `None`.
    pub actor: Option<PersonId>,
    /// Who asked for the ticket.
    pub asker: PersonId,
}

/// The people of the desk.
pub struct Cast {
    pub admin: PersonId,
    pub supervisor: PersonId,
    /// Sees every ticket and leads those of the table.
    pub agent: PersonId,
    /// Reads no ticket of the table but their own.
    pub requester: PersonId,
    /// Follows every ticket of the table.
    pub follower: PersonId,
    pub organization: OrganizationId,
    /// The team that leads the tickets of the table.
    pub support: TeamId,
    pub category: CategoryId,
    pub columns: Vec<Column>,
}

impl Cast {
    /// Sets an empty desk up.
    pub fn furnish(desk: &Desk) -> Self {
        let first = Setup {
            desk_name: name("Assistance"),
            name: name("admin"),
            email: address("admin"),
            password: hash(),
            language: Language::Fr,
        };
        let at = desk.now();
        let furnished = desk.store().write_blocking(move |tx| {
            let admin = setup::begin(tx, at, &first)?;
            let viewer = guichet_store::people::viewer(tx, admin)?;
            let by = By {
                viewer: viewer.ok_or(Refusal::NotFound)?,
                at,
                channel: Channel::Api,
            };
            Furnishing { tx, by }.cast(admin)
        });
        furnished.unwrap_or_else(|refusal: Refusal| panic!("refused: {refusal:?}"))
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> &Column {
        let mut columns = self.columns.iter();
        let found = columns.find(|column| column.name == name);
        found.unwrap_or_else(|| panic!("there is no column {name}"))
    }

    /// Who asks in a column.
    pub fn actor(&self, name: &str) -> PersonId {
        self.column(name).actor.unwrap()
    }
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn address(name: &str) -> Email {
    Email::parse(&format!("{name}@guichet.example")).unwrap()
}

/// What somebody is in the organization.
#[derive(Clone, Copy)]
enum Place {
    Plain,
    Manager,
    Chosen,
    Both,
}

struct Furnishing<'a> {
    tx: &'a mut Connection,
    by: By,
}

impl Furnishing<'_> {
    fn cast(&mut self, admin: PersonId) -> Result<Cast, Refusal> {
        let support = self.team("Assistance", Level::N1)?;
        let network = self.team("Réseau", Level::N2)?;
        let supervisor = self.staff("supervisor", Role::Supervisor, AgentScope::All, support)?;
        let agent = self.staff("agent", Role::Agent, AgentScope::All, support)?;
        let inside = self.staff("inside", Role::Agent, AgentScope::Teams, support)?;
        let outside = self.staff("outside", Role::Agent, AgentScope::Teams, network)?;
        let asking = self.staff("asking", Role::Agent, AgentScope::Teams, network)?;

        let closed = self.organization("closed", Sharing::None)?;
        let managers = self.organization("managers", Sharing::Managers)?;
        let members = self.organization("members", Sharing::Members)?;
        let everyone = self.organization("everyone", Sharing::Everyone)?;
        let elsewhere = self.organization("elsewhere", Sharing::Everyone)?;
        let owner = self.requester("owner", closed, Place::Plain)?;
        let follower = self.requester("follower", elsewhere, Place::Plain)?;
        let other = self.requester("other", elsewhere, Place::Both)?;

        let mut columns = Vec::new();
        let mut column = |name, actor, asker| columns.push(Column { name, actor, asker });
        column("nobody", None, owner);
        column("owner", Some(owner), owner);
        let colleagues = [
            ("none", closed, Place::Both),
            ("nomgr", managers, Place::Chosen),
            ("mngr", managers, Place::Manager),
            ("nomem", members, Place::Manager),
            ("memb", members, Place::Chosen),
            ("every", everyone, Place::Plain),
        ];
        for (called, organization, place) in colleagues {
            let asker = self.requester(&format!("asker-{called}"), organization, Place::Plain)?;
            let colleague = self.requester(&format!("reads-{called}"), organization, place)?;
            column(called, Some(colleague), asker);
        }
        column("follow", Some(follower), owner);
        column("other", Some(other), owner);
        column("out", Some(outside), owner);
        column("asks", Some(asking), asking);
        column("in", Some(inside), owner);
        column("agent", Some(agent), owner);
        column("super", Some(supervisor), owner);
        column("admin", Some(admin), owner);
        Ok(Cast {
            admin,
            supervisor,
            agent,
            requester: other,
            follower,
            organization: elsewhere,
            support,
            category: self.category()?,
            columns,
        })
    }

    fn organization(&mut self, called: &str, sharing: Sharing) -> Result<OrganizationId, Refusal> {
        let new = NewOrganization {
            name: name(called),
            notes: None,
            sharing,
        };
        Ok(organizations::create(self.tx, &self.by, &new)?.id)
    }

    fn team(&mut self, called: &str, level: Level) -> Result<TeamId, Refusal> {
        let new = NewTeam {
            name: name(called),
            level,
            routing: RoutingMethod::Manual,
            members: Vec::new(),
        };
        Ok(teams::create(self.tx, &self.by, &new)?.id)
    }

    fn category(&mut self) -> Result<CategoryId, Refusal> {
        let new = NewCategory {
            name: name("Impression"),
            parent: None,
        };
        Ok(categories::create(self.tx, &self.by, &new)?.id)
    }

    fn staff(
        &mut self,
        called: &str,
        role: Role,
        scope: AgentScope,
        team: TeamId,
    ) -> Result<PersonId, Refusal> {
        self.enter(NewPerson {
            role,
            scope,
            teams: vec![team],
            ..somebody(called)
        })
    }

    fn requester(
        &mut self,
        called: &str,
        organization: OrganizationId,
        place: Place,
    ) -> Result<PersonId, Refusal> {
        self.enter(NewPerson {
            organization: Some(organization),
            organization_manager: matches!(place, Place::Manager | Place::Both),
            organization_reader: matches!(place, Place::Chosen | Place::Both),
            ..somebody(called)
        })
    }

    fn enter(&mut self, new: NewPerson) -> Result<PersonId, Refusal> {
        Ok(people::create(self.tx, &self.by, &new)?.id)
    }
}

fn somebody(called: &str) -> NewPerson {
    NewPerson {
        email: Some(address(called)),
        password: Some(hash()),
        ..NewPerson::named(name(called))
    }
}
