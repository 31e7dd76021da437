//! Lists of tickets: narrow rows, keyset pages, and only what the viewer may see.
//!
//! What is visible to someone is a union (own teams, no team, oneself in charge, followed …).
//! Each part of it is asked for by itself, because a page of one part is a range of one index
//! while a page of an `OR` is not; the pages are then merged.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};
use guichet_domain::ids::{OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::sla::Standing;
use guichet_domain::ticket::policy::Visible;
use guichet_domain::ticket::{Channel, HoldReason, Kind, Level, Priority, Stage, Status};

use super::due::standing;
use super::filter::{Filter, Lead, Narrowing, narrowed};
use super::position::{Position, Sort};
use super::sight::{narrowings, tag_is_rare};
use crate::connection::on;
use crate::fold::fold;
use crate::page::{Page, one_more};
use crate::schema::tickets;
use crate::time::{Instant, Moment};
use crate::word::Word;
use crate::{Connection, Result, dialect};

/// How many rows are looked through for a text in the subject before the page is sent as it is.
const LOOKED_THROUGH: usize = 5_000;

/// How many of them are read at a time.
const STRIDE: u32 = 500;

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number.
    pub id: TicketId,
    /// Its version.
    pub version: i64,
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// By which way it came.
    pub channel: Channel,
    /// Its priority.
    pub priority: Priority,
    /// The level that holds it.
    pub level: Level,
    /// Where in its life it is.
    pub stage: Stage,
    /// What the outside sees of it.
    pub status: Status,
    /// What it waits for, if anything.
    pub hold_reason: Option<HoldReason>,
    /// Whether it is a major incident.
    pub major: bool,
    /// Who asked.
    pub requester: PersonId,
    /// The organization.
    pub organization: Option<OrganizationId>,
    /// The team in charge.
    pub team: Option<TeamId>,
    /// The agent in charge.
    pub assignee: Option<PersonId>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When its journal last grew.
    pub updated_at: DateTime<Utc>,
    /// How its promise stands.
    pub standing: Standing,
    /// When it is due, is paused since, or was created: what a list by promise is ordered by.
    pub promise_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tickets)]
pub(super) struct Columns {
    id: i64,
    version: i64,
    subject: String,
    kind: Word<Kind>,
    channel: Word<Channel>,
    priority: Word<Priority>,
    level: Word<Level>,
    stage: Word<Stage>,
    status: Word<Status>,
    hold_reason: Option<Word<HoldReason>>,
    major: bool,
    requester_id: i64,
    organization_id: Option<i64>,
    team_id: Option<i64>,
    assignee_id: Option<i64>,
    created_at: Moment,
    updated_at: Moment,
    promise: i32,
    promise_at: Moment,
}

impl From<Columns> for Row {
    fn from(columns: Columns) -> Self {
        Self {
            id: TicketId(columns.id),
            version: columns.version,
            subject: columns.subject,
            kind: columns.kind.0,
            channel: columns.channel.0,
            priority: columns.priority.0,
            level: columns.level.0,
            stage: columns.stage.0,
            status: columns.status.0,
            hold_reason: columns.hold_reason.map(|word| word.0),
            major: columns.major,
            requester: PersonId(columns.requester_id),
            organization: columns.organization_id.map(OrganizationId),
            team: columns.team_id.map(TeamId),
            assignee: columns.assignee_id.map(PersonId),
            created_at: columns.created_at.into(),
            updated_at: columns.updated_at.into(),
            standing: standing(columns.promise),
            promise_at: columns.promise_at.into(),
        }
    }
}

/// A page of the tickets that pass the filter and that the viewer sees.
///
/// With a text in the subject a page may come short although it has a `next`: no more than five
/// thousand tickets are looked through at a time.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    after: Option<&Position>,
    limit: u32,
) -> Result<Page<Row, Position>> {
    let Some(text) = &filter.subject else {
        return merged(conn, visible, filter, sort, after, limit);
    };
    let text = fold(text);
    let mut found = Vec::new();
    let mut position = after.copied();
    let mut looked_through = 0;
    loop {
        let page = merged(conn, visible, filter, sort, position.as_ref(), STRIDE)?;
        looked_through += page.items.len();
        let is_last = page.next.is_none();
        for row in page.items {
            position = Some(Position::of(sort, &row));
            if fold(&row.subject).contains(&text) {
                found.push(row);
            }
            if found.len() == limit as usize {
                // The last row of all may have been this one: then the next page is empty.
                return Ok(Page {
                    items: found,
                    next: position,
                });
            }
        }
        if is_last {
            return Ok(Page {
                items: found,
                next: None,
            });
        }
        if looked_through >= LOOKED_THROUGH {
            return Ok(Page {
                items: found,
                next: position,
            });
        }
    }
}

