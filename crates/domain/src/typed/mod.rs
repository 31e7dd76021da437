//! What people type freely, read in both languages.

pub mod durations;
pub mod percents;
pub mod times;
