//! Doing a deed: old ticket in, new ticket and its events out, or a refusal that changes nothing.

mod closing;
mod handling;
mod own;
mod steps;

use chrono::{DateTime, Duration, Utc};

use super::deeds::{Deed, DeedKind};
use super::event::{Actor, Change, Created, Event, Record};
use super::lifecycle;
use super::priority::Matrix;
use super::refused::Refused;
use super::replay;
use super::state::Ticket;
use super::words::{ResumeCause, Stage};
use crate::ids::TicketId;

/// What the administrator has settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Priority from impact and urgency.
    pub matrix: Matrix,
    /// How long after closing a requester's reply reopens; later it begins a follow-up ticket.
    pub reopen_within: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            matrix: Matrix::default(),
            reopen_within: Duration::days(14),
        }
    }
}

/// Begins a ticket; its tags are put in order.
pub fn create(
    id: TicketId,
    mut created: Created,
    actor: Actor,
    at: DateTime<Utc>,
) -> (Ticket, Vec<Record>) {
    created.tags.sort();
    created.tags.dedup();
    let record = Record {
        ticket: id,
        version: 1,
        at,
        actor,
        deed: DeedKind::Create,
        event: Event::Created(Box::new(created.clone())),
    };
    (replay::begin(&record, &created), vec![record])
}

/// Does a deed. Nothing changed gives the same ticket and no event.
pub fn perform(
    ticket: &Ticket,
    deed: Deed,
    actor: Actor,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<(Ticket, Vec<Record>), Refused> {
    lifecycle::allows_on(ticket, deed.kind())?;
    let mut draft = Draft {
        ticket: ticket.clone(),
        version: ticket.version + 1,
        records: Vec::new(),
        deed: deed.kind(),
        actor,
        at,
        rules,
    };
    dispatch(&mut draft, deed)?;
    draft.settle_version(ticket.version);
    Ok((draft.ticket, draft.records))
}

fn dispatch(draft: &mut Draft<'_>, deed: Deed) -> Result<(), Refused> {
    match deed {
        Deed::Take { agent } => handling::take(draft, agent),
        Deed::Assign(assignment) => handling::assign(draft, &assignment),
        Deed::Prioritize(wish) => handling::prioritize(draft, wish),
        Deed::Escalate(handing) => return handling::escalate(draft, handing),
        Deed::Deescalate(handing) => return handling::deescalate(draft, handing),
        Deed::Hold { reason, until } => return handling::hold(draft, reason, until),
        Deed::Resume => handling::resume(draft),
        Deed::Tag { add, remove } => handling::tag(draft, &add, &remove),
        Deed::Link {
            link,
            other,
            bound,
            bind,
        } => return handling::link(draft, link, other, bound, bind),
        Deed::Follow { person, follow } => handling::follow(draft, person, follow),
        Deed::Rename { subject } => handling::rename(draft, subject),
        Deed::MarkMajor { major } => handling::mark_major(draft, major),
        Deed::Note { message } => draft.emit(Event::Noted { message }),
        Deed::Reply {
            message,
            side,
            thanks,
        } => return closing::reply(draft, message, side, thanks),
        Deed::Qualify(qualification) => steps::qualify(draft, qualification),
        Deed::Requalify(classification) => return steps::requalify(draft, &classification),
        Deed::Diagnose(findings) => steps::diagnose(draft, findings),
        Deed::Resolve(solution) => steps::resolve(draft, solution),
        Deed::Document(documentation) => steps::document(draft, documentation),
        Deed::Solve(quick) => return steps::solve(draft, *quick),
        Deed::SendBack { stage, reason } => return steps::send_back(draft, stage, reason),
        Deed::Approve => steps::decide_approval(draft, None),
        Deed::Reject { reason } => steps::decide_approval(draft, Some(reason)),
        Deed::Confirm => closing::confirm(draft),
        Deed::NotSolved { reason, message } => closing::not_solved(draft, reason, message),
        Deed::Close { reason } => return closing::close(draft, reason),
        Deed::Reopen { cause, reason } => closing::reopen(draft, cause, reason),
        Deed::Rate {
            survey,
            before,
            score,
        } => closing::rate(draft, survey, before, score),
        Deed::Cancel { reason } => closing::cancel(draft, reason),
        Deed::Spam { reason } => closing::spam(draft, reason),
        Deed::Alert(alarm) => own::alert(draft, *alarm),
        Deed::Route(decision) => own::route(draft, *decision),
    }
    Ok(())
}

/// A ticket while a deed is done to it: every event changes it at once.
struct Draft<'a> {
    ticket: Ticket,
    version: i64,
    records: Vec<Record>,
    deed: DeedKind,
    actor: Actor,
    at: DateTime<Utc>,
    rules: &'a Rules,
}

impl Draft<'_> {
    fn emit(&mut self, event: Event) {
        let record = Record {
            ticket: self.ticket.id,
            version: self.version,
            at: self.at,
            actor: self.actor,
            deed: self.deed,
            event,
        };
        replay::apply(&mut self.ticket, &record);
        self.records.push(record);
    }

    /// An alert alone leaves the ticket, and its version, as they were.
    fn settle_version(&mut self, before: i64) {
        let changes_nothing = |record: &Record| matches!(record.event, Event::Alerted(_));
        if self.records.iter().all(changes_nothing) {
            for record in &mut self.records {
                record.version = before;
            }
        }
    }

    /// Ends a hold, if there is one.
    fn resume(&mut self, cause: ResumeCause) {
        if let Some(hold) = self.ticket.hold.clone() {
            self.emit(Event::Resumed { hold, cause });
        }
    }

    /// Moves along the line; a hold belongs to the stage it was put in.
    fn go_to(&mut self, stage: Stage) {
        if self.ticket.stage != stage {
            self.resume(ResumeCause::Advance);
            let stage = Change::new(self.ticket.stage, stage);
            self.emit(Event::StageChanged { stage });
        }
    }
}
