//! What an SMTP server answers: a code, and lines of text (RFC 5321 §4.2).

use std::io::{Error, ErrorKind};

use super::super::said;
use super::super::wire::{Wire, too_much};

/// Longest line; RFC 5321 §4.5.3.1.5 says 512.
const LINE: usize = 2_000;
/// Most lines of one reply.
const LINES: usize = 100;

/// A reply.
#[derive(Debug)]
pub struct Reply {
    /// Three digits, from 200 to 599.
    pub code: u16,
    /// The text of each line.
    pub lines: Vec<String>,
}

impl Reply {
    /// Reads the next one.
    ///
    /// # Errors
    /// Those of the network; `InvalidData` for what is no reply.
    pub async fn read(wire: &mut Wire) -> Result<Self, Error> {
        let mut lines = Vec::new();
        while lines.len() < LINES {
            let line = wire.line(LINE).await?;
            let line = String::from_utf8_lossy(&line).into_owned();
            let (code, last, text) = parse(&line).ok_or_else(|| {
                let text = format!("not a reply of a mail server: {}", said(&line));
                Error::new(ErrorKind::InvalidData, text)
            })?;
            lines.push(text.to_owned());
            if last {
                return Ok(Self { code, lines });
            }
        }
        Err(too_much())
    }

    /// Whether it is what was hoped for.
    pub fn is_positive(&self) -> bool {
        self.code < 400
    }

    /// Code and text in one line.
    pub fn text(&self) -> String {
        said(&format!("{} {}", self.code, self.lines.join(" ")))
    }
}

fn parse(line: &str) -> Option<(u16, bool, &str)> {
    let (code, rest) = line.split_at_checked(3)?;
    let code = code
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| code.parse().ok())??;
    let last = !rest.starts_with('-');
    let text = rest
        .strip_prefix(['-', ' '])
        .or(rest.is_empty().then_some(""))?;
    (200..600).contains(&code).then_some((code, last, text))
}

/// What a server offers in its reply to EHLO.
#[derive(Debug, Default)]
pub struct Offers {
    /// TLS from here on (RFC 3207).
    pub starttls: bool,
    /// Addresses beyond ASCII (RFC 6531).
    pub utf8: bool,
    /// Bytes beyond ASCII in the content (RFC 6152).
    pub eight_bit: bool,
    /// Whether sizes may be declared (RFC 1870).
    pub sizes: bool,
    /// The largest mail it takes, in bytes; none if it does not say.
    pub size: Option<usize>,
    /// Ways to sign in (RFC 4954), in capitals.
    pub mechanisms: Vec<String>,
}

impl From<&Reply> for Offers {
    fn from(reply: &Reply) -> Self {
        let mut offers = Self::default();
        for line in &reply.lines {
            let line = line.to_ascii_uppercase();
            let mut words = line.split([' ', '=']);
            match words.next().unwrap_or_default() {
                "STARTTLS" => offers.starttls = true,
                "SMTPUTF8" => offers.utf8 = true,
                "8BITMIME" => offers.eight_bit = true,
                "SIZE" => {
                    offers.sizes = true;
                    let size = words.next().and_then(|size| size.parse().ok());
                    offers.size = size.filter(|size| *size > 0);
                }
                "AUTH" => offers.mechanisms.extend(words.map(str::to_owned)),
                _ => {}
            }
        }
        offers
    }
}
