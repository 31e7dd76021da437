//! The lines by which mail programs introduce another mail below the own words.

use super::is_quote;
use super::letterhead;

/// How each language begins and ends "On … somebody wrote:", in lower case.
const WROTE: &[(&str, &str)] = &[
    ("le ", "a écrit"),
    ("le ", "a ecrit"),
    ("on ", "wrote"),
    ("am ", "schrieb"),
    ("el ", "escribió"),
    ("il ", "ha scritto"),
    ("op ", "schreef"),
    ("em ", "escreveu"),
    ("w dniu ", "pisze"),
];

/// Lines that part own words from another mail, without dashes and in lower case.
const SEPARATORS: &[&str] = &[
    "original message",
    "message d'origine",
    "message d’origine",
    "message original",
    "mail original",
    "message initial",
    "ursprüngliche nachricht",
    "originalnachricht",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "mensagem original",
    "reply message",
    "forwarded message",
    "message transféré",
    "message transmis",
    "message réexpédié",
    "weitergeleitete nachricht",
    "courriel original",
];

/// The same without dashes around them.
const PLAIN_SEPARATORS: &[&str] = &[
    "begin forwarded message:",
    "début du message transféré :",
    "début du message transféré:",
    "début du message réexpédié :",
    "anfang der weitergeleiteten nachricht:",
];

/// Longer lines introduce nothing.
const LONGEST: usize = 400;

/// Whether everything from a line on is another mail, without marks.
pub(super) fn ends_own_words(lines: &[&str], at: usize) -> bool {
    is_separator(lines[at]) || is_headed(lines, at) || is_unmarked(lines, at)
}

/// Whether another mail is introduced and not marked below. People write such lines too: only a clock
/// or an address makes it a program's.
fn is_unmarked(lines: &[&str], at: usize) -> bool {
    let Some(length) = wrote(lines, at) else {
        return false;
    };
    let said = lines[at..at + length].concat();
    let clock = said.as_bytes().windows(3).any(|three| {
        matches!(three, [before, b':' | b'h', after] if before.is_ascii_digit() && after.is_ascii_digit())
    });
    (clock || said.contains('@')) && !next_is_quote(lines, at + length)
}

/// Whether a letterhead begins here, or below the rule that is drawn over it.
fn is_headed(lines: &[&str], at: usize) -> bool {
    let head = match is_rule(lines[at]) {
        true => at + 1 + usize::from(lines.get(at + 1).is_some_and(|line| line.trim().is_empty())),
        false => at,
    };
    letterhead::read(lines, head).is_some()
}

/// The lines, from `at`, that introduce the marked quote below them.
pub(super) fn introduces_quote(lines: &[&str], at: usize) -> Option<usize> {
    if let Some(length) = wrote(lines, at) {
        return next_is_quote(lines, at + length).then_some(length);
    }
    // `2025-03-03 10:12 GMT+01:00 Somebody <a@b.c>:`, `Somebody writes:`
    let line = lines[at].trim();
    let speaks =
        line.ends_with(':') && line.len() <= LONGEST && (line.contains('@') || line.contains("20"));
    (speaks && next_is_quote(lines, at + 1)).then_some(1)
}

/// Outlook draws a line over the mail it answers.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4 && line.bytes().all(|byte| matches!(byte, b'_' | b'-'))
}

/// Whether a line says that another mail follows.
pub(crate) fn is_separator(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim().trim_matches('*').to_lowercase();
    let inner =
        line.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | '—') || c.is_whitespace());
    let dashed = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    dashed && SEPARATORS.contains(&inner) || PLAIN_SEPARATORS.contains(&line.as_str())
}

/// How many lines say "On … somebody wrote:"; they are broken where they are long.
fn wrote(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines[at].trim_start_matches(['*', ' ']);
    if first.len() > LONGEST || !first.is_char_boundary(2.min(first.len())) {
        return None;
    }
    let start = spaced(first);
    let begins = |(begin, _): &&(&str, &str)| start.starts_with(begin);
    if !WROTE.iter().any(|row| begins(&row)) {
        return None;
    }
    let mut joined = String::new();
    for (count, line) in lines[at..].iter().take(4).enumerate() {
        if joined.len() + line.len() > LONGEST || line.trim().is_empty() || is_quote(line) {
            return None;
        }
        joined.push_str(line.trim());
        joined.push(' ');
        let text = spaced(joined.trim_end());
        let ends = |(begin, end): &(&str, &str)| start.starts_with(begin) && text.contains(end);
        if text.ends_with(':')
            && WROTE.iter().any(ends)
            && text.bytes().any(|byte| byte.is_ascii_digit())
        {
            return Some(count + 1);
        }
    }
    None
}

/// In lower case, with plain blanks.
fn spaced(text: &str) -> String {
    text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ")
}

/// Whether the next line that is not empty is a quote; at most two are empty.
fn next_is_quote(lines: &[&str], at: usize) -> bool {
    let next = lines
        .iter()
        .skip(at)
        .take(3)
        .find(|line| !line.trim().is_empty());
    next.is_some_and(|line| is_quote(line))
}
