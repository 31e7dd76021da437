//! Contacts: the people the desk knows, and one of them.

mod create;
mod editing;
mod fields;
mod filters;
mod invite;
mod list;
mod person;
mod sections;
mod tickets;

pub use create::{NewPersonDialog, NewPersonFor};
pub use fields::scope_words;
pub use list::PeoplePage;
pub use person::PersonPage;
pub use sections::Sections;
pub use tickets::LatestTickets;
