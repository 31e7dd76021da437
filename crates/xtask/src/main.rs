//! The tasks behind `just` and `.ci/run`.
fn main() {}
