//! Categories: a tree of two levels.

use guichet_domain::ids::CategoryId;
use serde::{Deserialize, Serialize};

/// A category, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CategoryRef {
    /// Which one.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// The name of the category above, if it is of the second level.
    pub parent_name: Option<String>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Category {
    /// Which one.
    pub id: CategoryId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// The category above; `null` on the first level.
    pub parent_id: Option<CategoryId>,
    /// Whether it can be chosen.
    pub active: bool,
}

/// A category to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewCategory {
    /// Its name, unlike its neighbours'.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "VPN")
    )]
    pub name: String,
    /// The category above, itself of the first level.
    #[serde(default)]
    pub parent_id: Option<CategoryId>,
}

/// What to change of a category (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CategoryPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it can be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}
