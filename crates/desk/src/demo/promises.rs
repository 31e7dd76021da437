//! What the demonstration company promises, and when it works.

use std::collections::HashMap;

use guichet_domain::calendar::{Definition, HolidayRule, Period, TimeOfDay, Week};
use guichet_domain::ids::CalendarId;
use guichet_domain::sla::{Audience, PriorityTargets, RaiseTo, Reaction, Terms};
use guichet_store::{Connection, calendars, sla_policies};
use serde::Deserialize;

use super::company::Cast;
use crate::{Refusal, clocks};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promises {
    calendar: Vec<Hours>,
    policy: Vec<Policy>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    name: String,
    time_zone: String,
    /// From Monday to Friday.
    weekdays: Vec<(TimeOfDay, TimeOfDay)>,
    holidays: HolidayRule,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    name: String,
    /// Day and night without one.
    calendar: Option<String>,
    /// All without one.
    organization: Option<String>,
    /// First response, next response and resolution of P1 to P4, in minutes.
    targets: [(i32, i32, i32); 4],
}

/// Enters calendars and policies.
pub(super) fn make(conn: &mut Connection, given: &Promises, cast: &Cast) -> Result<(), Refusal> {
    let mut ids = HashMap::new();
    for hours in &given.calendar {
        let id = calendars::insert(conn, &hours.name, &hours.definition())?;
        ids.insert(hours.name.clone(), id);
    }
    for policy in &given.policy {
        let profile = sla_policies::Profile {
            name: policy.name.clone(),
            active: true,
            terms: policy.terms(&ids, cast),
        };
        sla_policies::insert(conn, &profile)?;
    }
    clocks::touch(conn)
}

impl Hours {
    fn definition(&self) -> Definition {
        let day: Vec<Period> = self
            .weekdays
            .iter()
            .map(|(from, to)| Period {
                from: *from,
                to: *to,
            })
            .collect();
        Definition {
            time_zone: self.time_zone.clone(),
            week: Week {
                monday: day.clone(),
                tuesday: day.clone(),
                wednesday: day.clone(),
                thursday: day.clone(),
                friday: day,
                saturday: Vec::new(),
                sunday: Vec::new(),
            },
            holidays: Some(self.holidays),
            days: Vec::new(),
        }
    }
}

impl Policy {
    fn terms(&self, calendars: &HashMap<String, CalendarId>, cast: &Cast) -> Terms {
        let calendar = self.calendar.as_ref();
        let mut terms = Terms {
            calendar_id: calendar.and_then(|name| calendars.get(name)).copied(),
            ..Terms::default()
        };
        let organization = self.organization.as_ref();
        let organization = organization.and_then(|name| cast.organizations.get(name));
        terms.conditions.organization_ids.extend(organization);
        let [p1, p2, p3, p4] = self.targets;
        let everybody = vec![Audience::Assignee, Audience::Team, Audience::Supervisors];
        terms.targets.p1 = targets(p1, 60, everybody, Some(RaiseTo::N3));
        let usual = vec![Audience::Assignee, Audience::Supervisors];
        terms.targets.p2 = targets(p2, 75, Vec::new(), Some(RaiseTo::Next));
        terms.targets.p3 = targets(p3, 80, usual, None);
        terms.targets.p4 = targets(p4, 90, Vec::new(), None);
        terms
    }
}

fn targets(
    (first, next, resolution): (i32, i32, i32),
    warn_at: i32,
    notify: Vec<Audience>,
    raise_to: Option<RaiseTo>,
) -> PriorityTargets {
    PriorityTargets {
        first_response: Some(first),
        next_response: Some(next),
        resolution: Some(resolution),
        warn_at: vec![warn_at],
        on_breach: Reaction {
            notify,
            raise_to,
            ..Reaction::default()
        },
        ..PriorityTargets::default()
    }
}
