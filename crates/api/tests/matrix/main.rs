//! Who may do what, on both databases: every route of the table, tried by everybody.
#![allow(clippy::unwrap_used)]

mod cast;
mod crafted;
mod every_route;
mod hidden;
mod house;
mod http;
mod requests;
mod sessions;
mod table;
