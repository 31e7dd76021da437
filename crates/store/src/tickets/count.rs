//! How many tickets there are, up to a bound: a counter never costs more than a page or two.

use std::collections::HashSet;

use diesel::dsl::count_star;
use diesel::prelude::*;
use guichet_domain::ids::TeamId;
use guichet_domain::ticket::Status;
use guichet_domain::ticket::policy::Visible;

use super::filter::{Filter, narrowed, words};
use super::sight::{narrowings, tag_is_rare};
use crate::connection::on;
use crate::schema::tickets;
use crate::{Connection, Result, dialect};

/// How many tickets pass the filter and are seen by the viewer: `bound` if it is that many or
/// more. A text in the subject is not looked at.
///
/// # Errors
/// Those of the database.
pub fn count(conn: &mut Connection, visible: &Visible, filter: &Filter, bound: u32) -> Result<u32> {
    let aside = dialect::aside(conn);
    let rare = tag_is_rare(conn, filter)?;
    // The parts overlap: what counts is the union.
    let mut found = HashSet::new();
    for part in narrowings(visible, filter) {
        let lead = part.lead(rare);
        let ids: Vec<i64> = on!(conn, |c| narrowed!(&part, lead, aside)
            .select(tickets::id)
            .limit(i64::from(bound))
            .load(c))?;
        found.extend(ids);
        if found.len() >= bound as usize {
            return Ok(bound);
        }
    }
    Ok(u32::try_from(found.len()).unwrap_or(bound))
}

/// How many tickets of these statuses each team has that has any. The closed are never counted.
///
/// # Errors
/// Those of the database.
pub fn count_by_team(conn: &mut Connection, statuses: &[Status]) -> Result<Vec<(TeamId, i64)>> {
    let statuses = words(statuses).unwrap_or_default();
    let rows: Vec<(Option<i64>, i64)> = on!(conn, |c| tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(tickets::team_id.is_not_null())
        .filter(tickets::status.eq_any(statuses))
        .group_by(tickets::team_id)
        .order(tickets::team_id)
        .select((tickets::team_id, count_star()))
        .load(c))?;
    let teams = rows
        .into_iter()
        .filter_map(|(team, count)| Some((TeamId(team?), count)));
    Ok(teams.collect())
}
