//! Whether the server is well, for those who watch it.

use serde::{Deserialize, Serialize};

/// The server is well; when it is not, the answer is a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Health {
    /// Always `ok`.
    #[cfg_attr(feature = "schema", schema(example = "ok"))]
    pub status: String,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            status: "ok".to_owned(),
        }
    }
}
