//! Who stands in for whom while somebody is away, and that nobody does so for oneself in the end.

use chrono::{DateTime, Utc};

use crate::ids::PersonId;

/// A time during which somebody is away, and who gets the new tickets meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    /// Who is away.
    pub person: PersonId,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; somebody is back at that moment.
    pub until: DateTime<Utc>,
    /// Who stands in.
    pub replacement: Option<PersonId>,
}

impl Away {
    /// The part of a time that this one lasts too.
    fn within(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<Self> {
        let part = Self {
            from: self.from.max(from),
            until: self.until.min(until),
            ..*self
        };
        (part.from < part.until).then_some(part)
    }
}

/// Whether at some moment of a new absence those who stand in for one another lead back to whoever
/// is away.
pub fn leads_back(new: &Away, others: &[Away]) -> bool {
    let mut ways = vec![*new];
    let mut followed = Vec::new();
    while let Some(way) = ways.pop() {
        let Some(next) = way.replacement else {
            continue;
        };
        if next == new.person {
            return true;
        }
        for other in others.iter().filter(|other| other.person == next) {
            let further = other.within(way.from, way.until);
            // Others may go round in circles among themselves.
            if let Some(further) = further.filter(|further| !followed.contains(further)) {
                followed.push(further);
                ways.push(further);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone};

    fn away(person: i64, days: (i64, i64), replacement: i64) -> Away {
        let day = |day| Utc.with_ymd_and_hms(2026, 3, 1, 0, 0, 0).unwrap() + Duration::days(day);
        Away {
            person: PersonId(person),
            from: day(days.0),
            until: day(days.1),
            replacement: (replacement != 0).then_some(PersonId(replacement)),
        }
    }

    #[test]
    fn who_stands_in_for_one_another_at_once_leads_back() {
        let new = away(1, (0, 10), 2);
        for (others, expected) in [
            (vec![], false),
            (vec![away(2, (0, 10), 0)], false),
            (vec![away(2, (5, 20), 1)], true),
            // One comes back at the moment at which the other leaves.
            (vec![away(2, (10, 20), 1)], false),
            (vec![away(2, (5, 20), 3), away(3, (0, 6), 1)], true),
            // The two are never away at once.
            (vec![away(2, (5, 20), 3), away(3, (0, 5), 1)], false),
            // A circle of others is none of this one.
            (vec![away(2, (0, 9), 3), away(3, (0, 9), 2)], false),
        ] {
            assert_eq!(leads_back(&new, &others), expected, "{others:?}");
        }
    }

    #[test]
    fn nobody_stands_in_for_oneself() {
        assert!(leads_back(&away(1, (0, 1), 1), &[]));
    }
}
