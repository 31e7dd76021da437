//! Routing: rules, skills, and what it knows of agents.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{AbsenceId, CalendarId, PersonId, RoutingRuleId, SkillId, TeamId};
use guichet_domain::people::Language;
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::Level;
use serde::{Deserialize, Serialize};

use crate::patch;
use crate::person::PersonRef;
use crate::sla::CalendarRef;
use crate::team::TeamRef;

/// A rule that leads tickets to a team. Of those that are active, the first whose conditions a new
/// ticket meets decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoutingRule {
    /// Which one.
    pub id: RoutingRuleId,
    /// Grows with each change; the `ETag`.
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
    /// The level they go to; the team's when `null`.
    pub level: Option<Level>,
    /// What the agent should be able to do.
    pub skills: Vec<SkillNeed>,
}

/// What an agent should be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SkillNeed {
    /// The skill.
    pub skill_id: SkillId,
    /// The least degree: 1 knows it, 2 is at home in it, 3 is an expert.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 3))]
    pub degree: i32,
}

/// A rule to make; it comes last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewRoutingRule {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "VPN vers Réseau")
    )]
    pub name: String,
    /// `true` when absent.
    #[serde(default)]
    pub active: Option<bool>,
    /// Which tickets it is for.
    #[serde(default)]
    pub conditions: Conditions,
    /// The team they go to.
    pub team_id: TeamId,
    /// The level they go to; the team's when absent.
    #[serde(default)]
    pub level: Option<Level>,
    /// What the agent should be able to do.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(default)]
    pub skills: Vec<SkillNeed>,
}

/// What to change of a rule (RFC 7396); lists and conditions are replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoutingRulePatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Which tickets it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Conditions>,
    /// The team they go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// The level they go to; the team's when `null`.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Level>))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub level: Option<Option<Level>>,
    /// What the agent should be able to do.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<SkillNeed>>,
}

/// The order of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoutingRuleOrder {
    /// Every rule once, in the order in which they are tried.
    #[cfg_attr(feature = "schema", schema(max_items = 200))]
    pub ids: Vec<RoutingRuleId>,
}

/// A skill that agents can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Skill {
    /// Which one.
    pub id: SkillId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
}

/// A skill to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSkill {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "VPN")
    )]
    pub name: String,
}

/// What to change of a skill (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SkillPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What the routing knows of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Agent {
    /// Who.
    pub person: PersonRef,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// The teams.
    pub teams: Vec<TeamRef>,
    /// How many open tickets the routing gives at most; `null` is without bound.
    pub capacity: Option<i32>,
    /// How many open tickets the agent has: not those on hold, nor those that are resolved.
    pub load: i64,
    /// The languages the agent answers in; every language where none is named.
    pub languages: Vec<Language>,
    /// What the agent is able to do.
    pub skills: Vec<SkillNeed>,
    /// The working hours; always where `null`.
    pub calendar: Option<CalendarRef>,
    /// The absence that lasts, or the next one.
    pub absence: Option<Absence>,
}

/// What to change of an agent's routing (RFC 7396); lists are replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AgentPatch {
    /// How many open tickets the routing gives at most, 0 to 1,000; `null` is without bound.
    #[cfg_attr(feature = "schema", schema(value_type = Option<i32>, minimum = 0, maximum = 1_000))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub capacity: Option<Option<i32>>,
    /// The languages the agent answers in; every language where none is named.
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<Language>>,
    /// What the agent is able to do.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<SkillNeed>>,
    /// The working hours; always where `null`.
    #[cfg_attr(feature = "schema", schema(value_type = Option<CalendarId>))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub calendar_id: Option<Option<CalendarId>>,
}

/// A time during which an agent is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Absence {
    /// Which one.
    pub id: AbsenceId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Who is not there.
    pub person: PersonRef,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Who gets the new tickets meanwhile.
    pub replacement: Option<PersonRef>,
    /// Why, or what to know.
    pub note: Option<String>,
}

/// An absence to enter: one's own, or a supervisor anybody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewAbsence {
    /// Who is not there.
    pub person_id: PersonId,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Who gets the new tickets meanwhile.
    #[serde(default)]
    pub replacement_id: Option<PersonId>,
    /// Why, or what to know.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 250))]
    #[serde(default)]
    pub note: Option<String>,
}

/// What to change of an absence (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AbsencePatch {
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<Utc>>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Who gets the new tickets meanwhile.
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub replacement_id: Option<Option<PersonId>>,
    /// Why, or what to know.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, max_length = 250))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub note: Option<Option<String>>,
}

/// Which absences to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct AbsenceQuery {
    /// Only of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Also those that are over; without it only those that last or are to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past: Option<bool>,
    /// How many to send: 1 to 100, 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
