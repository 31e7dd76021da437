//! Passwords: which may be chosen, and their Argon2id hashes.
//!
//! Hashing takes 19 MiB and tens of milliseconds: never inside a transaction, and never on a
//! thread that serves requests.

use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Fewest characters (OWASP ASVS 6.2.1).
pub const SHORTEST: usize = 8;
/// Most characters: enough for any passphrase, too few to keep a processor busy.
pub const LONGEST: usize = 256;

/// Checked against when there is no account, so that the answer takes as long.
static NOBODY: LazyLock<Option<PasswordHash>> =
    LazyLock::new(|| hash_text("nobody's password").ok());

/// Why a password may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsuitable {
    /// Fewer than [`SHORTEST`] characters.
    #[error("a password has at least {SHORTEST} characters; 15 are better")]
    TooShort,
    /// More than [`LONGEST`] characters.
    #[error("a password has at most {LONGEST} characters")]
    TooLong,
    /// One of those that are tried first.
    #[error("this password is one of those tried first")]
    TooCommon,
}

/// The system gave no randomness, or no memory, to hash with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashError(String);

/// A password that may be chosen.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// What is stored of a password: its Argon2id hash in PHC form.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl Password {
    /// Checks a new password: neither composition nor expiry is asked for (NIST SP 800-63B).
    ///
    /// # Errors
    /// Why it may not be chosen.
    pub fn parse(text: &str) -> Result<Self, Unsuitable> {
        let length = text.chars().count();
        if length < SHORTEST {
            return Err(Unsuitable::TooShort);
        }
        if length > LONGEST {
            return Err(Unsuitable::TooLong);
        }
        let plain = text.to_lowercase();
        let first = plain.chars().next();
        let one_letter = plain.chars().all(|c| Some(c) == first);
        let common = include_str!("common.txt").lines().any(|line| line == plain);
        if one_letter || common {
            return Err(Unsuitable::TooCommon);
        }
        Ok(Self(text.to_owned()))
    }

    /// Its hash, with a salt of its own. Slow on purpose.
    ///
    /// # Errors
    /// When the system gives no randomness or memory.
    pub fn hash(&self) -> Result<PasswordHash, HashError> {
        hash_text(&self.0)
    }
}

impl PasswordHash {
    /// A hash as it was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Whether an attempt is the password that was hashed. Slow on purpose; without a hash (no such
/// account, no password set) it takes as long and says no.
pub fn matches(attempt: &str, hash: Option<&PasswordHash>) -> bool {
    if attempt.chars().count() > LONGEST {
        return false;
    }
    let Some(against) = hash.or(NOBODY.as_ref()) else {
        return false;
    };
    let right = phc::PasswordHash::new(&against.0).is_ok_and(|parsed| {
        argon2().is_ok_and(|a| a.verify_password(attempt.as_bytes(), &parsed).is_ok())
    });
    hash.is_some() && right
}

fn hash_text(text: &str) -> Result<PasswordHash, HashError> {
    let argon2 = argon2().map_err(|error| HashError(error.to_string()))?;
    let hashed: Result<phc::PasswordHash, _> = argon2.hash_password(text.as_bytes());
    let hashed = hashed.map_err(|error| HashError(error.to_string()))?;
    Ok(PasswordHash(hashed.to_string()))
}

/// Argon2id as OWASP recommends: 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(19 * 1_024, 2, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_8_to_256_characters_and_is_not_a_common_one() {
        let refused = |text: &str| Password::parse(text).unwrap_err();
        assert_eq!(refused("court"), Unsuitable::TooShort);
        assert_eq!(refused(&"xy".repeat(129)), Unsuitable::TooLong);
        for common in ["password", "Azertyuiop", "aaaaaaaaaaaa", "12345678"] {
            assert_eq!(refused(common), Unsuitable::TooCommon, "{common}");
        }
        assert!(Password::parse("huit lettres").is_ok());
        assert!(Password::parse(&"éa".repeat(100)).is_ok());
    }

    #[test]
    fn a_password_is_known_by_its_hash_and_by_no_other() {
        let password = Password::parse("un mot de passe").unwrap();
        let hash = password.hash().unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(hash, password.hash().unwrap());
        assert!(matches("un mot de passe", Some(&hash)));
        for wrong in ["un autre", "", &"x".repeat(1_000_000)] {
            assert!(!matches(wrong, Some(&hash)));
        }
    }

    #[test]
    fn nobody_signs_in_without_a_password_set() {
        assert!(!matches("nobody's password", None));
        assert!(!matches("", None));
        assert!(!matches("x", Some(&PasswordHash::stored(String::new()))));
    }

    #[test]
    fn neither_password_nor_hash_shows_in_a_log() {
        let password = Password::parse("un mot de passe").unwrap();
        assert_eq!(format!("{password:?}"), "Password(…)");
        assert!(!format!("{:?}", password.hash().unwrap()).contains("argon2"));
    }
}
