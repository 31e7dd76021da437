//! One conversation with an IMAP server: commands, their answers, and what it says in between.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use imap_proto::{Capability, Response};
use tokio::time::Instant;

use super::super::wire::{Wire, within};
use super::super::{Login, Security, Server, Timeouts, said};
use super::ImapError;
use super::answer::{Answer, is_news, unlike};
use super::frame;
use super::words::quoted;

/// How much a server may say in answer to an ordinary command.
const ALLOWANCE: usize = 256 * 1024;

/// A command, and how much may come of it.
pub struct Command<'a> {
    /// The command without its tag.
    text: &'a str,
    /// What is said when the server asks for more; then nothing, as long as it asks.
    more: Vec<String>,
    /// How many bytes it may answer.
    allowance: usize,
    /// Whether mails travel, which takes longer.
    transfers: bool,
}

impl<'a> Command<'a> {
    /// One that is answered with a few lines.
    pub fn plain(text: &'a str) -> Self {
        Self {
            text,
            more: Vec::new(),
            allowance: ALLOWANCE,
            transfers: false,
        }
    }

    /// One that is answered with up to so many bytes, besides a few lines.
    pub fn large(text: &'a str, bytes: usize) -> Self {
        let allowance = ALLOWANCE.saturating_add(bytes);
        Self {
            allowance,
            transfers: true,
            ..Self::plain(text)
        }
    }
}

/// A conversation, signed in.
pub struct Conversation {
    wire: Wire,
    timeouts: Timeouts,
    tag: u64,
    capabilities: Vec<String>,
    /// False while a command waits for its answer: whoever stops waiting leaves it so.
    settled: bool,
    /// Whether there are more mails than when it was last forgotten. Servers say so once, at the
    /// end of any command.
    news: bool,
}

impl Conversation {
    /// Connects, secures and signs in.
    pub async fn open(
        server: &Server,
        login: &Login,
        timeouts: &Timeouts,
    ) -> Result<Self, ImapError> {
        let wire = Wire::open(server, timeouts).await?;
        let (tag, capabilities) = (0, Vec::new());
        let mut this = Self {
            wire,
            timeouts: *timeouts,
            tag,
            capabilities,
            settled: true,
            news: false,
        };
        let known = this.greeting().await?;
        if server.security == Security::StartTls {
            // A server that knows us before TLS leaves no command to ask for it (RFC 9051 §6.2.1).
            if known {
                return Err(misconfigured(
                    "the server skips STARTTLS, which is required",
                ));
            }
            this = this.secured(server).await?;
        }
        this.learn().await?;
        if !known {
            this.sign_in(server, login).await?;
            this.learn().await?;
        }
        Ok(this)
    }

    /// Whether the server says that it can do this.
    pub fn can(&self, capability: &str) -> bool {
        self.capabilities
            .iter()
            .any(|it| it.eq_ignore_ascii_case(capability))
    }

    /// Whether it is our turn.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// Whether there are more mails than there were.
    pub fn has_news(&self) -> bool {
        self.news
    }

    /// From now on, only what comes now is news.
    pub fn forget_news(&mut self) {
        self.news = false;
    }

