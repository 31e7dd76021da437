//! Tags.

use serde::{Deserialize, Serialize};

/// A tag in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tag {
    /// The word.
    pub name: String,
}
