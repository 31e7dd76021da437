//! A small desk to try things on.

use chrono::{DateTime, Duration, TimeZone, Utc};
use guichet_domain::ids::{CategoryId, MessageId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::people::{AgentScope, Language, Role, Sharing};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::perform::create;
use guichet_domain::ticket::{
    Channel, Created, Deed, Kind, Level, MessageKind, Priority, Rules, Side, Ticket, perform,
};
use guichet_store::{
    Connection, Result, Store, categories, messages, organizations, people, teams, tickets,
};

/// A time, `minutes` after the desk opened.
pub fn at(minutes: i64) -> DateTime<Utc> {
    let opening = Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).unwrap();
    opening + Duration::minutes(minutes) + Duration::microseconds(123_456)
}

/// The people and things of the desk.
#[derive(Debug, Clone)]
pub struct Desk {
    pub ines: PersonId,
    pub marc: PersonId,
    pub agent: PersonId,
    pub colleague: PersonId,
    pub vermeil: OrganizationId,
    pub network: TeamId,
    pub counter: TeamId,
    pub vpn: CategoryId,
}

pub fn profile(name: &str, role: Role) -> people::Profile {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    people::Profile {
        name: name.to_owned(),
        email: Some(email),
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

pub fn organization(name: &str) -> organizations::Profile {
    organizations::Profile {
        name: name.to_owned(),
        notes: None,
        sharing: Sharing::Everyone,
    }
}

pub fn team(name: &str) -> teams::Profile {
    teams::Profile {
        name: name.to_owned(),
        level: Level::N1,
        active: true,
        routing: RoutingMethod::Manual,
    }
}

/// Runs something that must succeed.
pub fn done<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
) -> T {
    store.write_blocking(work).unwrap()
}

pub fn desk(store: &Store) -> Desk {
    done(store, |conn| {
        let vermeil = organizations::insert(conn, &organization("Vermeil"), at(0))?;
        let mut of_vermeil = profile("Inès Laurent", Role::Requester);
        of_vermeil.organization = Some(vermeil);
        let category = categories::insert(conn, "Réseau", None)?;
        Ok(Desk {
            ines: people::insert(conn, &of_vermeil, at(0))?,
            marc: people::insert(conn, &profile("Marc Petit", Role::Requester), at(0))?,
            agent: people::insert(conn, &profile("Camille Rousseau", Role::Agent), at(0))?,
            colleague: people::insert(conn, &profile("Zoé Blanc", Role::Agent), at(0))?,
            vermeil,
            network: teams::insert(conn, &team("Network"))?,
            counter: teams::insert(conn, &team("Counter"))?,
            vpn: categories::insert(conn, "VPN", Some(category))?,
        })
    })
}

pub fn created(desk: &Desk, subject: &str) -> Created {
    Created {
        subject: subject.to_owned(),
        kind: Kind::Incident,
        category: None,
        tags: Vec::new(),
        requester: desk.ines,
        organization: Some(desk.vermeil),
        channel: Channel::Portal,
        language: Language::Fr,
        impact: None,
        urgency: None,
        priority: Priority::P3,
        level: Level::N1,
        team: None,
        automatic: false,
    }
}

/// Begins a ticket.
pub fn begin(conn: &mut Connection, created: Created, minutes: i64) -> Result<Ticket> {
    let id = tickets::reserve_id(conn)?;
    let actor = Actor::Person(created.requester);
    let (ticket, records) = create(id, created, actor, at(minutes));
    tickets::create(conn, &ticket, &records)?;
    Ok(ticket)
}

/// Does a deed and keeps it.
pub fn act(
    conn: &mut Connection,
    ticket: TicketId,
    by: PersonId,
    deed: Deed,
    minutes: i64,
) -> Result<Ticket> {
    let before = tickets::get(conn, ticket)?;
    let actor = Actor::Person(by);
    let (after, records) =
        perform(&before, deed, actor, at(minutes), &Rules::default()).expect("allowed");
    tickets::save(conn, &before, &after, &records)?;
    Ok(after)
}

pub fn message(
    conn: &mut Connection,
    ticket: TicketId,
    author: PersonId,
    kind: MessageKind,
    body: &str,
) -> Result<MessageId> {
    let message = messages::NewMessage {
        ticket,
        kind,
        side: Side::Agent,
        author: Some(author),
        channel: Channel::Portal,
        body: body.to_owned(),
        thanks: false,
        created_at: at(1),
    };
    messages::insert(conn, &message)
}
