//! The clock of a ticket: how much of the time is used, what is left, and of which promise.

use super::{Glyph, Icon, minute};
use crate::i18n::{format, span};
use crate::words;
use guichet_contract::clock::Promise;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::HoldReason;
use leptos::prelude::*;

/// How far the promise is named beside its time.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ClockName {
    /// `rés.`
    #[default]
    Short,
    /// `résolution`
    Long,
    /// Not at all.
    Unsaid,
}

/// The most pressing promise of a ticket: a ring, what is left of the time, and which it is; what
/// the ticket waits for while it is paused. It turns late in place, with the other times.
#[component]
pub fn PromiseMark(
    promise: Promise,
    /// What the ticket waits for, if it waits.
    hold: Option<HoldReason>,
    #[prop(optional)] name: ClockName,
) -> AnyView {
    let minute = minute();
    let mark = move || {
        minute.track();
        draw(promise, hold, name)
    };
    mark.into_any()
}

/// How a promise stands by now: its time may have passed since the server said it.
fn standing_now(promise: &Promise) -> Standing {
    match promise.due_at {
        Some(due) if format::seconds_since(due) >= 0 => Standing::Breached,
        _ => promise.standing,
    }
}

fn draw(promise: Promise, hold: Option<HoldReason>, name: ClockName) -> AnyView {
    let standing = standing_now(&promise);
    let said = words::standing(standing);
    let Some(due) = promise.due_at else {
        let reason = hold.map_or(said, words::hold_reason);
        let said = hold.map(|_| view! { <span class="sr">{said}" "</span> });
        return view! {
            <span class="sla pause"><Glyph icon=Icon::CirclePause />{said}<span>{reason}</span></span>
        }
        .into_any();
    };
    let (class, used) = match standing {
        Standing::Breached => ("sla late", 100),
        Standing::AtRisk => ("sla risk", promise.used_percent),
        Standing::OnTrack | Standing::Paused | Standing::None => ("sla", promise.used_percent),
    };
    let kind = match name {
        ClockName::Short => Some(words::clock_short(promise.clock).to_owned()),
        ClockName::Long => Some(words::clock(promise.clock).to_lowercase()),
        ClockName::Unsaid => None,
    };
    view! {
        <span class=class title=words::due(promise.clock, &format::full(due))>
            <Ring used=used />
            <span class="sr">{said}" "</span>
            <span>{span::left(-format::seconds_since(due))}</span>
            {kind.map(|kind| view! { <small>{kind}</small> })}
        </span>
    }
    .into_any()
}

/// A ring filled by the share that is used, in percent.
#[component]
fn Ring(used: i32) -> AnyView {
    // The circumference is 33.
    let filled = f64::from(used.clamp(0, 100)) * 0.33;
    view! {
        <svg viewBox="0 0 14 14" aria-hidden="true">
            <circle class="t" cx="7" cy="7" r="5.25" />
            <circle class="v" cx="7" cy="7" r="5.25" style=("--p", filled.to_string()) />
        </svg>
    }
    .into_any()
}
