//! Carrying mail, against servers played by the tests: what well-behaved ones never do.
#![allow(clippy::unwrap_used)]

mod fake;
mod receiving;
mod sending;
