//! Which holds pause which clock.

use super::staging::Staging;
use crate::i18n::t::policy::pauses as words;
use guichet_domain::sla::{ClockKind, Pauses};
use guichet_domain::ticket::HoldReason;
use leptos::prelude::*;

/// In the order of the design.
const REASONS: [HoldReason; 4] = [
    HoldReason::Requester,
    HoldReason::Scheduled,
    HoldReason::ThirdParty,
    HoldReason::Approval,
];

/// The card: one clock at a time.
#[component]
pub fn PausesCard(staging: Staging) -> AnyView {
    let clock = RwSignal::new(ClockKind::Resolution);
    let options: Vec<AnyView> = ClockKind::ALL
        .iter()
        .map(|&kind| view! { <option value=kind.as_str()>{clock_word(kind)}</option> }.into_any())
        .collect();
    let choose = move |event| {
        if let Ok(kind) = event_target_value(&event).parse() {
            clock.set(kind);
        }
    };
    let rows: Vec<AnyView> = REASONS
        .into_iter()
        .map(|reason| row(staging, clock, reason))
        .collect();
    view! {
        <section class="card" aria-labelledby="pauses">
            <div class="ct">
                <h2 id="pauses">{move || title(clock.get())}</h2>
                <select
                    class="select sm"
                    id=staging.form.id("terms.pauses")
                    aria-label=words::clock()
                    prop:value=move || clock.get().as_str()
                    on:change=choose
                >
                    {options}
                </select>
            </div>
            <ul class="tog">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(staging: Staging, clock: RwSignal<ClockKind>, reason: HoldReason) -> AnyView {
    let terms = staging.terms;
    let (name, detail) = reason_words(reason);
    let id = format!("pause-{reason}");
    let on = move || {
        let kind = clock.get();
        terms.with(|terms| terms.pauses.of(kind).contains(&reason))
    };
    let turn = move |event| {
        let on = event_target_checked(&event);
        let kind = clock.get_untracked();
        terms.update(|terms| {
            let reasons = reasons_of(&mut terms.pauses, kind);
            reasons.retain(|known| *known != reason);
            if on {
                reasons.push(reason);
                // One order, so that going back is no change.
                reasons.sort_unstable();
            }
        });
    };
    view! {
        <li>
            <label for=id.clone()><b>{name}</b><span>{detail}</span></label>
            <input class="switch" role="switch" type="checkbox" id=id prop:checked=on on:change=turn />
        </li>
    }
    .into_any()
}

fn reasons_of(pauses: &mut Pauses, kind: ClockKind) -> &mut Vec<HoldReason> {
    match kind {
        ClockKind::FirstResponse => &mut pauses.first_response,
        ClockKind::NextResponse => &mut pauses.next_response,
        ClockKind::Resolution => &mut pauses.resolution,
        ClockKind::LevelResolution => &mut pauses.level_resolution,
    }
}

fn title(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::FirstResponse => words::first_response(),
        ClockKind::NextResponse => words::next_response(),
        ClockKind::Resolution => words::resolution(),
        ClockKind::LevelResolution => words::level_resolution(),
    }
}

fn clock_word(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::FirstResponse => words::clocks::first_response(),
        ClockKind::NextResponse => words::clocks::next_response(),
        ClockKind::Resolution => words::clocks::resolution(),
        ClockKind::LevelResolution => words::clocks::level_resolution(),
    }
}

fn reason_words(reason: HoldReason) -> (&'static str, &'static str) {
    match reason {
        HoldReason::Requester => (words::requester(), words::requester_detail()),
        HoldReason::Scheduled => (words::scheduled(), words::scheduled_detail()),
        HoldReason::ThirdParty => (words::third_party(), words::third_party_detail()),
        HoldReason::Approval => (words::approval(), words::approval_detail()),
    }
}
