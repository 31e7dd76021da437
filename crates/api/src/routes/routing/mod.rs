//! Routing: rules, skills, agents and their absences.

pub mod absences;
pub mod agents;
pub mod rules;
pub mod skills;
