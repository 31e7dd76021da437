//! The rules of the desk: pure values in, values and events out.
//! No I/O, no async, no clock, no database, no HTTP; compiles to wasm.

mod thanks;
mod vocabulary;

pub mod calendar;
pub mod ids;
pub mod people;
pub mod post;
pub mod routing;
pub mod sla;
pub mod text;
pub mod ticket;
pub mod typed;
