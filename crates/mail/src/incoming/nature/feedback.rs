//! Complaints that mailbox providers pass on (Abuse Reporting Format, RFC 5965).

use super::super::header::{self, Headers};
use super::super::limits::Limits;
use super::super::mail::Complaint;
use super::super::mime::Part;

/// The complaint in a mail, if it is one.
pub(super) fn complaint(tree: &Part<'_>) -> Option<Complaint> {
    // Apple Mail unsubscribes in its user's name.
    if tree.headers.word("X-Apple-Unsubscribe").as_deref() == Some("true") {
        let from = address(&tree.headers, "From");
        return Some(Complaint {
            kind: "opt-out".to_owned(),
            recipient: from,
            original_message_id: None,
        });
    }
    let leaves = tree.leaves();
    let original = leaves
        .iter()
        .copied()
        .find_map(super::bounce::original_headers);
    let is_report = |part: &&&Part<'_>| part.content_type.is("message", "feedback-report");
    match leaves.iter().find(is_report) {
        Some(report) => reported(&report.bytes(), original.as_deref()),
        None => marked(original.as_deref()?),
    }
}

fn reported(report: &[u8], original: Option<&[u8]>) -> Option<Complaint> {
    let limits = Limits::default();
    let (fields, _) = header::split(report, &limits).ok()?;
    let rcpt = address(&fields, "Original-Rcpt-To");
    Some(Complaint {
        kind: kind(&fields),
        recipient: rcpt.or_else(|| address(&fields, "Removal-Recipient")),
        original_message_id: original.and_then(super::bounce::message_id),
    })
}

/// Outlook.com writes no report; it marks the mail that it sends back.
fn marked(original: &[u8]) -> Option<Complaint> {
    let limits = Limits::default();
    let (fields, _) = header::split(original.trim_ascii_start(), &limits).ok()?;
    let recipient = address(&fields, "X-HmXmrOriginalRecipient")?;
    Some(Complaint {
        kind: "abuse".to_owned(),
        recipient: Some(recipient),
        original_message_id: super::bounce::message_id(original),
    })
}

fn address(fields: &Headers<'_>, name: &str) -> Option<String> {
    let address = header::addresses(fields.raw(name)?).into_iter().next()?;
    Some(address.email.to_lowercase())
}

fn kind(fields: &Headers<'_>) -> String {
    let kind = fields.word("Feedback-Type").unwrap_or_default();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match kind.is_empty() || kind.len() > 40 || !kind.chars().all(word) {
        true => "other".to_owned(),
        false => kind,
    }
}
