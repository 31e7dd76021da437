//! Reading the log: one row at a time, each understood or refused with its reason.

use std::io::Read;

use chrono::{DateTime, NaiveDateTime, Utc};
use csv::StringRecord;
use guichet_domain::text::{Name, Subject};
use guichet_domain::ticket::observe::Seen;
use guichet_domain::ticket::{Channel, Impact, Priority, Urgency};

use super::mapping::Mapping;
use super::report::Rejected;

/// What one row says of a ticket after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) external_id: String,
    pub(super) at: DateTime<Utc>,
    pub(super) created_at: DateTime<Utc>,
    /// The last solution and the last end, as the log knows them afterwards.
    pub(super) resolved_at: Option<DateTime<Utc>>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    pub(super) subject: String,
    pub(super) requester: Option<String>,
    pub(super) actor: Option<String>,
    pub(super) assignee: Option<String>,
    pub(super) team: Option<String>,
    pub(super) category: Option<String>,
    pub(super) subcategory: Option<String>,
    pub(super) state: Option<Seen>,
    pub(super) channel: Option<Channel>,
    pub(super) impact: Option<Impact>,
    pub(super) urgency: Option<Urgency>,
    pub(super) priority: Option<Priority>,
    /// Tells the row from another at the same place of the log.
    pub(super) fingerprint: u64,
}

/// Where the columns of the mapping stand in this file.
struct Places {
    external_id: usize,
    at: usize,
    created_at: usize,
    state: usize,
    requester: usize,
    resolved_at: Option<usize>,
    closed_at: Option<usize>,
    actor: Option<usize>,
    assignee: Option<usize>,
    team: Option<usize>,
    category: Option<usize>,
    subcategory: Option<usize>,
    channel: Option<usize>,
    impact: Option<usize>,
    urgency: Option<usize>,
    priority: Option<usize>,
    solution: Option<usize>,
    subject: Vec<usize>,
}

/// The rows of a log.
pub(super) struct Rows<R> {
    csv: csv::Reader<R>,
    places: Places,
    record: StringRecord,
}

impl<R: Read> Rows<R> {
    /// Reads the heading and finds every column of the mapping.
    pub(super) fn open(input: R, mapping: &Mapping) -> Result<Self, String> {
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(mapping.csv.delimiter as u8)
            .flexible(false)
            .from_reader(input);
        let heading = csv
            .headers()
            .map_err(|error| format!("the heading cannot be read: {error}"))?
            .clone();
        Ok(Self {
            places: Places::find(&heading, mapping)?,
            csv,
            record: StringRecord::new(),
        })
    }

    /// The next row; `None` at the end of the file.
    pub(super) fn next(&mut self, mapping: &Mapping) -> Option<Result<Row, Rejected>> {
        match self.csv.read_record(&mut self.record) {
            Ok(false) => None,
            Ok(true) => {
                let line = self.record.position().map_or(0, csv::Position::line);
                let row = self.places.read(&self.record, line, mapping);
                Some(row.map_err(|reason| Rejected { line, reason }))
            }
            Err(error) => Some(Err(Rejected {
                line: error.position().map_or(0, csv::Position::line),
                reason: format!("not a row of this file: {error}"),
            })),
        }
    }
}

impl Places {
    fn find(heading: &StringRecord, mapping: &Mapping) -> Result<Self, String> {
        let place = |name: &String| {
            heading
                .iter()
                .position(|column| column == name)
                .ok_or_else(|| format!("the file has no column `{name}`"))
        };
        let perhaps = |name: &Option<String>| name.as_ref().map(place).transpose();
        let columns = &mapping.columns;
        Ok(Self {
            external_id: place(&columns.external_id)?,
            at: place(&columns.at)?,
            created_at: place(&columns.created_at)?,
            state: place(&columns.state)?,
            requester: place(&columns.requester)?,
            resolved_at: perhaps(&columns.resolved_at)?,
            closed_at: perhaps(&columns.closed_at)?,
            actor: perhaps(&columns.actor)?,
            assignee: perhaps(&columns.assignee)?,
            team: perhaps(&columns.team)?,
            category: perhaps(&columns.category)?,
            subcategory: perhaps(&columns.subcategory)?,
            channel: perhaps(&columns.channel)?,
            impact: perhaps(&columns.impact)?,
            urgency: perhaps(&columns.urgency)?,
            priority: perhaps(&columns.priority)?,
            solution: perhaps(&columns.solution)?,
            subject: mapping
                .subject
                .columns
                .iter()
                .map(place)
                .collect::<Result<_, _>>()?,
        })
    }

