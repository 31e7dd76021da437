//! Text as people write it: trimmed, bounded, free of control characters. Parsed at the door.

pub use crate::thanks::is_bare_thanks;
pub use crate::vocabulary::UnknownWord;

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("must not be empty")]
    Empty,
    /// More characters than the field holds.
    #[error("must have at most {max} characters")]
    TooLong {
        /// The number of characters allowed.
        max: usize,
    },
    /// A NUL or another control character (line breaks are allowed in prose only).
    #[error("must not contain control characters")]
    ControlCharacter,
    /// Not the address of a mailbox.
    #[error("must be an e-mail address such as name@example.com")]
    NotAnEmail,
}

/// One line of text: a subject, a name. 1 to `MAX` characters after trimming.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MAX: usize>(String);

/// Several lines of text: a description, a note. 1 to `MAX` characters after trimming.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prose<const MAX: usize>(String);

/// A ticket's subject.
pub type Subject = Line<250>;
/// The name of a person, team, organization, category.
pub type Name = Line<120>;
/// The reason given for a deed.
pub type Reason = Prose<2_000>;
/// The body of a message, a solution, findings.
pub type Body = Prose<100_000>;

fn bounded(text: &str, max: usize, line_breaks: bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    let allowed = |c: char| line_breaks && matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(TextError::ControlCharacter);
    }
    Ok(text.to_owned())
}

impl<const MAX: usize> Line<MAX> {
    /// Trims and checks one line.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        bounded(text, MAX, false).map(Self)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, by value.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Prose<MAX> {
    /// Trims and checks a text of several lines; `\r\n` becomes `\n`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        bounded(&text.replace("\r\n", "\n"), MAX, true).map(Self)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, by value.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A mail address in the form it is compared by: trimmed, lower case, at most 254 characters (RFC 5321 §4.5.3.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Checks the shape `local@domain.ending`; whether the mailbox exists is not asked.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = bounded(text, 254, false)?.to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(TextError::NotAnEmail)?;
        let label = |l: &str| {
            !l.is_empty()
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let plain = |c: char| !c.is_whitespace() && !"@<>()[]\\,;:\"".contains(c);
        let sound = !local.is_empty()
            && local.len() <= 64
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        if sound {
            Ok(Self(text))
        } else {
            Err(TextError::NotAnEmail)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, by value.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A tag: lower case, no spaces or commas, at most 50 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// Lower-cases the word and joins what spaces would part with `-`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let line = bounded(text, 50, false)?.to_lowercase();
        let joined = line
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        if joined.is_empty() {
            return Err(TextError::Empty);
        }
        Ok(Self(joined))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The word, by value.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_trimmed_and_bounded() {
        assert_eq!(Subject::parse("  VPN  ").unwrap().as_str(), "VPN");
        assert_eq!(Subject::parse(" \t "), Err(TextError::Empty));
        assert_eq!(
            Subject::parse(&"x".repeat(251)),
            Err(TextError::TooLong { max: 250 })
        );
        assert_eq!(Subject::parse("a\nb"), Err(TextError::ControlCharacter));
        assert_eq!(Subject::parse("a\0b"), Err(TextError::ControlCharacter));
    }

    #[test]
    fn prose_keeps_its_lines_but_no_nul() {
        assert_eq!(Body::parse("a\r\nb").unwrap().as_str(), "a\nb");
        assert_eq!(Body::parse("a\0"), Err(TextError::ControlCharacter));
    }

    #[test]
    fn an_address_is_compared_in_lower_case() {
        assert_eq!(
            Email::parse(" Ines.Laurent@Vermeil.example ")
                .unwrap()
                .as_str(),
            "ines.laurent@vermeil.example"
        );
        for wrong in [
            "ines",
            "ines@vermeil",
            "@a.fr",
            "a b@c.fr",
            "a@b..fr",
            "a@-b.fr",
        ] {
            assert_eq!(Email::parse(wrong), Err(TextError::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_tag_is_one_lower_case_word() {
        assert_eq!(Tag::parse(" VPN 5.2 ").unwrap().as_str(), "vpn-5.2");
        assert_eq!(Tag::parse(" , "), Err(TextError::Empty));
    }
}
