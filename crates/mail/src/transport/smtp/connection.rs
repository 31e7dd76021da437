//! One conversation with an SMTP server.

use std::io::Error;
use std::net::IpAddr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::wire::{Wire, within};
use super::super::{Login, Security, Server, Timeouts};
use super::reply::{Offers, Reply};
use super::{Accepted, RefusedRecipient, SendError};
use crate::outgoing::Composed;

/// A conversation, greeted and signed in.
pub struct Connection {
    wire: Wire,
    offers: Offers,
    timeouts: Timeouts,
    /// False from the moment that something was said until it is answered: whoever stops waiting
    /// in between leaves a conversation in which nobody knows whose turn it is.
    settled: bool,
}

impl Connection {
    /// Connects, greets, secures and signs in.
    pub async fn open(
        server: &Server,
        login: &Login,
        timeouts: &Timeouts,
        name: Option<&str>,
    ) -> Result<Self, SendError> {
        let wire = Wire::open(server, timeouts).await?;
        let name = name.map_or_else(|| literal(wire.local().ip()), str::to_owned);
        let mut this = Self {
            wire,
            offers: Offers::default(),
            timeouts: *timeouts,
            settled: false,
        };
        let greeting = this.answer(timeouts.command).await;
        unusable(greeting, "greeting")?;
        this.greet(&name).await?;
        if server.security == Security::StartTls {
            this = this.secured(server, &name).await?;
        }
        this.sign_in(server, login).await?;
        Ok(this)
    }

    async fn greet(&mut self, name: &str) -> Result<(), SendError> {
        if !name.bytes().all(|byte| byte.is_ascii_graphic()) || name.is_empty() {
            return Err(misconfigured("the name of this machine is none"));
        }
        let reply = unusable(self.say(&format!("EHLO {name}")).await, "EHLO")?;
        self.offers = Offers::from(&reply);
        Ok(())
    }

    /// What was offered in the clear is forgotten: anyone may have said it (RFC 3207 §4.2).
    async fn secured(mut self, server: &Server, name: &str) -> Result<Self, SendError> {
        if !self.offers.starttls {
            return Err(misconfigured(
                "the server offers no STARTTLS, which is required",
            ));
        }
        unusable(self.say("STARTTLS").await, "STARTTLS")?;
        let wire = self.wire.secure(server, &self.timeouts).await?;
        let mut this = Self { wire, ..self };
        this.greet(name).await?;
        Ok(this)
    }

    async fn sign_in(&mut self, server: &Server, login: &Login) -> Result<(), SendError> {
        let Some((mechanism, message)) = login.sasl(server) else {
            return Ok(());
        };
        if !self.wire.keeps_secrets() {
            return Err(misconfigured("a password is not sent without TLS"));
        }
        let offered = |name: &str| self.offers.mechanisms.iter().any(|it| it == name);
        let reply = match login {
            Login::Password { user, password } if !offered("PLAIN") && offered("LOGIN") => {
                self.sign_in_stepwise(user, password).await
            }
            _ if offered(mechanism) => self.say(&format!("AUTH {mechanism} {message}")).await,
            _ => {
                let text = format!("the server offers no sign-in by {mechanism}");
                return Err(misconfigured(&text));
            }
        };
        // A refused token is explained first, and refused when that was read (RFC 7628 §3.2.3).
        let reply = match reply {
            Ok(reply) if reply.code == 334 => self.say("").await,
            reply => reply,
        };
        unusable(reply, "sign-in").map(|_| ())
    }

    /// The LOGIN mechanism, for servers that know no other.
    async fn sign_in_stepwise(&mut self, user: &str, password: &str) -> Result<Reply, Error> {
        let mut reply = self.say("AUTH LOGIN").await?;
        for secret in [user, password] {
            if reply.code != 334 {
                break;
            }
            reply = self.say(&STANDARD.encode(secret)).await?;
        }
        Ok(reply)
    }

    /// Whether the next letter may be sent on it.
    pub fn is_usable(&self) -> bool {
        self.settled
    }

    /// Whether the server still answers; forgets a letter that was begun.
    pub async fn reset(&mut self) -> bool {
        let reply = self.say("RSET").await;
        reply.is_ok_and(|reply| reply.is_positive())
    }

    /// Takes leave, without insisting on an answer.
    pub async fn quit(mut self) {
        let _ = within(Duration::from_secs(2), self.wire.send(b"QUIT\r\n")).await;
    }

    /// Hands a letter over.
    pub async fn deliver(&mut self, mail: &Composed) -> Result<Accepted, SendError> {
        let sender = self.sender(mail)?;
        refused(self.say(&sender).await)?;
        let mut taken = 0;
        let mut others = Vec::new();
        for email in &mail.recipients {
            match refused(self.say(&format!("RCPT TO:<{email}>")).await) {
                Ok(_) => taken += 1,
                Err(error) => others.push(RefusedRecipient::new(email, error)?),
            }
        }
        if taken == 0 {
            self.reset().await;
            return Err(nobody(others));
        }
        let data = refused(self.say("DATA").await)?;
        if data.code != 354 {
            self.settled = false;
            return Err(out_of_step());
        }
        let reply = self.content(&mail.raw).await?;
        Ok(Accepted {
            text: reply.text(),
            refused: others,
        })
    }

