//! Who held the ticket for how long: levels, teams, agents.

use crate::components::minute;
use crate::i18n::{format, t};
use crate::words;
use guichet_contract::journal::Interval;
use guichet_domain::ticket::Level;
use guichet_domain::ticket::intervals::Axis;
use leptos::prelude::*;

use super::super::state::Workspace;
use super::Section;

/// All the times of one holder.
struct Held {
    holder: String,
    seconds: i64,
    /// Holds it still.
    lasts: bool,
}

/// The times, added up.
#[component]
pub fn History(workspace: Workspace) -> AnyView {
    let minute = minute();
    let tables = move || {
        minute.track();
        workspace.intervals.with(|intervals| {
            let intervals = intervals?;
            let tables: Vec<AnyView> = Axis::ALL
                .iter()
                .filter_map(|axis| table(*axis, intervals))
                .collect();
            Some(tables)
        })
    };
    let counts = workspace.part(|ticket| {
        let parts = [
            (
                ticket.reply_count,
                t::ticket::panel::replies(i64::from(ticket.reply_count)),
            ),
            (
                ticket.escalation_count,
                t::ticket::panel::escalations(i64::from(ticket.escalation_count)),
            ),
            (
                ticket.reopen_count,
                t::ticket::panel::reopenings(i64::from(ticket.reopen_count)),
            ),
        ];
        let told = parts.into_iter().filter(|(count, _)| *count > 0);
        told.map(|(_, words)| words).collect::<Vec<_>>().join(", ")
    });
    view! {
        <Section name="history" title=t::ticket::panel::history()>
            <p class="hint">{move || counts.get().filter(|words| !words.is_empty())}</p>
            {tables}
        </Section>
    }
    .into_any()
}

fn table(axis: Axis, intervals: &[Interval]) -> Option<AnyView> {
    let held = add_up(intervals.iter().filter(|one| one.axis == axis));
    if held.is_empty() {
        return None;
    }
    let title = match axis {
        Axis::Level => t::ticket::panel::by_level(),
        Axis::Team => t::ticket::panel::by_team(),
        Axis::Assignee => t::ticket::panel::by_agent(),
    };
    let lines: Vec<AnyView> = held.into_iter().map(|held| line(axis, held)).collect();
    Some(view! { <h3>{title}</h3><dl class="held">{lines}</dl> }.into_any())
}

fn add_up<'a>(intervals: impl Iterator<Item = &'a Interval>) -> Vec<Held> {
    let mut all: Vec<Held> = Vec::new();
    for interval in intervals {
        let seconds = match interval.ended_at {
            Some(end) => (end - interval.started_at).num_seconds(),
            None => format::seconds_since(interval.started_at),
        };
        let lasts = interval.ended_at.is_none();
        match all.iter_mut().find(|held| held.holder == interval.holder) {
            Some(held) => {
                held.seconds += seconds;
                held.lasts |= lasts;
            }
            None => all.push(Held {
                holder: interval.holder.clone(),
                seconds,
                lasts,
            }),
        }
    }
    all
}

fn line(axis: Axis, held: Held) -> AnyView {
    let holder = match (axis, held.holder.parse::<Level>()) {
        (Axis::Level, Ok(level)) => words::level(level).to_owned(),
        _ => held.holder,
    };
    let time = format::duration(held.seconds);
    let time = if held.lasts {
        t::ticket::panel::and_counting(&time)
    } else {
        time
    };
    view! { <dt class="ell">{holder}</dt><dd>{time}</dd> }.into_any()
}
