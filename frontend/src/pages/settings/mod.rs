//! Settings: their frame, the desk itself, and those who work at it.

mod agents;
mod desk;
mod frame;
mod staging;

pub use agents::AgentsPage;
pub use desk::DeskPage;
pub use frame::{SettingsFrame, closed_below};
