//! The line of the ticket: when each stage was reached, and where each station leads.

use crate::components::*;
use crate::i18n::{format, t};
use crate::words;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{DeedKind, Stage};
use leptos::prelude::*;

use super::actions;
use super::event_words::hold_words;
use super::state::{Dock, Workspace};

/// What the line is drawn from; it is drawn anew when this changes.
#[derive(Clone, PartialEq)]
struct Shape {
    stage: Stage,
    on_hold: bool,
    closed: bool,
    /// Which stations lead somewhere.
    doors: Vec<bool>,
}

impl Shape {
    fn of(ticket: &Ticket) -> Self {
        let leads = |station: &Stage| leads(ticket, *station).is_some();
        Self {
            stage: ticket.stage,
            on_hold: ticket.hold.is_some(),
            closed: ticket.closed_at.is_some(),
            doors: Stage::ALL.iter().map(leads).collect(),
        }
    }
}

/// The line, and its short form on phones.
#[component]
pub fn Line(workspace: Workspace) -> AnyView {
    let shape = workspace.part(Shape::of);
    let minute = minute();
    let stops = Memo::new(move |_| {
        minute.track();
        workspace
            .ticket
            .with(|ticket| ticket.map(stops).unwrap_or_default())
    });
    let line = move || {
        let shape = shape.get()?;
        let leave = move |_| leave_stage(workspace);
        let inert = !shape.doors.contains(&true);
        Some(view! {
            <StageLine
                stage=shape.stage
                stops=stops
                on_hold=shape.on_hold
                closed=shape.closed
                on_station=Callback::new(move |station| go_to(workspace, station))
            />
            <button type="button" class="linebtn only-sm" disabled=inert on:click=leave>
                <StageBar stage=shape.stage closed=shape.closed note=bar_note(&shape) />
            </button>
        })
    };
    view! { <div class="line">{line}</div> }.into_any()
}

fn bar_note(shape: &Shape) -> String {
    let place = Stage::ALL.iter().position(|stage| *stage == shape.stage);
    let place = place
        .and_then(|place| i64::try_from(place).ok())
        .unwrap_or(0)
        + 1;
    let step = t::line::step(place);
    match shape.on_hold {
        true => format!("{step} · {}", words::on_hold().to_lowercase()),
        false => step,
    }
}

fn stops(ticket: &Ticket) -> Vec<LineStop> {
    let stop = |station: &Stage| LineStop {
        note: note(ticket, *station),
        inert: leads(ticket, *station).is_none(),
    };
    Stage::ALL.iter().map(stop).collect()
}

/// When a stage was reached; since when it lasts, or what the ticket waits for.
fn note(ticket: &Ticket, station: Stage) -> String {
    if station == Stage::Closure
        && let Some(closed_at) = ticket.closed_at
    {
        return format::moment(closed_at);
    }
    if station == ticket.stage && ticket.closed_at.is_none() {
        return match &ticket.hold {
            Some(hold) => t::ticket::hold::waits(&hold_words(hold)),
            None => {
                let seconds = format::seconds_since(ticket.stage_since);
                t::ticket::line::since(&format::duration(seconds))
            }
        };
    }
    let reached = ticket.line.iter().find(|stop| stop.stage == station);
    reached
        .filter(|_| station <= ticket.stage)
        .map(|stop| format::moment(stop.at))
        .unwrap_or_default()
}

/// The deed that leads to a station from here, if one is permitted.
fn leads(ticket: &Ticket, station: Stage) -> Option<Dock> {
    let open = |deed, stage| Dock { deed, stage };
    let dock = if ticket.closed_at.is_some() {
        return None;
    } else if station < ticket.stage {
        let undoes = ticket.stage >= Stage::Documentation && station < Stage::Documentation;
        match (undoes, station) {
            (true, _) => open(DeedKind::Reopen, None),
            (false, Stage::Creation) => return None,
            (false, _) => open(DeedKind::SendBack, Some(station)),
        }
    } else if station > ticket.stage && Some(station) != next(ticket.stage) {
        open(DeedKind::Solve, None)
    } else {
        open(actions::leaving(ticket), None)
    };
    ticket
        .permitted_actions
        .contains(&dock.deed)
        .then_some(dock)
}

fn next(stage: Stage) -> Option<Stage> {
    Stage::ALL.iter().copied().find(|one| *one > stage)
}

fn go_to(workspace: Workspace, station: Stage) {
    let dock = untrack(|| workspace.ticket.with(|ticket| leads(ticket?, station)));
    if let Some(dock) = dock {
        match dock.deed {
            DeedKind::SendBack => actions::open_dock(workspace, dock.deed, dock.stage),
            deed => actions::begin(workspace, deed),
        }
    }
}

/// Begins the deed that leaves the present stage; the key `s`.
pub fn leave_stage(workspace: Workspace) {
    let deed = untrack(|| workspace.ticket.with(|ticket| ticket.map(actions::leaving)));
    if let Some(deed) = deed {
        actions::begin(workspace, deed);
    }
}
