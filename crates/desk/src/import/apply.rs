//! From the rows of one ticket to its journal.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::observe::{Observation, Seen, Witness, observe};
use guichet_domain::ticket::{Channel, Created, Level, Matrix, Record, Ticket, perform};
use guichet_store::external::{self, Reference, Target};
use guichet_store::tickets::{self, Change};
use guichet_store::{Connection, Error};

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
) -> Result<Report, crate::Refusal> {
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
) -> Result<Report, Error> {
    let mut taking = Taking {
        conn,
        mapping,
        names,
        now,
        report: Report::default(),
    };
    for history in batch.iter().filter(|history| history.len() > 0) {
        taking.take(history)?;
    }
    Ok(taking.report)
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
    fn take(&mut self, history: &History) -> Result<(), Error> {
        self.report.rows += history.len() as u64;
        let first = &history.rows[0];
        let source = &self.mapping.source;
        let found = external::find(self.conn, Target::Ticket, source, &first.external_id)?;
        let (before, known) = match &found {
            None => (None, 0),
            Some(reference) => match known_rows(history, reference.mark.as_deref()) {
                Err(rejected) => {
                    self.report.rejected.push(rejected);
                    return Ok(());
                }
                Ok(known) if known == history.len() => {
                    self.report.known_rows += known as u64;
                    return Ok(());
                }
                Ok(known) => {
                    self.report.grown_tickets += 1;
                    (
                        Some(tickets::get(self.conn, TicketId(reference.id))?),
                        known,
                    )
                }
            },
        };
        self.report.known_rows += known as u64;
        let mut changes = Vec::new();
        let mut ticket = match &before {
            Some(ticket) => ticket.clone(),
            None => self.begin(first, &mut changes)?,
        };
        for place in known..history.len() {
            ticket = self.see(&ticket, history, place, &mut changes)?;
        }
        tickets::save_history(self.conn, before.as_ref(), &changes)?;
        self.mark(history, &ticket)
    }

    fn mark(&mut self, history: &History, ticket: &Ticket) -> Result<(), Error> {
        let last = &history.rows[history.len() - 1];
        let mark = Mark {
            rows: history.len(),
            last: last.fingerprint,
        };
        let (source, id) = (&self.mapping.source, &last.external_id);
        let reference = Reference {
            id: ticket.id.0,
            mark: Some(mark.write()),
        };
        external::mark(self.conn, Target::Ticket, source, id, &reference)
    }

    /// The ticket as it was created.
    fn begin(&mut self, row: &Row, changes: &mut Vec<Change>) -> Result<Ticket, Error> {
        let (mapping, now) = (self.mapping, self.now);
        let requester = row
            .requester
            .as_deref()
            .unwrap_or(&mapping.requester.unknown);
        let requester = self
            .names
            .person(self.conn, mapping, Part::Requester, requester, now)?;
        let created = Created {
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
        };
        let id = tickets::reserve_id(self.conn)?;
        let (ticket, records) = perform::create(id, created, Actor::System, row.created_at);
        self.report.new_tickets += 1;
        self.keep(&ticket, records, changes);
        Ok(ticket)
    }

    /// The ticket after one row.
    fn see(
        &mut self,
        ticket: &Ticket,
        history: &History,
        place: usize,
        changes: &mut Vec<Change>,
    ) -> Result<Ticket, Error> {
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
    fn requester_differs(&mut self, ticket: &Ticket, row: &Row) -> Result<bool, Error> {
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
