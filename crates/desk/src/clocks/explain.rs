//! The clocks of a ticket, each explained: which stretches ran, which open times counted, why it is
//! due when it is.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_domain::calendar::Calendar;
use guichet_domain::ids::{CalendarId, ClockId, SlaPolicyId, TicketId};
use guichet_domain::sla::{Clock, ClockKind, ClockState, EntryKind, Measure, Run};
use guichet_domain::ticket::{Event, HoldReason, Level, Record};
use guichet_store::clocks::Stored;
use guichet_store::{Connection, calendars, clocks, journal, sla_policies};

use super::book::Counted;
use super::plan::is_at_risk;
use crate::tickets::load;
use crate::{By, Refusal};

/// The most open times that are told of one stretch.
const MOST_PERIODS: usize = 40;

/// All clocks of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClocksView {
    /// The ticket.
    pub ticket: TicketId,
    /// The moment they are explained for.
    pub at: DateTime<Utc>,
    /// Those that go on first, then those that ended, in the order in which they began.
    pub clocks: Vec<ClockView>,
}

/// A clock, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockView {
    /// Which one.
    pub id: ClockId,
    /// What it measures.
    pub kind: ClockKind,
    /// The level, where it measures the stay at one.
    pub level: Option<Level>,
    /// The policy, if it is still there.
    pub policy: Option<(SlaPolicyId, String)>,
    /// The calendar, with its name if it is still there; `None` counts day and night.
    pub calendar: Option<(CalendarId, Option<String>)>,
    /// The IANA time zone of the calendar.
    pub time_zone: Option<String>,
    /// How it stands.
    pub state: ClockState,
    /// Whether a warning threshold is passed while it is neither over nor ended.
    pub at_risk: bool,
    /// The target.
    pub target: TimeDelta,
    /// What is used of it.
    pub used: TimeDelta,
    /// Percentages of the target at which it is at risk.
    pub warn_at: Vec<i32>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When the time is over, or was.
    pub due_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The stretches since it began, running and paused, oldest first.
    pub stretches: Vec<Stretch>,
    /// What happened to it, oldest first.
    pub log: Vec<LogEntry>,
}

/// A stretch of time during which a clock ran or was paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Whether it ran.
    pub running: bool,
    /// The hold that paused it; `None` where it ran, or the ticket was solved.
    pub hold: Option<HoldReason>,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; `None` for the one that lasts.
    pub to: Option<DateTime<Utc>>,
    /// How much of it counted.
    pub counted: TimeDelta,
    /// The open times that counted; of the stretch that lasts, up to the due time.
    pub periods: Vec<CountedPeriod>,
    /// How many more there are.
    pub more_periods: usize,
}

/// An open time of the calendar within a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedPeriod {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
}

/// Something that happened to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: EntryKind,
    /// The target from then on, in minutes.
    pub target_minutes: Option<i32>,
}

/// The clocks of a ticket that the reader sees; for staff.
pub fn of_ticket(tx: &mut Connection, by: &By, id: TicketId) -> Result<ClocksView, Refusal> {
    load(tx, by, id)?;
    if !by.is_staff() {
        return Err(Refusal::Forbidden);
    }
    let stored = clocks::of_ticket(tx, id)?;
    let journal = match stored.is_empty() {
        true => Vec::new(),
        false => journal::of_tickets(tx, &[id])?
            .remove(&id)
            .unwrap_or_default(),
    };
    let holds = holds(&journal);
    let policies = sla_policies::list(tx)?;
    let mut views = Vec::new();
    for known in stored {
        let policy = policies
            .iter()
            .find(|policy| policy.id == known.kept.promise.policy.0);
        let policy = policy.map(|policy| (policy.id, policy.profile.name.clone()));
        views.push(explained(tx, known, policy, &holds, by.at)?);
    }
    views.sort_by_key(|view| (view.ended_at.is_some(), view.started_at, view.kind));
    Ok(ClocksView {
        ticket: id,
        at: by.at,
        clocks: views,
    })
}

/// What a ticket waited for from a moment on; nothing from the next on.
type Holds = Vec<(DateTime<Utc>, Option<HoldReason>)>;

fn holds(journal: &[Record]) -> Holds {
    let told = journal.iter().filter_map(|record| match &record.event {
        Event::Held { hold } => Some((record.at, hold.to.as_ref().map(|hold| hold.reason))),
        Event::Resumed { .. } => Some((record.at, None)),
        _ => None,
    });
    told.collect()
}