fn merged(
    conn: &mut Connection,
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    after: Option<&Position>,
    limit: u32,
) -> Result<Page<Row, Position>> {
    let rare = tag_is_rare(conn, filter)?;
    let parts = narrowings(visible, filter);
    let mut found = Vec::new();
    for part in &parts {
        let lead = part.lead(rare);
        found.extend(ranged(conn, part, lead, sort, after, limit)?);
    }
    if parts.len() > 1 {
        found.sort_by(|a, b| sort.compare(a, b));
        found.dedup_by_key(|row| row.id);
    }
    Ok(Page::of(found, limit, |row| Position::of(sort, row)))
}

/// A page of one part, with one row more.
fn ranged(
    conn: &mut Connection,
    narrowing: &Narrowing,
    lead: Lead,
    sort: Sort,
    after: Option<&Position>,
    limit: u32,
) -> Result<Vec<Row>> {
    let aside = dialect::aside(conn);
    let rows: Vec<Columns> = on!(conn, |c| {
        let mut query = narrowed!(narrowing, lead, aside)
            .select(Columns::as_select())
            .limit(one_more(limit));
        query = match sort {
            Sort::UpdatedDescending => {
                query.order((tickets::updated_at.desc(), tickets::id.desc()))
            }
            Sort::UpdatedAscending => query.order((tickets::updated_at, tickets::id)),
            Sort::CreatedDescending => {
                query.order((tickets::created_at.desc(), tickets::id.desc()))
            }
            Sort::CreatedAscending => query.order((tickets::created_at, tickets::id)),
            Sort::Priority => query.order((tickets::priority, tickets::created_at, tickets::id)),
            Sort::Promise => query.order((tickets::promise, tickets::promise_at, tickets::id)),
        };
        // The order enters at the first standing asked for, and leaves after the last.
        let standings = &narrowing.filter.standings;
        if let (Sort::Promise, Some(first), Some(last)) =
            (sort, standings.iter().min(), standings.iter().max())
        {
            query = query
                .filter(tickets::promise.ge(*first as i32))
                .filter(tickets::promise.le(*last as i32));
        }
        // Compared as a row, so that the index is entered at the very place.
        query = match (sort, after) {
            (_, None) => query,
            (Sort::Priority, Some(after)) => query.filter(
                sql::<Bool>("(tickets.priority, tickets.created_at, tickets.id) > (")
                    .bind::<Text, _>(after.priority().as_str())
                    .sql(", ")
                    .bind::<Instant, _>(Moment::from(after.at()))
                    .sql(", ")
                    .bind::<BigInt, _>(after.id().0)
                    .sql(")"),
            ),
            (Sort::Promise, Some(after)) => query.filter(
                sql::<Bool>("(tickets.promise, tickets.promise_at, tickets.id) > (")
                    .bind::<Integer, _>(after.standing() as i32)
                    .sql(", ")
                    .bind::<Instant, _>(Moment::from(after.at()))
                    .sql(", ")
                    .bind::<BigInt, _>(after.id().0)
                    .sql(")"),
            ),
            (_, Some(after)) => query.filter(
                sql::<Bool>(sort.beyond())
                    .bind::<Instant, _>(Moment::from(after.at()))
                    .sql(", ")
                    .bind::<BigInt, _>(after.id().0)
                    .sql(")"),
            ),
        };
        query.load(c)
    })?;
    Ok(rows.into_iter().map(Row::from).collect())
}

/// The tickets among `ids` that the viewer sees, by number.
///
/// # Errors
/// Those of the database.
pub fn visible_among(
    conn: &mut Connection,
    visible: &Visible,
    ids: &[TicketId],
) -> Result<Vec<Row>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let aside = dialect::aside(conn);
    let mut found: Vec<Row> = Vec::new();
    for part in narrowings(visible, &Filter::default()) {
        let rows: Vec<Columns> = on!(conn, |c| narrowed!(&part, Lead::Id, aside)
            .filter(tickets::id.eq_any(&ids))
            .select(Columns::as_select())
            .load(c))?;
        found.extend(rows.into_iter().map(Row::from));
    }
    found.sort_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok(found)
}
