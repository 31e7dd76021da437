//! The door: HTTP in, deed, HTTP out.
