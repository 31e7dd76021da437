//! What tests share: databases of both kinds, builders, a fixed clock.

mod database;

pub use database::{Kind, TestDatabase, TestStore, databases, empty_databases};
