//! Organizations that requesters belong to, and one of them.

mod create;
mod editing;
mod list;
mod organization;
mod sharing;

pub use list::OrganizationsPage;
pub use organization::OrganizationPage;
