//! Who held the ticket for how long, levels, teams, agents: added up, one after the other, and how
//! often it came back.

use crate::components::*;
use crate::i18n::{format, t};
use guichet_contract::journal::Interval;
use guichet_domain::ticket::intervals::Axis;
use leptos::prelude::*;

use super::super::state::Workspace;
use super::Section;
use super::passages::{holder_name, passages};

/// The times.
#[component]
pub fn History(workspace: Workspace) -> AnyView {
    let intervals = Memo::new(move |_| workspace.intervals.with(|known| known.cloned()));
    let tables = move || {
        let intervals = intervals.get()?;
        let tables: Vec<AnyView> = Axis::ALL
            .iter()
            .filter_map(|axis| table(*axis, &intervals))
            .collect();
        Some(tables)
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
    let own: Vec<Interval> = intervals
        .iter()
        .filter(|one| one.axis == axis)
        .cloned()
        .collect();
    if own.is_empty() {
        return None;
    }
    let title = match axis {
        Axis::Level => t::ticket::panel::by_level(),
        Axis::Team => t::ticket::panel::by_team(),
        Axis::Assignee => t::ticket::panel::by_agent(),
    };
    let mut holders: Vec<&str> = Vec::new();
    for interval in &own {
        if !holders.contains(&interval.holder.as_str()) {
            holders.push(&interval.holder);
        }
    }
    let sums: Vec<AnyView> = holders
        .into_iter()
        .map(|holder| {
            let of = own.iter().filter(|one| one.holder == holder);
            sum(axis, holder, of.cloned().collect())
        })
        .collect();
    let back = passages(axis, &own).map(|(way, count)| {
        view! {
            <p class="back">
                <Tag label=t::ticket::panel::passages(count) tone="warn" icon=Icon::RefreshCw />
                " "
                {way}
            </p>
        }
    });
    Some(
        view! {
            <h3>{title}</h3>
            {back}
            <dl class="held">{sums}</dl>
            {each(axis, &own)}
        }
        .into_any(),
    )
}

/// One holder with all of its times added up.
fn sum(axis: Axis, holder: &str, intervals: Vec<Interval>) -> AnyView {
    let minute = minute();
    let lasts = intervals.iter().any(|one| one.ended_at.is_none());
    let time = move || {
        minute.track();
        let time = format::duration(intervals.iter().map(seconds).sum());
        if lasts {
            t::ticket::panel::and_counting(&time)
        } else {
            time
        }
    };
    view! { <dt class="ell">{holder_name(axis, holder)}</dt><dd>{time}</dd> }.into_any()
}

/// The times one after the other, where there are several.
fn each(axis: Axis, intervals: &[Interval]) -> Option<AnyView> {
    if intervals.len() < 2 {
        return None;
    }
    let count = i64::try_from(intervals.len()).unwrap_or(i64::MAX);
    let lines: Vec<AnyView> = intervals
        .iter()
        .map(|interval| {
            let minute = minute();
            let (from, to) = (interval.started_at, interval.ended_at);
            let span = move || {
                minute.track();
                let to = to.map_or_else(|| t::ticket::panel::now().to_owned(), format::moment);
                t::ticket::panel::span(&format::moment(from), &to)
            };
            let interval = interval.clone();
            let name = holder_name(axis, &interval.holder);
            let time = move || {
                minute.track();
                format::duration(seconds(&interval))
            };
            view! { <li><b class="ell">{name}</b><span>{time}</span><small>{span}</small></li> }
                .into_any()
        })
        .collect();
    Some(
        view! {
            <details class="each">
                <summary>{t::ticket::panel::periods(count)}</summary>
                <ol>{lines}</ol>
            </details>
        }
        .into_any(),
    )
}

fn seconds(interval: &Interval) -> i64 {
    match interval.ended_at {
        Some(end) => (end - interval.started_at).num_seconds(),
        None => format::seconds_since(interval.started_at),
    }
}
