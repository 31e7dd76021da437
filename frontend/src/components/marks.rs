//! The small marks of a ticket: priority, stage, level, tag. Colour never speaks alone.

use super::{Glyph, Icon};
use crate::words;
use guichet_domain::ticket::{HoldReason, Level, Priority, Stage};
use leptos::prelude::*;

/// `P1` to `P4`.
#[component]
pub fn PriorityMark(priority: Priority) -> AnyView {
    let class = format!("prio {priority}");
    view! { <span class=class title=words::priority(priority)>{priority.as_str().to_uppercase()}</span> }.into_any()
}

/// Six pips and the name of the stage, or what the ticket waits for.
#[component]
pub fn StageMark(
    stage: Stage,
    /// What it waits for, if it waits.
    hold: Option<HoldReason>,
    /// Nothing is left to do.
    #[prop(optional)]
    closed: bool,
) -> AnyView {
    let (class, name) = match hold {
        Some(_) => ("stage wait", words::on_hold()),
        None if closed => ("stage", words::closed()),
        None => ("stage", words::stage(stage)),
    };
    view! {
        <span class=class title=words::stage(stage)>
            <span class="pips" aria-hidden="true">{pips(stage, closed)}</span>
            {name}
        </span>
    }
    .into_any()
}

/// Six marks: done, current, to come.
pub(super) fn pips(stage: Stage, closed: bool) -> Vec<AnyView> {
    Stage::ALL
        .iter()
        .map(|&step| {
            let class = if closed || step < stage {
                "d"
            } else if step == stage {
                "c"
            } else {
                ""
            };
            view! { <i class=class></i> }.into_any()
        })
        .collect()
}

/// `N1` to `N3`.
#[component]
pub fn LevelMark(level: Level) -> AnyView {
    view! { <span class="lvl">{words::level(level)}</span> }.into_any()
}

/// A word on a small ground.
#[component]
pub fn Tag(
    #[prop(into)] label: String,
    /// `ok`, `warn`, `danger`, `accent`, `note`, `line`; neutral without.
    #[prop(optional)]
    tone: &'static str,
    #[prop(optional)] icon: Option<Icon>,
) -> AnyView {
    view! {
        <span class=format!("tag {tone}")>{icon.map(|icon| view! { <Glyph icon=icon /> })}{label}</span>
    }
    .into_any()
}
