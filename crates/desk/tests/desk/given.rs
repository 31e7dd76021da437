//! A small desk with its people, and a clock that stands still.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use guichet_desk::categories::NewCategory;
use guichet_desk::organizations::NewOrganization;
use guichet_desk::passwords::PasswordHash;
use guichet_desk::people::NewPerson;
use guichet_desk::setup::Setup;
use guichet_desk::teams::NewTeam;
use guichet_desk::tickets::{Hand, NewTicket, Replied, Solving, TicketView, Writing};
use guichet_desk::{
    By, Clock, Desk, Refusal, categories, organizations, people, setup, teams, tickets,
};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::people::{AgentScope, Language, Role, Sharing};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::text::{Body, Email, Name, Reason, Subject};
use guichet_domain::ticket::deeds::{Classification, Findings, Qualification};
use guichet_domain::ticket::{
    Channel, Documentation, Impact, Kind, Level, ResolutionCode, Urgency,
};
use guichet_store::Connection;
use guichet_store::files::Files;
use guichet_testkit::TestStore;
use tempfile::TempDir;

/// A clock that goes only when it is told to.
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    fn new() -> Self {
        // A Monday.
        Self(Mutex::new("2026-03-02T09:00:00Z".parse().unwrap()))
    }

    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A desk with its people.
pub struct House {
    pub desk: Desk,
    pub clock: Arc<FixedClock>,
    _files: TempDir,
    pub admin: PersonId,
    pub supervisor: PersonId,
    /// An agent of the first level who sees everything.
    pub ines: PersonId,
    /// An agent of the network team who sees the tickets of that team.
    pub paul: PersonId,
    /// A requester of the first organization.
    pub camille: PersonId,
    /// Her colleague.
    pub david: PersonId,
    /// A requester of the other organization.
    pub zoe: PersonId,
    pub vermeil: OrganizationId,
    pub other: OrganizationId,
    pub support: TeamId,
    pub network: TeamId,
    pub vpn: CategoryId,
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn body(text: &str) -> Body {
    Body::parse(text).unwrap()
}

pub fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

pub fn hash(text: &str) -> PasswordHash {
    PasswordHash::stored(text.to_owned())
}

pub fn writing(text: &str) -> Writing {
    Writing {
        body: body(text),
        attachments: Vec::new(),
    }
}

pub fn asked(subject: &str) -> NewTicket {
    NewTicket {
        subject: Subject::parse(subject).unwrap(),
        body: body("La connexion échoue depuis ce matin."),
        kind: Kind::Incident,
        category: None,
        urgency: Some(Urgency::Medium),
        attachments: Vec::new(),
        handling: None,
    }
}

pub fn findings() -> Findings {
    Findings {
        cause: reason("Certificat expiré"),
        cause_code: None,
        findings: body("Le certificat de la passerelle a expiré dimanche."),
    }
}

pub fn solving(text: &str) -> Solving {
    Solving {
        code: ResolutionCode::Fixed,
        solution: body(text),
        message: None,
        attachments: Vec::new(),
    }
}

pub fn to_n2() -> Hand {
    Hand {
        level: Some(Level::N2),
        team: None,
        assignee: None,
        reason: reason("Il faut un accès à la passerelle"),
        note: body("Tout est vérifié côté poste."),
    }
}

pub fn nothing_learnt() -> Documentation {
    Documentation::NothingToDocument {
        reason: "Déjà connu".to_owned(),
    }
}

impl House {
    /// Sets a desk up and enters its people.
    pub fn on(store: &TestStore) -> Self {
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new());
        let place = Files::open(files.path().to_str().unwrap()).unwrap();
        let desk = Desk::new((**store).clone(), place, clock.clone(), 1_024);
        let now = desk.now();
        let admin = desk
            .store()
            .write_blocking(move |tx| {
                let setup = Setup {
                    desk_name: name("Assistance"),
                    name: name("Ada Martin"),
                    email: email("ada@guichet.example"),
                    password: hash("of ada"),
                    language: Language::Fr,
                };
                setup::begin(tx, now, &setup)
            })
            .unwrap();
        let nobody = (PersonId(0), OrganizationId(0), TeamId(0));
        let mut house = Self {
            desk,
            clock,
            _files: files,
            admin,
            supervisor: nobody.0,
            ines: nobody.0,
            paul: nobody.0,
            camille: nobody.0,
            david: nobody.0,
            zoe: nobody.0,
            vermeil: nobody.1,
            other: nobody.1,
            support: nobody.2,
            network: nobody.2,
            vpn: CategoryId(0),
        };
        house.furnish();
        house
    }

