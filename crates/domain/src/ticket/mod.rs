//! The ticket and its life: what it is, what can be done with it, what the journal says of it.

pub mod deeds;
pub mod event;
pub mod intervals;
pub mod lifecycle;
pub mod observe;
pub mod perform;
pub mod policy;
pub mod priority;
pub mod refused;
pub mod replay;
pub mod words;

mod state;

pub use deeds::{Deed, DeedKind};
pub use event::{Change, Created, Event, Record};
pub use perform::{Rules, perform};
pub use priority::Matrix;
pub use refused::Refused;
pub use state::{Diagnosis, Documentation, Hold, Resolution, Ticket};
pub use words::*;
