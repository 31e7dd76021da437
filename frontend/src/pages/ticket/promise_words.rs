//! What the desk itself does about promises, in sentences: its alarms and its routing.

use crate::i18n::t::ticket::event as w;
use crate::i18n::{t, when};
use crate::words;
use guichet_domain::routing::{Considered, Decision, RoutingReason, Verdict};
use guichet_domain::sla::ClockKind;
use guichet_domain::ticket::Level;
use guichet_domain::ticket::event::Alert;

use super::event_words::Names;

/// `Résolution`, `Séjour au N2`.
pub fn clock_name(kind: ClockKind, level: Option<Level>) -> String {
    match level.filter(|_| kind == ClockKind::LevelResolution) {
        Some(level) => t::clock::stay(words::level(level)),
        None => words::clock(kind).to_owned(),
    }
}

/// `Résolution à risque : 80 % du délai utilisé.`
pub fn alerted(alert: &Alert) -> String {
    let clock = clock_name(alert.clock, alert.level);
    let sentence = if alert.percent < 100 {
        w::alert::risk(&clock, &t::clock::percent(i64::from(alert.percent)))
    } else if alert.clock == ClockKind::LevelResolution {
        w::alert::stay_breach(&clock, &when::since(alert.due_at))
    } else {
        w::alert::breach(&clock, &when::since(alert.due_at))
    };
    if alert.late {
        w::alert::late(&sentence)
    } else {
        sentence
    }
}

/// To whom the ticket went and why; then who was considered, with what was found.
pub fn routed(decision: &Decision, names: Names<'_>) -> Vec<String> {
    let target = target(decision, names);
    let decided = if decision.reason == RoutingReason::NobodyAvailable {
        w::routed::nobody(&target)
    } else {
        let reason = reason(decision.reason);
        let reason = match decision.rule {
            Some(_) => w::routed::by_rule(reason),
            None => reason.to_owned(),
        };
        match decision.assignee {
            Some(_) => w::routed::to(&target, &reason),
            None => w::routed::left(&target, &reason),
        }
    };
    let considered: Vec<String> = decision
        .considered
        .iter()
        .map(|one| w::routed::one(&names.person(one.person), &verdict(one)))
        .collect();
    let considered =
        (!considered.is_empty()).then(|| w::routed::considered(&considered.join(", ")));
    std::iter::once(decided).chain(considered).collect()
}

/// `Karim Benali, équipe Réseau et VPN, N2`.
fn target(decision: &Decision, names: Names<'_>) -> String {
    let person = decision.assignee.map(|person| names.person(person));
    let team = decision.team.map(|team| w::routed::team(&names.team(team)));
    let level = Some(words::level(decision.level).to_owned());
    let parts: Vec<String> = [person, team, level].into_iter().flatten().collect();
    parts.join(", ")
}

fn reason(reason: RoutingReason) -> &'static str {
    match reason {
        RoutingReason::Manual => w::routed::reason::manual(),
        RoutingReason::Turn => w::routed::reason::turn(),
        RoutingReason::LeastLoad => w::routed::reason::least_load(),
        RoutingReason::Skills => w::routed::reason::skills(),
        RoutingReason::Replacement => w::routed::reason::replacement(),
        RoutingReason::NobodyAvailable => w::routed::reason::nobody(),
    }
}

fn verdict(one: &Considered) -> String {
    let load = w::routed::load(i64::from(one.load));
    match one.verdict {
        Verdict::Chosen => w::routed::verdict::chosen(&load),
        Verdict::NotFirst => w::routed::verdict::not_first(&load),
        Verdict::Full => w::routed::verdict::full(&load),
        Verdict::Absent => w::routed::verdict::absent().to_owned(),
        Verdict::OffHours => w::routed::verdict::off_hours().to_owned(),
        Verdict::Language => w::routed::verdict::language().to_owned(),
        Verdict::Skill => w::routed::verdict::skill().to_owned(),
    }
}
