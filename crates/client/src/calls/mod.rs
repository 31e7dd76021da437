//! One method per route of the API.

mod calendars;
mod deeds;
mod directory;
mod entry;
mod post;
mod promises;
mod routing;
mod survey;
mod tickets;

pub use deeds::DeedBody;
