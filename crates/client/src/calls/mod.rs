//! One method per route of the API.

mod calendars;
mod deeds;
mod directory;
mod entry;
mod promises;
mod routing;
mod tickets;

pub use deeds::DeedBody;
