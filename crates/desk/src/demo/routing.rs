//! How the demonstration company finds an agent for its tickets: what each is able to do, how much
//! they take on, who is away. Its teams take their tickets themselves until one chooses otherwise.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{PersonId, SkillId};
use guichet_domain::people::Language;
use guichet_domain::routing::Ability;
use guichet_domain::sla::Conditions;
use guichet_store::{Connection, absences, agents, routing_rules, skills};
use serde::Deserialize;

use super::company::Cast;
use crate::Refusal;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Routing {
    skills: Vec<String>,
    agent: Vec<Agent>,
    absence: Vec<Absence>,
    rule: Vec<Rule>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agent {
    name: String,
    capacity: i32,
    languages: Vec<Language>,
    /// Skills with their degrees.
    skills: HashMap<String, i32>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Absence {
    name: String,
    replacement: Option<String>,
    note: String,
    /// Days from now.
    from: i64,
    days: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    name: String,
    tags: Vec<String>,
    team: String,
    /// Skills with their degrees.
    skills: HashMap<String, i32>,
}

/// Enters skills, agents, absences and rules.
pub(super) fn make(
    conn: &mut Connection,
    given: &Routing,
    cast: &Cast,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut ids = HashMap::new();
    for name in &given.skills {
        ids.insert(name.as_str(), skills::insert(conn, name)?);
    }
    for agent in &given.agent {
        let profile = agents::Profile {
            capacity: Some(agent.capacity),
            languages: agent.languages.clone(),
            calendar: None,
            skills: abilities(&ids, &agent.skills)?,
        };
        agents::change(conn, person(cast, &agent.name)?, 0, &profile)?;
    }
    for absence in &given.absence {
        let from = now + Duration::days(absence.from);
        let replacement = absence.replacement.as_ref();
        let profile = absences::Profile {
            from,
            until: from + Duration::days(absence.days),
            replacement: replacement.map(|name| person(cast, name)).transpose()?,
            note: Some(absence.note.clone()),
        };
        absences::insert(conn, person(cast, &absence.name)?, &profile)?;
    }
    for rule in &given.rule {
        let team = cast.teams.get(&rule.team).ok_or(Refusal::NotFound)?.0;
        let profile = routing_rules::Profile {
            name: rule.name.clone(),
            active: true,
            conditions: Conditions {
                tags: rule.tags.clone(),
                ..Conditions::default()
            },
            team,
            level: None,
            skills: abilities(&ids, &rule.skills)?,
        };
        routing_rules::insert(conn, &profile)?;
    }
    Ok(())
}

fn person(cast: &Cast, name: &str) -> Result<PersonId, Refusal> {
    let found = cast.staff.iter().find(|member| member.name == name);
    found
        .map(|member| member.viewer.person)
        .ok_or(Refusal::NotFound)
}

fn abilities(
    ids: &HashMap<&str, SkillId>,
    degrees: &HashMap<String, i32>,
) -> Result<Vec<Ability>, Refusal> {
    let mut abilities = degrees
        .iter()
        .map(|(name, degree)| {
            let skill = *ids.get(name.as_str()).ok_or(Refusal::NotFound)?;
            Ok(Ability {
                skill,
                degree: *degree,
            })
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    abilities.sort_by_key(|ability| ability.skill);
    Ok(abilities)
}
