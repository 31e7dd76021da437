//! The store, tried from outside on both databases.
#![allow(clippy::unwrap_used)]

mod engine;
mod files;
mod given;
mod settings;
mod tickets;
