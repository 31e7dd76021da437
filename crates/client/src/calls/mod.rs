//! One method per route of the API.

mod deeds;
mod directory;
mod entry;
mod tickets;

pub use deeds::DeedBody;
