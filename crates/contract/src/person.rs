//! People.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role};
use serde::{Deserialize, Serialize};

use crate::organization::OrganizationRef;
use crate::patch;
use crate::team::TeamRef;

/// A person, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// Who.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The mail address; `null` when unknown or not for the reader.
    pub email: Option<String>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// The full name.
    pub name: String,
    /// The mail address, by which the person signs in.
    pub email: Option<String>,
    /// A telephone number, as written.
    pub phone: Option<String>,
    /// What the person is for the desk.
    pub role: Role,
    /// Which tickets an agent sees.
    pub scope: AgentScope,
    /// The organization the person belongs to.
    pub organization: Option<OrganizationRef>,
    /// Whether the person has the role of manager in the organization.
    pub organization_manager: bool,
    /// Whether the person is one of those who read the organization's tickets.
    pub organization_reader: bool,
    /// The teams of an agent.
    pub teams: Vec<TeamRef>,
    /// The language of interface and messages.
    pub language: Language,
    /// IANA name of the time zone; `null` takes the browser's.
    pub time_zone: Option<String>,
    /// Whether the person can sign in and be assigned.
    pub active: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// When the person was entered.
    pub created_at: DateTime<Utc>,
    /// When the person was last changed.
    pub updated_at: DateTime<Utc>,
}

/// A person to enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewPerson {
    /// The full name.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Camille Rousseau")
    )]
    pub name: String,
    /// The mail address.
    #[cfg_attr(
        feature = "schema",
        schema(max_length = 254, example = "camille.rousseau@vermeil.example")
    )]
    #[serde(default)]
    pub email: Option<String>,
    /// A telephone number.
    #[cfg_attr(feature = "schema", schema(max_length = 40))]
    #[serde(default)]
    pub phone: Option<String>,
    /// `requester` when absent. Only an administrator may choose another.
    #[serde(default)]
    pub role: Option<Role>,
    /// `all` when absent.
    #[serde(default)]
    pub scope: Option<AgentScope>,
    /// The organization.
    #[serde(default)]
    pub organization_id: Option<OrganizationId>,
    /// Whether the person has the role of manager in the organization.
    #[serde(default)]
    pub organization_manager: Option<bool>,
    /// Whether the person is one of those who read the organization's tickets.
    #[serde(default)]
    pub organization_reader: Option<bool>,
    /// The teams of an agent.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    #[serde(default)]
    pub team_ids: Option<Vec<TeamId>>,
    /// The desk's language when absent.
    #[serde(default)]
    pub language: Option<Language>,
    /// A first password, 8 to 256 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = Password))]
    #[serde(default)]
    pub password: Option<String>,
}

/// What to change of a person (RFC 7396): absent stays, `null` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PersonPatch {
    /// The full name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The mail address.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, max_length = 254))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<Option<String>>,
    /// A telephone number.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, max_length = 40))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub phone: Option<Option<String>>,
    /// What the person is for the desk; administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Which tickets an agent sees; administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<AgentScope>,
    /// The organization.
    #[cfg_attr(feature = "schema", schema(value_type = Option<OrganizationId>))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub organization_id: Option<Option<OrganizationId>>,
    /// Whether the person has the role of manager in the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_manager: Option<bool>,
    /// Whether the person is one of those who read the organization's tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_reader: Option<bool>,
    /// All the teams of an agent; administrators only.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_ids: Option<Vec<TeamId>>,
    /// The language of interface and messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether the person can sign in and be assigned; administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// A new password set by an administrator; ends the person's sessions.
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = Password))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// Which people to list, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct PeopleQuery {
    /// The beginning of a word of the name, of the address, or of the number.
    #[cfg_attr(feature = "schema", param(max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only this role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Only agents, supervisors and administrators (`true`), or only requesters (`false`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<bool>,
    /// Only this organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<OrganizationId>,
    /// Only this team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Only those who can sign in, or only those who cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// How many to send: 1 to 100, 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
