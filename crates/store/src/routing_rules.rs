//! Rules that lead tickets to a team.

use diesel::prelude::*;
use guichet_domain::ids::{RoutingRuleId, TeamId};
use guichet_domain::routing::Ability;
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::Level;
use serde_json::Value;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::routing_rules;
use crate::word::Word;
use crate::{Connection, Error, Result, json};

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which one.
    pub id: RoutingRuleId,
    /// Grows with each change; the order of the rules is none.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
}

/// What is known of a rule, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
    /// Whether it is used.
    pub active: bool,
    /// Which tickets it is for.
    pub conditions: Conditions,
    /// The team they go to.
    pub team: TeamId,
    /// The level they go to; the team's when `None`.
    pub level: Option<Level>,
    /// What the agent should be able to do.
    pub skills: Vec<Ability>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = routing_rules)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    active: bool,
    conditions: Value,
    team_id: i64,
    level: Option<Word<Level>>,
    skills: Value,
}

impl TryFrom<Row> for Rule {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: RoutingRuleId(row.id),
            version: row.version,
            profile: Profile {
                name: row.name,
                active: row.active,
                conditions: json::read(row.conditions)?,
                team: TeamId(row.team_id),
                level: row.level.map(|level| level.0),
                skills: json::read(row.skills)?,
            },
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = routing_rules, treat_none_as_null = true)]
struct Columns<'a> {
    name: &'a str,
    folded: String,
    active: bool,
    conditions: Value,
    team_id: i64,
    level: Option<&'static str>,
    skills: Value,
}

impl<'a> Columns<'a> {
    fn new(profile: &'a Profile) -> Result<Self> {
        Ok(Self {
            name: &profile.name,
            folded: searchable([profile.name.as_str()]),
            active: profile.active,
            conditions: json::written(&profile.conditions)?,
            team_id: profile.team.0,
            level: profile.level.map(Level::as_str),
            skills: json::written(&profile.skills)?,
        })
    }
}

/// Adds a rule, which is tried last.
///
/// # Errors
/// `Duplicate` when another has the name, `NotFound` when the team is not there; those of the
/// database.
pub fn insert(conn: &mut Connection, profile: &Profile) -> Result<RoutingRuleId> {
    let last: Option<i32> = on!(conn, |c| routing_rules::table
        .select(diesel::dsl::max(routing_rules::position))
        .first(c))?;
    let row = (
        routing_rules::version.eq(1),
        routing_rules::position.eq(last.unwrap_or(0) + 1),
        Columns::new(profile)?,
    );
    let id = on!(conn, |c| diesel::insert_into(routing_rules::table)
        .values(row)
        .returning(routing_rules::id)
        .get_result(c))?;
    Ok(RoutingRuleId(id))
}

/// Changes a rule, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; `NotFound` when the team is not there; those of
/// the database.
pub fn update(
    conn: &mut Connection,
    id: RoutingRuleId,
    version: i64,
    profile: &Profile,
) -> Result<()> {
    let as_read = routing_rules::table
        .filter(routing_rules::id.eq(id.0))
        .filter(routing_rules::version.eq(version));
    let columns = (
        routing_rules::version.eq(version + 1),
        Columns::new(profile)?,
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// Deletes a rule, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn delete(conn: &mut Connection, id: RoutingRuleId, version: i64) -> Result<()> {
    let as_read = routing_rules::table
        .filter(routing_rules::id.eq(id.0))
        .filter(routing_rules::version.eq(version));
    let deleted = on!(conn, |c| diesel::delete(as_read).execute(c))?;
    if deleted == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// Puts the rules into this order; the rules themselves have not changed.
///
/// # Errors
/// Those of the database.
pub fn order(conn: &mut Connection, ids: &[RoutingRuleId]) -> Result<()> {
    for (position, id) in (1..).zip(ids) {
        on!(conn, |c| diesel::update(routing_rules::table.find(id.0))
            .set(routing_rules::position.eq::<i32>(position))
            .execute(c))?;
    }
    Ok(())
}

/// The rule with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: RoutingRuleId) -> Result<Rule> {
    let row: Row = on!(conn, |c| routing_rules::table
        .find(id.0)
        .select(Row::as_select())
        .first(c))?;
    row.try_into()
}

/// All rules, in the order in which they are tried: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Rule>> {
    let rows: Vec<Row> = on!(conn, |c| routing_rules::table
        .order((routing_rules::position, routing_rules::id))
        .select(Row::as_select())
        .load(c))?;
    rows.into_iter().map(Rule::try_from).collect()
}

/// The rules that are used, in the order in which they are tried.
///
/// # Errors
/// Those of the database.
pub fn active(conn: &mut Connection) -> Result<Vec<Rule>> {
    let rows: Vec<Row> = on!(conn, |c| routing_rules::table
        .filter(routing_rules::active)
        .order((routing_rules::position, routing_rules::id))
        .select(Row::as_select())
        .load(c))?;
    rows.into_iter().map(Rule::try_from).collect()
}
