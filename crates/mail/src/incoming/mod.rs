//! Reads the mails of others: bytes in, a [`Mail`] out. Pure, and bounded in time and memory by
//! [`Limits`]; what goes beyond them is [`Unreadable`] and waits in quarantine.

pub mod authentication;
mod body;
mod content;
mod forwarded;
mod header;
mod language;
mod limits;
mod mail;
mod media;
mod mime;
mod names;
mod nature;
mod people;
mod quoting;
mod reading;
mod tnef;

pub use authentication::{Authentication, AuthenticationResult, HOPS, verdict};
pub use limits::{Limits, Unreadable};
pub use mail::{
    Address, Bounced, Complaint, File, Forwarded, Language, MachineSign, Mail, Nature, Outline,
    Permanence,
};
pub use reading::{outline, read};
