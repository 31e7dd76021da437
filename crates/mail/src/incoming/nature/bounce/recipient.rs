//! The address of a recipient in a line of prose.

/// What stands before the address of a recipient, in lower case; the surer ones first.
pub(super) const LEADS: &[&str] = &[
    "original-recipient:",
    "final-recipient:",
    "rcpt to:",
    "recipient:",
    "addressed to:",
    "delivered to:",
    "delivering your mail to",
    "deliver message to",
    "message to:",
    "target mail address:",
    "permanent errors:",
    "unknown user:",
    "gateway for",
];

/// Lines that name somebody else, in lower case.
const NOT_THEM: &[&str] = &[
    "mail from",
    "envelope-from",
    "from:",
    "sender",
    "for further assistance",
    "contact",
    "postmaster",
    "http",
];

/// The address that a line begins with.
pub(super) fn leading(line: &str) -> Option<String> {
    let lower = line.trim_start().to_lowercase();
    if NOT_THEM.iter().any(|word| lower.starts_with(word)) {
        return None;
    }
    let decorated = |c: char| c.is_whitespace() || "*-<\"'|>(".contains(c);
    address_at(line.trim_start_matches(decorated))
}

/// The address behind one of the leads in a line.
pub(super) fn led(line: &str, leads: &[&str]) -> Option<String> {
    let lower = line.to_lowercase();
    let behind = leads
        .iter()
        .find_map(|lead| lower.split_once(lead).map(|(_, after)| after))?;
    let behind = behind.split_once(';').map_or(behind, |(_, after)| after);
    address_at(behind.trim_start_matches(|c: char| c.is_whitespace() || "<\"'".contains(c)))
}

/// The first address in a line, wherever it is.
pub(super) fn inside(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    if NOT_THEM.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let part = |c: char| c.is_whitespace() || "<>\"'(),;:[]".contains(c);
    lower.split(part).find_map(address_at)
}

/// The address that a text begins with, in lower case.
fn address_at(text: &str) -> Option<String> {
    let ends = |c: char| c.is_whitespace() || "<>\"'(),;:[]".contains(c);
    let email = text
        .split(ends)
        .next()?
        .trim_end_matches(['.', '!'])
        .to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let sound = !local.is_empty() && local.len() <= 64 && domain.len() >= 2 && domain.len() <= 253;
    let plain = domain
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    (sound && plain).then(|| email.clone())
}
