//! The first page of an empty desk.

use guichet_domain::people::Language;
use serde::{Deserialize, Serialize};

/// Whether the desk waits for its first administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetupState {
    /// Whether it does.
    pub needed: bool,
    /// What the desk is called; empty while it waits.
    pub desk_name: String,
    /// The desk's language.
    pub language: Language,
}

/// The first administrator and the name of the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Setup {
    /// What the desk is called.
    #[cfg_attr(
        feature = "schema",
        schema(
            min_length = 1,
            max_length = 120,
            example = "Assistance Maison Vermeil"
        )
    )]
    pub desk_name: String,
    /// The administrator's full name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    pub name: String,
    /// The administrator's mail address.
    #[cfg_attr(feature = "schema", schema(max_length = 254))]
    pub email: String,
    /// The administrator's password, 8 to 256 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = Password))]
    pub password: String,
    /// The desk's language.
    pub language: Language,
}
