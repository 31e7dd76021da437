//! What a response of an IMAP server means to the command that waits for it.

use std::io::{Error, ErrorKind};

use imap_proto::{MailboxDatum, Response};

use super::super::said;

/// A response, roughly.
pub enum Answer<'a> {
    /// The command has ended; refused, with this text.
    Done(Result<(), String>),
    /// The server waits for more.
    More,
    /// Data.
    Data(Response<'a>),
    /// Data that was asked for, but not as it should be.
    Unreadable,
    /// Data of some other kind.
    Unknown,
}

impl<'a> Answer<'a> {
    /// Reads one; `tag` is that of the command.
    ///
    /// # Errors
    /// `InvalidData` for what is none, `UnexpectedEof` if the server takes leave (BYE).
    pub fn of(frame: &'a [u8], tag: &str) -> Result<Self, Error> {
        if frame.starts_with(b"+") {
            return Ok(Self::More);
        }
        if frame.len() > 5 && frame[..5].eq_ignore_ascii_case(b"* BYE") {
            let text = said(&String::from_utf8_lossy(frame));
            return Err(Error::new(ErrorKind::UnexpectedEof, text));
        }
        if frame.starts_with(b"* ") {
            return Ok(match Response::parse(frame) {
                Ok((b"", response)) => Self::Data(response),
                _ if was_asked_for(frame) => Self::Unreadable,
                _ => Self::Unknown,
            });
        }
        let text = String::from_utf8_lossy(frame);
        let end = text
            .strip_prefix(tag)
            .and_then(|rest| rest.strip_prefix(' '));
        let (status, reason) = end
            .map(|end| end.split_once(' ').unwrap_or((end, "")))
            .ok_or_else(|| unlike(&text))?;
        match status.trim().to_ascii_uppercase().as_str() {
            "OK" => Ok(Self::Done(Ok(()))),
            "NO" | "BAD" => Ok(Self::Done(Err(said(reason)))),
            _ => Err(unlike(&text)),
        }
    }
}

fn was_asked_for(frame: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&frame[..frame.len().min(40)]).to_ascii_uppercase();
    let mut words = text.split_whitespace().skip(1);
    let (first, second) = (words.next(), words.next());
    first == Some("SEARCH") || second == Some("FETCH")
}

/// Whether it says that there are mails, which servers do when one has come.
pub fn is_news(response: &Response<'_>) -> bool {
    matches!(response, Response::MailboxData(MailboxDatum::Exists(_)))
}

/// What no mailbox says.
pub fn unlike(text: &str) -> Error {
    let text = format!("not the answer of a mailbox: {}", said(text));
    Error::new(ErrorKind::InvalidData, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of what mailboxes say, and of what nobody says.
    fn nonsense() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            "[*+g1 ]{0,3}",
            "(OK|NO|BYE|[0-9]{1,12}|FETCH|SEARCH|EXISTS|UID|BODY\\[\\]|RFC822\\.SIZE|NIL) ?",
            "[\\[\\](){}\"\\\\<>~%*,:]{1,4}",
            "\\{[0-9]{1,9}\\}\r\n",
            "(ENVELOPE|BODYSTRUCTURE|INTERNALDATE|FLAGS|CAPABILITY|LIST|STATUS|QUOTA|ID) ?",
            any::<String>(),
        ];
        let pieces = proptest::collection::vec(piece, 0..20);
        pieces.prop_map(|pieces| format!("* {}\r\n", pieces.concat()).into_bytes())
    }

    proptest! {
        #[test]
        fn nothing_that_a_server_says_is_a_panic(
            frame in nonsense(), bytes in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            let _ = Answer::of(&frame, "g1");
            let _ = Answer::of(&bytes, "g1");
        }
    }
}
