//! Deeds: one function for each thing someone can do, over one open transaction.
//!
//! No HTTP, no JSON shape, no SQL. A deed loads, asks the policy, lets the domain decide, and
//! saves; [`Desk`] opens the transaction around it. Input and output are types of the domain and
//! of this room; names are resolved, and what is not for the reader is not in the answer.

mod audience;
mod audit;
mod clock;
mod conditions;
mod desk;
mod jobs;
mod names;
mod page;
mod references;
mod refusal;

pub mod attachments;
pub mod business_days;
pub mod calendars;
pub mod categories;
pub mod clocks;
pub mod demo;
pub mod import;
pub mod me;
pub mod messages;
pub mod news;
pub mod notifications;
pub mod organizations;
pub mod passwords;
pub mod people;
pub mod post;
pub mod reports;
pub mod routing;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod sla_policies;
pub mod surveys;
pub mod tags;
pub mod teams;
pub mod tickets;

pub use clock::{Clock, SystemClock};
pub use desk::{By, Desk};
/// The open transaction that a deed is handed: other rooms pass it on and do no more.
pub use guichet_store::Connection;
pub use jobs::Done;
pub use names::{CategoryRef, OrganizationRef, PersonRef, TeamRef};
pub use page::{Page, Slice};
pub use refusal::{Conflict, Refusal, Wrong, WrongField};
