//! `DATABASE_URL`: which database, and where.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where the data lives.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL database, as `libpq` understands it.
    Postgres(String),
}

/// Why a `DATABASE_URL` was refused, in a sentence for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// The scheme is none of ours.
    #[error(
        "`{0}` is not a database Guichet knows: write sqlite://data/guichet.db or \
         postgres://user:password@host/database"
    )]
    UnknownScheme(String),
    /// SQLite in memory was asked for.
    #[error(
        "a SQLite database in memory cannot be used, because several threads open it: \
         name a file, for example sqlite://data/guichet.db"
    )]
    InMemory,
    /// `sqlite:` without a path.
    #[error("the SQLite URL names no file: write for example sqlite://data/guichet.db")]
    NoPath,
}

impl Default for DatabaseUrl {
    fn default() -> Self {
        Self::Sqlite(PathBuf::from("data/guichet.db"))
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let text = text.trim();
        let Some((scheme, rest)) = text.split_once(':') else {
            return Err(UrlError::UnknownScheme(text.to_owned()));
        };
        match scheme.to_ascii_lowercase().as_str() {
            "sqlite" => sqlite(rest.strip_prefix("//").unwrap_or(rest)),
            "postgres" | "postgresql" => Ok(Self::Postgres(text.to_owned())),
            // Only the scheme is repeated: what follows may hold a password.
            other => Err(UrlError::UnknownScheme(other.to_owned())),
        }
    }
}

fn sqlite(path: &str) -> Result<DatabaseUrl, UrlError> {
    if path.contains(":memory:") || path.contains("mode=memory") {
        return Err(UrlError::InMemory);
    }
    if path.is_empty() || Path::new(path).file_name().is_none() || path.ends_with('/') {
        return Err(UrlError::NoPath);
    }
    Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
}

impl fmt::Display for DatabaseUrl {
    /// Never shows a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(text) => match url::Url::parse(text) {
                Ok(url) => write!(
                    f,
                    "postgres://{}{}{}",
                    url.host_str().unwrap_or_default(),
                    url.port()
                        .map(|port| format!(":{port}"))
                        .unwrap_or_default(),
                    url.path()
                ),
                Err(_) => f.write_str("postgres://…"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_url_names_a_relative_or_an_absolute_file() {
        for (text, path) in [
            ("sqlite://data/guichet.db", "data/guichet.db"),
            ("sqlite:data/guichet.db", "data/guichet.db"),
            ("sqlite:///var/lib/guichet.db", "/var/lib/guichet.db"),
            ("sqlite:/var/lib/guichet.db", "/var/lib/guichet.db"),
        ] {
            assert_eq!(text.parse(), Ok(DatabaseUrl::Sqlite(PathBuf::from(path))));
        }
    }

    #[test]
    fn both_names_of_postgresql_are_understood() {
        for text in ["postgres://u@h/d", "postgresql://u@h/d"] {
            assert_eq!(text.parse(), Ok(DatabaseUrl::Postgres(text.to_owned())));
        }
    }

    #[test]
    fn an_unknown_scheme_is_refused_without_repeating_the_password() {
        let error = "mysql://root:secret@h/d"
            .parse::<DatabaseUrl>()
            .unwrap_err();
        assert_eq!(error, UrlError::UnknownScheme("mysql".to_owned()));
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn a_database_in_memory_is_refused() {
        for text in [
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite:file:x?mode=memory",
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), Err(UrlError::InMemory));
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let url: DatabaseUrl = "postgres://u:secret@h:5/d?x=y".parse().unwrap();
        assert_eq!(
            format!("{url} {url:?}"),
            "postgres://h:5/d postgres://h:5/d"
        );
    }
}
