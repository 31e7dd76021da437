//! Mail through real servers: dovecot and an SMTP server on this machine, which
//! `cargo xtask test --only mail` starts.
#![allow(clippy::unwrap_used)]

mod bed;
mod crash;
mod desk;
mod whole_loop;
