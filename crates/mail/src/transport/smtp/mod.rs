//! Hands letters to a mail server, and tells apart what it refuses for now, for good, and what
//! nobody can know (RFC 5321).

mod connection;
mod reply;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Login, Server, Timeouts, Unconnected};
use crate::outgoing::Composed;
use connection::Connection;

/// How many connections wait for the next letter.
const IDLE: usize = 2;
/// How long they wait; servers give up after minutes.
const IDLE_FOR: Duration = Duration::from_secs(45);

/// A mail server that takes letters. Keeps connections open between them; may be shared.
pub struct Smtp {
    server: Server,
    login: Login,
    timeouts: Timeouts,
    name: Option<String>,
    idle: Mutex<Vec<(Connection, Instant)>>,
}

/// A letter that the server has taken upon itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What it said, often with its own number for the letter.
    pub text: String,
    /// The recipients it did not take, while it took others.
    pub refused: Vec<RefusedRecipient>,
}

/// A recipient that a server does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRecipient {
    /// The address.
    pub email: String,
    /// The code of the reply: 4xx for now, 5xx for good.
    pub code: u16,
    /// What it said, with the enhanced status code (RFC 3463) if it gave one.
    pub text: String,
}

/// Why a letter was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Not now: try again later. `code` is that of the reply, if it came to one.
    #[error("refused for now: {text}")]
    Temporary {
        /// 4xx.
        code: Option<u16>,
        /// What was said or happened.
        text: String,
    },
    /// Not this letter, ever.
    #[error("refused for good: {text}")]
    Permanent {
        /// 5xx.
        code: u16,
        /// What was said.
        text: String,
    },
    /// All of it was sent, and no answer came: it may have been accepted. When sent again, the same
    /// Message-ID lets the reader's side see that it is the same letter.
    #[error("may have been accepted: {text}")]
    Unknown {
        /// What happened.
        text: String,
    },
    /// No letter will pass until someone changes a setting: certificate, password, address.
    #[error("the mail server cannot be used: {text}")]
    Misconfigured {
        /// What is wrong.
        text: String,
    },
}

impl From<Unconnected> for SendError {
    fn from(error: Unconnected) -> Self {
        match error {
            Unconnected::Unreachable(text) => Self::Temporary { code: None, text },
            Unconnected::Misconfigured(text) => Self::Misconfigured { text },
        }
    }
}

impl Smtp {
    /// A server; nothing is connected yet. `name` is what this machine is called on the Internet,
    /// for EHLO; without it, its address is said.
    pub fn new(server: Server, login: Login, timeouts: Timeouts, name: Option<String>) -> Self {
        Self {
            server,
            login,
            timeouts,
            name,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Hands a letter over. It is accepted if at least one recipient is.
    ///
    /// # Errors
    /// [`SendError`], as it says.
    pub async fn send(&self, mail: &Composed) -> Result<Accepted, SendError> {
        let mut connection = match self.waiting().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let result = connection.deliver(mail).await;
        if connection.is_usable() {
            self.keep(connection);
        }
        result
    }

    /// Connects and signs in without sending anything: the settings work.
    ///
    /// # Errors
    /// [`SendError::Temporary`] or [`SendError::Misconfigured`].
    pub async fn check(&self) -> Result<(), SendError> {
        let connection = self.connect().await?;
        self.keep(connection);
        Ok(())
    }

    /// Takes leave of the server.
    pub async fn close(&self) {
        let idle = std::mem::take(&mut *self.lock());
        for (connection, _) in idle {
            connection.quit().await;
        }
    }

    async fn connect(&self) -> Result<Connection, SendError> {
        let name = self.name.as_deref();
        Connection::open(&self.server, &self.login, &self.timeouts, name).await
    }

    /// A connection that waited, and still answers.
    async fn waiting(&self) -> Option<Connection> {
        loop {
            let (mut connection, since) = self.lock().pop()?;
            if since.elapsed() < IDLE_FOR && connection.reset().await {
                return Some(connection);
            }
        }
    }

    fn keep(&self, connection: Connection) {
        let mut idle = self.lock();
        idle.retain(|(_, since)| since.elapsed() < IDLE_FOR);
        if idle.len() < IDLE {
            idle.push((connection, Instant::now()));
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Connection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
