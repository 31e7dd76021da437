//! Why something did not work, and the sentence that says so.

use crate::i18n::t;
use guichet_client::Error;
use guichet_contract::problem::{Code, FieldCode, FieldProblem, Problem};

/// What a request ended with instead of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The server said no, and why.
    Refused(Box<Problem>),
    /// No server was reached.
    Unreachable,
    /// Something answered, but not in our language.
    Garbled,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(problem) => Self::Refused(problem),
            Error::Status(502..=504) | Error::Unreachable(_) => Self::Unreachable,
            Error::Status(_) | Error::Unreadable(_) => Self::Garbled,
        }
    }
}

impl Failure {
    /// The code of the refusal.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Unreachable | Self::Garbled => None,
        }
    }

    /// What is wrong with single fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Refused(problem) => &problem.fields,
            Self::Unreachable | Self::Garbled => &[],
        }
    }

    /// The id that finds it in the server's log, of failures of the server itself.
    #[must_use]
    pub fn incident(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) if problem.status >= 500 => problem.request_id.as_deref(),
            _ => None,
        }
    }

    /// Whether the same request may well succeed a little later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable) || self.code() == Some(Code::Unavailable)
    }

    /// The sentence to show.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Refused(problem) => match problem.fields.first() {
                Some(field) => format!("{} ({})", field_words(field), field.field),
                None => code_words(problem.code).to_owned(),
            },
            Self::Unreachable => t::failure::offline().to_owned(),
            Self::Garbled => t::failure::unexpected().to_owned(),
        }
    }
}

/// A refusal as a sentence; every code has one, or this does not compile.
macro_rules! sentences {
    ($function:ident($type:ty) in $area:ident { $($variant:ident => $key:ident,)+ }) => {
        fn $function(code: $type) -> &'static str {
            match code { $(<$type>::$variant => t::$area::$key(),)+ }
        }
    };
}

sentences! { code_words(Code) in refusal {
    MalformedRequest => malformed,
    MalformedJson => malformed,
    UnknownPath => not_found,
    MethodNotAllowed => malformed,
    BodyTooSlow => body_too_slow,
    TooLarge => too_large,
    UnsupportedMediaType => malformed,
    InvalidInput => invalid_input,
    TooManyRequests => too_many_requests,
    NotSignedIn => not_signed_in,
    WrongCredentials => wrong_credentials,
    InvalidRefreshToken => not_signed_in,
    TooManyAttempts => too_many_attempts,
    ForeignOrigin => foreign_origin,
    Forbidden => forbidden,
    AlreadySetUp => already_set_up,
    NotFound => not_found,
    Duplicate => duplicate,
    InUse => in_use,
    Stale => stale,
    TicketClosed => ticket_closed,
    NotResolved => not_resolved,
    NotClosed => not_closed,
    TooLate => too_late,
    AlreadyResolved => already_resolved,
    NotAtThisStage => not_at_this_stage,
    NotTaken => not_taken,
    NotOnHold => not_on_hold,
    NotDocumented => not_documented,
    AlreadyConfirmed => already_confirmed,
    ApprovalPending => approval_pending,
    ApprovalRejected => approval_rejected,
    NoApprovalPending => no_approval_pending,
    TargetMissing => target_missing,
    LevelNotHigher => level_not_higher,
    LevelNotLower => level_not_lower,
    StageNotEarlier => stage_not_earlier,
    UntilMissing => until_missing,
    ReasonMissing => reason_missing,
    ReopenWindowOver => reopen_window_over,
    LinkedToItself => linked_to_itself,
    Incomplete => incomplete,
    Fault => fault,
    Unavailable => unavailable,
} }

sentences! { field_code_words(FieldCode) in refused_field {
    Unknown => unknown,
    Missing => missing,
    Repeated => repeated,
    WrongType => wrong_type,
    OutOfRange => out_of_range,
    UnknownWord => unknown_word,
    Empty => missing,
    TooShort => too_short,
    TooLong => too_long,
    ControlCharacter => control_character,
    NotAnEmail => not_an_email,
    TooCommon => too_common,
    NoSuchObject => no_such_object,
    Invalid => not_allowed,
} }

/// What is wrong with a field, as a sentence.
#[must_use]
pub fn field_words(problem: &FieldProblem) -> String {
    field_code_words(problem.code).to_owned()
}
