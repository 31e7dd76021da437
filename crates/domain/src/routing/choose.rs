//! Which agent gets a ticket: each seat of the team in the order of the team's method, the first
//! who is there, able and free. Pure; what is known of the agents is given.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::words::{Considered, Decision, RoutingMethod, RoutingReason, Verdict};
use crate::ids::{PersonId, RoutingRuleId, SkillId, TeamId};
use crate::people::Language;
use crate::ticket::Level;

/// Of more agents than this, a decision does not say why each was not chosen.
pub const MOST_CONSIDERED: usize = 50;

/// What somebody is able to do, or should be at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ability {
    /// The skill.
    pub skill: SkillId,
    /// 1 knows it, 2 is at home in it, 3 is an expert.
    pub degree: i32,
}

/// What a ticket asks of its agent, where the method looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// All of these.
    pub skills: Vec<Ability>,
    /// The language of messages to the requester.
    pub language: Language,
}

/// What is known of an agent at the moment of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Open tickets.
    pub load: i32,
    /// How many open tickets the routing gives at most; `None` is without bound.
    pub capacity: Option<i32>,
    /// The languages the agent answers in; every language where none is named.
    pub languages: Vec<Language>,
    /// What the agent is able to do.
    pub skills: Vec<Ability>,
    /// Whether the agent is absent.
    pub absent: bool,
    /// Who gets the tickets of an absent agent.
    pub replacement: Option<PersonId>,
    /// Whether it is within the working hours.
    pub open_now: bool,
}

/// A team at the moment of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// How its tickets find their agent.
    pub method: RoutingMethod,
    /// Its agents who can be put in charge.
    pub members: Vec<PersonId>,
    /// What is known of them, and of those who stand in for them.
    pub agents: Vec<Candidate>,
    /// Whose turn it was last.
    pub last: Option<PersonId>,
}

/// What came of the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Who gets the ticket.
    pub assignee: Option<PersonId>,
    /// Whose turn it was: the member in whose place the agent gets it, as a rule the agent.
    pub turn: Option<PersonId>,
    /// How it was chosen.
    pub method: RoutingMethod,
    /// Why.
    pub reason: RoutingReason,
    /// Those who were considered: who was chosen, then the others by number.
    pub considered: Vec<Considered>,
}

impl Choice {
    /// That of a team whose agents take its tickets themselves.
    pub fn manual() -> Self {
        Self {
            assignee: None,
            turn: None,
            method: RoutingMethod::Manual,
            reason: RoutingReason::Manual,
            considered: Vec::new(),
        }
    }

    /// The decision that the journal keeps.
    pub fn decide(
        self,
        rule: Option<RoutingRuleId>,
        team: Option<TeamId>,
        level: Level,
    ) -> Decision {
        Decision {
            rule,
            team,
            level,
            assignee: self.assignee,
            method: self.method,
            reason: self.reason,
            considered: self.considered,
        }
    }
}

/// A member of the team, and who would get the ticket in that place.
#[derive(Debug, Clone, Copy)]
struct Seat<'a> {
    member: PersonId,
    agent: &'a Candidate,
}

impl Pool {
    /// Who gets a ticket with these needs.
    pub fn choose(&self, needs: &Needs) -> Choice {
        if self.method == RoutingMethod::Manual {
            return Choice::manual();
        }
        let mut verdicts = BTreeMap::new();
        let able = self.able_seats(needs, &mut verdicts);
        let chosen = self.first(&able, needs);
        if let Some(seat) = chosen {
            verdicts.insert(seat.agent.person, (Verdict::Chosen, seat.agent.load));
        }
        Choice {
            assignee: chosen.map(|seat| seat.agent.person),
            turn: chosen.map(|seat| seat.member),
            method: self.method,
            reason: chosen.map_or(RoutingReason::NobodyAvailable, |seat| self.reason(seat)),
            considered: told(&verdicts),
        }
    }

    /// Whether anybody would get a ticket that asks for nothing.
    pub fn has_somebody(&self) -> bool {
        let is_free = |person: &PersonId| {
            let stands_in = self.stand_in(*person, &mut |_| {});
            stands_in.is_some_and(|agent| agent.bar().is_none())
        };
        self.method != RoutingMethod::Manual && self.members.iter().any(is_free)
    }

    /// Takes a choice for done, for the next one.
    pub fn give(&mut self, choice: &Choice) {
        let chosen = |agent: &&mut Candidate| Some(agent.person) == choice.assignee;
        if let Some(agent) = self.agents.iter_mut().find(chosen) {
            agent.load = agent.load.saturating_add(1);
        }
        self.last = choice.turn.or(self.last);
    }

    fn candidate(&self, person: PersonId) -> Option<&Candidate> {
        self.agents.iter().find(|agent| agent.person == person)
    }

