//! Mails by which mail servers tell what became of a mail. Believed when the headers say that a server
//! wrote it; then a report (RFC 3464) or else the body tells for whom and why.

mod account;
mod recipient;
mod report;
mod status;

use super::super::header::{self, Headers, ids};
use super::super::limits::Limits;
use super::super::mail::Bounced;
use super::super::mime::Part;

/// The local parts that only mail servers write from.
const SERVERS: &[&str] = &["mailer-daemon", "mail-daemon", "mailerdaemon"];

/// The local parts that mail servers write from, and now and then people.
const POSTMASTERS: &[&str] = &["postmaster", "post_master"];

/// How sure the headers make it that a server wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A server's own address, `X-Failed-Recipients`, or a delivery report.
    Server,
    /// A postmaster's address: people and answering machines write from it too.
    Postmaster,
    /// An empty return path, or another report: answering machines have that too (RFC 3834 §3.3).
    NoAnswer,
}

/// What a server tells, for each recipient; `None` if the mail is no such mail. `away` is what the
/// headers say of answering machines.
pub(super) fn bounced(tree: &Part<'_>, away: bool) -> Option<Vec<Bounced>> {
    let sign = sign(&tree.headers, tree)?;
    let mut reported = report::bounced(tree);
    let account = account::read(tree);
    let original = tree.leaves().into_iter().find_map(original_headers);
    let original = original.unwrap_or_else(|| account.original.clone().into_bytes());
    let original_id = message_id(&original);
    if !reported.is_empty() {
        for bounced in &mut reported {
            bounced.original_message_id.clone_from(&original_id);
        }
        return Some(reported);
    }
    let mut known = account::named(tree, "X-Failed-Recipients");
    if known.is_empty() {
        known = account.recipients(&account::named(tree, "To"));
    }
    if known.is_empty() {
        known = account::sent_to(&original);
    }
    let mut told = account.bounced(&known, original_id.as_deref());
    let proven = told.iter().any(|bounced| bounced.status.is_some());
    let believed = sign == Sign::Server || !away && (sign == Sign::Postmaster || proven);
    told.iter_mut().for_each(status::complete);
    believed.then_some(told)
}

fn sign(headers: &Headers<'_>, tree: &Part<'_>) -> Option<Sign> {
    let local = |value: &[u8]| {
        let address = header::addresses(value).into_iter().next();
        let email = address.map(|address| address.email.to_ascii_lowercase());
        email.and_then(|email| email.split('@').next().map(str::to_owned))
    };
    let from = headers.raw("From").and_then(local);
    let path = headers.raw("Return-Path");
    let empty = path.is_some_and(|path| header::decoded(path) == "<>");
    // Only servers write from nobody to be answered by nobody.
    let nobody = from.is_none() && empty;
    let from = from.unwrap_or_default();
    let report = tree.content_type.is("multipart", "report");
    let kind = tree
        .content_type
        .parameter("report-type")
        .unwrap_or_default();
    let of_delivery = report && kind.eq_ignore_ascii_case("delivery-status");
    let is_server = nobody || SERVERS.contains(&from.as_str());
    if is_server || of_delivery || headers.has("X-Failed-Recipients") {
        return Some(Sign::Server);
    }
    if POSTMASTERS.contains(&from.as_str()) {
        return Some(Sign::Postmaster);
    }
    let path_of_server = path
        .and_then(local)
        .is_some_and(|path| SERVERS.contains(&path.as_str()));
    (empty || path_of_server || report).then_some(Sign::NoAnswer)
}

/// The headers of the mail that came back, where a part holds them.
pub(super) fn original_headers(part: &Part<'_>) -> Option<Vec<u8>> {
    let kind = &part.content_type;
    let holds = kind.main == "message"
        && matches!(
            kind.sub.as_str(),
            "rfc822" | "global" | "rfc822-headers" | "global-headers"
        )
        || kind.is("text", "rfc822-headers");
    holds.then(|| part.bytes().into_owned())
}

/// The Message-ID in a block of headers.
pub(super) fn message_id(block: &[u8]) -> Option<String> {
    let (headers, _) = header::split(block.trim_ascii_start(), &Limits::default()).ok()?;
    ids(headers.raw("Message-ID")?).into_iter().next()
}
