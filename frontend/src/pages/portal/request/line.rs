//! The line of a request, with the time each stage was reached and what the present one waits for.

use crate::components::*;
use crate::i18n::{format, t};
use crate::pages::portal::words;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{DeedKind, Stage};
use leptos::prelude::*;

/// A row of stations; a bar of six on phones.
#[component]
pub fn Line(ticket: Signal<Ticket>) -> AnyView {
    let drawn = Memo::new(move |_| ticket.with(Progress::of));
    let line = move || {
        let Progress {
            stage,
            closed,
            on_hold,
            note,
            stops,
        } = drawn.get();
        view! {
            <StageLine stage=stage stops=stops on_hold=on_hold closed=closed />
            <StageBar stage=stage closed=closed note=note />
        }
    };
    line.into_any()
}

/// What of a request its line shows.
#[derive(Clone, PartialEq)]
struct Progress {
    stage: Stage,
    closed: bool,
    on_hold: bool,
    note: String,
    stops: Vec<LineStop>,
}

impl Progress {
    fn of(ticket: &Ticket) -> Self {
        let closed = ticket.closed_at.is_some();
        let note = match &ticket.hold {
            _ if closed => String::new(),
            Some(hold) => words::hold(hold.reason).to_owned(),
            None if ticket.permitted_actions.contains(&DeedKind::Confirm) => {
                t::portal::request::to_confirm().to_owned()
            }
            None => t::portal::request::current().to_owned(),
        };
        let stops = Stage::ALL
            .iter()
            .map(|&stage| LineStop {
                note: if stage == ticket.stage && !closed {
                    note.clone()
                } else {
                    reached(ticket, stage)
                },
                ..LineStop::default()
            })
            .collect();
        Self {
            stage: ticket.stage,
            closed,
            on_hold: ticket.hold.is_some(),
            note,
            stops,
        }
    }
}

fn reached(ticket: &Ticket, stage: Stage) -> String {
    let station = ticket.line.iter().find(|station| station.stage == stage);
    station
        .map(|station| format::moment(station.at))
        .unwrap_or_default()
}
