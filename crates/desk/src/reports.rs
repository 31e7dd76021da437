//! Figures over tickets. They look at all of them: ask through `Desk::report`.

use guichet_domain::people::Role;
use guichet_domain::ticket::policy::{self, Visible};
pub use guichet_store::reports::{CountBy, Period};
use guichet_store::{Connection, reports};

use crate::{By, Refusal};

/// How many tickets there are of each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// All together.
    pub total: i64,
    /// One per value that occurs, in its natural order.
    pub rows: Vec<(String, i64)>,
}

/// How many tickets there are, for supervisors who see them all; spam and cancelled ones are left
/// out.
pub fn count(
    tx: &mut Connection,
    by: &By,
    per: CountBy,
    period: Period,
) -> Result<Counts, Refusal> {
    by.require(Role::Supervisor)?;
    // What is not seen is not counted either, and the figures are those of the whole desk.
    if policy::visible(&by.viewer) != Visible::All {
        return Err(Refusal::Forbidden);
    }
    let rows = reports::count_tickets(tx, per, period)?;
    let total = rows.iter().map(|(_, count)| count).sum();
    Ok(Counts { total, rows })
}
