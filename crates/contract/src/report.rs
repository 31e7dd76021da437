//! Figures over tickets.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// By what tickets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CountBy {
    /// Status.
    Status,
    /// Stage.
    Stage,
    /// Priority.
    Priority,
    /// Channel.
    Channel,
    /// Kind.
    Kind,
    /// Level.
    Level,
    /// Month of creation, `2016-03`, UTC.
    CreatedMonth,
    /// Month of closing; open tickets are left out.
    ClosedMonth,
    /// Whether it was ever reopened: `true` or `false`.
    Reopened,
}

/// What to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct CountQuery {
    /// By what.
    #[cfg_attr(feature = "schema", param(inline))]
    pub by: CountBy,
    /// Only tickets created at or after this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_from: Option<DateTime<Utc>>,
    /// Only tickets created before this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_before: Option<DateTime<Utc>>,
}

/// How many tickets there are of each; spam and cancelled ones are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// All together.
    pub total: i64,
    /// One row per value that occurs, in its natural order.
    pub items: Vec<CountRow>,
}

/// One row of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CountRow {
    /// The value.
    pub value: String,
    /// How many tickets have it.
    pub count: i64,
}
