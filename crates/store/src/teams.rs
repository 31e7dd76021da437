//! Teams of agents.

use std::collections::HashMap;

use diesel::prelude::*;
use guichet_domain::ids::{PersonId, TeamId};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::Level;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::{people, team_members, teams};
use crate::word::Word;
use crate::{Connection, Error, Result};

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Which one.
    pub id: TeamId,
    /// Grows with each change, also of its members.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
}

/// What is known of a team, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
    /// The support level it works at.
    pub level: Level,
    /// Whether tickets can be given to it.
    pub active: bool,
    /// How its tickets find their agent.
    pub routing: RoutingMethod,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = teams)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    level: Word<Level>,
    active: bool,
    routing: Word<RoutingMethod>,
}

impl From<Row> for Team {
    fn from(row: Row) -> Self {
        Self {
            id: TeamId(row.id),
            version: row.version,
            profile: Profile {
                name: row.name,
                level: row.level.0,
                active: row.active,
                routing: row.routing.0,
            },
        }
    }
}

/// Forms a team, without members yet.
///
/// # Errors
/// `Duplicate` when another has the name; those of the database.
pub fn insert(conn: &mut Connection, profile: &Profile) -> Result<TeamId> {
    let row = (
        teams::version.eq(1),
        teams::name.eq(&profile.name),
        teams::folded.eq(searchable([profile.name.as_str()])),
        teams::level.eq(profile.level.as_str()),
        teams::active.eq(profile.active),
        teams::routing.eq(profile.routing.as_str()),
    );
    let id = on!(conn, |c| diesel::insert_into(teams::table)
        .values(row)
        .returning(teams::id)
        .get_result(c))?;
    Ok(TeamId(id))
}

/// Changes a team, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; those of the database.
pub fn update(conn: &mut Connection, id: TeamId, version: i64, profile: &Profile) -> Result<()> {
    let as_read = teams::table
        .filter(teams::id.eq(id.0))
        .filter(teams::version.eq(version));
    let columns = (
        teams::version.eq(version + 1),
        teams::name.eq(&profile.name),
        teams::folded.eq(searchable([profile.name.as_str()])),
        teams::level.eq(profile.level.as_str()),
        teams::active.eq(profile.active),
        teams::routing.eq(profile.routing.as_str()),
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// Makes these people all the members of a team.
///
/// # Errors
/// `NotFound` when the team or one of them is not there; those of the database.
pub fn set_members(conn: &mut Connection, team: TeamId, members: &[PersonId]) -> Result<()> {
    let present = team_members::table.filter(team_members::team_id.eq(team.0));
    on!(conn, |c| diesel::delete(present).execute(c))?;
    members
        .iter()
        .try_for_each(|person| join(conn, team, *person))
}

/// Makes these teams all the teams of a person.
///
/// # Errors
/// `NotFound` when the person or one of them is not there; those of the database.
pub fn set_teams(conn: &mut Connection, person: PersonId, teams: &[TeamId]) -> Result<()> {
    let present = team_members::table.filter(team_members::person_id.eq(person.0));
    on!(conn, |c| diesel::delete(present).execute(c))?;
    teams.iter().try_for_each(|team| join(conn, *team, person))
}

fn join(conn: &mut Connection, team: TeamId, person: PersonId) -> Result<()> {
    let row = (
        team_members::team_id.eq(team.0),
        team_members::person_id.eq(person.0),
    );
    on!(conn, |c| diesel::insert_into(team_members::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The team with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: TeamId) -> Result<Team> {
    find(conn, id)?.ok_or(Error::NotFound)
}

/// The team with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: TeamId) -> Result<Option<Team>> {
    let found: Option<Row> = on!(conn, |c| teams::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Team::from))
}

/// All teams, by name: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Team>> {
    let rows: Vec<Row> = on!(conn, |c| teams::table
        .order(teams::folded)
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Team::from).collect())
}

/// Whose turn it was last in a team that routes its tickets.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn last_turn(conn: &mut Connection, id: TeamId) -> Result<Option<PersonId>> {
    let last: Option<i64> = on!(conn, |c| teams::table
        .find(id.0)
        .select(teams::last_assigned_id)
        .first(c))?;
    Ok(last.map(PersonId))
}

/// Keeps whose turn it was. The team itself has not changed.
///
/// # Errors
/// Those of the database.
pub fn set_last_turn(conn: &mut Connection, id: TeamId, person: PersonId) -> Result<()> {
    on!(conn, |c| diesel::update(teams::table.find(id.0))
        .set(teams::last_assigned_id.eq(person.0))
        .execute(c))?;
    Ok(())
}

/// How teams are named, by number.
///
/// # Errors
/// Those of the database.
pub fn names(conn: &mut Connection, ids: &[TeamId]) -> Result<HashMap<TeamId, String>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String)> = on!(conn, |c| teams::table
        .filter(teams::id.eq_any(&ids))
        .select((teams::id, teams::name))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (TeamId(id), name))
        .collect())
}

/// The members of teams, each team's by name.
///
/// # Errors
/// Those of the database.
pub fn members(conn: &mut Connection, ids: &[TeamId]) -> Result<HashMap<TeamId, Vec<PersonId>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, i64)> = on!(conn, |c| team_members::table
        .inner_join(people::table)
        .filter(team_members::team_id.eq_any(&ids))
        .order((people::folded, people::id))
        .select((team_members::team_id, team_members::person_id))
        .load(c))?;
    let mut members: HashMap<TeamId, Vec<PersonId>> = HashMap::new();
    for (team, person) in rows {
        members
            .entry(TeamId(team))
            .or_default()
            .push(PersonId(person));
    }
    Ok(members)
}

/// The teams of people, each person's by number.
///
/// # Errors
/// Those of the database.
pub fn of_people(
    conn: &mut Connection,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Vec<TeamId>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, i64)> = on!(conn, |c| team_members::table
        .filter(team_members::person_id.eq_any(&ids))
        .order(team_members::team_id)
        .select((team_members::person_id, team_members::team_id))
        .load(c))?;
    let mut teams: HashMap<PersonId, Vec<TeamId>> = HashMap::new();
    for (person, team) in rows {
        teams
            .entry(PersonId(person))
            .or_default()
            .push(TeamId(team));
    }
    Ok(teams)
}