    /// MAIL FROM, with what the server must know beforehand.
    fn sender(&self, mail: &Composed) -> Result<String, SendError> {
        let sender = mail.envelope_from.as_deref().unwrap_or_default();
        let addresses = mail.recipients.iter().map(String::as_str).chain([sender]);
        let (mut ascii, mut sound) = (true, !mail.recipients.is_empty());
        for address in addresses {
            ascii &= address.is_ascii();
            sound &= !address.contains(|c: char| c.is_control() || " <>".contains(c));
        }
        let permanent = |code, text: &str| SendError::Permanent {
            code,
            text: text.to_owned(),
        };
        if !sound {
            return Err(permanent(553, "an address is none"));
        }
        if !ascii && !self.offers.utf8 {
            return Err(permanent(
                553,
                "the mail server takes addresses in ASCII only",
            ));
        }
        if self.offers.size.is_some_and(|size| mail.raw.len() > size) {
            return Err(permanent(552, "larger than the mail server takes"));
        }
        let mut command = format!("MAIL FROM:<{sender}>");
        if self.offers.sizes {
            command.push_str(&format!(" SIZE={}", mail.raw.len()));
        }
        if self.offers.eight_bit && !mail.raw.is_ascii() {
            command.push_str(" BODY=8BITMIME");
        }
        if !ascii {
            command.push_str(" SMTPUTF8");
        }
        Ok(command)
    }

    /// The letter itself. Until its last dot is on its way the server has nothing; after that, only
    /// the answer tells.
    async fn content(&mut self, raw: &[u8]) -> Result<Reply, SendError> {
        self.settled = false;
        let sent = within(self.timeouts.transfer, self.wire.send(&stuffed(raw))).await;
        sent.map_err(|error| temporary(&error))?;
        let reply = async {
            self.wire.send(b".\r\n").await?;
            Reply::read(&mut self.wire).await
        };
        match within(self.timeouts.transfer, reply).await {
            Err(error) => Err(SendError::Unknown {
                text: error.to_string(),
            }),
            Ok(reply) => {
                self.settled = reply.code != 421;
                refused(Ok(reply))
            }
        }
    }

    async fn say(&mut self, line: &str) -> Result<Reply, Error> {
        self.settled = false;
        let longest = self.timeouts.command;
        within(longest, self.wire.send(format!("{line}\r\n").as_bytes())).await?;
        self.answer(longest).await
    }

    async fn answer(&mut self, longest: Duration) -> Result<Reply, Error> {
        let reply = within(longest, Reply::read(&mut self.wire)).await?;
        // 421 says that the server hangs up.
        self.settled = reply.code != 421;
        Ok(reply)
    }
}

impl RefusedRecipient {
    /// One of several; what concerns them all is an error still.
    fn new(email: &str, error: SendError) -> Result<Self, SendError> {
        let email = email.to_owned();
        match error {
            SendError::Temporary {
                code: Some(code),
                text,
            } if code != 421 => Ok(Self { email, code, text }),
            SendError::Permanent { code, text } => Ok(Self { email, code, text }),
            error => Err(error),
        }
    }
}

/// As long as one of them may be taken later, the letter may.
fn nobody(refused: Vec<RefusedRecipient>) -> SendError {
    let later = refused.iter().find(|it| it.code < 500).or(refused.first());
    match later {
        Some(it) if it.code >= 500 => SendError::Permanent {
            code: it.code,
            text: it.text.clone(),
        },
        Some(it) => SendError::Temporary {
            code: Some(it.code),
            text: it.text.clone(),
        },
        None => out_of_step(),
    }
}

/// A reply that concerns the letter.
fn refused(reply: Result<Reply, Error>) -> Result<Reply, SendError> {
    match reply {
        Err(error) => Err(temporary(&error)),
        Ok(reply) if reply.is_positive() => Ok(reply),
        Ok(reply) if reply.code == 530 => Err(misconfigured(&reply.text())),
        Ok(reply) if reply.code >= 500 => Err(SendError::Permanent {
            code: reply.code,
            text: reply.text(),
        }),
        Ok(reply) => Err(SendError::Temporary {
            code: Some(reply.code),
            text: reply.text(),
        }),
    }
}

/// A reply before there is a letter: refused for good, it concerns the settings.
fn unusable(reply: Result<Reply, Error>, step: &str) -> Result<Reply, SendError> {
    match refused(reply) {
        Err(SendError::Permanent { text, .. }) => Err(misconfigured(&format!("{step}: {text}"))),
        Err(SendError::Temporary { code, text }) => Err(SendError::Temporary {
            code,
            text: format!("{step}: {text}"),
        }),
        reply => reply,
    }
}

fn temporary(error: &Error) -> SendError {
    SendError::Temporary {
        code: None,
        text: error.to_string(),
    }
}

fn misconfigured(text: &str) -> SendError {
    SendError::Misconfigured {
        text: text.to_owned(),
    }
}

fn out_of_step() -> SendError {
    SendError::Temporary {
        code: None,
        text: "the mail server is out of step".to_owned(),
    }
}

/// An address as a name (RFC 5321 §4.1.3).
fn literal(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => format!("[{ip}]"),
        IpAddr::V6(ip) => format!("[IPv6:{ip}]"),
    }
}

/// Content as it travels (RFC 5321 §4.5.2): every line ends with CRLF, so that no server sees an
/// end where another sees none, and a leading dot is doubled.
fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 50 + 2);
    let mut rest = raw;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
        let after = after.strip_prefix(b"\r\n").or(after.get(1..));
        rest = after.unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_letter_ends_it() {
        assert_eq!(stuffed(b"a\r\n.\r\n..b"), b"a\r\n..\r\n...b\r\n");
        assert_eq!(
            stuffed(b"a\n.\nb\r.\rc\r\n"),
            b"a\r\n..\r\nb\r\n..\r\nc\r\n"
        );
        assert_eq!(stuffed(b""), b"");
    }

    #[test]
    fn the_machine_is_called_by_its_address_if_it_has_no_name() {
        assert_eq!(literal(IpAddr::from([127, 0, 0, 1])), "[127.0.0.1]");
        assert_eq!(
            literal(IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1])),
            "[IPv6:::1]"
        );
    }
}
