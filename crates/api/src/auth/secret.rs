//! Random tokens, and the key that signs those that are not.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use guichet_mail::seal::Seal;
use sha2::{Digest, Sha256};

/// An unguessable token of 256 bits. The client gets its text; only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token.
    ///
    /// # Errors
    /// When the system gives no randomness: then nobody may sign in.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// A token as a client sends it; `None` where none of ours looks so.
    pub fn parse(text: &str) -> Option<Self> {
        let ours = text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok();
        ours.then(|| Self(text.to_owned()))
    }

    /// The text for the client.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored and looked up. A plain hash is enough: nobody guesses 256 random bits.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The key access tokens are signed with, derived so that the secret may serve other ends too.
#[derive(Clone)]
pub struct SigningKey([u8; 32]);

/// Why there is no key, in a sentence for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The setting is too short.
    #[error("GUICHET_SECRET has fewer than 32 characters; `openssl rand -base64 32` makes one")]
    TooShort,
    /// The key file cannot be read or made.
    #[error("the key file {path} cannot be used: {error}")]
    File {
        /// Where it should be.
        path: String,
        /// What the system says.
        error: io::Error,
    },
}

impl SigningKey {
    /// What mails and links are sealed with, derived from the same secret.
    pub fn seal(&self) -> Seal {
        Seal::from_secret(&self.0)
    }

    /// The key of a secret.
    ///
    /// # Errors
    /// `TooShort` for less than 32 characters.
    pub fn from_secret(secret: &str) -> Result<Self, KeyError> {
        if secret.trim().chars().count() < 32 {
            return Err(KeyError::TooShort);
        }
        let hash = Sha256::new().chain_update(b"guichet access token 1\0");
        Ok(Self(hash.chain_update(secret.trim()).finalize().into()))
    }

    /// The key of the secret in `folder`, which is made at the first start and readable by its
    /// owner only.
    ///
    /// # Errors
    /// `File` when it can neither be read nor made.
    pub fn from_folder(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join("secret.key");
        let failed = |error| KeyError::File {
            path: path.display().to_string(),
            error,
        };
        let secret = match fs::read_to_string(&path) {
            Ok(secret) => secret,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make_key_file(folder, &path).map_err(failed)?
            }
            Err(error) => return Err(failed(error)),
        };
        Self::from_secret(&secret)
    }

    /// The bytes of the key.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Makes the file whole under another name first: two starts at once agree on one of the two.
fn make_key_file(folder: &Path, path: &Path) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    let token = Token::fresh().map_err(io::Error::other)?;
    let draft = folder.join(format!("secret.key.{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&draft)?;
    writeln!(file, "{}", token.as_str())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::read_to_string(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_random_and_found_again_by_its_hash() {
        let token = Token::fresh().unwrap();
        assert_ne!(token.as_str(), Token::fresh().unwrap().as_str());
        assert_eq!(Token::parse(token.as_str()).unwrap().hash(), token.hash());
        assert!(!token.hash().contains(token.as_str()));
        for other in ["", "abc", &"a".repeat(44), &"é".repeat(43)] {
            assert!(Token::parse(other).is_none());
        }
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert!(matches!(
            SigningKey::from_secret("changeme"),
            Err(KeyError::TooShort)
        ));
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_made_once_and_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let first = SigningKey::from_folder(&folder.path().join("new")).unwrap();
        let path = folder.path().join("new/secret.key");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let second = SigningKey::from_folder(&folder.path().join("new")).unwrap();
        assert_eq!(first.as_bytes(), second.as_bytes());
    }
}
