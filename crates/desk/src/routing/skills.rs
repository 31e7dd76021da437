//! Skills that agents can have.

use guichet_domain::ids::SkillId;
use guichet_domain::people::Role;
use guichet_domain::routing::Ability;
use guichet_domain::text::Name;
pub use guichet_store::skills::Skill;
use guichet_store::{Connection, agents, routing_rules, skills};
use serde_json::json;

use crate::{By, Refusal, Wrong, audit};

/// The most there may be, so that all are sent at once.
pub const MOST: usize = 500;

/// All skills by name, for staff: they see each other's.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<Skill>, Refusal> {
    by.require(Role::Agent)?;
    Ok(skills::list(tx)?)
}

/// A supervisor adds a skill.
pub fn create(tx: &mut Connection, by: &By, name: &Name) -> Result<Skill, Refusal> {
    by.require(Role::Supervisor)?;
    if skills::list(tx)?.len() >= MOST {
        let sentence = "There are 500 skills already.";
        return Err(Refusal::field("name", Wrong::Invalid(sentence)));
    }
    let id = skills::insert(tx, name.as_str())?;
    let details = json!({ "name": name.as_str() });
    audit::record(tx, by, "created", audit::Object::Skill(id), details)?;
    Ok(skills::get(tx, id)?)
}

/// A supervisor renames a skill.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: SkillId,
    version: Option<i64>,
    name: Option<&Name>,
) -> Result<Skill, Refusal> {
    by.require(Role::Supervisor)?;
    let before = skills::get(tx, id)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let name = name.map_or(before.name.as_str(), Name::as_str);
    if name == before.name {
        return Ok(before);
    }
    skills::update(tx, id, before.version, name)?;
    let changes = audit::changes(&json!({ "name": before.name }), &json!({ "name": name }));
    audit::record(tx, by, "changed", audit::Object::Skill(id), changes)?;
    Ok(skills::get(tx, id)?)
}

/// A supervisor deletes a skill: it is taken off agents and rules.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: SkillId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    by.require(Role::Supervisor)?;
    skills::hold(tx, &[id])?;
    let skill = skills::get(tx, id)?;
    if version.is_some_and(|version| version != skill.version) {
        return Err(Refusal::Stale);
    }
    agents::forget_skill(tx, id)?;
    let asks_for = |ability: &Ability| ability.skill == id;
    for mut rule in routing_rules::list(tx)? {
        if rule.profile.skills.iter().any(asks_for) {
            rule.profile.skills.retain(|ability| !asks_for(ability));
            routing_rules::update(tx, rule.id, rule.version, &rule.profile)?;
        }
    }
    skills::delete(tx, id, skill.version)?;
    let details = json!({ "name": skill.name });
    audit::record(tx, by, "deleted", audit::Object::Skill(id), details)
}

/// Skills that are there, each once, with a degree from 1 to 3. Until the transaction ends none of
/// them is deleted. `field` is the list that names them.
pub(super) fn sound(
    tx: &mut Connection,
    field: &str,
    asked: &[Ability],
    most: usize,
) -> Result<Vec<Ability>, Refusal> {
    if asked.len() > most {
        return Err(Refusal::field(field, Wrong::OutOfRange));
    }
    let ids: Vec<SkillId> = asked.iter().map(|ability| ability.skill).collect();
    let there = match ids.is_empty() {
        true => Vec::new(),
        false => skills::hold(tx, &ids)?,
    };
    let mut sound: Vec<Ability> = Vec::with_capacity(asked.len());
    for (place, ability) in asked.iter().enumerate() {
        let wrong = |name: &str, wrong| Refusal::field(format!("{field}[{place}].{name}"), wrong);
        if !there.contains(&ability.skill) {
            return Err(wrong("skill_id", Wrong::NoSuchObject));
        }
        if sound.iter().any(|one| one.skill == ability.skill) {
            let sentence = "The skill is given more than once.";
            return Err(wrong("skill_id", Wrong::Invalid(sentence)));
        }
        if !(1..=3).contains(&ability.degree) {
            return Err(wrong("degree", Wrong::OutOfRange));
        }
        sound.push(*ability);
    }
    sound.sort_by_key(|ability| ability.skill);
    Ok(sound)
}
