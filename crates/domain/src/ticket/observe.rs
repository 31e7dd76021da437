//! History led elsewhere: what another system says of a ticket at one moment becomes the events
//! that lead from what is known to what is seen. One event per real change, in the log's own time;
//! the life cycle does not judge what already happened.

use chrono::{DateTime, Utc};

use super::deeds::DeedKind;
use super::event::{Actor, Change, Event, Record};
use super::replay;
use super::state::{Hold, Ticket};
use super::words::{
    CloseCode, HoldReason, Impact, Kind, Priority, ReopenCause, ResolutionCode, ResumeCause, Stage,
    Status, Urgency,
};
use crate::ids::{CategoryId, PersonId, TeamId};

/// What is seen of a ticket; `None` says nothing, and leaves what is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observation {
    /// Where it stands.
    pub state: Option<Seen>,
    /// What it is about.
    pub kind: Option<Kind>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// How many are hindered.
    pub impact: Option<Impact>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Its priority there, and why it may differ from the matrix's.
    pub priority: Option<(Priority, Option<String>)>,
    /// The agent in charge.
    pub assignee: Option<PersonId>,
    /// The team in charge.
    pub team: Option<TeamId>,
}

/// Where a ticket stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Being worked on at a stage before the solution, perhaps on hold.
    Working {
        /// The stage; a later one before the solution is kept.
        stage: Stage,
        /// What it waits for.
        hold: Option<HoldReason>,
    },
    /// Solved, waiting for the end.
    Resolved(SeenSolution),
    /// Ended.
    Closed(CloseCode, SeenSolution),
}

/// How a ticket was solved elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSolution {
    /// What was done.
    pub solution: String,
    /// How.
    pub code: ResolutionCode,
}

/// Who saw it, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Witness {
    /// Who made the change there.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

/// The ticket as it is after the observation, and the events that lead there: none when nothing
/// is new.
pub fn observe(ticket: &Ticket, seen: &Observation, witness: Witness) -> (Ticket, Vec<Record>) {
    let mut trail = Trail {
        ticket: ticket.clone(),
        version: ticket.version + 1,
        witness,
        records: Vec::new(),
    };
    trail.nature(seen);
    trail.charge(seen);
    match &seen.state {
        None => {}
        Some(Seen::Working { stage, hold }) => trail.working(*stage, *hold),
        Some(Seen::Resolved(solution)) => trail.resolved(solution),
        Some(Seen::Closed(code, solution)) => {
            trail.resolved(solution);
            trail.closed(*code);
        }
    }
    (trail.ticket, trail.records)
}

struct Trail {
    ticket: Ticket,
    version: i64,
    witness: Witness,
    records: Vec<Record>,
}

impl Trail {
    fn emit(&mut self, deed: DeedKind, event: Event) {
        let record = Record {
            ticket: self.ticket.id,
            version: self.version,
            at: self.witness.at,
            actor: self.witness.actor,
            deed,
            event,
        };
        replay::apply(&mut self.ticket, &record);
        self.records.push(record);
    }

    fn nature(&mut self, seen: &Observation) {
        let ticket = &self.ticket;
        let kind = Change::new(ticket.kind, seen.kind.unwrap_or(ticket.kind));
        let category = Change::new(ticket.category, seen.category.or(ticket.category));
        let impact = Change::new(ticket.impact, seen.impact.or(ticket.impact));
        let urgency = Change::new(ticket.urgency, seen.urgency.or(ticket.urgency));
        if kind.is_real() || category.is_real() || impact.is_real() || urgency.is_real() {
            self.emit(
                DeedKind::Requalify,
                Event::Classified {
                    kind,
                    category,
                    impact,
                    urgency,
                },
            );
        }
        if let Some((to, reason)) = &seen.priority {
            let priority = Change::new(self.ticket.priority, *to);
            let override_reason =
                Change::new(self.ticket.priority_override.clone(), reason.clone());
            if priority.is_real() || override_reason.is_real() {
                self.emit(
                    DeedKind::Prioritize,
                    Event::PriorityChanged {
                        priority,
                        override_reason,
                    },
                );
            }
        }
    }

    fn charge(&mut self, seen: &Observation) {
        let assignee = Change::new(self.ticket.assignee, seen.assignee.or(self.ticket.assignee));
        let team = Change::new(self.ticket.team, seen.team.or(self.ticket.team));
        if assignee.is_real() || team.is_real() {
            self.emit(DeedKind::Assign, Event::Assigned { assignee, team });
        }
    }

