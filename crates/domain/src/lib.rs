//! The rules of the desk: pure values in, values and events out. No I/O, no clock, no database, no HTTP.
