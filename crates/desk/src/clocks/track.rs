//! The clocks of a ticket follow its journal, in the transaction of each deed.

use chrono::{DateTime, Utc};
use guichet_domain::sla::{Course, course};
use guichet_domain::ticket::{Event, Record, Ticket};
use guichet_store::clocks::Stored;
use guichet_store::tickets::Change;
use guichet_store::{Connection, clocks, journal};

use super::book::{Book, Law, Tree, book};
use super::plan::{Plan, plan};
use crate::Refusal;

/// Starts the clocks of a new ticket.
pub(crate) fn begin(tx: &mut Connection, ticket: &Ticket, automatic: bool) -> Result<(), Refusal> {
    clocks::rely_on_promises(tx)?;
    let book = book(tx)?;
    let tree = Tree::of(tx, &book, ticket)?;
    let Some(law) = book.law(ticket, &tree) else {
        return Ok(());
    };
    let mut course = Course::default();
    course.begin(ticket, automatic);
    let plan = plan(&course, Vec::new(), Some(&law), ticket, ticket.created_at);
    plan.carry_out(tx, ticket)
}

/// Starts the clocks of tickets that come with a history led elsewhere.
pub(crate) fn begin_many(
    tx: &mut Connection,
    histories: &[Vec<Change>],
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    clocks::rely_on_promises(tx)?;
    let book = book(tx)?;
    if book.policies.is_empty() {
        return Ok(());
    }
    let tree = Tree::whole(tx)?;
    let (mut kept, mut standings) = (Vec::new(), Vec::new());
    for history in histories {
        let Some(last) = history.last() else {
            continue;
        };
        let Some(law) = book.law(&last.after, &tree) else {
            continue;
        };
        let records = history.iter().flat_map(|change| &change.records);
        let Some((course, ticket)) = course(records, &law.policy.terms.pauses) else {
            continue;
        };
        let plan = plan(&course, Vec::new(), Some(&law), &ticket, now);
        kept.extend(plan.insert.into_iter().map(|clock| (ticket.id, clock)));
        standings.extend(
            plan.standing
                .map(|(standing, at)| (ticket.id, standing, at)),
        );
    }
    clocks::insert_many(tx, &kept)?;
    Ok(clocks::set_promises(tx, &standings)?)
}

/// Moves the clocks of a ticket after further history that was led elsewhere and is kept already.
pub(crate) fn follow_history(
    tx: &mut Connection,
    after: &Ticket,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let book = book(tx)?;
    let tree = Tree::of(tx, &book, after)?;
    let law = book.law(after, &tree);
    reread(tx, after, law.as_ref(), now)?.carry_out(tx, after)
}

/// Moves the clocks of a ticket after a deed that is kept already.
pub(crate) fn follow(
    tx: &mut Connection,
    before: &Ticket,
    after: &Ticket,
    records: &[Record],
) -> Result<(), Refusal> {
    let Some(last) = records.last().filter(|_| matters(before, after, records)) else {
        return Ok(());
    };
    let now = last.at;
    let book = book(tx)?;
    let known = clocks::current(tx, after.id)?;
    let tree = Tree::of(tx, &book, after)?;
    let law = book.law(after, &tree);
    let plan = match &law {
        Some(law) if goes_on(before, after, records, &known, law) => {
            let course = stepped(before, records, &known, law);
            plan(&course, known, Some(law), after, now)
        }
        law => reread(tx, after, law.as_ref(), now)?,
    };
    plan.carry_out(tx, after)
}

/// Looks at the whole journal of a ticket again.
pub(super) fn reread(
    tx: &mut Connection,
    ticket: &Ticket,
    law: Option<&Law<'_>>,
    now: DateTime<Utc>,
) -> Result<Plan, Refusal> {
    let known = clocks::of_ticket(tx, ticket.id)?;
    if law.is_none() && known.is_empty() {
        return Ok(Plan::default());
    }
    let journal = journal::of_tickets(tx, &[ticket.id])?.remove(&ticket.id);
    whole(&journal.unwrap_or_default(), known, law, ticket, now)
}

/// What has to be written so that the clocks say what a whole journal says.
pub(super) fn whole(
    journal: &[Record],
    known: Vec<Stored>,
    law: Option<&Law<'_>>,
    ticket: &Ticket,
    now: DateTime<Utc>,
) -> Result<Plan, Refusal> {
    let usual = guichet_domain::sla::Pauses::default();
    let pauses = law.map_or(&usual, |law| &law.policy.terms.pauses);
    let course = course(journal, pauses);
    let (course, _) = course
        .ok_or_else(|| Refusal::Fault(format!("the journal of {} has no beginning", ticket.id)))?;
    Ok(plan(&course, known, law, ticket, now))
}

/// Whether a deed can move a clock, or put the ticket under another policy.
fn matters(before: &Ticket, after: &Ticket, records: &[Record]) -> bool {
    let facts = |ticket: &Ticket| {
        (
            (ticket.status(), ticket.level, ticket.priority),
            ticket.hold.as_ref().map(|hold| hold.reason),
            (ticket.kind, ticket.category, ticket.team),
            ticket.tags.clone(),
        )
    };
    let told = |record: &Record| {
        matches!(
            record.event,
            Event::Replied { .. }
                | Event::Resolved { .. }
                | Event::Reopened { .. }
                | Event::Closed { .. }
                | Event::Alerted(_)
        )
    };
    facts(before) != facts(after) || records.iter().any(told)
}

/// Whether what is kept can simply go on: everything is promised by the same words as before. A
/// reopening takes up clocks that may have ended under others.
fn goes_on(
    before: &Ticket,
    after: &Ticket,
    records: &[Record],
    known: &[Stored],
    law: &Law<'_>,
) -> bool {
    let reopens = |record: &Record| matches!(record.event, Event::Reopened { .. });
    let is_same = |known: &Stored| {
        let promise = &known.kept.promise;
        let policy = (law.policy.id, law.policy.version);
        promise.policy == policy && promise.calendar == law.calendar
    };
    let mut open = known
        .iter()
        .filter(|known| known.kept.clock.ended_at.is_none())
        .peekable();
    open.peek().is_some()
        && open.all(is_same)
        && before.priority == after.priority
        && !records.iter().any(reopens)
}

fn stepped(before: &Ticket, records: &[Record], known: &[Stored], law: &Law<'_>) -> Course {
    let clocks = known.iter().map(|known| known.kept.clock.clone());
    let mut course = Course {
        clocks: clocks.collect(),
    };
    let mut ticket = before.clone();
    for record in records {
        course.step(&mut ticket, record, &law.policy.terms.pauses);
    }
    course
}

/// The book with everything that stands above a category: for many tickets at once.
pub(super) fn whole_book(tx: &mut Connection) -> Result<(std::sync::Arc<Book>, Tree), Refusal> {
    Ok((book(tx)?, Tree::whole(tx)?))
}
