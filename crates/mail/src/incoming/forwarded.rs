//! A mail that somebody passed on: from whom it was, and what it says. Told by the mark that mail
//! programs write over it, or by a subject such as `TR:` over a letterhead; or it is attached whole.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::header::{self, addresses};
use super::limits::Limits;
use super::mail::Forwarded;
use super::mime::{self, Part};
use super::{content, quoting};
use quoting::letterhead::{self, Letterhead};

/// How subjects begin that somebody passed on, in lower case.
const PREFIXES: &[&str] = &[
    "tr:", "tr :", "fw:", "fwd:", "fw :", "fwd :", "wg:", "rv:", "i:", "doorst:",
];

/// Over a mail that is passed on, never over one that is answered; in lower case.
const MARKS: &[&str] = &[
    "forwarded message",
    "begin forwarded message",
    "message transféré",
    "début du message transféré",
    "message transmis",
    "message réexpédié",
    "début du message réexpédié",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
];

/// Lines before which such a mail begins.
const LOOKED_AT: usize = 2_000;

/// The mail in a mail, if somebody passed one on. `text` is the whole body; `zone` is where the one
/// who passed it on wrote, since their program shows times as there.
pub(crate) fn forwarded(tree: &Part<'_>, subject: &str, text: &str) -> Option<Forwarded> {
    let zone = tree.headers.raw("Date").and_then(header::zone);
    inline(subject, text, zone).or_else(|| attached(tree))
}

fn inline(subject: &str, text: &str, zone: Option<FixedOffset>) -> Option<Forwarded> {
    let lines: Vec<&str> = text.lines().map(unquoted).collect();
    let subject = subject
        .trim()
        .to_lowercase()
        .replace(['\u{a0}', '\u{202f}'], " ");
    let passed_on = PREFIXES.iter().any(|prefix| subject.starts_with(prefix));
    let mut marked = false;
    for at in 0..lines.len().min(LOOKED_AT) {
        marked |= is_mark(lines[at]);
        // An answer quotes with a letterhead too: without a mark, the subject must say so.
        let Some(head) = letterhead::read(&lines, at).filter(|_| marked || passed_on) else {
            continue;
        };
        let from = addresses(readable(&head.from).as_bytes())
            .into_iter()
            .next();
        let from = from.filter(|from| from.email.contains('@'))?;
        let below = lines[at + head.lines..].join("\n");
        return Some(Forwarded {
            from,
            date: date(&head, zone),
            subject: header::one_line(&head.subject),
            text: below.trim().to_owned(),
        });
    }
    None
}

/// Apple Mail quotes what it passes on.
fn unquoted(line: &str) -> &str {
    let bare = line.strip_prefix('>').unwrap_or(line);
    bare.strip_prefix(' ').unwrap_or(bare)
}

fn is_mark(line: &str) -> bool {
    if line.len() > 200 {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| c.is_whitespace() || "-_=*:".contains(c));
    MARKS.contains(&bare)
}

/// `A B <mailto:a@b.c>`, `A B [a@b.c]`, `A B (a@b.c)`: as a list of mailboxes would write it.
fn readable(from: &str) -> String {
    let from = from.replace("mailto:", "");
    match (from.contains('<'), from.contains('[')) {
        (false, true) => from.replace('[', "<").replace(']', ">"),
        _ => from,
    }
}

