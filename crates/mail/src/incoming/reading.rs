//! From bytes to a mail.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::authentication::AuthenticationResult;
use super::body::{Body, cut, whole};
use super::content::content;
use super::header::{self, Headers, addresses, ids};
use super::limits::{Limits, Unreadable};
use super::mail::{File, Mail, Outline};
use super::mime::{self, Part};
use super::people::{People, return_path};
use super::{forwarded, language, names, nature, quoting};

/// The newest mails of `References` that are kept.
const REFERENCES: usize = 100;
/// Characters of a subject.
const SUBJECT: usize = 1_000;
/// `Authentication-Results` and `Delivered-To` that are kept.
const RESULTS: usize = 50;

/// The headers that name a mailbox a mail was delivered to.
const DELIVERED_TO: &[&str] = &[
    "Delivered-To",
    "X-Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Forwarded-To",
    "X-RCPT-TO",
    "Resent-To",
    "Apparently-To",
];

/// Reads a mail.
pub fn read(raw: &[u8], limits: &Limits) -> Result<Mail, Unreadable> {
    if raw.len() > limits.bytes {
        return Err(Unreadable::TooLarge);
    }
    let raw = with_line_feeds(raw.trim_ascii_start());
    let tree = mime::tree(&raw, limits)?;
    let headers = &tree.headers;
    if headers.0.is_empty() {
        return Err(Unreadable::Malformed);
    }
    let people = People::of(headers, limits)?;
    let mut content = content(&tree, limits.attachments);
    let body_hash = hash(&tree);
    let body = Body::of(&content.body, limits, &mut content.files);
    if content.left_out > 0 {
        content
            .files
            .push(whole("more.eml", "message/rfc822", raw.to_vec()));
    }
    let subject = subject(headers);
    let nature = nature::nature(&tree);
    let folded = quoting::fold(&body.text);
    let (text, mut quoted) = (folded.own, folded.quoted);
    let text = cut(text, limits.text_chars);
    quoted = quoted.map(|quoted| cut(quoted, limits.text_chars));
    Ok(Mail {
        message_id: first_id(headers, "Message-ID"),
        in_reply_to: newest(headers, "In-Reply-To"),
        references: newest(headers, "References"),
        from: people.from,
        sender: people.sender,
        reply_to: people.reply_to,
        to: people.to,
        cc: people.cc,
        delivered_to: delivered_to(headers),
        return_path: return_path(headers),
        date: headers.date("Date"),
        forwarded: forwarded::forwarded(&tree, &subject, &body.text),
        language: language::language(&text),
        subject,
        text,
        quoted,
        html: body.html,
        remote_images: body.remote_images,
        files: distinct(content.files),
        nature,
        authentication_results: authentication_results(headers),
        body_hash,
        loop_mark: headers
            .text("X-Guichet-Loop")
            .filter(|mark| !mark.is_empty() && mark.len() <= 200),
    })
}

/// What can be said of a mail without reading it: only its head is looked at, and not more than 64 KiB.
pub fn outline(raw: &[u8]) -> Outline {
    let raw = raw.get(..raw.len().min(64 << 10)).unwrap_or_default();
    let raw = with_line_feeds(raw.trim_ascii_start());
    let limits = Limits {
        header_bytes: usize::MAX,
        headers: usize::MAX,
        ..Limits::default()
    };
    let Ok((headers, _)) = header::split(&raw, &limits) else {
        return Outline::default();
    };
    let from = headers.raw("From").map(addresses).unwrap_or_default();
    Outline {
        from: from.into_iter().next(),
        subject: subject(&headers),
        message_id: first_id(&headers, "Message-ID"),
        date: headers.date("Date"),
    }
}

/// Old Macintosh programs end lines with carriage returns alone; where there is any line feed, a lone
/// carriage return ends nothing, so that nobody hides a header behind it.
fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    let feed = |byte: &u8| if *byte == b'\r' { b'\n' } else { *byte };
    Cow::Owned(raw.iter().map(feed).collect())
}

fn distinct(mut files: Vec<File>) -> Vec<File> {
    let mut taken = HashMap::new();
    for file in &mut files {
        file.name = names::distinct(std::mem::take(&mut file.name), &mut taken);
    }
    files
}

fn subject(headers: &Headers<'_>) -> String {
    cut(headers.text("Subject").unwrap_or_default(), SUBJECT)
}

fn first_id(headers: &Headers<'_>, name: &str) -> Option<String> {
    ids(headers.raw(name)?).into_iter().next()
}

fn newest(headers: &Headers<'_>, name: &str) -> Vec<String> {
    let mut all: Vec<String> = headers.all(name).flat_map(ids).collect();
    all.drain(..all.len().saturating_sub(REFERENCES));
    all
}

fn delivered_to(headers: &Headers<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let named = DELIVERED_TO
        .iter()
        .flat_map(|name| headers.all(name).take(RESULTS));
    for address in named.flat_map(addresses) {
        let email = address.email.to_lowercase();
        if email.contains('@') && found.len() < RESULTS && !found.contains(&email) {
            found.push(email);
        }
    }
    found
}

fn authentication_results(headers: &Headers<'_>) -> Vec<AuthenticationResult> {
    let mut hops = 0;
    let mut results = Vec::new();
    for field in &headers.0 {
        if field.name.eq_ignore_ascii_case("Received") {
            hops += 1;
        } else if field.name.eq_ignore_ascii_case("Authentication-Results")
            && results.len() < RESULTS
        {
            let value = header::decoded(field.value);
            results.push(AuthenticationResult { value, hops });
        }
    }
    results
}

/// What the parts hold, whatever their boundaries and the headers on the way.
fn hash(tree: &Part<'_>) -> String {
    let mut hash = Sha256::new();
    for part in tree.leaves() {
        let bytes = part.bytes();
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(&bytes);
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
