//! From the rows of one ticket to its journal.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::observe::{Observation, Seen, Witness, observe};
use guichet_domain::ticket::{Channel, Created, Level, Matrix, Record, Ticket, perform};
use guichet_store::Connection;
use guichet_store::external::{self, Reference, Target};
use guichet_store::tickets::{self, Change};

use crate::{Refusal, clocks};

use super::mapping::Mapping;
use super::names::{Names, Part};
use super::report::{Rejected, Report};
use super::rows::Row;

/// Why a ticket's priority is not the matrix's.
const AS_IN_THE_LOG: &str = "Priority of the imported log";

/// The rows of one ticket, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    rows: Vec<Row>,
}

impl History {
    /// Whether a row belongs to it.
    pub(super) fn takes(&self, row: &Row) -> bool {
        self.rows
            .first()
            .is_none_or(|first| first.external_id == row.external_id)
    }

    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What the log calls the ticket.
    fn name(&self) -> &str {
        &self.rows[0].external_id
    }

    /// That all its rows are in the ticket.
    fn mark(&self, ticket: &Ticket) -> Reference {
        let last = self.rows.last().map_or(0, |row| row.fingerprint);
        let mark = Mark {
            rows: self.rows.len(),
            last,
        };
        Reference {
            id: ticket.id.0,
            mark: Some(mark.write()),
        }
    }

    /// When the ticket was seen in the state of a row. The last solution and the last end have a
    /// time of their own in the log; other changes happened when they were written.
    fn time_of(&self, place: usize) -> DateTime<Utc> {
        let row = &self.rows[place];
        let lasts = |ends: fn(&Seen) -> bool| {
            let mut later = self.rows[place..]
                .iter()
                .filter_map(|row| row.state.as_ref());
            later.all(ends)
        };
        match &row.state {
            Some(Seen::Closed(..)) if lasts(|seen| matches!(seen, Seen::Closed(..))) => {
                row.closed_at.unwrap_or(row.at)
            }
            Some(Seen::Resolved(_)) if lasts(|seen| !matches!(seen, Seen::Working { .. })) => {
                row.resolved_at.unwrap_or(row.at)
            }
            _ => row.at,
        }
    }
}

/// How far a ticket's rows were taken: their number, and the last one's fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    rows: usize,
    last: u64,
}

impl Mark {
    fn read(text: &str) -> Option<Self> {
        let (rows, last) = text.split_once(':')?;
        Some(Self {
            rows: rows.parse().ok()?,
            last: u64::from_str_radix(last, 16).ok()?,
        })
    }

    fn write(self) -> String {
        format!("{}:{:016x}", self.rows, self.last)
    }
}

/// Checks a batch against what is there, and counts what it would bring.
pub(super) fn check(
    conn: &mut Connection,
    mapping: &Mapping,
    batch: &[History],
) -> Result<Report, Refusal> {
    let mut report = Report::default();
    for history in batch.iter().filter(|history| history.len() > 0) {
        report.rows += history.len() as u64;
        let external_id = &history.rows[0].external_id;
        match external::find(conn, Target::Ticket, &mapping.source, external_id)? {
            None => report.new_tickets += 1,
            Some(reference) => match known_rows(history, reference.mark.as_deref()) {
                Ok(known) => {
                    report.known_rows += known as u64;
                    report.grown_tickets += u64::from(known < history.len());
                }
                Err(rejected) => report.rejected.push(rejected),
            },
        }
    }
    Ok(report)
}

/// Takes a batch.
pub(super) fn take(
    conn: &mut Connection,
    mapping: &Mapping,
    names: &mut Names,
    batch: &[History],
    now: DateTime<Utc>,
) -> Result<Report, Refusal> {
    let mut taking = Taking {
        conn,
        mapping,
        names,
        now,
        report: Report::default(),
    };
    for histories in apart(batch) {
        taking.take(&histories)?;
    }
    Ok(taking.report)
}

