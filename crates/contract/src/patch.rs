//! Fields of a merge patch (RFC 7396) with three states: absent, `null`, a value.

use serde::{Deserialize, Deserializer};

/// Reads a field that is present: `null` becomes `Some(None)`. With `#[serde(default)]` an absent
/// field is `None`.
pub fn given<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
