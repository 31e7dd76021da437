//! The post: mailboxes, settings, words, the outbox, what came in.

pub mod inbound;
pub mod mailboxes;
pub mod outbox;
pub mod settings;
pub mod templates;
