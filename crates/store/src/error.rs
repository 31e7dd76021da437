//! What can go wrong in the store, told without naming a database.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// What the store gives.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The thing asked for, or one that is referred to, is not there.
    #[error("not found")]
    NotFound,
    /// The thing has been changed since it was read; nothing was written.
    #[error("it has been changed meanwhile")]
    Stale,
    /// Something with the same unique name, address or reference is there already.
    #[error("it is there already")]
    Duplicate,
    /// The database is overloaded, locked, full or away; the same request may succeed later.
    #[error("the database cannot answer just now")]
    Unavailable,
    /// A fault of ours: the message is for the log, never for the caller.
    #[error("the store is at fault: {0}")]
    Broken(String),
}

/// Failures that the engine itself knows how to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setback {
    /// Two transactions were in each other's way; the same work may succeed at once.
    Conflict,
    /// The connection is lost; a new one is needed.
    Lost,
    /// The database cannot serve for a while: locked, full, starting, stopping.
    Busy,
}

impl Setback {
    /// Reads a setback out of a Diesel error, which keeps no error code: where the kind does not
    /// tell, the words must (SQLite's never change, PostgreSQL's are English unless `lc_messages`
    /// says otherwise).
    pub(crate) fn of(error: &DieselError) -> Option<Self> {
        let (kind, information) = match error {
            DieselError::DatabaseError(kind, information) => (kind, information),
            DieselError::BrokenTransactionManager => return Some(Self::Lost),
            DieselError::RollbackErrorOnCommit { commit_error, .. } => {
                return Self::of(commit_error);
            }
            _ => return None,
        };
        match kind {
            DatabaseErrorKind::SerializationFailure => Some(Self::Conflict),
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                Some(Self::Lost)
            }
            _ => Self::in_words(information.message()),
        }
    }

    fn in_words(message: &str) -> Option<Self> {
        const WORDS: [(&str, Setback); 14] = [
            ("deadlock detected", Setback::Conflict),
            ("terminating connection", Setback::Lost),
            ("server closed the connection", Setback::Lost),
            ("connection to server", Setback::Lost),
            ("could not receive data", Setback::Lost),
            ("the database system is", Setback::Busy),
            ("too many clients", Setback::Busy),
            ("canceling statement due to", Setback::Busy),
            ("no space left", Setback::Busy),
            ("database is locked", Setback::Busy),
            ("database table is locked", Setback::Busy),
            ("database or disk is full", Setback::Busy),
            ("disk I/O error", Setback::Busy),
            ("unable to open database file", Setback::Busy),
        ];
        let found = WORDS.iter().find(|(words, _)| message.contains(words));
        found.map(|(_, setback)| *setback)
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        if Setback::of(&error).is_some() {
            tracing::warn!(%error, "the database could not answer");
            return Self::Unavailable;
        }
        match &error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Duplicate,
            DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => Self::NotFound,
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        tracing::warn!(%error, "no connection to the database");
        Self::Unavailable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database_error(kind: DatabaseErrorKind, words: &str) -> DieselError {
        DieselError::DatabaseError(kind, Box::new(words.to_owned()))
    }

    #[test]
    fn a_full_disk_is_a_passing_trouble_and_not_a_fault() {
        let full = database_error(DatabaseErrorKind::Unknown, "database or disk is full");
        assert_eq!(Error::from(full), Error::Unavailable);
    }

    #[test]
    fn a_deadlock_is_a_conflict_that_may_be_tried_again() {
        let deadlock = database_error(DatabaseErrorKind::Unknown, "deadlock detected");
        assert_eq!(Setback::of(&deadlock), Some(Setback::Conflict));
    }

    #[test]
    fn a_second_of_something_unique_is_a_duplicate() {
        let twice = database_error(
            DatabaseErrorKind::UniqueViolation,
            "UNIQUE constraint failed",
        );
        assert_eq!(Error::from(twice), Error::Duplicate);
    }

    #[test]
    fn an_unknown_table_is_a_fault() {
        let fault = database_error(DatabaseErrorKind::Unknown, "no such table: tickets");
        assert!(matches!(Error::from(fault), Error::Broken(_)));
    }
}
