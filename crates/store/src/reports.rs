//! Figures over tickets. They look at all of them: ask through `Store::report`.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::Text;
use guichet_domain::ticket::{Channel, CloseCode, Kind, Level, Priority, Stage, Status};

use crate::connection::on;
use crate::schema::tickets;
use crate::time::Moment;
use crate::{Connection, Result, dialect};

/// By what tickets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountBy {
    /// Status.
    Status,
    /// Stage.
    Stage,
    /// Priority.
    Priority,
    /// Channel.
    Channel,
    /// Kind.
    Kind,
    /// Level.
    Level,
    /// Month of creation, `2016-03`, UTC.
    CreatedMonth,
    /// Month of closing; tickets that have not ended are left out.
    ClosedMonth,
    /// Whether it was ever reopened: `true` or `false`.
    Reopened,
}

/// The time in which the counted tickets were created; `None` is without bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// From this time on.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub before: Option<DateTime<Utc>>,
}

/// How many tickets there are of each value that occurs, in the natural order of the values.
/// Spam and cancelled ones are left out.
///
/// # Errors
/// Those of the database.
pub fn count_tickets(
    conn: &mut Connection,
    by: CountBy,
    period: Period,
) -> Result<Vec<(String, i64)>> {
    let value = expression(conn, by);
    let left_out: Vec<&str> = CloseCode::ALL
        .iter()
        .filter(|code| code.is_left_out_of_figures())
        .map(|code| code.as_str())
        .collect();
    let mut counts: Vec<(String, i64)> = on!(conn, |c| {
        let mut query = tickets::table
            .group_by(sql::<Text>(&value))
            .select((sql::<Text>(&value), count_star()))
            .filter(
                tickets::close_code
                    .is_null()
                    .or(tickets::close_code.ne_all(left_out).assume_not_null()),
            )
            .into_boxed();
        if by == CountBy::ClosedMonth {
            query = query.filter(tickets::closed_at.is_not_null());
        }
        if let Some(from) = period.from {
            query = query.filter(tickets::created_at.ge(Moment::from(from)));
        }
        if let Some(before) = period.before {
            query = query.filter(tickets::created_at.lt(Moment::from(before)));
        }
        query.load(c)
    })?;
    counts.sort_by_key(|(value, _)| (rank(by, value), value.clone()));
    Ok(counts)
}

fn expression(conn: &Connection, by: CountBy) -> String {
    match by {
        CountBy::Status => "tickets.status".to_owned(),
        CountBy::Stage => "tickets.stage".to_owned(),
        CountBy::Priority => "tickets.priority".to_owned(),
        CountBy::Channel => "tickets.channel".to_owned(),
        CountBy::Kind => "tickets.kind".to_owned(),
        CountBy::Level => "tickets.level".to_owned(),
        CountBy::CreatedMonth => dialect::month_of(conn, "tickets.created_at"),
        CountBy::ClosedMonth => dialect::month_of(conn, "tickets.closed_at"),
        CountBy::Reopened => {
            "CASE WHEN tickets.reopen_count > 0 THEN 'true' ELSE 'false' END".to_owned()
        }
    }
}

/// The place of a word in its vocabulary; months and the rest are in order by themselves.
fn rank(by: CountBy, value: &str) -> usize {
    fn place<T: FromStr>(value: &str, place: impl Fn(T) -> usize) -> usize {
        value.parse().map_or(usize::MAX, place)
    }
    match by {
        CountBy::Status => place(value, |word: Status| word as usize),
        CountBy::Stage => place(value, |word: Stage| word as usize),
        CountBy::Priority => place(value, |word: Priority| word as usize),
        CountBy::Channel => place(value, |word: Channel| word as usize),
        CountBy::Kind => place(value, |word: Kind| word as usize),
        CountBy::Level => place(value, |word: Level| word as usize),
        CountBy::CreatedMonth | CountBy::ClosedMonth | CountBy::Reopened => 0,
    }
}