/// A mail whose only file is a mail, with no more than a few words over it.
fn attached(tree: &Part<'_>) -> Option<Forwarded> {
    let leaves = tree.leaves();
    let is_mail = |part: &&&Part<'_>| part.content_type.is("message", "rfc822");
    let mut mails = leaves.iter().filter(is_mail);
    let (mail, other) = (mails.next()?, mails.next());
    let files = leaves
        .iter()
        .filter(|part| content::file_name(part).is_some())
        .count();
    let own = usize::from(content::file_name(mail).is_some());
    if other.is_some() || files > own || tree.content_type.is("multipart", "report") {
        return None;
    }
    let bytes = mail.bytes();
    let limits = Limits {
        depth: 5,
        parts: 50,
        ..Limits::default()
    };
    let inner = mime::tree(bytes.trim_ascii_start(), &limits).ok()?;
    let from = addresses(inner.headers.raw("From")?).into_iter().next();
    let body = content::content(&inner, 0).body;
    let text = body
        .iter()
        .map(content::Stretch::text)
        .collect::<Vec<_>>()
        .join("\n\n");
    Some(Forwarded {
        from: from.filter(|from| from.email.contains('@'))?,
        date: inner.headers.date("Date"),
        subject: inner.headers.text("Subject").unwrap_or_default(),
        text: text.trim().to_owned(),
    })
}

/// Months as mails write them, without accents and in lower case; each begins like no other.
const MONTHS: &[(&str, u32)] = &[
    ("jan", 1),
    ("fev", 2),
    ("feb", 2),
    ("mar", 3),
    ("avr", 4),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("juin", 6),
    ("jun", 6),
    ("juil", 7),
    ("jul", 7),
    ("aou", 8),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
];

/// The moment that a letterhead names: with its zone as in mails, or else by the clock of `zone`.
fn date(head: &Letterhead, zone: Option<FixedOffset>) -> Option<DateTime<Utc>> {
    if head.date.contains(['+', '-']) && head.date.contains(':') {
        let said = header::date(head.date.as_bytes());
        if said.is_some_and(|said| said.timestamp() > 0) {
            return said;
        }
    }
    let lower = head
        .date
        .to_lowercase()
        .replace(['é', 'è', 'ê'], "e")
        .replace('û', "u")
        .replace('ä', "a");
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || ",.".contains(c))
        .filter(|word| !word.is_empty())
        .take(20)
        .collect();
    let number = |word: &&str| word.trim_end_matches("er").parse::<u32>().ok();
    let month_at = words.iter().position(|word| month(word).is_some());
    let (day, month, year) = match month_at {
        Some(at) => {
            let before = at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .and_then(number);
            let day = before.or_else(|| words.get(at + 1).and_then(number))?;
            let year = words[at + 1..]
                .iter()
                .filter_map(number)
                .find(|year| *year > 1_970)?;
            (day, month(words[at])?, year)
        }
        None => numeric(&words)?,
    };
    let clock = words.iter().find_map(|word| clock(word)).unwrap_or((0, 0));
    let (hour, minute) = afternoon(clock, &words);
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let moment = day
        .and_hms_opt(hour, minute, 0)?
        .and_local_timezone(zone?)
        .single()?;
    Some(moment.to_utc())
}

fn month(word: &str) -> Option<u32> {
    let is_word = word.chars().all(char::is_alphabetic);
    let found = MONTHS
        .iter()
        .find(|(start, _)| is_word && word.starts_with(start));
    found.map(|(_, month)| *month)
}

/// `03/03/2025`, day first as in French, or `2025-03-03`.
fn numeric(words: &[&str]) -> Option<(u32, u32, u32)> {
    words.iter().find_map(|word| {
        let parts: Vec<u32> = word
            .split(['/', '-'])
            .filter_map(|part| part.parse().ok())
            .collect();
        match parts[..] {
            [year, month, day] if year > 1_970 => Some((day, month, year)),
            [day, month, year] if year > 1_970 => Some((day, month, year)),
            _ => None,
        }
    })
}

/// `10:12`, `10h12`.
fn clock(word: &str) -> Option<(u32, u32)> {
    let (hour, rest) = word.split_once([':', 'h'])?;
    let minute: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

fn afternoon((hour, minute): (u32, u32), words: &[&str]) -> (u32, u32) {
    let hour = match hour {
        1..=11 if words.contains(&"pm") => hour + 12,
        12 if words.contains(&"am") => 0,
        _ => hour,
    };
    (hour, minute)
}