    fn read(&self, record: &StringRecord, line: u64, mapping: &Mapping) -> Result<Row, String> {
        let cells = Cells { record, mapping };
        let external_id = cells
            .name(Some(self.external_id))?
            .ok_or("the number is unknown")?;
        let state = match cells.known(Some(self.state)) {
            None => None,
            Some(value) => {
                let state = mapping.state.get(value);
                let state = state.ok_or_else(|| format!("unknown state `{value}`"))?;
                state.seen(cells.known(self.solution))
            }
        };
        Ok(Row {
            line,
            at: cells.time(Some(self.at))?.ok_or("the time is unknown")?,
            created_at: cells
                .time(Some(self.created_at))?
                .ok_or("the time of creation is unknown")?,
            resolved_at: cells.time(self.resolved_at)?,
            closed_at: cells.time(self.closed_at)?,
            subject: self.subject(&cells, &external_id)?,
            requester: cells.name(Some(self.requester))?,
            actor: cells.name(self.actor)?,
            assignee: cells.name(self.assignee)?,
            team: cells.name(self.team)?,
            category: cells.name(self.category)?,
            subcategory: cells.name(self.subcategory)?,
            state,
            channel: cells.word(self.channel, &mapping.channel, "channel")?,
            impact: cells.word(self.impact, &mapping.impact, "impact")?,
            urgency: cells.word(self.urgency, &mapping.urgency, "urgency")?,
            priority: cells.word(self.priority, &mapping.priority, "priority")?,
            fingerprint: fingerprint(record),
            external_id,
        })
    }

    fn subject(&self, cells: &Cells<'_>, otherwise: &str) -> Result<String, String> {
        let known: Vec<&str> = self
            .subject
            .iter()
            .filter_map(|place| cells.known(Some(*place)))
            .collect();
        if known.is_empty() {
            return Ok(otherwise.to_owned());
        }
        let joined = known.join(&cells.mapping.subject.joined_by);
        let subject = Subject::parse(&joined).map_err(|error| format!("the subject {error}"))?;
        Ok(subject.into_string())
    }
}

/// One record, read by the mapping.
struct Cells<'a> {
    record: &'a StringRecord,
    mapping: &'a Mapping,
}

impl<'a> Cells<'a> {
    fn known(&self, place: Option<usize>) -> Option<&'a str> {
        let value = self.record.get(place?)?.trim();
        (!self.mapping.is_unknown(value)).then_some(value)
    }

    fn name(&self, place: Option<usize>) -> Result<Option<String>, String> {
        self.known(place)
            .map(|value| {
                Name::parse(value)
                    .map(Name::into_string)
                    .map_err(|error| format!("`{value}` {error}"))
            })
            .transpose()
    }

    fn time(&self, place: Option<usize>) -> Result<Option<DateTime<Utc>>, String> {
        self.known(place)
            .map(|value| {
                NaiveDateTime::parse_from_str(value, &self.mapping.csv.time)
                    .map(|time| time.and_utc())
                    .map_err(|_| {
                        format!("`{value}` is not a time like `{}`", self.mapping.csv.time)
                    })
            })
            .transpose()
    }

    fn word<T: Copy>(
        &self,
        place: Option<usize>,
        words: &std::collections::HashMap<String, T>,
        what: &str,
    ) -> Result<Option<T>, String> {
        self.known(place)
            .map(|value| {
                words
                    .get(value)
                    .copied()
                    .ok_or_else(|| format!("unknown {what} `{value}`"))
            })
            .transpose()
    }
}

/// FNV-1a, 64 bits, over the cells: stable across releases, and nothing depends on its secrecy.
fn fingerprint(record: &StringRecord) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    };
    for cell in record {
        cell.bytes().for_each(&mut eat);
        eat(0);
    }
    hash
}
