//! Routing: rules, skills, agents and their absences.

use guichet_contract as wire;
use guichet_desk::routing::Ability;
use guichet_desk::routing::absences::AbsenceView;
use guichet_desk::routing::agents::{AgentView, CalendarRef};
use guichet_desk::routing::rules::RuleView;
use guichet_desk::routing::skills::Skill;

use super::{person_ref, team_ref, time};

/// A rule.
pub fn routing_rule(rule: RuleView) -> wire::routing::RoutingRule {
    wire::routing::RoutingRule {
        id: rule.id,
        version: rule.version,
        name: rule.name,
        position: rule.position,
        active: rule.active,
        conditions: rule.conditions,
        team: team_ref(rule.team),
        level: rule.level,
        skills: skill_needs(rule.skills),
    }
}

fn skill_needs(skills: Vec<Ability>) -> Vec<wire::routing::SkillNeed> {
    let need = |ability: Ability| wire::routing::SkillNeed {
        skill_id: ability.skill,
        degree: ability.degree,
    };
    skills.into_iter().map(need).collect()
}

/// The other way round: as the desk names them.
pub fn abilities(skills: &[wire::routing::SkillNeed]) -> Vec<Ability> {
    let ability = |need: &wire::routing::SkillNeed| Ability {
        skill: need.skill_id,
        degree: need.degree,
    };
    skills.iter().map(ability).collect()
}

/// A skill.
pub fn skill(skill: Skill) -> wire::routing::Skill {
    wire::routing::Skill {
        id: skill.id,
        version: skill.version,
        name: skill.name,
    }
}

/// An agent.
pub fn agent(agent: AgentView) -> wire::routing::Agent {
    wire::routing::Agent {
        person: person_ref(agent.person),
        version: agent.version,
        teams: agent.teams.into_iter().map(team_ref).collect(),
        capacity: agent.capacity,
        load: i64::from(agent.load),
        languages: agent.languages,
        skills: skill_needs(agent.skills),
        calendar: agent.calendar.map(calendar_ref),
        absence: agent.absence.map(absence),
    }
}

fn calendar_ref(calendar: CalendarRef) -> wire::sla::CalendarRef {
    wire::sla::CalendarRef {
        id: calendar.id,
        name: calendar.name,
    }
}

/// An absence.
pub fn absence(absence: AbsenceView) -> wire::routing::Absence {
    wire::routing::Absence {
        id: absence.id,
        version: absence.version,
        person: person_ref(absence.person),
        from: time(absence.from),
        until: time(absence.until),
        replacement: absence.replacement.map(person_ref),
        note: absence.note,
    }
}
