//! Times on the page: one clock refreshes all of them together, each minute.

use crate::i18n::format;
use crate::single::Single;
use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;
use std::time::Duration;

thread_local! {
    static MINUTE: Single<RwSignal<u32>> = const { Single::new() };
}

/// Starts the clock.
pub fn provide_minute() {
    let minute = RwSignal::new(0_u32);
    MINUTE.with(|single| single.set(minute));
    let ticking = set_interval_with_handle(
        move || minute.update(|minute| *minute = minute.wrapping_add(1)),
        Duration::from_secs(60),
    );
    if let Ok(ticking) = ticking {
        on_cleanup(move || ticking.clear());
    }
}

/// Changes each minute: read it where something grows old.
#[must_use]
pub fn minute() -> Signal<u32> {
    MINUTE.with(Single::get).into()
}

/// How a time is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TimeStyle {
    /// In lists: `4 min`, `hier`, `9 mars`.
    Recent,
    /// In threads: `13:44`, `9 mars, 13:44`.
    Moment,
}

/// A time; pointing at it shows all of it.
#[component]
pub fn Time(at: DateTime<Utc>, style: TimeStyle) -> AnyView {
    let minute = minute();
    let words = move || {
        minute.track();
        match style {
            TimeStyle::Recent => format::recent(at),
            TimeStyle::Moment => format::moment(at),
        }
    };
    view! {
        <time datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true) title=format::full(at)>{words}</time>
    }
    .into_any()
}
