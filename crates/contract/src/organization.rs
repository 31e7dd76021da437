//! Organizations that requesters belong to.

use chrono::{DateTime, Utc};
use guichet_domain::ids::OrganizationId;
use guichet_domain::people::Sharing;
use serde::{Deserialize, Serialize};

use crate::patch;

/// An organization, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrganizationRef {
    /// Which one.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Which one.
    pub id: OrganizationId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// What agents should know of it.
    pub notes: Option<String>,
    /// Who of it reads all of its tickets.
    pub sharing: Sharing,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// An organization to enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewOrganization {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Maison Vermeil")
    )]
    pub name: String,
    /// What agents should know of it.
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    #[serde(default)]
    pub notes: Option<String>,
    /// `none` when absent.
    #[serde(default)]
    pub sharing: Option<Sharing>,
}

/// What to change of an organization (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrganizationPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What agents should know of it.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, max_length = 2000))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub notes: Option<Option<String>>,
    /// Who of it reads all of its tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
}

/// Which things to list by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct NameQuery {
    /// The beginning of a word of the name.
    #[cfg_attr(feature = "schema", param(max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// How many to send: 1 to 100, 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
