//! How often a ticket came back to where it had been.

use crate::words;
use guichet_contract::journal::Interval;
use guichet_domain::ticket::Level;
use guichet_domain::ticket::intervals::Axis;

/// This many of the last holders are named.
const NAMED: usize = 6;

/// The way of a ticket that came back to someone who had let it go, `N1 → N2 → N1`, and how many
/// times it changed hands.
pub fn passages(axis: Axis, intervals: &[Interval]) -> Option<(String, i64)> {
    let mut holders: Vec<&str> = Vec::new();
    for interval in intervals {
        if holders.last() != Some(&interval.holder.as_str()) {
            holders.push(&interval.holder);
        }
    }
    let comes_back = (1..holders.len()).any(|place| holders[..place].contains(&holders[place]));
    if !comes_back {
        return None;
    }
    let first = holders.len().saturating_sub(NAMED);
    let named = holders[first..].iter().map(|one| holder_name(axis, one));
    let earlier = (first > 0).then(|| "…".to_owned());
    let way: Vec<String> = earlier.into_iter().chain(named).collect();
    let count = i64::try_from(holders.len() - 1).unwrap_or(i64::MAX);
    Some((way.join(" → "), count))
}

/// A level by its word, a team or an agent by its name.
pub fn holder_name(axis: Axis, holder: &str) -> String {
    match (axis, holder.parse::<Level>()) {
        (Axis::Level, Ok(level)) => words::level(level).to_owned(),
        _ => holder.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::passages;
    use chrono::DateTime;
    use guichet_contract::journal::Interval;
    use guichet_domain::ticket::intervals::Axis;

    fn levels(holders: &[&str]) -> Vec<Interval> {
        let interval = |holder: &&str| Interval {
            axis: Axis::Level,
            holder: (*holder).to_owned(),
            started_at: DateTime::UNIX_EPOCH,
            ended_at: None,
        };
        holders.iter().map(interval).collect()
    }

    #[test]
    fn a_way_up_is_no_coming_back() {
        assert_eq!(passages(Axis::Level, &levels(&["n1"])), None);
        assert_eq!(passages(Axis::Level, &levels(&["n1", "n2", "n3"])), None);
    }

    #[test]
    fn to_and_fro_is_told_with_its_passages() {
        let way = passages(Axis::Level, &levels(&["n1", "n2", "n1", "n2"]));
        assert_eq!(way, Some(("N1 → N2 → N1 → N2".to_owned(), 3)));
    }

    #[test]
    fn a_long_way_names_its_end() {
        let holders = ["n1", "n2", "n1", "n2", "n1", "n2", "n3"];
        let way = passages(Axis::Level, &levels(&holders));
        assert_eq!(way, Some(("… → N2 → N1 → N2 → N1 → N2 → N3".to_owned(), 6)));
    }
}
