//! What the desk writes on a ticket whose promise is in danger, in the desk's language.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::people::Language;
use guichet_domain::sla::ClockKind;
use guichet_domain::ticket::event::Alert;
use guichet_store::clocks::Stored;

use crate::clocks::book::{Counted, Law};
use crate::settings::Settings;

/// The sentence of the hand-over note, and of the reason.
pub(super) fn sentence(
    settings: &Settings,
    ticket: TicketId,
    alert: &Alert,
    law: &Law<'_>,
    known: &Stored,
) -> String {
    let number = settings.number(ticket);
    let clock = clock(settings.language, alert.clock);
    let due = moment(settings.language, alert.due_at, law.counted);
    let target = known.kept.promise.target_minutes;
    match (settings.language, alert.percent) {
        (Language::Fr, 100) => format!(
            "{number} : {clock} en dépassement. Échéance le {due}, objectif de {target} minutes."
        ),
        (Language::Fr, percent) => format!(
            "{number} : {clock} à risque, {percent} % du délai est utilisé. Échéance le {due}."
        ),
        (Language::En, 100) => format!(
            "{number}: {clock} is overdue. It was due on {due}, the target is {target} minutes."
        ),
        (Language::En, percent) => format!(
            "{number}: {clock} is at risk, {percent}% of the time is used. It is due on {due}."
        ),
    }
}

fn clock(language: Language, kind: ClockKind) -> &'static str {
    match (language, kind) {
        (Language::Fr, ClockKind::FirstResponse) => "première réponse",
        (Language::Fr, ClockKind::NextResponse) => "prochaine réponse",
        (Language::Fr, ClockKind::Resolution) => "résolution",
        (Language::Fr, ClockKind::LevelResolution) => "séjour au niveau",
        (Language::En, ClockKind::FirstResponse) => "first reply",
        (Language::En, ClockKind::NextResponse) => "next reply",
        (Language::En, ClockKind::Resolution) => "resolution",
        (Language::En, ClockKind::LevelResolution) => "stay at the level",
    }
}

/// In the zone of the calendar, which is named; without a calendar in UTC.
fn moment(language: Language, at: DateTime<Utc>, counted: Counted<'_>) -> String {
    let form = match language {
        Language::Fr => "%d/%m/%Y à %H:%M (%Z)",
        Language::En => "%d/%m/%Y at %H:%M (%Z)",
    };
    match counted {
        Counted::Always => at.format(form).to_string(),
        Counted::Open(calendar) => at
            .with_timezone(&calendar.time_zone())
            .format(form)
            .to_string(),
    }
}
