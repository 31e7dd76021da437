//! SLA policies: what is promised to which tickets.

use guichet_domain::ids::{CalendarId, SlaPolicyId};
use guichet_domain::sla::Terms;
use guichet_domain::ticket::Priority;
use serde::{Deserialize, Serialize};

/// An SLA policy, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaPolicyRef {
    /// Which one.
    pub id: SlaPolicyId,
    /// Its name.
    pub name: String,
}

/// A calendar, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CalendarRef {
    /// Which one.
    pub id: CalendarId,
    /// Its name.
    pub name: String,
}

/// An SLA policy. Of those that are active, the first whose conditions a ticket meets is its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaPolicy {
    /// Which one.
    pub id: SlaPolicyId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its place among the policies, from 1.
    pub position: i32,
    /// Whether it is used.
    pub active: bool,
    /// What it promises.
    pub terms: Terms,
}

/// An SLA policy to make; it comes last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSlaPolicy {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Standard")
    )]
    pub name: String,
    /// `true` when absent.
    #[serde(default)]
    pub active: Option<bool>,
    /// What it promises.
    pub terms: Terms,
}

/// What to change of an SLA policy (RFC 7396); the terms are replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaPolicyPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// All of its terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
}

/// The order of the policies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaPolicyOrder {
    /// Every policy once, in the order in which they are tried.
    #[cfg_attr(feature = "schema", schema(max_items = 200))]
    pub ids: Vec<SlaPolicyId>,
}

/// A change of a policy to try on the tickets of the last 30 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaPreview {
    /// The policy that would change; a new one, tried last, when absent.
    #[serde(default)]
    pub policy_id: Option<SlaPolicyId>,
    /// The terms it would have.
    pub terms: Terms,
}

/// What a change would have done: tickets that met all of their promises, as things are and as
/// they would be. Spam and cancelled tickets are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlaEffect {
    /// Tickets of the last 30 days that the policy, changed, would be for.
    pub tickets: i64,
    /// Whether only the newest of them were looked at, because there are too many.
    pub sampled: bool,
    /// Those of them whose promises are kept as things are. Tickets without a promise count.
    pub kept_now: i64,
    /// Those whose promises would have been kept.
    pub kept_then: i64,
    /// The same by priority; only those that occur.
    pub by_priority: Vec<PriorityEffect>,
}

/// What a change would have done to the tickets of one priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PriorityEffect {
    /// The priority.
    pub priority: Priority,
    /// Tickets.
    pub tickets: i64,
    /// Kept as things are.
    pub kept_now: i64,
    /// Kept then.
    pub kept_then: i64,
}
