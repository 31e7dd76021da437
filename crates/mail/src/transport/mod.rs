//! Carries mail: to servers by SMTP, from mailboxes by IMAP, within bounds of time and size that
//! no peer can stretch.

mod address;
pub mod imap;
mod login;
pub mod smtp;
mod tls;
mod wire;

use std::path::PathBuf;
use std::time::Duration;

pub use address::resolve;
pub use login::Login;

/// A mail server and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name, which its certificate must bear, or its address.
    pub host: String,
    /// The port it listens on.
    pub port: u16,
    /// What keeps others from reading along.
    pub security: Security,
    /// Whom to trust besides the authorities that this machine trusts.
    pub authority: Option<Authority>,
    /// Whether it may be this machine or one of a private network.
    pub allow_private: bool,
}

/// What keeps others from reading along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// TLS after `STARTTLS`, and nothing without it (RFC 3207).
    StartTls,
    /// Nothing: for servers on this machine or in its own network.
    None,
}

/// Certificates in PEM that a server's certificate may rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// A file of them.
    File(PathBuf),
    /// The text itself.
    Pem(String),
}

/// How long a peer may take. Each counts the whole of what it names, however it trickles in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For finding, reaching and securing a server, each.
    pub connect: Duration,
    /// For one command and its answer.
    pub command: Duration,
    /// For the content of mails, and for accepting one.
    pub transfer: Duration,
}

impl Default for Timeouts {
    /// Half a minute, one minute, five minutes: less than RFC 5321 §4.5.3.2 grants, because a queue
    /// tries again and a worker has others to serve.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(60),
            transfer: Duration::from_secs(300),
        }
    }
}

/// Why there is no connection to a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unconnected {
    /// Not now: it may be there later.
    #[error("{0}")]
    Unreachable(String),
    /// Not until someone changes a setting, here or there.
    #[error("{0}")]
    Misconfigured(String),
}

/// What a peer said, fit for a log and a page: one line of at most 500 characters.
fn said(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let line: String = visible.take(500).collect();
    line.trim().to_owned()
}
