//! Teams of agents.

use guichet_domain::ids::{PersonId, TeamId};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::Level;
use serde::{Deserialize, Serialize};

use crate::person::PersonRef;

/// A team, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamRef {
    /// Which one.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Team {
    /// Which one.
    pub id: TeamId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// The support level it works at.
    pub level: Level,
    /// Whether tickets can be given to it.
    pub active: bool,
    /// How its tickets find their agent.
    pub routing: RoutingMethod,
    /// Its agents, by name.
    pub members: Vec<PersonRef>,
}

/// A team to form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewTeam {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Réseau et VPN")
    )]
    pub name: String,
    /// The support level it works at.
    pub level: Level,
    /// How its tickets find their agent; `manual` when absent.
    #[serde(default)]
    pub routing: Option<RoutingMethod>,
    /// Its agents.
    #[cfg_attr(feature = "schema", schema(max_items = 500))]
    #[serde(default)]
    pub member_ids: Option<Vec<PersonId>>,
}

/// What to change of a team (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The support level it works at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Whether tickets can be given to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// How its tickets find their agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing: Option<RoutingMethod>,
    /// All of its agents.
    #[cfg_attr(feature = "schema", schema(max_items = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_ids: Option<Vec<PersonId>>,
}
