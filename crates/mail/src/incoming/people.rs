//! Who a mail is from, and to whom.

use super::header::{self, Headers, addresses};
use super::limits::{Limits, Unreadable};
use super::mail::Address;

/// The addresses of a mail.
pub(super) struct People {
    pub from: Address,
    pub sender: Option<Address>,
    pub reply_to: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
}

impl People {
    /// Reads them; there must be a sender, and not too many others.
    pub fn of(headers: &Headers<'_>, limits: &Limits) -> Result<Self, Unreadable> {
        let mut budget = limits.recipients;
        let mut all = |name: &str| {
            let list: Vec<Address> = headers.all(name).flat_map(addresses).collect();
            budget = budget
                .checked_sub(list.len())
                .ok_or(Unreadable::TooManyRecipients)?;
            Ok::<_, Unreadable>(list)
        };
        let (mut from, sender) = (all("From")?, all("Sender")?);
        let (reply_to, to, cc) = (all("Reply-To")?, all("To")?, all("Cc")?);
        // One that has a domain is meant, if any has.
        let sound = from.iter().position(|address| address.email.contains('@'));
        let from = match from.is_empty() {
            false => from.swap_remove(sound.unwrap_or(0)),
            true => Self::without_from(headers, &sender, &reply_to).ok_or(Unreadable::NoSender)?,
        };
        let sender = sender.into_iter().next();
        Ok(Self {
            from,
            sender,
            reply_to,
            to,
            cc,
        })
    }

    /// Who it is from where `From` does not say: mail servers leave the address out (`<>`).
    fn without_from(
        headers: &Headers<'_>,
        sender: &[Address],
        reply_to: &[Address],
    ) -> Option<Address> {
        let first = sender.first().or(reply_to.first()).cloned();
        let path = || {
            headers
                .raw("Return-Path")
                .and_then(|value| addresses(value).into_iter().next())
        };
        let server = || {
            let email = "MAILER-DAEMON".to_owned();
            return_path(headers)?
                .is_empty()
                .then_some(Address { name: None, email })
        };
        first.or_else(path).or_else(server)
    }
}

/// The path of the last hop, on top; `<>` is empty.
pub(super) fn return_path(headers: &Headers<'_>) -> Option<String> {
    let value = headers.raw("Return-Path")?;
    let address = addresses(value).into_iter().next();
    match address {
        Some(address) => Some(address.email),
        None => header::decoded(value).contains("<>").then(String::new),
    }
}