fn hold_at(holds: &Holds, at: DateTime<Utc>) -> Option<HoldReason> {
    let last = holds.iter().rev().find(|(since, _)| *since <= at);
    last.and_then(|(_, reason)| *reason)
}

fn explained(
    tx: &mut Connection,
    known: Stored,
    policy: Option<(SlaPolicyId, String)>,
    holds: &Holds,
    now: DateTime<Utc>,
) -> Result<ClockView, Refusal> {
    let promise = &known.kept.promise;
    // As it was when the clock was last read: what has ended is explained by what was in force.
    let calendar = match promise.calendar {
        None => None,
        Some((id, version)) => {
            let definition = calendars::version(tx, id, version)?;
            let calendar = Calendar::new(&definition)
                .map_err(|flaws| Refusal::Fault(format!("calendar {id}: {flaws:?}")))?;
            let name = calendars::find(tx, id)?.map(|calendar| calendar.name);
            Some((id, name, calendar))
        }
    };
    let counted = match &calendar {
        None => Counted::Always,
        Some((_, _, calendar)) => Counted::Open(calendar),
    };
    let clock = &known.kept.clock;
    let target = TimeDelta::minutes(promise.target_minutes.into());
    let reading = clock.read(target, &counted, now);
    let mut log: Vec<LogEntry> = known.kept.log.iter().map(entry).collect();
    log.sort_by_key(|entry| entry.at);
    Ok(ClockView {
        id: known.id,
        kind: clock.kind,
        level: clock.level,
        policy,
        time_zone: calendar
            .as_ref()
            .map(|(_, _, calendar)| calendar.time_zone().name().to_owned()),
        state: reading.state,
        at_risk: reading.state == ClockState::Running && is_at_risk(&known.kept, counted, now),
        target,
        used: clock.used_at(&counted, now),
        warn_at: promise.warn_at.clone(),
        started_at: clock.started_at,
        due_at: reading.due_at,
        ended_at: clock.ended_at,
        stretches: stretches(clock, counted, holds, reading.due_at, now),
        log,
        calendar: calendar.as_ref().map(|(id, name, _)| (*id, name.clone())),
    })
}

fn entry(entry: &clocks::Entry) -> LogEntry {
    LogEntry {
        at: entry.at,
        kind: entry.kind,
        target_minutes: entry.target_minutes,
    }
}

/// The runs of a clock with the pauses between them.
fn stretches(
    clock: &Clock,
    counted: Counted<'_>,
    holds: &Holds,
    due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut since = clock.started_at;
    for run in &clock.runs {
        if since < run.from {
            stretches.push(paused(since, Some(run.from), holds));
        }
        stretches.push(ran(run, counted, due_at, now));
        since = run.to.unwrap_or(run.from);
    }
    let ended_before = |end: DateTime<Utc>| since < end;
    match (clock.ended_at, clock.is_running()) {
        (None, true) => {}
        (None, false) => stretches.push(paused(since, None, holds)),
        (Some(end), _) if ended_before(end) => stretches.push(paused(since, Some(end), holds)),
        (Some(_), _) => {}
    }
    stretches
}

fn paused(from: DateTime<Utc>, to: Option<DateTime<Utc>>, holds: &Holds) -> Stretch {
    Stretch {
        running: false,
        hold: hold_at(holds, from),
        from,
        to,
        counted: TimeDelta::zero(),
        periods: Vec::new(),
        more_periods: 0,
    }
}

/// A run, with the open times in it; of the one that lasts up to the due time, so that one sees
/// what is to come.
fn ran(
    run: &Run,
    counted: Counted<'_>,
    due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Stretch {
    let end = run.to.unwrap_or(now);
    let shown_to = match run.to {
        Some(to) => to,
        None => due_at.map_or(now, |due| due.max(now)),
    };
    let (periods, more_periods) = match counted {
        Counted::Always => (Vec::new(), 0),
        Counted::Open(calendar) => {
            let mut open = calendar.open_periods(run.from, shown_to);
            let periods: Vec<CountedPeriod> = open
                .by_ref()
                .take(MOST_PERIODS)
                .map(|period| CountedPeriod {
                    from: period.from,
                    to: period.to,
                })
                .collect();
            (periods, open.take(10_000).count())
        }
    };
    Stretch {
        running: true,
        hold: None,
        from: run.from,
        to: run.to,
        counted: counted.between(run.from, end),
        periods,
        more_periods,
    }
}
