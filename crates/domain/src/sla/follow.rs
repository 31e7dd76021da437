//! From the journal of a ticket to its clocks: the one place that says what starts, pauses, resumes
//! and ends which clock.

use chrono::{DateTime, Utc};

use super::clock::Clock;
use super::terms::Pauses;
use super::words::ClockKind;
use crate::ticket::event::{Actor, Event, Record};
use crate::ticket::{HoldReason, Priority, Side, Status, Ticket, replay};

/// The clocks of a ticket while its journal is read. They are led whether something is promised
/// or not; a promise only says which of them matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// In the order in which they began.
    pub clocks: Vec<Clock>,
}

/// Reads a whole journal; `None` when it is no journal of a ticket.
pub fn course<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    pauses: &Pauses,
) -> Option<(Course, Ticket)> {
    let mut records = records.into_iter();
    let first = records.next()?;
    let mut ticket = replay::replay([first])?;
    let mut course = Course::default();
    course.begin(&ticket, is_automatic(first));
    for record in records {
        course.step(&mut ticket, record, pauses);
    }
    Some((course, ticket))
}

impl Course {
    /// The clocks of a new ticket. Nobody waits for the first answer to what a program sent.
    pub fn begin(&mut self, ticket: &Ticket, automatic: bool) {
        let at = ticket.created_at;
        for (kind, level) in [
            (ClockKind::FirstResponse, None),
            (ClockKind::Resolution, None),
            (ClockKind::LevelResolution, Some(ticket.level)),
        ] {
            if !(automatic && kind == ClockKind::FirstResponse) {
                self.clocks.push(Clock::begin(kind, level, at, true));
            }
        }
    }

    /// What one event makes of a ticket and of its clocks.
    pub fn step(&mut self, ticket: &mut Ticket, record: &Record, pauses: &Pauses) {
        let (held, level) = (ticket.hold.as_ref().map(|hold| hold.reason), ticket.level);
        replay::apply(ticket, record);
        let (at, priority) = (record.at, ticket.priority);
        match &record.event {
            Event::Replied { side, thanks, .. } => {
                self.reply(ticket, record, *side, *thanks, pauses)
            }
            Event::Resolved { .. } => {
                self.answered(at, priority);
                self.solved(at, priority);
            }
            Event::Reopened { .. } => self.reopened(ticket, at, pauses),
            Event::Closed { .. } => {
                self.answered(at, priority);
                self.solved(at, priority);
            }
            _ => {}
        }
        let holds = ticket.hold.as_ref().map(|hold| hold.reason);
        if holds != held {
            self.held(holds, at, pauses);
        }
        if ticket.level != level && is_unsolved(ticket) {
            self.moved(ticket, at, pauses);
        }
    }

    fn open(&mut self, kind: ClockKind) -> impl Iterator<Item = &mut Clock> {
        let is_open = move |clock: &&mut Clock| clock.kind == kind && clock.ended_at.is_none();
        self.clocks.iter_mut().filter(is_open)
    }

    fn end(&mut self, kind: ClockKind, at: DateTime<Utc>, priority: Priority) {
        self.open(kind).for_each(|clock| clock.end(at, priority));
    }

    /// An agent's public words answer; an automatic reply does not. A requester's words ask, unless
    /// they only thank, or the first answer is still owed.
    fn reply(
        &mut self,
        ticket: &Ticket,
        record: &Record,
        side: Side,
        thanks: bool,
        pauses: &Pauses,
    ) {
        match (side, record.actor) {
            (Side::Agent, Actor::Person(_)) => self.answered(record.at, ticket.priority),
            (Side::Agent, Actor::System) => {}
            (Side::Requester, _) => {
                let answered = ticket
                    .first_response_at
                    .or(ticket.first_resolved_at)
                    .is_some();
                let waits = self.open(ClockKind::NextResponse).next().is_some();
                if answered && !thanks && !waits {
                    let kind = ClockKind::NextResponse;
                    let runs = !is_paused(pauses, kind, ticket);
                    self.clocks.push(Clock::begin(kind, None, record.at, runs));
                }
            }
        }
    }

    fn answered(&mut self, at: DateTime<Utc>, priority: Priority) {
        self.end(ClockKind::FirstResponse, at, priority);
        self.end(ClockKind::NextResponse, at, priority);
    }

    fn solved(&mut self, at: DateTime<Utc>, priority: Priority) {
        self.end(ClockKind::Resolution, at, priority);
        self.end(ClockKind::LevelResolution, at, priority);
    }

    /// What was thought solved goes on where it stopped; the time between counts for nobody.
    fn reopened(&mut self, ticket: &Ticket, at: DateTime<Utc>, pauses: &Pauses) {
        for kind in [ClockKind::Resolution, ClockKind::LevelResolution] {
            let last = self
                .clocks
                .iter_mut()
                .rev()
                .find(|clock| clock.kind == kind);
            let runs = !is_paused(pauses, kind, ticket);
            let last = last.filter(|clock| clock.ended_at.is_some());
            match last {
                Some(clock) if clock.level.is_none_or(|level| level == ticket.level) => {
                    clock.reopen(at, runs);
                }
                // An imported ticket may come back at another level.
                Some(_) => self
                    .clocks
                    .push(Clock::begin(kind, Some(ticket.level), at, runs)),
                None => {}
            }
        }
    }

    fn held(&mut self, hold: Option<HoldReason>, at: DateTime<Utc>, pauses: &Pauses) {
        for clock in self
            .clocks
            .iter_mut()
            .filter(|clock| clock.ended_at.is_none())
        {
            let paused = hold.is_some_and(|reason| pauses.of(clock.kind).contains(&reason));
            match paused {
                true => clock.pause(at),
                false => clock.resume(at),
            }
        }
    }

    /// Another level holds it: the stay at the former one ends, a new one begins.
    fn moved(&mut self, ticket: &Ticket, at: DateTime<Utc>, pauses: &Pauses) {
        let kind = ClockKind::LevelResolution;
        self.end(kind, at, ticket.priority);
        let runs = !is_paused(pauses, kind, ticket);
        self.clocks
            .push(Clock::begin(kind, Some(ticket.level), at, runs));
    }
}

fn is_automatic(first: &Record) -> bool {
    matches!(&first.event, Event::Created(created) if created.automatic)
}

fn is_paused(pauses: &Pauses, kind: ClockKind, ticket: &Ticket) -> bool {
    let hold = ticket.hold.as_ref();
    hold.is_some_and(|hold| pauses.of(kind).contains(&hold.reason))
}

fn is_unsolved(ticket: &Ticket) -> bool {
    match ticket.status() {
        Status::New | Status::Open | Status::WaitingRequester | Status::WaitingThirdParty => true,
        Status::Resolved | Status::Closed => false,
    }
}