    /// Says a command and hands each response to `each`. Tells whether some response to it could
    /// not be read.
    pub async fn perform(
        &mut self,
        command: &Command<'_>,
        mut each: impl FnMut(Response<'_>),
    ) -> Result<bool, ImapError> {
        let longest = match command.transfers {
            true => self.timeouts.transfer,
            false => self.timeouts.command,
        };
        let tag = self.begin(command.text, longest).await?;
        match within(longest, self.converse(&tag, command, &mut each)).await {
            Ok(answer) => {
                self.settled = true;
                answer.map_err(ImapError::Refused)
            }
            Err(error) => Err(lost(&error)),
        }
    }

    async fn begin(&mut self, text: &str, longest: Duration) -> Result<String, ImapError> {
        if !self.settled {
            let text = "an earlier command was left without its answer";
            return Err(ImapError::Unreachable(text.to_owned()));
        }
        self.settled = false;
        self.tag += 1;
        let tag = format!("g{}", self.tag);
        let line = format!("{tag} {text}\r\n");
        let sent = within(longest, self.wire.send(line.as_bytes())).await;
        sent.map_err(|error| lost(&error))?;
        Ok(tag)
    }

    /// Until the server says how the command ended: whether some response could not be read, or why
    /// it refuses.
    async fn converse(
        &mut self,
        tag: &str,
        command: &Command<'_>,
        each: &mut impl FnMut(Response<'_>),
    ) -> Result<Result<bool, String>, Error> {
        let mut allowance = command.allowance;
        let mut more = command.more.iter();
        let mut unread = false;
        loop {
            let frame = frame::read(&mut self.wire, &mut allowance).await?;
            match Answer::of(&frame, tag)? {
                Answer::Done(end) => return Ok(end.map(|()| unread)),
                Answer::More => {
                    let next = more.next().map(String::as_str).unwrap_or_default();
                    self.wire.send(format!("{next}\r\n").as_bytes()).await?;
                }
                Answer::Data(response) => {
                    self.news |= is_news(&response);
                    each(response);
                }
                Answer::Unreadable => unread = true,
                Answer::Unknown => {}
            }
        }
    }

    /// Waits for news until then.
    pub async fn idle(&mut self, until: Instant) -> Result<(), ImapError> {
        if self.news {
            return Ok(());
        }
        let longest = self.timeouts.command;
        let tag = self.begin("IDLE", longest).await?;
        let mut allowance = ALLOWANCE;
        let mut begun = false;
        while !self.news {
            // It must agree soon, and may then say nothing for as long as it likes.
            let left = until.saturating_duration_since(Instant::now());
            let patience = if begun { left } else { longest };
            match self.wire.ready(patience).await {
                Ok(true) => {}
                Ok(false) if begun => break,
                Ok(false) => return Err(ImapError::Unreachable("no answer to IDLE".to_owned())),
                Err(error) => return Err(lost(&error)),
            }
            let frame = within(longest, frame::read(&mut self.wire, &mut allowance)).await;
            let frame = frame.map_err(|error| lost(&error))?;
            match Answer::of(&frame, &tag).map_err(|error| lost(&error))? {
                Answer::More => begun = true,
                Answer::Data(response) => self.news |= is_news(&response),
                Answer::Unreadable | Answer::Unknown => {}
                Answer::Done(end) => {
                    self.settled = true;
                    return end.map_err(ImapError::Refused);
                }
            }
        }
        self.end_idle(&tag, longest).await
    }

    async fn end_idle(&mut self, tag: &str, longest: Duration) -> Result<(), ImapError> {
        let end = async {
            self.wire.send(b"DONE\r\n").await?;
            self.converse(tag, &Command::plain(""), &mut |_| {}).await
        };
        let end = within(longest, end).await.map_err(|error| lost(&error))?;
        self.settled = true;
        end.map(|_| ()).map_err(ImapError::Refused)
    }

    /// Whether the server knows us already (PREAUTH).
    async fn greeting(&mut self) -> Result<bool, ImapError> {
        let mut allowance = ALLOWANCE;
        let frame = within(
            self.timeouts.command,
            frame::read(&mut self.wire, &mut allowance),
        );
        let frame = frame.await.map_err(|error| lost(&error))?;
        let text = String::from_utf8_lossy(&frame);
        match text
            .split_whitespace()
            .nth(1)
            .map(str::to_ascii_uppercase)
            .as_deref()
        {
            Some("OK") if text.starts_with('*') => Ok(false),
            Some("PREAUTH") if text.starts_with('*') => Ok(true),
            Some("BYE") if text.starts_with('*') => Err(ImapError::Unreachable(said(&text))),
            _ => Err(lost(&unlike(&text))),
        }
    }

    async fn secured(mut self, server: &Server) -> Result<Self, ImapError> {
        self.perform(&Command::plain("STARTTLS"), |_| {})
            .await
            .map_err(|error| match error {
                ImapError::Refused(text) => ImapError::Misconfigured(format!(
                    "the server refuses STARTTLS, which is required: {text}"
                )),
                error => error,
            })?;
        let wire = self.wire.secure(server, &self.timeouts).await?;
        Ok(Self { wire, ..self })
    }

    async fn learn(&mut self) -> Result<(), ImapError> {
        let mut known = Vec::new();
        let each = |response: Response<'_>| {
            if let Response::Capabilities(capabilities) = response {
                known.extend(capabilities.iter().map(|capability| match capability {
                    Capability::Imap4rev1 => "IMAP4rev1".to_owned(),
                    Capability::Auth(mechanism) => format!("AUTH={mechanism}"),
                    Capability::Atom(atom) => atom.to_string(),
                }));
            }
        };
        self.perform(&Command::plain("CAPABILITY"), each).await?;
        self.capabilities = known;
        Ok(())
    }

    async fn sign_in(&mut self, server: &Server, login: &Login) -> Result<(), ImapError> {
        let Some((mechanism, message)) = login.sasl(server) else {
            return Err(misconfigured(
                "the mailbox asks who we are, and no account is set",
            ));
        };
        if !self.wire.keeps_secrets() {
            return Err(misconfigured("a password is not sent without TLS"));
        }
        let authenticate = format!("AUTHENTICATE {mechanism}");
        let entry = match login {
            _ if self.can(&format!("AUTH={mechanism}")) => {
                // A refused token is explained first, and refused when that was read.
                let more = vec![message];
                self.perform(
                    &Command {
                        more,
                        ..Command::plain(&authenticate)
                    },
                    |_| {},
                )
                .await
            }
            Login::Password { user, password } if !self.can("LOGINDISABLED") => {
                let said = quoted(user).zip(quoted(password));
                let (user, password) =
                    said.ok_or_else(|| misconfigured("the account cannot be written in IMAP"))?;
                self.perform(&Command::plain(&format!("LOGIN {user} {password}")), |_| {})
                    .await
            }
            _ => {
                let text = format!("the server offers no sign-in by {mechanism}");
                return Err(misconfigured(&text));
            }
        };
        entry.map(|_| ()).map_err(denied)
    }
}

/// A refused sign-in: the account is wrong, unless the server says that it is only busy (RFC 5530).
fn denied(error: ImapError) -> ImapError {
    match error {
        ImapError::Refused(text) => {
            let busy = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"];
            match busy.iter().any(|code| text.contains(code)) {
                true => ImapError::Unreachable(format!("sign-in: {text}")),
                false => ImapError::Misconfigured(format!("sign-in: {text}")),
            }
        }
        error => error,
    }
}

fn lost(error: &Error) -> ImapError {
    match error.kind() {
        ErrorKind::InvalidData => ImapError::Nonsense(error.to_string()),
        _ => ImapError::Unreachable(error.to_string()),
    }
}

fn misconfigured(text: &str) -> ImapError {
    ImapError::Misconfigured(text.to_owned())
}
