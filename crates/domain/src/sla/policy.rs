//! Which policy a ticket is promised by.

use super::conditions::Lineage;
use super::terms::Terms;
use crate::ids::SlaPolicyId;
use crate::ticket::Ticket;

/// A policy that is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Which one.
    pub id: SlaPolicyId,
    /// Grows with each change.
    pub version: i64,
    /// What it promises.
    pub terms: Terms,
}

impl Policy {
    /// Whether it is for a ticket: the ticket meets its conditions, and is not older than it.
    pub fn is_for(&self, ticket: &Ticket, tree: &impl Lineage) -> bool {
        let since = self.terms.effective_from;
        since.is_none_or(|since| since <= ticket.created_at)
            && self.terms.conditions.meet(ticket, tree)
    }
}

/// The policy of a ticket: the first that is for it.
pub fn matching<'a>(
    policies: impl IntoIterator<Item = &'a Policy>,
    ticket: &Ticket,
    tree: &impl Lineage,
) -> Option<&'a Policy> {
    policies
        .into_iter()
        .find(|policy| policy.is_for(ticket, tree))
}
