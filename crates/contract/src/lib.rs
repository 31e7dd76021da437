//! The wire: JSON types of the API, data only.

pub mod problem;