/// The histories in groups none of which has one ticket twice: rows that stand apart from their
/// ticket's others are looked at when those are kept.
fn apart(batch: &[History]) -> Vec<Vec<&History>> {
    let mut groups = vec![Vec::new()];
    let mut seen = HashSet::new();
    for history in batch {
        let Some(first) = history.rows.first() else {
            continue;
        };
        if !seen.insert(&first.external_id) {
            seen = HashSet::from([&first.external_id]);
            groups.push(Vec::new());
        }
        groups.last_mut().expect("there is one").push(history);
    }
    groups
}

/// How many rows of a history were taken before; refused when the file tells another story.
fn known_rows(history: &History, mark: Option<&str>) -> Result<usize, Rejected> {
    let Some(mark) = mark.and_then(Mark::read) else {
        return Ok(0);
    };
    let last = mark
        .rows
        .checked_sub(1)
        .map(|place| history.rows.get(place));
    match last {
        None => Ok(0),
        // A shorter file: all of it is known.
        Some(None) => Ok(history.len()),
        Some(Some(row)) if row.fingerprint == mark.last => Ok(mark.rows),
        Some(Some(row)) => Err(Rejected {
            line: row.line,
            reason: format!(
                "`{}` was imported with another row {} than this; its rows must stay in order",
                row.external_id, mark.rows
            ),
        }),
    }
}

struct Taking<'a> {
    conn: &'a mut Connection,
    mapping: &'a Mapping,
    names: &'a mut Names,
    now: DateTime<Utc>,
    report: Report,
}

