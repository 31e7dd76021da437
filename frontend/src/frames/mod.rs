//! The two frames: the agents' workspace and the requesters' portal; and what both share.

mod account_menu;
mod agent;
mod bell;
mod help;
mod offline;
mod page;
mod portal;

pub use agent::AgentFrame;
pub use bell::Bell;
pub use help::{KeyHelp, PendingKeys};
pub use offline::OfflineBanner;
pub use page::{Main, Side, page_title, toggle_side};
pub use portal::PortalFrame;
