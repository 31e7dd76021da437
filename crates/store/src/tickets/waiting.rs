//! Tickets of a team that nobody leads yet, for the routing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use guichet_domain::ids::{TeamId, TicketId};
use guichet_domain::ticket::{Priority, Status, Ticket};

use super::columns::{Columns, Facts, assemble};
use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::{ticket_facts, ticket_tags, tickets};
use crate::time::{Instant, Moment};
use crate::word::Word;
use crate::{Connection, Result, dialect};

/// The place of a ticket among those that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    priority: Priority,
    created_at: DateTime<Utc>,
    id: TicketId,
}

/// A page of the tickets of a team that are new or open and that nobody leads: the most pressing
/// first, among equals the oldest. Those who follow them are not looked up, and a ticket that
/// cannot be read is left out: it must not keep the others waiting.
///
/// # Errors
/// Those of the database.
pub fn waiting_of(
    conn: &mut Connection,
    team: TeamId,
    after: Option<Place>,
    limit: u32,
) -> Result<Page<Ticket, Place>> {
    let found = Page::of(rows(conn, team, after, limit)?, limit, Row::place);
    let ids: Vec<i64> = found.items.iter().map(|row| row.id).collect();
    let mut tags = tags_of(conn, &ids)?;
    let assembled = found.items.into_iter().filter_map(|row| {
        let tags = tags.remove(&row.id).unwrap_or_default();
        let ticket = assemble(TicketId(row.id), row.columns, row.facts, tags, Vec::new());
        let unreadable = |error| tracing::error!(ticket = row.id, %error, "a ticket is unreadable");
        ticket.map_err(unreadable).ok()
    });
    Ok(Page {
        items: assembled.collect(),
        next: found.next,
    })
}

#[derive(Queryable)]
struct Row {
    id: i64,
    priority: Word<Priority>,
    created_at: Moment,
    columns: Columns,
    facts: Facts,
}

impl Row {
    fn place(&self) -> Place {
        Place {
            priority: self.priority.0,
            created_at: self.created_at.into(),
            id: TicketId(self.id),
        }
    }
}

fn rows(conn: &mut Connection, team: TeamId, after: Option<Place>, limit: u32) -> Result<Vec<Row>> {
    // The team leads: its open tickets have an index in just this order.
    let aside = dialect::aside(conn);
    Ok(on!(conn, |c| {
        let mut query = tickets::table
            .inner_join(ticket_facts::table)
            .filter(tickets::closed_at.is_null())
            .filter(tickets::team_id.eq(team.0))
            .filter(sql::<Bool>(aside.assignee).sql(" IS NULL"))
            .filter(
                sql::<Bool>(aside.status)
                    .sql(" IN (")
                    .bind::<Text, _>(Status::New.as_str())
                    .sql(", ")
                    .bind::<Text, _>(Status::Open.as_str())
                    .sql(")"),
            )
            .into_boxed();
        if let Some(place) = after {
            query = query.filter(
                sql::<Bool>("(tickets.priority, tickets.created_at, tickets.id) > (")
                    .bind::<Text, _>(Word(place.priority))
                    .sql(", ")
                    .bind::<Instant, _>(Moment::from(place.created_at))
                    .sql(", ")
                    .bind::<BigInt, _>(place.id.0)
                    .sql(")"),
            );
        }
        query
            .order((tickets::priority, tickets::created_at, tickets::id))
            .limit(one_more(limit))
            .select((
                tickets::id,
                tickets::priority,
                tickets::created_at,
                Columns::as_select(),
                Facts::as_select(),
            ))
            .load(c)
    })?)
}

fn tags_of(conn: &mut Connection, tickets: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
    let rows: Vec<(i64, String)> = on!(conn, |c| ticket_tags::table
        .filter(ticket_tags::ticket_id.eq_any(tickets))
        .order((ticket_tags::ticket_id, ticket_tags::tag))
        .load(c))?;
    let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
    for (ticket, tag) in rows {
        tags.entry(ticket).or_default().push(tag);
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, Error, Store};

    /// A team with two tickets, the first of them damaged.
    const TICKETS: &str = "
        INSERT INTO teams (id, version, name, folded, level, active)
            VALUES (1, 1, 'N', 'n', 'n1', TRUE);
        INSERT INTO people (id, version, name, folded, role, scope, organization_manager,
                organization_reader, language, active, created_at, updated_at)
            VALUES (1, 1, 'A', 'a', 'agent', 'all', FALSE, FALSE, 'fr', TRUE, T, T);
        INSERT INTO tickets (id, version, subject, kind, requester_id, channel, language, priority,
                level, team_id, stage, stage_since, status, major, created_at, updated_at,
                reopen_count)
            SELECT n, 1, 'S', 'incident', 1, 'portal', 'fr', 'p1', 'n1', 1, 'creation', T, 'new',
                FALSE, T, T, 0 FROM (SELECT 1 AS n UNION ALL SELECT 2) AS numbers;
        INSERT INTO ticket_facts (ticket_id, escalation_count, reply_count, assignee_count,
                team_count, resolution)
            VALUES (1, 0, 0, 0, 0, '{\"wrong\": 1}'), (2, 0, 0, 0, 0, NULL);";

    #[test]
    fn a_ticket_that_cannot_be_read_does_not_keep_the_others_waiting() {
        for database in guichet_testkit::databases() {
            let store = Store::open(&Config::new(database.url().parse().unwrap())).unwrap();
            let waiting = store.write_blocking(|conn: &mut Connection| {
                let now = match conn {
                    Connection::Sqlite(_) => "0",
                    Connection::Postgres(_) => "'1970-01-01'::timestamp",
                };
                conn.batch_execute(
                    &TICKETS
                        .replace(" T,", &format!(" {now},"))
                        .replace(" T)", &format!(" {now})")),
                )?;
                let mut found = Vec::new();
                let mut after = None;
                loop {
                    let page = waiting_of(conn, TeamId(1), after, 1)?;
                    found.extend(page.items.into_iter().map(|ticket| ticket.id));
                    after = page.next;
                    if after.is_none() {
                        return Ok::<_, Error>(found);
                    }
                }
            });
            assert_eq!(waiting, Ok(vec![TicketId(2)]), "{}", database.url());
        }
    }
}
