//! The policy that a desk begins with.

use super::day_of;
use super::reactions::Preset;
use guichet_contract::calendar::Calendar;
use guichet_domain::sla::{PriorityTargets, Targets, Terms};
use guichet_domain::typed::durations::WHOLE_DAY;

/// Its terms, counted in this calendar; without one day and night.
pub fn terms(calendar: Option<&Calendar>) -> Terms {
    let day = calendar.map_or(WHOLE_DAY, day_of);
    let one = |first, next, resolution, warn_at, breach: Preset| PriorityTargets {
        first_response: Some(first),
        next_response: Some(next),
        resolution: Some(resolution),
        warn_at: vec![warn_at],
        on_breach: breach.reaction().unwrap_or_default(),
        ..PriorityTargets::default()
    };
    Terms {
        calendar_id: calendar.map(|calendar| calendar.id),
        targets: Targets {
            p1: one(15, 30, 120, 60, Preset::RaiseAndNotify),
            p2: one(30, 60, 240, 75, Preset::Raise),
            p3: one(120, 240, 480, 80, Preset::Notify),
            p4: one(480, 960, 3 * day, 90, Preset::None),
        },
        ..Terms::default()
    }
}
