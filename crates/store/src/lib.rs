//! Memory: the only room that knows SQL and Diesel.
