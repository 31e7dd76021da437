//! Why a clock is due when it is: what was promised, what counted of the time since, what happened.

use crate::i18n::{format, span, t, when};
use guichet_contract::clock::{Clock, CountedPeriod, LogEntry, Stretch};
use guichet_domain::sla::{ClockState, EntryKind};
use leptos::prelude::*;

use super::clock_words::{overtime, why_paused};

/// The explanation, in the zone of the calendar.
pub fn draw(clock: &Clock, list: &str) -> AnyView {
    let zone = when::foreign(clock.started_at, clock.time_zone.as_deref());
    let write = |words: &dyn Fn() -> String| match zone {
        Some(zone) => format::in_zone(zone, words),
        None => words(),
    };
    let stretches: Vec<AnyView> = clock
        .stretches
        .iter()
        .map(|stretch| draw_stretch(stretch, &write))
        .collect();
    let entries: Vec<AnyView> = clock
        .log
        .iter()
        .map(|entry| {
            let moment =
                write(&|| format!("{}, {}", format::day(entry.at), format::clock(entry.at)));
            view! { <li><span>{moment}</span><span>{happened(clock, entry)}</span></li> }.into_any()
        })
        .collect();
    let zone = zone.map(|zone| t::clock::why::zone(&when::zone_words(zone)));
    view! {
        <div class="why" id=list.to_owned()>
            <p>{promised(clock)}" "{used(clock)}" "{warned(clock)}</p>
            <h3>{t::clock::why::stretches()}</h3>
            <ul>{stretches}</ul>
            <h3>{t::clock::why::log()}</h3>
            <ul class="log">{entries}</ul>
            {zone.map(|zone| view! { <p>{zone}</p> })}
        </div>
    }
    .into_any()
}

/// The target, and who says so.
fn promised(clock: &Clock) -> String {
    let terms = match &clock.policy {
        Some(policy) => t::clock::why::by_policy(&policy.name),
        None => t::clock::why::policy_gone().to_owned(),
    };
    let calendar = match &clock.calendar {
        Some(calendar) => t::clock::why::by_calendar(&calendar.name),
        None => t::clock::why::always().to_owned(),
    };
    t::clock::why::target(&span::hours(clock.target_minutes), &terms, &calendar)
}

fn used(clock: &Clock) -> String {
    let (used, target) = (
        span::hours(clock.used_minutes),
        span::hours(clock.target_minutes),
    );
    match overtime(clock) {
        0 => t::clock::why::used(&used, &target),
        late => t::clock::why::used_over(&used, &target, &span::hours(late)),
    }
}

fn warned(clock: &Clock) -> Option<String> {
    let first = clock.warn_at.iter().min()?;
    Some(t::clock::why::warned(&t::clock::percent(i64::from(*first))))
}

/// Words written in the zone of the calendar.
type Write<'a> = dyn Fn(&dyn Fn() -> String) -> String + 'a;

fn draw_stretch(stretch: &Stretch, write: &Write<'_>) -> AnyView {
    let span = write(&|| when::between(stretch.from, stretch.to));
    let counted = span::hours(stretch.counted_minutes);
    let what = match (stretch.running, stretch.to) {
        (true, Some(_)) => t::clock::why::counted(&counted),
        (true, None) if stretch.periods.is_empty() => t::clock::why::counting(&counted),
        (true, None) => t::clock::why::until_due(&counted),
        (false, _) => t::clock::why::stopped(why_paused(stretch.hold)),
    };
    let periods: Vec<AnyView> = stretch
        .periods
        .iter()
        .map(|period| draw_period(*period, write))
        .collect();
    let more = (stretch.more_periods > 0)
        .then(|| view! { <li>{t::clock::why::more(stretch.more_periods)}</li> });
    view! {
        <li>
            {capitalized(&t::clock::why::line(&span, &what))}
            {(!periods.is_empty()).then(|| view! { <ul>{periods}{more}</ul> })}
        </li>
    }
    .into_any()
}

fn draw_period(period: CountedPeriod, write: &Write<'_>) -> AnyView {
    let span = write(&|| when::range(period.from, period.to));
    let line = t::clock::why::line(&span, &span::hours(period.minutes));
    view! { <li>{capitalized(&line)}</li> }.into_any()
}

fn happened(clock: &Clock, entry: &LogEntry) -> String {
    use t::clock::why::entry as w;
    let target = span::hours(entry.target_minutes.unwrap_or(clock.target_minutes));
    match entry.kind {
        EntryKind::Start => w::start(&target),
        EntryKind::Retarget => w::retarget(&target),
        EntryKind::Pause => w::pause().to_owned(),
        EntryKind::Resume => w::resume().to_owned(),
        EntryKind::Fulfil if clock.state == ClockState::Breached => w::fulfil_late().to_owned(),
        EntryKind::Fulfil => w::fulfil().to_owned(),
        EntryKind::Breach => w::breach().to_owned(),
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
