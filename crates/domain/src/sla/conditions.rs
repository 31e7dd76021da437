//! Which tickets a policy or a routing rule is for.

use serde::{Deserialize, Serialize};

use crate::ids::{CategoryId, OrganizationId, TeamId};
use crate::ticket::{Channel, Kind, Ticket};

/// Which tickets something is for: those that meet every list that is not empty, by any of its
/// members. Without a condition it is for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conditions {
    /// What it is about.
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub kinds: Vec<Kind>,
    /// The category, or the one above it.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub category_ids: Vec<CategoryId>,
    /// The requester's organization.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub organization_ids: Vec<OrganizationId>,
    /// The team in charge.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub team_ids: Vec<TeamId>,
    /// By which way it came.
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub channels: Vec<Channel>,
    /// A tag on it.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub tags: Vec<String>,
}

/// What stands above a category, as the desk arranges its tree.
pub trait Lineage {
    /// The category above, if there is one.
    fn parent(&self, category: CategoryId) -> Option<CategoryId>;
}

impl Conditions {
    /// Whether a ticket meets them all.
    pub fn meet(&self, ticket: &Ticket, tree: &impl Lineage) -> bool {
        let category = ticket.category;
        let above = category.and_then(|category| tree.parent(category));
        meets(&self.kinds, [Some(ticket.kind)])
            && meets(&self.category_ids, [category, above])
            && meets(&self.organization_ids, [ticket.organization])
            && meets(&self.team_ids, [ticket.team])
            && meets(&self.channels, [Some(ticket.channel)])
            && (self.tags.is_empty() || self.tags.iter().any(|tag| ticket.tags.contains(tag)))
    }

    /// Whether every ticket meets them.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn meets<T: PartialEq, const N: usize>(asked: &[T], given: [Option<T>; N]) -> bool {
    asked.is_empty()
        || given
            .into_iter()
            .flatten()
            .any(|value| asked.contains(&value))
}