impl Taking<'_> {
    /// Takes histories of different tickets.
    fn take(&mut self, histories: &[&History]) -> Result<(), Refusal> {
        let source = &self.mapping.source;
        let names = histories.iter().map(|history| history.name().to_owned());
        let names: Vec<String> = names.collect();
        let found = external::find_many(self.conn, Target::Ticket, source, &names)?;
        let mut numbers =
            tickets::reserve_ids(self.conn, histories.len() - found.len())?.into_iter();
        let (mut begun, mut marks) = (Vec::new(), Vec::new());
        for history in histories {
            self.report.rows += history.len() as u64;
            let ticket = match found.get(history.name()) {
                None => {
                    let number = numbers.next().expect("one for each");
                    let (ticket, changes) = self.begin(number, history)?;
                    begun.push(changes);
                    Some(ticket)
                }
                Some(reference) => self.go_on(history, reference)?,
            };
            if let Some(ticket) = ticket {
                marks.push((history.name().to_owned(), history.mark(&ticket)));
            }
        }
        tickets::create_with_history(self.conn, &begun)?;
        clocks::begin_many(self.conn, &begun, self.now)?;
        Ok(external::mark_many(
            self.conn,
            Target::Ticket,
            source,
            &marks,
        )?)
    }

    /// Takes what is new of a ticket that is here; `None` if nothing is.
    fn go_on(
        &mut self,
        history: &History,
        reference: &Reference,
    ) -> Result<Option<Ticket>, Refusal> {
        let known = match known_rows(history, reference.mark.as_deref()) {
            Ok(known) => known,
            Err(rejected) => {
                self.report.rejected.push(rejected);
                return Ok(None);
            }
        };
        self.report.known_rows += known as u64;
        if known == history.len() {
            return Ok(None);
        }
        self.report.grown_tickets += 1;
        let before = tickets::get(self.conn, TicketId(reference.id))?;
        let mut changes = Vec::new();
        let ticket = self.follow(before.clone(), history, known, &mut changes)?;
        tickets::save_history(self.conn, &before, &changes)?;
        clocks::follow_history(self.conn, &ticket, self.now)?;
        Ok(Some(ticket))
    }

    /// A new ticket with its whole history, which is not kept yet.
    fn begin(&mut self, id: TicketId, history: &History) -> Result<(Ticket, Vec<Change>), Refusal> {
        let first = &history.rows[0];
        let created = self.created(first)?;
        let (ticket, records) = perform::create(id, created, Actor::System, first.created_at);
        self.report.new_tickets += 1;
        let mut changes = Vec::new();
        self.keep(&ticket, records, &mut changes);
        let ticket = self.follow(ticket, history, 0, &mut changes)?;
        Ok((ticket, changes))
    }

    /// The ticket after the rows from one on.
    fn follow(
        &mut self,
        mut ticket: Ticket,
        history: &History,
        from: usize,
        changes: &mut Vec<Change>,
    ) -> Result<Ticket, Refusal> {
        for place in from..history.len() {
            ticket = self.see(&ticket, history, place, changes)?;
        }
        Ok(ticket)
    }

    /// The ticket as it was created.
    fn created(&mut self, row: &Row) -> Result<Created, Refusal> {
        let (mapping, now) = (self.mapping, self.now);
        let requester = row
            .requester
            .as_deref()
            .unwrap_or(&mapping.requester.unknown);
        let requester = self
            .names
            .person(self.conn, mapping, Part::Requester, requester, now)?;
        Ok(Created {
            subject: row.subject.clone(),
            kind: mapping.kind,
            category: self.names.category(
                self.conn,
                row.category.as_deref(),
                row.subcategory.as_deref(),
            )?,
            tags: Vec::new(),
            requester,
            organization: None,
            channel: row.channel.unwrap_or(Channel::Api),
            language: mapping.language,
            impact: row.impact,
            urgency: row.urgency,
            priority: row
                .priority
                .unwrap_or_else(|| Matrix::default().presumed(row.impact, row.urgency)),
            level: Level::N1,
            team: None,
            automatic: false,
        })
    }

    /// The ticket after one row.
    fn see(
        &mut self,
        ticket: &Ticket,
        history: &History,
        place: usize,
        changes: &mut Vec<Change>,
    ) -> Result<Ticket, Refusal> {
        let row = &history.rows[place];
        if self.requester_differs(ticket, row)? {
            self.report.remarks.push(Rejected {
                line: row.line,
                reason: "the requester changes; the first one is kept".to_owned(),
            });
        }
        let (mapping, now) = (self.mapping, self.now);
        let assignee = match &row.assignee {
            None => None,
            Some(name) => Some(
                self.names
                    .person(self.conn, mapping, Part::Assignee, name, now)?,
            ),
        };
        let actor = match &row.actor {
            None => Actor::System,
            Some(name) => {
                Actor::Person(
                    self.names
                        .person(self.conn, mapping, Part::Actor, name, now)?,
                )
            }
        };
        let seen = Observation {
            state: row.state.clone(),
            kind: None,
            category: self.names.category(
                self.conn,
                row.category.as_deref(),
                row.subcategory.as_deref(),
            )?,
            impact: row.impact,
            urgency: row.urgency,
            priority: row.priority.map(|priority| {
                let presumed = Matrix::default()
                    .presumed(row.impact.or(ticket.impact), row.urgency.or(ticket.urgency));
                let reason = (priority != presumed).then(|| AS_IN_THE_LOG.to_owned());
                (priority, reason)
            }),
            assignee,
            team: match &row.team {
                None => None,
                Some(name) => Some(self.names.team(self.conn, name)?),
            },
        };
        let at = history.time_of(place);
        let (after, records) = observe(ticket, &seen, Witness { actor, at });
        self.keep(&after, records, changes);
        Ok(after)
    }

    /// Whether a row names another requester than the ticket has; unknown ones say nothing.
    fn requester_differs(&mut self, ticket: &Ticket, row: &Row) -> Result<bool, Refusal> {
        let Some(name) = &row.requester else {
            return Ok(false);
        };
        let (mapping, now) = (self.mapping, self.now);
        let requester = self
            .names
            .person(self.conn, mapping, Part::Requester, name, now)?;
        Ok(requester != ticket.requester)
    }

    fn keep(&mut self, after: &Ticket, records: Vec<Record>, changes: &mut Vec<Change>) {
        self.report.events += records.len() as u64;
        if !records.is_empty() {
            let after = after.clone();
            changes.push(Change { after, records });
        }
    }
}
