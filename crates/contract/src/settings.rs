//! What an administrator settles.

use guichet_domain::people::Language;
use guichet_domain::ticket::Matrix;
use serde::{Deserialize, Serialize};

/// What everybody signed in knows of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Desk {
    /// What it is called.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// What stands before a ticket's number: `GU` gives `GU-1042`.
    pub ticket_prefix: String,
    /// Priorities: rows `person`, `team`, `service`, `company`; columns `low`, `medium`, `high`.
    pub matrix: Matrix,
    /// Business days without an answer after which a resolved ticket closes.
    pub close_after_days: i32,
    /// Days after closing within which a reply reopens.
    pub reopen_within_days: i32,
    /// The largest file, in bytes.
    pub max_attachment_size: i64,
}

/// The settings of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// What stands before a ticket's number.
    pub ticket_prefix: String,
    /// Priorities: rows `person`, `team`, `service`, `company`; columns `low`, `medium`, `high`.
    pub matrix: Matrix,
    /// Business days without an answer after which the requester is reminded.
    pub remind_after_days: i32,
    /// Business days without an answer after which a resolved ticket closes.
    pub close_after_days: i32,
    /// Days after closing within which a reply reopens.
    pub reopen_within_days: i32,
}

/// What to change of the settings (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingsPatch {
    /// What it is called.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What stands before a ticket's number: 1 to 8 capital letters or digits, the first a letter.
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z][A-Z0-9]{0,7}$"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_prefix: Option<String>,
    /// All twelve priorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Matrix>,
    /// 1 to 90.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 90))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind_after_days: Option<i32>,
    /// 1 to 90, not less than the reminder's.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 90))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_after_days: Option<i32>,
    /// 0 to 365.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 365))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen_within_days: Option<i32>,
}
