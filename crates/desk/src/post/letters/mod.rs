//! Letters: who is written to of what, in which words, and what became of it.

mod ask;
mod outbox;
mod send;
mod words;
mod write;

pub(crate) use ask::{begun, follow, notify, offer_sign_in};
pub use outbox::{Delivery, LetterView, list, retry, send_invitation, send_test};
pub(crate) use outbox::{deliveries, fail};
pub use send::Sent;
