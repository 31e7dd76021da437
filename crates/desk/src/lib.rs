//! Deeds: one function for each thing someone can do, over one open transaction.
//!
//! No HTTP, no JSON shape, no SQL. A deed loads, asks the policy, lets the domain decide, and
//! saves; [`Desk`] opens the transaction around it.

pub mod business_days;
pub mod clock;
mod desk;
pub mod passwords;
mod refusal;

pub use clock::{Clock, SystemClock};
pub use desk::{By, Desk};
pub use refusal::{Conflict, Refusal, Wrong, WrongField};
