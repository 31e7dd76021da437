//! The post: reads the mails of others, writes ours, and knows which are whose.

pub mod html;
pub mod incoming;
pub mod outgoing;
pub mod seal;
pub mod transport;
