//! Composes the letters that the desk sends: headers, threading, languages, files (RFC 5322, 2045).

mod clean;
mod head;
mod parts;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use lettre::Address;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name that people see, if any.
    pub name: Option<String>,
    /// The address itself.
    pub email: String,
}

/// Who wrote a letter: a person, or the desk by itself (RFC 3834).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// A person did.
    No,
    /// The desk did, because something happened (`auto-generated`).
    Generated,
    /// The desk did, because a mail came in (`auto-replied`).
    Replied,
}

/// The languages that letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

/// The list that a letter belongs to (RFC 2919, 2369, 8058). For subscriptions only: answers about
/// a ticket are not a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name, written as a domain: `surveys.help.example`.
    pub id: String,
    /// Where a POST ends the subscription, if `https`; otherwise a page that asks.
    pub unsubscribe_url: String,
    /// The address that ends the subscription when written to.
    pub unsubscribe_mail: Option<String>,
}

/// A file that goes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingFile {
    /// Its name; what could do harm in a name is replaced.
    pub name: String,
    /// Its media type; anything that is not one is sent as `application/octet-stream`.
    pub media_type: String,
    /// Without angle brackets, where the HTML shows the file in its text (`cid:`, RFC 2392).
    pub content_id: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Where servers report what became of a letter (`MAIL FROM`, RFC 5321 §4.1.1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeFrom {
    /// Nowhere. So are automatic replies sent (RFC 3834 §3.3).
    Null,
    /// To this address, which may differ for each letter.
    Address(String),
}

/// What there is to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Whose letter it is.
    pub from: Mailbox,
    /// To whom.
    pub to: Mailbox,
    /// Who reads it too.
    pub cc: Vec<Mailbox>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// The subject; a line break in it becomes a space.
    pub subject: String,
    /// The letter as text.
    pub text: String,
    /// The same as HTML, if there is any.
    pub html: Option<String>,
    /// Its Message-ID, without angle brackets.
    pub message_id: String,
    /// The Message-ID that it answers.
    pub in_reply_to: Option<String>,
    /// The Message-IDs before it, oldest first.
    pub references: Vec<String>,
    /// Who wrote it.
    pub automatic: Automatic,
    /// The name of this desk, by which it knows its own mails again.
    pub loop_mark: String,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// What it is written in.
    pub language: Language,
    /// The list that it belongs to, for subscriptions.
    pub list: Option<List>,
    /// Files that go with it.
    pub files: Vec<OutgoingFile>,
    /// Where servers report.
    pub envelope_from: EnvelopeFrom,
}

/// A letter ready for the post.
#[derive(Clone, PartialEq, Eq)]
pub struct Composed {
    /// Where servers report; `None` for nowhere.
    pub envelope_from: Option<String>,
    /// Every address it goes to, once each.
    pub recipients: Vec<String>,
    /// The mail as it travels: ASCII, unless an address is not; lines end with CRLF.
    pub raw: Vec<u8>,
}

/// Why a letter cannot be composed. Trying again does not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Uncomposable {
    /// What stands in this field is no address that mail can be sent to or from.
    #[error("the address in {0} is none")]
    Address(&'static str),
    /// What stands in this field is no Message-ID, or none that may be written.
    #[error("{0} cannot be written")]
    Id(&'static str),
}

/// Writes a letter as it travels. The same letter gives the same bytes: sent twice it is one mail.
///
/// # Errors
/// [`Uncomposable`] for addresses and ids that are none. Everything that people write freely
/// (subjects, names, file names) is made harmless instead.
pub fn compose(letter: &Letter) -> Result<Composed, Uncomposable> {
    let envelope_from = match &letter.envelope_from {
        EnvelopeFrom::Null => None,
        EnvelopeFrom::Address(email) => Some(address("MAIL FROM", email)?.to_string()),
    };
    let mut recipients: Vec<String> = Vec::new();
    for mailbox in std::iter::once(&letter.to).chain(&letter.cc) {
        let email = address("To or Cc", &mailbox.email)?.to_string();
        if !recipients
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&email))
        {
            recipients.push(email);
        }
    }
    let mut raw = head::of(letter)?.to_string().into_bytes();
    raw.extend_from_slice(&parts::of(letter)?);
    Ok(Composed {
        envelope_from,
        recipients,
        raw,
    })
}

/// An address that is one, without the forms (quoted local parts, comments) that only serve to
/// smuggle something past a parser.
fn address(field: &'static str, email: &str) -> Result<Address, Uncomposable> {
    let strange = |c: char| c.is_control() || c.is_whitespace() || "<>()\"\\,;:".contains(c);
    if email.len() > 254 || email.contains(strange) {
        return Err(Uncomposable::Address(field));
    }
    email.parse().map_err(|_| Uncomposable::Address(field))
}
