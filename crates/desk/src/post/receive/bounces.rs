//! Reports about our own letters: what became of them, and whether their addresses work. A report
//! that names no letter of ours changes nothing, whoever sent it.

use chrono::Duration;
use guichet_domain::ids::LetterId;
use guichet_domain::post::{AddressFlag, LetterState, MailState};
use guichet_mail::incoming::{Bounced, Complaint, Mail, Permanence};
use guichet_store::Connection;
use guichet_store::addresses::{self, Flagged};
use guichet_store::letters::{self, Letter};

use super::{Became, Ground, Setback, addressed_to};
use crate::Refusal;
use crate::post::letters::fail;

/// How long an address is believed not to work: for good, for now, or for having complained.
const HARD: Duration = Duration::days(60);
const SOFT: Duration = Duration::days(1);
const COMPLAINED: Duration = Duration::days(365);

/// Takes in what a mail server reports.
pub(super) fn take(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
    reports: &[Bounced],
) -> Result<(MailState, Became), Setback> {
    let mut ticket = None;
    for report in reports {
        let original = report.original_message_id.as_deref();
        let Some(letter) = letter(tx, ground, mail, original)? else {
            continue;
        };
        ticket = ticket.or(letter.ticket);
        if letter.address == report.recipient.to_lowercase() || reports.len() == 1 {
            bounced(tx, ground, &letter, report)?;
        }
    }
    Ok((MailState::Noted, (ticket, None)))
}

/// Takes in a complaint: its owner is not written to any more.
pub(super) fn complaint(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
    complaint: &Complaint,
) -> Result<(MailState, Became), Setback> {
    let original = complaint.original_message_id.as_deref();
    let Some(letter) = letter(tx, ground, mail, original)? else {
        return Ok((MailState::Noted, (None, None)));
    };
    flag(
        tx,
        ground,
        &letter,
        AddressFlag::Complaint,
        "complaint",
        COMPLAINED,
    )?;
    Ok((MailState::Noted, (letter.ticket, None)))
}

/// The letter that a report is about: named by the address the report came to, or by its Message-ID.
fn letter(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
    original: Option<&str>,
) -> Result<Option<Letter>, Refusal> {
    let by_address = addressed_to(mail)
        .iter()
        .find_map(|address| ground.seal.read_report_address(address));
    let by_id = original.and_then(|id| ground.seal.read_message_id(id));
    let number = by_address.or(by_id.map(|(_, letter)| letter));
    match number {
        Some(number) => Ok(letters::find(tx, LetterId(number))?),
        None => Ok(None),
    }
}

/// Each letter bounces once.
fn bounced(
    tx: &mut Connection,
    ground: &Ground<'_>,
    letter: &Letter,
    report: &Bounced,
) -> Result<(), Refusal> {
    let (flagged, lasts) = match report.permanence {
        Permanence::Hard => (AddressFlag::Hard, HARD),
        Permanence::Soft => (AddressFlag::Soft, SOFT),
        Permanence::Delayed | Permanence::Delivered => return Ok(()),
    };
    if letter.state == LetterState::Bounced {
        return Ok(());
    }
    let said = said(report);
    let sent_at = letter.sent_at;
    letters::settle(
        tx,
        letter.id,
        LetterState::Bounced,
        None,
        Some(&said),
        sent_at,
    )?;
    flag(tx, ground, letter, flagged, &said, lasts)?;
    fail(tx, letter, &said, ground.now)
}

fn flag(
    tx: &mut Connection,
    ground: &Ground<'_>,
    letter: &Letter,
    flag: AddressFlag,
    detail: &str,
    lasts: Duration,
) -> Result<(), Refusal> {
    let flagged = Flagged {
        address: letter.address.clone(),
        flag,
        detail: detail.to_owned(),
        since: ground.now,
        until: ground.now + lasts,
    };
    Ok(addresses::flag(tx, &flagged)?)
}

fn said(report: &Bounced) -> String {
    let status = report.status.as_deref().unwrap_or_default();
    let diagnostic = report.diagnostic.as_deref().unwrap_or_default();
    let said = format!("{status} {diagnostic}");
    let visible = said.chars().map(|c| if c.is_control() { ' ' } else { c });
    let said: String = visible.take(500).collect();
    match said.trim() {
        "" => "undeliverable".to_owned(),
        said => said.to_owned(),
    }
}
