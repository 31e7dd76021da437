//! Tags that are in use.

use guichet_domain::people::Role;
use guichet_store::{Connection, tags};

use crate::{By, Refusal};

/// The tags that begin with a text, in alphabetical order, for staff: at most `limit`.
pub fn list(
    tx: &mut Connection,
    by: &By,
    beginning: &str,
    limit: u32,
) -> Result<Vec<String>, Refusal> {
    by.require(Role::Agent)?;
    let beginning = beginning.trim().to_lowercase();
    Ok(tags::list(tx, &beginning, limit.clamp(1, 100))?)
}
