//! Rules that lead tickets to a team; of those that are active, the first that a ticket meets
//! decides.

use guichet_domain::ids::{RoutingRuleId, TeamId};
use guichet_domain::people::Role;
use guichet_domain::routing::Ability;
use guichet_domain::sla::Conditions;
use guichet_domain::text::Name;
use guichet_domain::ticket::Level;
use guichet_store::Connection;
use guichet_store::routing_rules::{self, Profile, Rule};
use serde_json::{Value, json};

use super::skills;
use crate::names::{TeamRef, Wanted};
use crate::references::active_team;
use crate::{By, Refusal, Wrong, audit, conditions};

/// The most there may be, so that all are sent at once, and tried on each new ticket.
pub const MOST: usize = 200;
/// The most skills that one rule asks for.
const MOST_SKILLS: usize = 20;

/// A rule, as supervisors see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleView {
    /// Which one.
    pub id: RoutingRuleId,
    /// Grows with each change; the order of the rules is none.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its place among the rules, from 1.
    pub position: i32,
    /// Whether it is used.
    pub active: bool,
    /// Which tickets it is for.
    pub conditions: Conditions,
    /// The team they go to.
    pub team: TeamRef,
    /// The level they go to; the team's when `None`.
    pub level: Option<Level>,
    /// What the agent should be able to do.
    pub skills: Vec<Ability>,
}

/// A rule to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRule {
    /// Its name, unlike any other's.
    pub name: Name,
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

/// What to change of a rule; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulePatch {
    /// Its name.
    pub name: Option<Name>,
    /// Whether it is used.
    pub active: Option<bool>,
    /// Which tickets it is for.
    pub conditions: Option<Conditions>,
    /// The team they go to.
    pub team: Option<TeamId>,
    /// The level they go to; `Some(None)` is the team's.
    pub level: Option<Option<Level>>,
    /// What the agent should be able to do.
    pub skills: Option<Vec<Ability>>,
}

/// All rules in the order in which they are tried, for supervisors.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<RuleView>, Refusal> {
    by.require(Role::Supervisor)?;
    let rules = routing_rules::list(tx)?;
    let mut wanted = Wanted::default();
    wanted.teams(rules.iter().map(|rule| rule.profile.team));
    let names = wanted.load(tx, &by.viewer)?;
    let view = |(position, rule): (i32, Rule)| {
        Ok(RuleView {
            id: rule.id,
            version: rule.version,
            name: rule.profile.name,
            position,
            active: rule.profile.active,
            conditions: rule.profile.conditions,
            team: names.team(rule.profile.team)?,
            level: rule.profile.level,
            skills: rule.profile.skills,
        })
    };
    (1..).zip(rules).map(view).collect()
}

fn one(tx: &mut Connection, by: &By, id: RoutingRuleId) -> Result<RuleView, Refusal> {
    let all = list(tx, by)?;
    let found = all.into_iter().find(|rule| rule.id == id);
    found.ok_or(Refusal::NotFound)
}

/// A supervisor makes a rule; it comes last.
pub fn create(tx: &mut Connection, by: &By, new: &NewRule) -> Result<RuleView, Refusal> {
    by.require(Role::Supervisor)?;
    active_team(tx, "team_id", new.team)?;
    let profile = Profile {
        name: new.name.as_str().to_owned(),
        active: new.active,
        conditions: conditions::sound(tx, "conditions", &new.conditions)?,
        team: new.team,
        level: new.level,
        skills: skills::sound(tx, "skills", &new.skills, MOST_SKILLS)?,
    };
    if routing_rules::list(tx)?.len() >= MOST {
        let sentence = "There are 200 rules already.";
        return Err(Refusal::field("name", Wrong::Invalid(sentence)));
    }
    let id = routing_rules::insert(tx, &profile)?;
    let object = audit::Object::RoutingRule(id);
    audit::record(tx, by, "created", object, details(&profile))?;
    one(tx, by, id)
}

/// A supervisor changes a rule.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: RoutingRuleId,
    version: Option<i64>,
    patch: &RulePatch,
) -> Result<RuleView, Refusal> {
    by.require(Role::Supervisor)?;
    let rule = find(tx, id, version)?;
    let profile = patched(tx, &rule.profile, patch)?;
    if profile == rule.profile {
        return one(tx, by, id);
    }
    routing_rules::update(tx, id, rule.version, &profile)?;
    let changes = audit::changes(&details(&rule.profile), &details(&profile));
    audit::record(tx, by, "changed", audit::Object::RoutingRule(id), changes)?;
    one(tx, by, id)
}

fn patched(tx: &mut Connection, before: &Profile, patch: &RulePatch) -> Result<Profile, Refusal> {
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut after.name);
    }
    after.active = patch.active.unwrap_or(after.active);
    if let Some(asked) = &patch.conditions {
        after.conditions = conditions::sound(tx, "conditions", asked)?;
    }
    // A team that is put aside later stays where it is; the rule rests meanwhile.
    if let Some(team) = patch.team.filter(|team| *team != before.team) {
        after.team = active_team(tx, "team_id", team)?.id;
    }
    after.level = patch.level.unwrap_or(after.level);
    if let Some(asked) = &patch.skills {
        after.skills = skills::sound(tx, "skills", asked, MOST_SKILLS)?;
    }
    Ok(after)
}

/// A supervisor deletes a rule; what it decided stands.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: RoutingRuleId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    by.require(Role::Supervisor)?;
    let rule = find(tx, id, version)?;
    routing_rules::delete(tx, id, rule.version)?;
    let object = audit::Object::RoutingRule(id);
    audit::record(tx, by, "deleted", object, details(&rule.profile))
}

/// A supervisor puts all rules into an order.
pub fn order(
    tx: &mut Connection,
    by: &By,
    ids: &[RoutingRuleId],
) -> Result<Vec<RuleView>, Refusal> {
    by.require(Role::Supervisor)?;
    let rules = routing_rules::list(tx)?;
    let before: Vec<RoutingRuleId> = rules.iter().map(|rule| rule.id).collect();
    let sorted = |ids: &[RoutingRuleId]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    if sorted(ids) != sorted(&before) {
        let sentence = "Name every rule once.";
        return Err(Refusal::field("ids", Wrong::Invalid(sentence)));
    }
    if ids != before {
        routing_rules::order(tx, ids)?;
        let changes = audit::changes(&json!({ "order": before }), &json!({ "order": ids }));
        audit::record(tx, by, "changed", audit::Object::RoutingRules, changes)?;
    }
    list(tx, by)
}

fn find(tx: &mut Connection, id: RoutingRuleId, version: Option<i64>) -> Result<Rule, Refusal> {
    let rule = routing_rules::get(tx, id)?;
    if version.is_some_and(|version| version != rule.version) {
        return Err(Refusal::Stale);
    }
    Ok(rule)
}

fn details(profile: &Profile) -> Value {
    json!({
        "name": profile.name,
        "active": profile.active,
        "conditions": profile.conditions,
        "team": profile.team,
        "level": profile.level,
        "skills": profile.skills,
    })
}
