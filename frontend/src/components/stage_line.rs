//! The line of six stages: a row of stations, and a bar of six on phones.

use super::marks::pips;
use super::{Glyph, Icon};
use crate::i18n::t;
use crate::words;
use guichet_domain::ticket::Stage;
use leptos::prelude::*;

/// What is written under one station.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineStop {
    /// When it was reached, or since when, in words; may be empty.
    pub note: String,
    /// Nothing can be done from here that leads to it: it is no button.
    pub inert: bool,
}

/// The line. With `on_station` each station is a button: what it does is the page's to say.
#[component]
pub fn StageLine(
    stage: Stage,
    /// What stands at each stage, in order; notes may change while the line stays.
    #[prop(into)]
    stops: Signal<Vec<LineStop>>,
    /// The ticket waits.
    #[prop(optional)]
    on_hold: bool,
    /// Nothing is left to do.
    #[prop(optional)]
    closed: bool,
    #[prop(optional, into)] on_station: Option<Callback<Stage>>,
) -> AnyView {
    let stations: Vec<AnyView> = Stage::ALL
        .iter()
        .enumerate()
        .map(|(place, &station)| {
            let stop = move || stops.with(|stops| stops.get(place).cloned().unwrap_or_default());
            let is_inert = untrack(stop).inert;
            let note = Signal::derive(move || stop().note);
            draw(
                station,
                stage,
                note,
                on_hold,
                closed,
                on_station.filter(|_| !is_inert),
            )
        })
        .collect();
    view! { <ol class="steps hide-sm" aria-label=t::line::label()>{stations}</ol> }.into_any()
}

fn draw(
    station: Stage,
    stage: Stage,
    note: Signal<String>,
    on_hold: bool,
    closed: bool,
    on_station: Option<Callback<Stage>>,
) -> AnyView {
    let done = closed || station < stage;
    let current = !closed && station == stage;
    let class = match (done, current, on_hold) {
        (true, ..) => "d",
        (_, true, true) => "c w",
        (_, true, false) => "c",
        (_, false, _) => "",
    };
    let name = words::stage(station);
    let name = match on_station {
        Some(on_station) => {
            view! { <button type="button" on:click=move |_| on_station.run(station)>{name}</button> }.into_any()
        }
        None => view! { <b>{name}</b> }.into_any(),
    };
    view! {
        <li class=class aria-current=current.then_some("step")>
            <span class="st">{done.then(|| view! { <Glyph icon=Icon::Check /> })}</span>
            {done.then(|| view! { <span class="sr">{t::line::done()}</span> })}
            {name}
            <small>{move || note.get()}</small>
        </li>
    }
    .into_any()
}

/// Six bars: done, current, to come.
#[component]
pub fn SixBars(stage: Stage, #[prop(optional)] closed: bool) -> AnyView {
    view! { <span class="bar6" aria-hidden="true">{pips(stage, closed)}</span> }.into_any()
}

/// The line on a phone: six bars and the name of the stage.
#[component]
pub fn StageBar(
    stage: Stage,
    #[prop(optional)] closed: bool,
    /// What is said after the name.
    #[prop(into)]
    note: String,
) -> AnyView {
    let name = if closed {
        words::closed()
    } else {
        words::stage(stage)
    };
    view! {
        <div class="msteps only-sm">
            <SixBars stage=stage closed=closed />
            <span><b>{name}</b>{(!note.is_empty()).then(|| format!(" · {note}"))}</span>
        </div>
    }
    .into_any()
}