    /// The one who gets the tickets of a member: the member, or the first of those who stand in
    /// for one another that is there. Nobody is asked twice, so that a circle ends.
    fn stand_in(
        &self,
        member: PersonId,
        absent: &mut impl FnMut(&Candidate),
    ) -> Option<&Candidate> {
        let mut asked = BTreeSet::new();
        let mut next = Some(member);
        while let Some(person) = next.filter(|person| asked.insert(*person)) {
            let agent = self.candidate(person)?;
            if !agent.absent {
                return Some(agent);
            }
            absent(agent);
            next = agent.replacement;
        }
        None
    }

    /// The seats in which somebody can get the ticket; what bars the others goes to `verdicts`.
    fn able_seats(
        &self,
        needs: &Needs,
        verdicts: &mut BTreeMap<PersonId, (Verdict, i32)>,
    ) -> Vec<Seat<'_>> {
        let mut able = Vec::new();
        for member in &self.members {
            let found = self.stand_in(*member, &mut |absent| {
                verdicts.insert(absent.person, (Verdict::Absent, absent.load));
            });
            let Some(agent) = found else { continue };
            let bar = agent.bar().or_else(|| match self.method {
                RoutingMethod::SkillBased => agent.lacks(needs),
                RoutingMethod::Manual | RoutingMethod::RoundRobin | RoutingMethod::LeastLoaded => {
                    None
                }
            });
            let verdict = bar.unwrap_or(Verdict::NotFirst);
            verdicts.insert(agent.person, (verdict, agent.load));
            if bar.is_none() {
                able.push(Seat {
                    member: *member,
                    agent,
                });
            }
        }
        able
    }

    /// The seat that comes first by the method. Equals take turns by number, so that the lowest
    /// number has no more than the others.
    fn first<'a>(&self, able: &[Seat<'a>], needs: &Needs) -> Option<Seat<'a>> {
        // After the last turn first, then from the beginning; one's own seat before another's.
        let turn = |seat: &Seat<'_>| {
            let waits = self.last.is_none_or(|last| seat.member > last);
            (!waits, seat.member)
        };
        let own = |seat: &Seat<'_>| seat.member == seat.agent.person;
        let seats = able.iter();
        let first = match self.method {
            RoutingMethod::Manual | RoutingMethod::RoundRobin => {
                seats.min_by_key(|seat| turn(seat))
            }
            RoutingMethod::LeastLoaded => {
                seats.min_by_key(|seat| (seat.agent.load, !own(seat), turn(seat)))
            }
            RoutingMethod::SkillBased => seats.min_by_key(|seat| {
                let mastery = std::cmp::Reverse(seat.agent.mastery(needs));
                (seat.agent.load, mastery, !own(seat), turn(seat))
            }),
        };
        first.copied()
    }

    fn reason(&self, seat: Seat<'_>) -> RoutingReason {
        if seat.member != seat.agent.person {
            return RoutingReason::Replacement;
        }
        match self.method {
            RoutingMethod::Manual => RoutingReason::Manual,
            RoutingMethod::RoundRobin => RoutingReason::Turn,
            RoutingMethod::LeastLoaded => RoutingReason::LeastLoad,
            RoutingMethod::SkillBased => RoutingReason::Skills,
        }
    }
}

impl Candidate {
    /// What keeps the agent from getting any ticket, besides an absence.
    fn bar(&self) -> Option<Verdict> {
        if !self.open_now {
            Some(Verdict::OffHours)
        } else if self.capacity.is_some_and(|most| self.load >= most) {
            Some(Verdict::Full)
        } else {
            None
        }
    }

    /// What of the needs the agent does not meet.
    fn lacks(&self, needs: &Needs) -> Option<Verdict> {
        let has = |need: &Ability| self.degree(need.skill) >= need.degree;
        if !self.languages.is_empty() && !self.languages.contains(&needs.language) {
            Some(Verdict::Language)
        } else if !needs.skills.iter().all(has) {
            Some(Verdict::Skill)
        } else {
            None
        }
    }

    /// The degree in a skill; 0 where the agent lacks it.
    fn degree(&self, skill: SkillId) -> i32 {
        let found = self.skills.iter().find(|ability| ability.skill == skill);
        found.map_or(0, |ability| ability.degree)
    }

    /// How far the agent has got in what is needed.
    fn mastery(&self, needs: &Needs) -> i32 {
        needs
            .skills
            .iter()
            .map(|need| self.degree(need.skill))
            .sum()
    }
}

/// Who was chosen first, then by number.
fn told(verdicts: &BTreeMap<PersonId, (Verdict, i32)>) -> Vec<Considered> {
    let mut told: Vec<Considered> = verdicts
        .iter()
        .map(|(person, (verdict, load))| Considered {
            person: *person,
            verdict: *verdict,
            load: *load,
        })
        .collect();
    told.sort_by_key(|one| one.verdict != Verdict::Chosen);
    told.truncate(MOST_CONSIDERED);
    told
}
