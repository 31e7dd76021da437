//! The wire: JSON types of the API, data only. Vocabularies come from the domain.
//!
//! Input types refuse unknown fields; output types never leave a key out: unknown is `null`.

pub mod attachment;
pub mod calendar;
pub mod category;
pub mod clock;
pub mod deed;
pub mod health;
pub mod journal;
pub mod list;
pub mod mailbox;
pub mod message;
pub mod notification;
pub mod organization;
pub mod page;
pub mod patch;
pub mod person;
pub mod post;
pub mod problem;
pub mod report;
pub mod routing;
pub mod session;
pub mod settings;
pub mod setup;
pub mod sla;
pub mod survey;
pub mod tag;
pub mod team;
pub mod ticket;

pub use guichet_domain as domain;
