//! Memory: the only room that knows SQL and Diesel.
//!
//! [`Store`] opens the transaction, the modules by subject hold the queries.

mod connection;
mod dialect;
mod error;
mod fold;
mod job;
mod json;
mod lane;
mod migrations;
mod page;
mod postgres;
mod schema;
mod sqlite;
mod store;
mod time;
mod url;
mod word;

pub mod absences;
pub mod addresses;
pub mod agents;
pub mod attachments;
pub mod audit;
pub mod calendars;
pub mod categories;
pub mod clocks;
pub mod external;
pub mod files;
pub mod incoming;
pub mod journal;
pub mod letter_templates;
pub mod letters;
pub mod mail_choices;
pub mod mailboxes;
pub mod messages;
pub mod notifications;
pub mod organizations;
pub mod people;
pub mod reports;
pub mod routing_rules;
pub mod sessions;
pub mod settings;
pub mod skills;
pub mod sla_policies;
pub mod surveys;
pub mod tags;
pub mod teams;
pub mod tickets;

pub use connection::Connection;
pub use error::{Error, Result};
pub use job::Answer;
pub use page::Page;
pub use store::{Config, Store, Waiting};
pub use url::{DatabaseUrl, UrlError};
