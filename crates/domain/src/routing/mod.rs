//! Routing: which team by rule, which agent by the team's method; never someone who is not there
//! or has enough to do.

mod away;
mod choose;
mod words;

pub use away::{Away, leads_back};
pub use choose::{Ability, Candidate, Choice, MOST_CONSIDERED, Needs, Pool};
pub use words::{Considered, Decision, RoutingMethod, RoutingReason, Verdict};
