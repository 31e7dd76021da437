//! What a mail server tells in prose: qmail, Exim, Postfix, Sendmail, Exchange, Notes, Courier and
//! many more. They differ in words, and agree in this: the address stands first on its line or behind
//! a few words, what was said about it follows, and the mail itself comes last.

use super::super::super::header::{self, Headers};
use super::super::super::limits::Limits;
use super::super::super::mail::{Bounced, Permanence};
use super::super::super::mime::Part;
use super::recipient::{LEADS, inside, leading, led};
use super::status;

/// Characters that are looked at; what servers tell is on top.
const LONGEST: usize = 100_000;
/// Recipients that one mail may name.
const RECIPIENTS: usize = 100;

/// What stands on the line before the mail that came back, in lower case and without what decorates it.
const ORIGINAL_BELOW: &[&str] = &[
    "below this line is a copy of the message",
    "this is a copy of the message",
    "this is a copy of your message",
    "a copy of the message",
    "included is a copy of the message",
    "below is a copy of the original message",
    "original message",
    "original mail",
    "returned message",
    "the header of the original message",
    "the original message headers",
    "unsent message follows",
    "message headers follow",
    "message header follows",
    "message text follows",
    "returned mail follows",
    "bounced e-mail",
    "content-type: message/rfc822",
    "content-type: text/rfc822-headers",
];

/// Fields that begin the mail that came back where no line announces it.
const ORIGINAL_FIELDS: &[&str] = &[
    "return-path:",
    "received: ",
    "received:from",
    "dkim-signature:",
    "message-id:",
    "x-originating-ip:",
];

/// What is told, and what is below it.
pub(super) struct Account {
    told: Vec<String>,
    /// The mail that came back, as far as it is quoted.
    pub original: String,
}

/// Reads the prose of a mail, the parts before the mail that came back.
pub(super) fn read(tree: &Part<'_>) -> Account {
    let mut text = String::new();
    for part in tree.leaves() {
        if super::original_headers(part).is_some() || text.len() > LONGEST {
            break;
        }
        match (
            part.content_type.main.as_str(),
            part.content_type.sub.as_str(),
        ) {
            ("text", "html") => text.push_str(&crate::html::text_of(&part.text())),
            ("text" | "message" | "", _) => text.push_str(&part.text()),
            _ => continue,
        }
        text.push('\n');
    }
    let text: String = text.chars().take(LONGEST).collect();
    let (told, original) = parted(&text);
    Account { told, original }
}

fn parted(text: &str) -> (Vec<String>, String) {
    let mut told = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let lower = line.to_lowercase();
        let bare = lower.trim_matches(|c: char| c.is_whitespace() || "-_=*#".contains(c));
        let announced =
            ORIGINAL_BELOW.iter().any(|start| bare.starts_with(start)) && bare.len() < 120;
        if announced && !told.is_empty() {
            return (told, after.to_owned());
        }
        if ORIGINAL_FIELDS.iter().any(|start| lower.starts_with(start)) && !told.is_empty() {
            return (told, rest.to_owned());
        }
        told.push(line.trim_end().to_owned());
        rest = after;
    }
    (told, String::new())
}

impl Account {
    /// What is told of each of these.
    pub fn bounced(&self, recipients: &[String], original_id: Option<&str>) -> Vec<Bounced> {
        let line_of = |email: &String| {
            let names = |line: &String| line.to_lowercase().contains(email.as_str());
            self.told.iter().position(names).unwrap_or(0)
        };
        let recipients = recipients.iter().take(RECIPIENTS);
        let mut found: Vec<_> = recipients.map(|email| (line_of(email), email)).collect();
        found.sort_by_key(|(at, _)| *at);
        let ends = found
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([self.told.len()]);
        let ends: Vec<usize> = ends.collect();
        let each = found.iter().zip(ends);
        let each = each.map(|((at, email), end)| self.one(email, *at, end, original_id));
        each.collect()
    }

    fn one(&self, recipient: &str, at: usize, end: usize, original_id: Option<&str>) -> Bounced {
        let said = status::said(&self.told[at..end]).or_else(|| status::said(&self.told));
        let delayed = self.told.iter().any(|line| status::keeps_trying(line));
        let code = said.as_ref().map(|said| said.status.clone());
        Bounced {
            recipient: recipient.to_owned(),
            final_recipient: None,
            permanence: match &code {
                _ if delayed => Permanence::Delayed,
                Some(code) => status::permanence(code),
                None => Permanence::Hard,
            },
            diagnostic: said.map(|said| said.line).or_else(|| self.reason(at, end)),
            status: code,
            original_message_id: original_id.map(str::to_owned),
        }
    }

    /// Without a code: the line that follows the address, else its own, else the one before it.
    fn reason(&self, at: usize, end: usize) -> Option<String> {
        let worded = |line: &&String| {
            line.split_whitespace()
                .filter(|word| !word.contains('@'))
                .count()
                > 1
        };
        let after = self.told[at..end].iter().skip(1).find(worded);
        let before = || {
            self.told[..=at.min(self.told.len().checked_sub(1)?)]
                .iter()
                .rev()
                .find(worded)
        };
        let line = after.or_else(before)?.trim();
        Some(line.chars().take(1_000).collect())
    }

    /// The recipients that the text names. `told` are those who were told, which may only be named
    /// beside others.
    pub fn recipients(&self, told: &[String]) -> Vec<String> {
        let fields = || self.matching(|line| led(line, &LEADS[..2]));
        let first = || self.matching(leading);
        let announced = || self.matching(|line| led(line, LEADS));
        let anywhere = || self.matching(|line| inside(line).filter(|email| !told.contains(email)));
        let sources: [&dyn Fn() -> Vec<String>; 4] = [&fields, &first, &announced, &anywhere];
        let mut found = sources.iter().map(|source| source());
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn matching(&self, find: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for email in self.told.iter().filter_map(|line| find(line)) {
            if !found.contains(&email) && found.len() < RECIPIENTS {
                found.push(email);
            }
        }
        found
    }
}

/// Those to whom the mail that came back went: where nothing is told, it can only be about them.
pub(super) fn sent_to(original: &[u8]) -> Vec<String> {
    let limits = Limits::default();
    let headers = header::split(original.trim_ascii_start(), &limits);
    headers
        .map(|(headers, _)| emails(&headers, "To"))
        .unwrap_or_default()
}

/// The addresses in a field of the mail's own head, in lower case.
pub(super) fn named(tree: &Part<'_>, field: &str) -> Vec<String> {
    emails(&tree.headers, field)
}

fn emails(headers: &Headers<'_>, field: &str) -> Vec<String> {
    let found = headers.all(field).flat_map(header::addresses);
    let emails = found.map(|address| address.email.to_lowercase());
    emails
        .filter(|email| email.contains('@'))
        .take(RECIPIENTS)
        .collect()
}
