//! The post: mails become tickets and messages, and what happens to tickets becomes letters.
//!
//! What is to be sent is put into the outbox in the transaction of the deed, and written and sent
//! after its commit; what comes is taken in, committed, and only then marked on its server.

mod addresses;
mod carrier;
pub mod choices;
pub mod letters;
pub mod links;
pub mod mailboxes;
pub mod receive;
mod settings;
pub mod templates;

pub use addresses::{Flagged, clear_address, list_addresses};
pub use carrier::{Carrier, Mailer, Sending};
pub(crate) use settings::load;
pub use settings::{Outgoing, PostPatch, PostSettings, change, get};
