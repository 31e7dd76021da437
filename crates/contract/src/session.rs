//! Signing in and out, and who one is.

use guichet_domain::ids::PersonId;
use guichet_domain::people::{Language, Role};
use serde::{Deserialize, Serialize};

use crate::organization::OrganizationRef;
use crate::patch;
use crate::settings::Desk;
use crate::team::TeamRef;

/// Address and password, for a browser: the answer sets a cookie.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The mail address.
    #[cfg_attr(
        feature = "schema",
        schema(max_length = 254, example = "ines.laurent@vermeil.example")
    )]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "schema", schema(max_length = 256, format = Password))]
    pub password: String,
    /// Whether the session outlives the browser.
    #[serde(default)]
    pub keep: bool,
}

/// How a client asks for tokens.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grant_type", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TokenRequest {
    /// With address and password.
    Password {
        /// The mail address.
        #[cfg_attr(feature = "schema", schema(max_length = 254))]
        email: String,
        /// The password.
        #[cfg_attr(feature = "schema", schema(max_length = 256, format = Password))]
        password: String,
    },
    /// With the refresh token of the former answer, which is spent by it.
    RefreshToken {
        /// The token.
        #[cfg_attr(feature = "schema", schema(max_length = 256))]
        refresh_token: String,
    },
}

/// Tokens of a client.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// For the header `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Gets the next pair, once.
    pub refresh_token: String,
}

/// A refresh token to revoke, with all that came from the same sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RevokeToken {
    /// The token.
    pub refresh_token: String,
}

/// Who is signed in, and what the interface needs from the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Me {
    /// Who.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The mail address.
    pub email: Option<String>,
    /// What the person is for the desk.
    pub role: Role,
    /// The teams of an agent.
    pub teams: Vec<TeamRef>,
    /// The language of interface and messages.
    pub language: Language,
    /// IANA name of the time zone; `null` takes the browser's.
    pub time_zone: Option<String>,
    /// The requester's organization, where the requester reads all of its tickets; else `null`.
    pub shared_organization: Option<OrganizationRef>,
    /// What everybody knows of the desk.
    pub desk: Desk,
}

/// What one may change of oneself (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MePatch {
    /// The full name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language of interface and messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// IANA name of the time zone.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, max_length = 64))]
    #[serde(
        deserialize_with = "patch::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub time_zone: Option<Option<String>>,
}

/// A change of one's own password; ends all other sessions.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The present one.
    #[cfg_attr(feature = "schema", schema(max_length = 256, format = Password))]
    pub current: String,
    /// The next one, 8 to 256 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = Password))]
    pub new: String,
}

/// An address to which a link to sign in by is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LinkRequest {
    /// The address.
    #[cfg_attr(feature = "schema", schema(format = "email", max_length = 254))]
    pub email: String,
    /// What to call somebody who is not known yet; the address tells when absent.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language of somebody who is not known yet; the desk's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// The token of a link to sign in by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LinkSignIn {
    /// As it stands in the link.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub token: String,
    /// Whether the session outlives the browser.
    #[serde(default)]
    pub keep: bool,
}
