//! Routing: the rules that lead tickets to a team, the skills, hours and absences of agents, and
//! the giving of each ticket to whoever is there, able and free.

pub mod absences;
pub mod agents;
pub mod rules;
pub mod skills;

mod assign;
mod book;
mod pool;

pub(crate) use assign::{created, handed_over, plan, waiting};
pub use guichet_domain::routing::Ability;
