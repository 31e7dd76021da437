//! The store, tried from outside on both databases.
#![allow(clippy::unwrap_used)]

mod engine;
mod files;
mod given;
mod journal;
mod lists;
mod people;
mod routing;
mod sessions;
mod settings;
mod surroundings;
mod tickets;
