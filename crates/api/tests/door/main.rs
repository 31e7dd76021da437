//! The door as a client meets it.

#![allow(clippy::unwrap_used)]

mod commands;
mod gate;
mod input;
mod kit;
mod live;
mod pages;
mod problems;
mod promises;
mod serving;
mod sessions;
mod watching;
