//! Carrying mail, against dovecot and a sink that misbehaves when told to: `cargo xtask test --only
//! mail` starts them.
#![allow(clippy::unwrap_used)]

mod bed;
mod letters;
mod mailboxes;
