//! Why a deed was not done.

use guichet_domain::text::TextError;
use guichet_domain::ticket::Refused;
use guichet_store::Error;

use crate::passwords::Unsuitable;

/// Why a deed was not done; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or it is hidden from who asks.
    #[error("not found")]
    NotFound,
    /// It is seen but may not be done by who asks.
    #[error("forbidden")]
    Forbidden,
    /// The life cycle of the ticket does not allow it now.
    #[error(transparent)]
    Rejected(#[from] Refused),
    /// It contradicts what is there.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Values that are well-formed but not allowed.
    #[error("not allowed: {0:?}")]
    Invalid(Vec<WrongField>),
    /// The thing has changed since it was read.
    #[error("it has been changed meanwhile")]
    Stale,
    /// The store cannot answer just now; the same deed may succeed later.
    #[error("the desk cannot answer just now")]
    Unavailable,
    /// A fault of ours: the text is for the log, never for the caller.
    #[error("fault: {0}")]
    Fault(String),
}

/// What a deed contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Something with this name or address exists already.
    #[error("it exists already")]
    Duplicate,
    /// Something still depends on it.
    #[error("something else depends on it")]
    InUse,
    /// The desk has its first administrator already.
    #[error("the desk is set up already")]
    AlreadySetUp,
    /// The time in which it could be done is over.
    #[error("it is too late for that")]
    TooLate,
}

/// One value that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// The field as the API names it; a place in a list in brackets (`attachment_ids[1]`).
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is needed here.
    Missing,
    /// It is a text that the field does not take.
    Text(TextError),
    /// It is a password that may not be chosen.
    Password(Unsuitable),
    /// What it refers to does not exist, or cannot be chosen.
    NoSuchObject,
    /// It is too small or too large.
    OutOfRange,
    /// It is not allowed, for the reason given in an English sentence.
    Invalid(&'static str),
    /// The same, where the sentence is made for the occasion.
    Sentence(String),
}

impl Refusal {
    /// One value that is not allowed.
    pub fn field(field: impl Into<String>, wrong: Wrong) -> Self {
        let field = field.into();
        Self::Invalid(vec![WrongField { field, wrong }])
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Stale => Self::Stale,
            Error::Duplicate => Self::Conflict(Conflict::Duplicate),
            Error::Unavailable => Self::Unavailable,
            Error::Broken(reason) => Self::Fault(reason),
        }
    }
}