    fn working(&mut self, stage: Stage, hold: Option<HoldReason>) {
        if matches!(self.ticket.status(), Status::Resolved | Status::Closed) {
            self.emit(
                DeedKind::Reopen,
                Event::Reopened {
                    cause: ReopenCause::Agent,
                    reason: None,
                },
            );
            self.go_to(DeedKind::Reopen, stage);
        } else if stage > self.ticket.stage {
            self.go_to(DeedKind::Take, stage);
        }
        self.wait_for(hold);
    }

    fn wait_for(&mut self, reason: Option<HoldReason>) {
        let held = self.ticket.hold.clone();
        match (held, reason) {
            (None, None) => {}
            (Some(hold), None) => self.emit(
                DeedKind::Resume,
                Event::Resumed {
                    hold,
                    cause: ResumeCause::Agent,
                },
            ),
            (Some(hold), Some(reason)) if hold.reason == reason => {}
            (from, Some(reason)) => {
                let to = Some(Hold {
                    reason,
                    until: None,
                    since: self.witness.at,
                });
                self.emit(
                    DeedKind::Hold,
                    Event::Held {
                        hold: Change::new(from, to),
                    },
                );
            }
        }
    }

    fn resolved(&mut self, solution: &SeenSolution) {
        if matches!(self.ticket.status(), Status::Resolved | Status::Closed) {
            return;
        }
        self.emit(
            DeedKind::Resolve,
            Event::Resolved {
                solution: solution.solution.clone(),
                code: solution.code,
                message: None,
            },
        );
        self.go_to(DeedKind::Resolve, Stage::Closure);
    }

    fn closed(&mut self, code: CloseCode) {
        if self.ticket.closed_at.is_none() {
            self.emit(DeedKind::Close, Event::Closed { code, reason: None });
        }
    }

    fn go_to(&mut self, deed: DeedKind, stage: Stage) {
        if let Some(hold) = self.ticket.hold.clone() {
            self.emit(
                deed,
                Event::Resumed {
                    hold,
                    cause: ResumeCause::Advance,
                },
            );
        }
        if stage != self.ticket.stage {
            let stage = Change::new(self.ticket.stage, stage);
            self.emit(deed, Event::StageChanged { stage });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TicketId;
    use crate::people::Language;
    use crate::ticket::{Channel, Created, Level, perform};

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::hours(hour)
    }

    fn new_ticket() -> (Ticket, Vec<Record>) {
        let created = Created {
            subject: "Category 55".to_owned(),
            kind: Kind::Incident,
            category: None,
            tags: Vec::new(),
            requester: PersonId(1),
            organization: None,
            channel: Channel::Phone,
            language: Language::En,
            impact: None,
            urgency: None,
            priority: Priority::P3,
            level: Level::N1,
            team: None,
            automatic: false,
        };
        perform::create(TicketId(1), created, Actor::System, at(0))
    }

    fn see(ticket: &Ticket, state: Seen, hour: i64) -> (Ticket, Vec<Record>) {
        let seen = Observation {
            state: Some(state),
            ..Observation::default()
        };
        let witness = Witness {
            actor: Actor::Person(PersonId(2)),
            at: at(hour),
        };
        observe(ticket, &seen, witness)
    }

    fn solution() -> SeenSolution {
        SeenSolution {
            solution: "code 6".to_owned(),
            code: ResolutionCode::Fixed,
        }
    }

    #[test]
    fn seeing_the_same_twice_records_nothing_the_second_time() {
        let (ticket, _) = new_ticket();
        let waiting = Seen::Working {
            stage: Stage::Diagnosis,
            hold: Some(HoldReason::Requester),
        };
        let (ticket, records) = see(&ticket, waiting.clone(), 1);
        assert_eq!(records.len(), 2);
        assert_eq!(ticket.status(), Status::WaitingRequester);
        let (same, records) = see(&ticket, waiting, 2);
        assert!(records.is_empty());
        assert_eq!(same, ticket);
    }

    #[test]
    fn a_ticket_seen_working_after_its_solution_was_reopened() {
        let (ticket, mut journal) = new_ticket();
        let states = [
            Seen::Resolved(solution()),
            Seen::Working {
                stage: Stage::Diagnosis,
                hold: None,
            },
            Seen::Closed(CloseCode::NoAnswer, solution()),
        ];
        let mut now = ticket;
        for (hour, state) in (1..).zip(states) {
            let (next, records) = see(&now, state, hour);
            now = next;
            journal.extend(records);
        }
        assert_eq!(now.reopen_count, 1);
        assert_eq!(now.resolved_at, Some(at(3)));
        assert_eq!(now.first_resolved_at, Some(at(1)));
        assert_eq!(now.closed_at, Some(at(3)));
        assert_eq!(replay::replay(&journal), Some(now));
    }
}
