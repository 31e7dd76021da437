//! Bounces, answering machines and ordinary mails, with labels read from their reports.

use std::error::Error;
use std::fs;
use std::path::Path;

use guichet_mail::incoming::{Bounced, Nature};

use crate::{Share, Slowest};

/// A row of the labels.
struct Label {
    file: String,
    kind: String,
    recipients: Vec<String>,
    statuses: Vec<String>,
}

/// Prints the shares and the misses; whether they are as good as asked.
pub fn measure(folder: &Path, clock: &mut Slowest) -> Result<bool, Box<dyn Error>> {
    let labels = labels(&folder.join("labels.csv"))?;
    let mut kinds = Share { right: 0, all: 0 };
    let mut reports = Share { right: 0, all: 0 };
    let mut bodies = Share { right: 0, all: 0 };
    let mut misses = Vec::new();
    for label in labels.iter().filter(|label| label.kind != "mbox") {
        let raw = fs::read(folder.join(&label.file))?;
        let mail = clock.read(&label.file, &raw);
        let words = mail
            .as_ref()
            .map(|mail| mail.text.clone())
            .unwrap_or_default();
        let text = (String::from_utf8_lossy(&raw) + words.as_str()).to_lowercase();
        let nature = mail.map(|mail| mail.nature);
        kinds.all += 1;
        let bounced = match &nature {
            Ok(nature) if is_right_kind(&label.kind, nature) => {
                kinds.right += 1;
                bounced(nature)
            }
            other => {
                misses.push(format!("{} is a {}, not {other:?}", label.file, label.kind));
                &[]
            }
        };
        if label.kind != "bounce" {
            continue;
        }
        let share = if label.recipients.is_empty() {
            &mut bodies
        } else {
            &mut reports
        };
        share.all += 1;
        match miss(label, bounced, &text) {
            None => share.right += 1,
            Some(miss) => misses.push(format!("{}: {miss}", label.file)),
        }
    }
    println!("\nbounces, answering machines and ordinary mails");
    let good = [
        kinds.print("kind told", 98.0),
        reports.print("recipient and status as reported", 95.0),
        bodies.print("recipient and status found in the body", 95.0),
    ];
    misses.iter().for_each(|miss| println!("  {miss}"));
    Ok(good.iter().all(|good| *good))
}

fn labels(path: &Path) -> Result<Vec<Label>, Box<dyn Error>> {
    let mut rows = csv::Reader::from_path(path)?;
    let headers = rows.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .unwrap_or(usize::MAX)
    };
    let columns = ["file", "kind", "dsn_final_recipients", "dsn_status"].map(column);
    let mut labels = Vec::new();
    for row in rows.records() {
        let row = row?;
        let [file, kind, recipients, statuses] =
            columns.map(|column| row.get(column).unwrap_or_default());
        let word = |word: &str| word.trim_matches(['<', '>']).to_lowercase();
        let words = |text: &str| text.split_whitespace().map(word).collect();
        labels.push(Label {
            file: file.to_owned(),
            kind: kind.to_owned(),
            recipients: words(recipients),
            statuses: words(statuses),
        });
    }
    Ok(labels)
}

fn is_right_kind(kind: &str, nature: &Nature) -> bool {
    match kind {
        "bounce" => matches!(nature, Nature::Bounce(_)),
        "feedback-loop" => matches!(nature, Nature::Feedback(_)),
        "auto-reply" => matches!(nature, Nature::OutOfOffice | Nature::Machine(_)),
        _ => !matches!(nature, Nature::Bounce(_) | Nature::Feedback(_)),
    }
}

fn bounced(nature: &Nature) -> &[Bounced] {
    match nature {
        Nature::Bounce(bounced) => bounced,
        _ => &[],
    }
}

/// What is wrong. Where there is no report, the recipient must at least stand in the mail, and a reason
/// must have been found.
fn miss(label: &Label, bounced: &[Bounced], text: &str) -> Option<String> {
    if bounced.is_empty() || bounced.iter().any(|bounced| bounced.recipient.is_empty()) {
        return Some("no recipient".to_owned());
    }
    if label.recipients.is_empty() {
        let strange = bounced
            .iter()
            .find(|bounced| !text.contains(bounced.recipient.as_str()));
        let strange = strange.map(|bounced| format!("{} is made up", bounced.recipient));
        let reason = |bounced: &Bounced| {
            bounced.status.as_deref() != Some("5.0.0") || bounced.diagnostic.is_some()
        };
        return strange.or_else(|| (!bounced.iter().any(reason)).then(|| "no reason".to_owned()));
    }
    let is_said = |wanted: &String| {
        bounced.iter().any(|bounced| {
            bounced.recipient == *wanted || bounced.final_recipient.as_ref() == Some(wanted)
        })
    };
    let missing = label
        .recipients
        .iter()
        .find(|recipient| recipient.contains('@') && !is_said(recipient));
    if let Some(missing) = missing {
        return Some(format!("{missing} is missing: {bounced:?}"));
    }
    let status = |bounced: &Bounced| bounced.status.clone().unwrap_or_default();
    let found: Vec<String> = bounced.iter().map(status).collect();
    let missing = label.statuses.iter().find(|status| !found.contains(status));
    missing.map(|missing| format!("{missing} is missing: {found:?}"))
}
