//! Signatures, and what telephones append.

/// What telephones and mail programs append, in lower case; a whole line begins with one.
const MOBILE: &[&str] = &[
    "envoyé de mon ",
    "envoyé depuis mon ",
    "envoyé depuis ",
    "envoyé à partir de ",
    "envoyé avec ",
    "télécharger outlook pour ",
    "téléchargez outlook pour ",
    "obtenir outlook pour ",
    "provenance : courrier pour windows",
    "provenance : courrier pour windows 10",
    "sent from my ",
    "sent from outlook",
    "sent from mail for ",
    "sent from yahoo mail",
    "sent via ",
    "sent with ",
    "get outlook for ",
    "von meinem ",
    "gesendet von ",
    "enviado desde mi ",
    "verstuurd vanaf mijn ",
];

/// Whether a line begins a signature (RFC 3676 §4.3; the blank after it gets lost).
pub(super) fn begins(line: &str) -> bool {
    matches!(line.trim_end(), "--" | "\u{2014}" | "__")
}

/// Whether a line is what a telephone appends.
pub(super) fn is_mobile(line: &str) -> bool {
    if line.len() > 160 {
        return false;
    }
    let line = line.trim().to_lowercase();
    MOBILE.iter().any(|start| line.starts_with(start))
}
