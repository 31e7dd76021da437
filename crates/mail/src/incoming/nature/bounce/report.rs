//! Delivery status notifications (RFC 3464): blocks of fields, the first about the mail, each further
//! one about a recipient.

use super::super::super::header::{self, Headers};
use super::super::super::limits::Limits;
use super::super::super::mail::{Bounced, Permanence};
use super::super::super::mime::Part;
use super::status;

/// Recipients that one report may name.
const RECIPIENTS: usize = 1_000;

/// What the reports in a mail say.
pub(super) fn bounced(tree: &Part<'_>) -> Vec<Bounced> {
    let leaves = tree.leaves();
    let is_report = |part: &&&Part<'_>| {
        let kind = &part.content_type;
        kind.is("message", "delivery-status") || kind.is("message", "global-delivery-status")
    };
    let mut bounced = Vec::new();
    for report in leaves.iter().filter(is_report) {
        let bytes = folded(&report.bytes());
        read(&bytes, &mut bounced);
    }
    bounced
}

/// Some servers break long values without folding them: such lines go on with the field above.
fn folded(report: &[u8]) -> Vec<u8> {
    let mut folded = Vec::with_capacity(report.len());
    let mut at = 0;
    while at < report.len() {
        let end = header::line_end(report, at);
        let line = &report[at..end];
        if !header::is_of_a_field(line) {
            folded.push(b' ');
        }
        folded.extend_from_slice(line);
        at = end;
    }
    folded
}

fn read(report: &[u8], bounced: &mut Vec<Bounced>) {
    let limits = Limits::default();
    let mut rest = report.trim_ascii_start();
    while !rest.is_empty() && bounced.len() < RECIPIENTS {
        let Ok((fields, after)) = header::split(rest, &limits) else {
            return;
        };
        // No progress: what remains are no fields.
        if after.len() == rest.len() {
            return;
        }
        bounced.extend(recipient(&fields));
        rest = after.trim_ascii_start();
    }
}

fn recipient(fields: &Headers<'_>) -> Option<Bounced> {
    let original = address(fields, "Original-Recipient");
    let last = address(fields, "Final-Recipient").or_else(|| address(fields, "X-Actual-Recipient"));
    let recipient = original.or_else(|| last.clone())?;
    let diagnostic = fields.text("Diagnostic-Code");
    let said = fields.text("Status").as_deref().and_then(status::status);
    let status = said.or_else(|| diagnostic.as_deref().and_then(status::status));
    let action = fields.word("Action").unwrap_or_default();
    let action: String = action
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let by_status = || {
        status
            .as_deref()
            .map_or(Permanence::Hard, status::permanence)
    };
    let permanence = match action.as_str() {
        "delayed" => Permanence::Delayed,
        "delivered" | "relayed" | "expanded" => Permanence::Delivered,
        _ => by_status(),
    };
    let mut bounced = Bounced {
        final_recipient: last.filter(|last| *last != recipient),
        recipient,
        status,
        permanence,
        diagnostic: diagnostic.map(|text| text.chars().take(1_000).collect()),
        original_message_id: None,
    };
    status::complete(&mut bounced);
    Some(bounced)
}

/// The address in a field such as `rfc822; a@b.c` (RFC 3464 §2.1.2).
fn address(fields: &Headers<'_>, name: &str) -> Option<String> {
    let value = fields.text(name)?;
    let (_, address) = value.split_once(';').unwrap_or(("", &value));
    let addresses = header::addresses(address.as_bytes());
    let email = addresses.into_iter().next()?.email.to_lowercase();
    email.contains('@').then_some(email)
}