    fn furnish(&mut self) {
        self.vermeil = self.organization("Maison Vermeil");
        self.other = self.organization("Atelier Zénith");
        self.support = self.team("Assistance N1", Level::N1);
        self.network = self.team("Réseau", Level::N2);
        let (support, network) = (self.support, self.network);
        self.supervisor = self.staff("Sam Petit", Role::Supervisor, AgentScope::All, support);
        self.ines = self.staff("Inès Laurent", Role::Agent, AgentScope::All, support);
        self.paul = self.staff("Paul Roux", Role::Agent, AgentScope::Teams, network);
        self.camille = self.requester("Camille Rousseau", self.vermeil);
        self.david = self.requester("David Morel", self.vermeil);
        self.zoe = self.requester("Zoé Blanc", self.other);
        let category = NewCategory {
            name: name("VPN"),
            parent: None,
        };
        let vpn = self.done(self.admin, move |tx, by| {
            categories::create(tx, by, &category)
        });
        self.vpn = vpn.id;
    }

    fn organization(&self, called: &str) -> OrganizationId {
        let new = NewOrganization {
            name: name(called),
            notes: None,
            sharing: Sharing::None,
        };
        self.done(self.admin, move |tx, by| {
            organizations::create(tx, by, &new)
        })
        .id
    }

    fn team(&self, called: &str, level: Level) -> TeamId {
        let new = NewTeam {
            name: name(called),
            level,
            routing: RoutingMethod::Manual,
            members: Vec::new(),
        };
        self.done(self.admin, move |tx, by| teams::create(tx, by, &new))
            .id
    }

    pub fn staff(&self, called: &str, role: Role, scope: AgentScope, team: TeamId) -> PersonId {
        let new = NewPerson {
            email: Some(address(called)),
            role,
            scope,
            teams: vec![team],
            password: Some(hash(called)),
            ..NewPerson::named(name(called))
        };
        self.done(self.admin, move |tx, by| people::create(tx, by, &new))
            .id
    }

    pub fn requester(&self, called: &str, organization: OrganizationId) -> PersonId {
        let new = NewPerson {
            email: Some(address(called)),
            organization: Some(organization),
            password: Some(hash(called)),
            ..NewPerson::named(name(called))
        };
        self.done(self.admin, move |tx, by| people::create(tx, by, &new))
            .id
    }

    /// Somebody, now, with the rights they have now.
    pub fn by(&self, person: PersonId) -> By {
        let viewer = self
            .desk
            .store()
            .read_blocking(move |tx| guichet_store::people::viewer(tx, person))
            .unwrap();
        self.desk
            .by(viewer.expect("an active person"), Channel::Portal)
    }

    /// What comes of somebody trying something.
    pub fn tried<T: Send + 'static>(
        &self,
        person: PersonId,
        mut deed: impl FnMut(&mut Connection, &By) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let by = self.by(person);
        self.desk.store().write_blocking(move |tx| deed(tx, &by))
    }

    /// What comes of somebody doing something.
    #[track_caller]
    pub fn done<T: Send + 'static>(
        &self,
        person: PersonId,
        deed: impl FnMut(&mut Connection, &By) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        match self.tried(person, deed) {
            Ok(done) => done,
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// Camille asks.
    pub fn asked(&self) -> TicketView {
        let new = asked("VPN : connexion impossible");
        self.done(self.camille, move |tx, by| tickets::create(tx, by, &new))
    }

    /// Inès takes it and leads it to a stage: qualified, diagnosed …
    pub fn qualified(&self) -> TicketView {
        let ticket = self.asked();
        let (id, vpn) = (ticket.id, self.vpn);
        let taken = self.done(self.ines, move |tx, by| tickets::take(tx, by, id, 1));
        let qualification = Qualification {
            classification: Classification {
                kind: Kind::Incident,
                category: vpn,
                impact: Impact::Team,
                urgency: Urgency::High,
            },
            level: None,
            team: None,
        };
        self.done(self.ines, move |tx, by| {
            tickets::qualify(tx, by, id, taken.version, &qualification)
        })
    }

    pub fn resolved(&self) -> TicketView {
        let ticket = self.qualified();
        let id = ticket.id;
        let ticket = self.done(self.ines, move |tx, by| {
            tickets::diagnose(tx, by, id, ticket.version, &findings())
        });
        self.done(self.ines, move |tx, by| {
            let solving = solving("Certificat renouvelé, réessayez.");
            tickets::resolve(tx, by, id, ticket.version, &solving)
        })
    }

    /// It waits for Camille's confirmation.
    pub fn documented(&self) -> TicketView {
        let ticket = self.resolved();
        self.done(self.ines, move |tx, by| {
            tickets::document(tx, by, ticket.id, ticket.version, &nothing_learnt())
        })
    }

    pub fn closed(&self) -> TicketView {
        let ticket = self.documented();
        self.done(self.camille, move |tx, by| {
            tickets::confirm(tx, by, ticket.id, ticket.version)
        })
    }

    pub fn seen(&self, person: PersonId, id: TicketId) -> Result<TicketView, Refusal> {
        self.tried(person, move |tx, by| tickets::get(tx, by, id))
    }

    pub fn replied(&self, person: PersonId, id: TicketId, text: &str) -> Result<Replied, Refusal> {
        let writing = writing(text);
        self.tried(person, move |tx, by| {
            tickets::reply(tx, by, id, None, &writing)
        })
    }
}

fn address(called: &str) -> Email {
    let first = called.split(' ').next().unwrap().to_lowercase();
    email(&format!("{first}@guichet.example"))
}
