//! Promises: which policy a ticket is promised by, its clocks, and what is done when one is in
//! danger.

mod alerts;
mod book;
mod explain;
mod list;
mod plan;
mod renew;
mod track;
mod verify;

pub use explain::{ClockView, ClocksView, CountedPeriod, LogEntry, Stretch, of_ticket};
pub use list::Promise;
pub use verify::{Difference, Verified};

pub(crate) use alerts::settle;
pub(crate) use book::{Book, Law, Tree, book, touch};
pub(crate) use list::promises;
pub(crate) use track::{begin, begin_many, follow, follow_history};
