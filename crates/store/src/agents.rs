//! What the routing knows of agents, and how many open tickets they have.

use std::collections::HashMap;

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use guichet_domain::ids::{CalendarId, PersonId, SkillId};
use guichet_domain::people::Language;
use guichet_domain::routing::Ability;
use guichet_domain::ticket::Status;
use serde_json::Value;

use crate::connection::{insert_rows, on};
use crate::schema::{agent_skills, agents, tickets};
use crate::{Connection, Error, Result, dialect, json};

/// What the routing knows of an agent. Version 0 is that of an agent of whom nothing has been said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agent {
    /// Grows with each change.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
}

/// What is known of an agent, and can be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// How many open tickets the routing gives at most; `None` is without bound.
    pub capacity: Option<i32>,
    /// The languages the agent answers in; every language where none is named.
    pub languages: Vec<Language>,
    /// The calendar of the working hours; `None` is always.
    pub calendar: Option<CalendarId>,
    /// What the agent is able to do, by the number of the skill.
    pub skills: Vec<Ability>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = agents)]
struct Row {
    person_id: i64,
    version: i64,
    capacity: Option<i32>,
    languages: Value,
    calendar_id: Option<i64>,
}

/// What is known of these agents; those of whom nothing is known are left out.
///
/// # Errors
/// Those of the database.
pub fn of(conn: &mut Connection, people: &[PersonId]) -> Result<HashMap<PersonId, Agent>> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = on!(conn, |c| agents::table
        .filter(agents::person_id.eq_any(&ids))
        .select(Row::as_select())
        .load(c))?;
    let skills: Vec<(i64, i64, i32)> = on!(conn, |c| agent_skills::table
        .filter(agent_skills::person_id.eq_any(&ids))
        .order((agent_skills::person_id, agent_skills::skill_id))
        .load(c))?;
    let mut known = HashMap::with_capacity(rows.len());
    for row in rows {
        let profile = Profile {
            capacity: row.capacity,
            languages: json::read(row.languages)?,
            calendar: row.calendar_id.map(CalendarId),
            skills: Vec::new(),
        };
        let version = row.version;
        known.insert(PersonId(row.person_id), Agent { version, profile });
    }
    for (person, skill, degree) in skills {
        // Whoever has a skill has a row.
        if let Some(agent) = known.get_mut(&PersonId(person)) {
            let skill = SkillId(skill);
            agent.profile.skills.push(Ability { skill, degree });
        }
    }
    Ok(known)
}

/// What is known of one agent.
///
/// # Errors
/// Those of the database.
pub fn get(conn: &mut Connection, person: PersonId) -> Result<Agent> {
    Ok(of(conn, &[person])?.remove(&person).unwrap_or_default())
}

/// Changes what is known of an agent, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `NotFound` when the person, the calendar or a skill is not there; those of the database.
pub fn change(
    conn: &mut Connection,
    person: PersonId,
    version: i64,
    profile: &Profile,
) -> Result<()> {
    let columns = (
        agents::version.eq(version + 1),
        agents::capacity.eq(profile.capacity),
        agents::languages.eq(json::written(&profile.languages)?),
        agents::calendar_id.eq(profile.calendar.map(|id| id.0)),
    );
    let changed = if version == 0 {
        on!(conn, |c| diesel::insert_into(agents::table)
            .values((agents::person_id.eq(person.0), columns))
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        let as_read = agents::table
            .filter(agents::person_id.eq(person.0))
            .filter(agents::version.eq(version));
        on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?
    };
    if changed == 0 {
        return Err(Error::Stale);
    }
    let present = agent_skills::table.filter(agent_skills::person_id.eq(person.0));
    on!(conn, |c| diesel::delete(present).execute(c))?;
    let row = |ability: &Ability| {
        (
            agent_skills::person_id.eq(person.0),
            agent_skills::skill_id.eq(ability.skill.0),
            agent_skills::degree.eq(ability.degree),
        )
    };
    let rows: Vec<_> = profile.skills.iter().map(row).collect();
    insert_rows!(conn, agent_skills::table, rows);
    Ok(())
}

/// Takes a skill off everybody who has it.
///
/// # Errors
/// Those of the database.
pub fn forget_skill(conn: &mut Connection, skill: SkillId) -> Result<()> {
    let having = agent_skills::table.filter(agent_skills::skill_id.eq(skill.0));
    let people: Vec<i64> = on!(conn, |c| having.select(agent_skills::person_id).load(c))?;
    on!(conn, |c| diesel::delete(having).execute(c))?;
    let changed = agents::table.filter(agents::person_id.eq_any(people));
    on!(conn, |c| diesel::update(changed)
        .set(agents::version.eq(agents::version + 1))
        .execute(c))?;
    Ok(())
}

/// Whether somebody works by a calendar: then it cannot be deleted.
///
/// # Errors
/// Those of the database.
pub fn work_by(conn: &mut Connection, calendar: CalendarId) -> Result<bool> {
    let agents = agents::table.filter(agents::calendar_id.eq(calendar.0));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(agents))
        .get_result(c))?)
}

/// How many open tickets these agents have: not those on hold, nor those that are resolved. Who
/// has none is left out.
///
/// # Errors
/// Those of the database.
pub fn loads(conn: &mut Connection, people: &[PersonId]) -> Result<HashMap<PersonId, i32>> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    // The open tickets of each agent are few, and have an index; those of a status are many.
    let status = dialect::aside(conn).status;
    let rows: Vec<(Option<i64>, i64)> = on!(conn, |c| tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(tickets::assignee_id.eq_any(&ids))
        .filter(
            sql::<Bool>(status)
                .sql(" IN (")
                .bind::<Text, _>(Status::New.as_str())
                .sql(", ")
                .bind::<Text, _>(Status::Open.as_str())
                .sql(")")
        )
        .group_by(tickets::assignee_id)
        .select((tickets::assignee_id, count_star()))
        .load(c))?;
    let loads = rows.into_iter().filter_map(|(person, count)| {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        Some((PersonId(person?), count))
    });
    Ok(loads.collect())
}
