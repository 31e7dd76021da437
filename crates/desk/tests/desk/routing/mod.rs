//! Routing: which team and which agent a ticket goes to, and what that is decided by.

mod assigning;
mod at_once;
mod away;
mod hours;
mod known;
mod led;
mod queues;
mod settled;

use chrono::Duration;
use guichet_desk::routing::absences::{AbsenceView, NewAbsence};
use guichet_desk::routing::agents::AgentPatch;
use guichet_desk::routing::rules::{NewRule, RuleView};
use guichet_desk::routing::{Ability, absences, agents, rules, skills};
use guichet_desk::teams::{self, TeamPatch};
use guichet_desk::tickets::{self, Handling, NewTicket, TicketView};
use guichet_desk::{Refusal, Slice, Wrong};
use guichet_domain::ids::{PersonId, SkillId, TeamId, TicketId};
use guichet_domain::people::{AgentScope, Role};
use guichet_domain::routing::{Decision, RoutingMethod, Verdict};
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::event::{Actor, Event};

use crate::given::{House, asked, name};

/// A rule that leads every ticket to a team.
fn rule(called: &str, team: TeamId) -> NewRule {
    NewRule {
        name: name(called),
        active: true,
        conditions: Conditions::default(),
        team,
        level: None,
        skills: Vec::new(),
    }
}

fn at_most(capacity: i32) -> AgentPatch {
    AgentPatch {
        capacity: Some(Some(capacity)),
        ..AgentPatch::default()
    }
}

/// The one field that was refused.
#[track_caller]
fn refused<T: std::fmt::Debug>(tried: Result<T, Refusal>) -> (String, Wrong) {
    match tried {
        Err(Refusal::Invalid(mut fields)) if fields.len() == 1 => {
            let field = fields.remove(0);
            (field.field, field.wrong)
        }
        other => panic!("not refused for a field: {other:?}"),
    }
}

impl House {
    /// How the tickets of a team find their agent.
    fn routes(&self, team: TeamId, method: RoutingMethod) {
        self.done(self.admin, move |tx, by| {
            let patch = TeamPatch {
                routing: Some(method),
                ..TeamPatch::default()
            };
            teams::change(tx, by, team, None, &patch)
        });
    }

    /// Who is in a team.
    fn members(&self, team: TeamId, members: &[PersonId]) {
        let members = members.to_vec();
        self.done(self.admin, move |tx, by| {
            let patch = TeamPatch {
                members: Some(members.clone()),
                ..TeamPatch::default()
            };
            teams::change(tx, by, team, None, &patch)
        });
    }

    /// Some agents more, in a team.
    fn agents<const N: usize>(&self, team: TeamId, called: [&str; N]) -> [PersonId; N] {
        called.map(|called| self.staff(called, Role::Agent, AgentScope::All, team))
    }

    fn skill(&self, called: &str) -> SkillId {
        let called = name(called);
        self.done(self.supervisor, move |tx, by| {
            skills::create(tx, by, &called)
        })
        .id
    }

    fn knows(&self, person: PersonId, patch: AgentPatch) {
        self.done(self.supervisor, move |tx, by| {
            agents::change(tx, by, person, None, &patch)
        });
    }

    fn skilled(&self, person: PersonId, skills: &[(SkillId, i32)]) {
        let ability = |(skill, degree): &(SkillId, i32)| Ability {
            skill: *skill,
            degree: *degree,
        };
        self.knows(
            person,
            AgentPatch {
                skills: Some(skills.iter().map(ability).collect()),
                ..AgentPatch::default()
            },
        );
    }

    fn rule(&self, new: NewRule) -> RuleView {
        self.done(self.supervisor, move |tx, by| rules::create(tx, by, &new))
    }

    /// Away from now on for some hours.
    fn away(&self, person: PersonId, hours: i64, replacement: Option<PersonId>) -> AbsenceView {
        let now = self.desk.now();
        let new = NewAbsence {
            person,
            from: now,
            until: now + Duration::hours(hours),
            replacement,
            note: None,
        };
        self.done(self.supervisor, move |tx, by| {
            absences::create(tx, by, &new)
        })
    }

    /// Inès begins a ticket of Camille's that goes to a team.
    fn given_to(&self, team: TeamId) -> TicketView {
        self.begun(Handling {
            team: Some(team),
            ..Handling::default()
        })
    }

    fn begun(&self, handling: Handling) -> TicketView {
        let new = NewTicket {
            handling: Some(Handling {
                requester: Some(self.camille),
                ..handling
            }),
            ..asked("VPN : connexion impossible")
        };
        self.done(self.ines, move |tx, by| tickets::create(tx, by, &new))
    }

    /// Whom several tickets of a team go to, one after the other.
    fn given<const N: usize>(&self, team: TeamId) -> [Option<PersonId>; N] {
        std::array::from_fn(|_| self.assignee(self.given_to(team).id))
    }

    fn assignee(&self, ticket: TicketId) -> Option<PersonId> {
        let view = self.seen(self.admin, ticket).unwrap();
        view.assignee.map(|person| person.id)
    }

    /// What the routing decided of a ticket, in order.
    fn decisions(&self, ticket: TicketId) -> Vec<Decision> {
        let journal = self.done(self.admin, move |tx, by| {
            tickets::journal(tx, by, ticket, &Slice::default())
        });
        let decision = |entry: tickets::Entry| match entry.record.event {
            Event::Routed(decision) => {
                assert_eq!(entry.record.actor, Actor::System);
                Some(decision)
            }
            _ => None,
        };
        journal.entries.into_iter().filter_map(decision).collect()
    }

    /// What the last decision found of somebody.
    fn verdict(&self, ticket: TicketId, person: PersonId) -> Option<Verdict> {
        let last = self.decisions(ticket).pop()?;
        let mut considered = last.considered.into_iter();
        considered
            .find(|one| one.person == person)
            .map(|one| one.verdict)
    }
}
