//! A small desk for the tests: its people, deeds with sensible input, and stories of tickets that
//! are led by real deeds.
#![allow(dead_code, reason = "each test file uses its own part of the desk")]

pub mod deeds;
pub mod people;
pub mod random;
pub mod story;
pub mod table;
