//! What a change of a policy would have done to the tickets of the last 30 days, computed from
//! their journals. It looks at many: ask through `Desk::report`.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::SlaPolicyId;
use guichet_domain::people::Role;
use guichet_domain::sla::{ClockState, Policy, Terms, course};
use guichet_domain::ticket::policy::{Visible, visible};
use guichet_domain::ticket::replay::replay;
use guichet_domain::ticket::{CloseCode, Priority, Record, Ticket};
use guichet_store::{Connection, journal, tickets};

use super::{get, sound};
use crate::clocks::{Book, Law, Tree, book};
use crate::{By, Refusal};

/// How far back tickets are looked at.
const PERIOD: Duration = Duration::days(30);
/// How many are looked at: the newest.
const MOST: u32 = 5_000;
/// How many journals are held in memory.
const BATCH: usize = 250;

/// What a change would have done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Whether only the newest tickets were looked at.
    pub sampled: bool,
    /// One for each priority that occurs.
    pub by_priority: Vec<PriorityEffect>,
}

/// What a change would have done to the tickets of one priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriorityEffect {
    /// The priority.
    pub priority: Priority,
    /// Tickets.
    pub tickets: i64,
    /// Kept as things are.
    pub kept_now: i64,
    /// Kept then.
    pub kept_then: i64,
}

/// What terms would have done in the place of those of a policy, or of a new one tried last; for
/// supervisors who see every ticket.
pub fn preview(
    tx: &mut Connection,
    by: &By,
    policy: Option<SlaPolicyId>,
    terms: &Terms,
) -> Result<Effect, Refusal> {
    by.require(Role::Supervisor)?;
    if visible(&by.viewer) != Visible::All {
        return Err(Refusal::Forbidden);
    }
    let terms = sound::terms(tx, terms)?;
    let now = book(tx)?;
    let (then, id) = changed(tx, by, &now, policy, terms)?;
    let tree = Tree::whole(tx)?;
    let ids = tickets::created_since(tx, by.at - PERIOD, MOST)?;
    let mut counted: BTreeMap<Priority, PriorityEffect> = BTreeMap::new();
    for some in ids.chunks(BATCH) {
        for journal in journal::of_tickets(tx, some)?.into_values() {
            let Some(ticket) = replay(&journal).filter(counts) else {
                continue;
            };
            let (law_now, law_then) = (now.law(&ticket, &tree), then.law(&ticket, &tree));
            let concerns = |law: &Option<Law<'_>>| law.is_some_and(|law| law.policy.id == id);
            if !concerns(&law_now) && !concerns(&law_then) {
                continue;
            }
            let effect = counted.entry(ticket.priority).or_insert(PriorityEffect {
                priority: ticket.priority,
                tickets: 0,
                kept_now: 0,
                kept_then: 0,
            });
            effect.tickets += 1;
            effect.kept_now += i64::from(is_kept(&journal, &ticket, law_now, by.at));
            effect.kept_then += i64::from(is_kept(&journal, &ticket, law_then, by.at));
        }
    }
    Ok(Effect {
        sampled: ids.len() == MOST as usize,
        by_priority: counted.into_values().collect(),
    })
}

/// The book as it would be.
fn changed(
    tx: &mut Connection,
    by: &By,
    now: &Book,
    policy: Option<SlaPolicyId>,
    terms: Terms,
) -> Result<(Book, SlaPolicyId), Refusal> {
    let mut policies = now.policies.clone();
    let id = match policy {
        Some(id) => {
            let version = get(tx, by, id)?.version;
            match policies.iter_mut().find(|known| known.id == id) {
                Some(known) => known.terms = terms,
                // It is not used now: it is thought to be.
                None => policies.push(Policy { id, version, terms }),
            }
            id
        }
        None => {
            // No policy has this number.
            let id = SlaPolicyId(0);
            let version = 0;
            policies.push(Policy { id, version, terms });
            id
        }
    };
    let calendars = now.calendars.clone();
    Ok((
        Book {
            policies,
            calendars,
        },
        id,
    ))
}

fn counts(ticket: &Ticket) -> bool {
    !ticket
        .close_code
        .is_some_and(CloseCode::is_left_out_of_figures)
}

/// Whether no promise of a ticket is broken.
fn is_kept(journal: &[Record], ticket: &Ticket, law: Option<Law<'_>>, now: DateTime<Utc>) -> bool {
    let Some(law) = law else {
        return true;
    };
    let terms = &law.policy.terms;
    let Some((course, _)) = course(journal, &terms.pauses) else {
        return true;
    };
    course.clocks.iter().all(|clock| {
        let priority = clock.ended_priority.unwrap_or(ticket.priority);
        let level = clock.level.unwrap_or(ticket.level);
        let Some(minutes) = terms.target(clock.kind, priority, level) else {
            return true;
        };
        let reading = clock.read(Duration::minutes(minutes.into()), &law.counted, now);
        reading.state != ClockState::Breached
    })
}
