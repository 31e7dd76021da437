//! What the desk refuses, said in the codes of the wire.

use guichet_desk::passwords::Unsuitable;
use guichet_desk::{Conflict, Refusal, Wrong, WrongField};
use guichet_domain::text::TextError;
use guichet_domain::ticket::Refused;

use super::{Code, FieldCode, FieldProblem, Problem};

/// A client that finds the store busy comes back after so many seconds.
const BUSY_SECONDS: u64 = 2;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Code::NotFound.into(),
            Refusal::Forbidden => Code::Forbidden.into(),
            Refusal::Rejected(refused) => Self::new(code(&refused)).detail(refused.to_string()),
            Refusal::Conflict(Conflict::Duplicate) => Code::Duplicate.into(),
            Refusal::Conflict(Conflict::InUse) => Code::InUse.into(),
            Refusal::Conflict(Conflict::TooLate) => Code::TooLate.into(),
            Refusal::Conflict(Conflict::AlreadySetUp) => Code::AlreadySetUp.into(),
            Refusal::Invalid(fields) => Self::invalid(fields.into_iter().map(field).collect()),
            Refusal::Stale => Code::Stale.into(),
            Refusal::Unavailable => Self::new(Code::Unavailable).retry_after(BUSY_SECONDS),
            Refusal::Fault(reason) => Self::fault(&reason),
        }
    }
}

impl From<guichet_store::Error> for Problem {
    fn from(error: guichet_store::Error) -> Self {
        Refusal::from(error).into()
    }
}

fn code(refused: &Refused) -> Code {
    match refused {
        Refused::Closed => Code::TicketClosed,
        Refused::NotResolved => Code::NotResolved,
        Refused::NotEnded => Code::NotClosed,
        Refused::AlreadyResolved => Code::AlreadyResolved,
        Refused::NotAtThisStage(_) => Code::NotAtThisStage,
        Refused::NotTaken => Code::NotTaken,
        Refused::NotOnHold => Code::NotOnHold,
        Refused::NotDocumented => Code::NotDocumented,
        Refused::AlreadyConfirmed => Code::AlreadyConfirmed,
        Refused::ApprovalPending => Code::ApprovalPending,
        Refused::ApprovalRejected => Code::ApprovalRejected,
        Refused::NoApprovalPending => Code::NoApprovalPending,
        Refused::TargetMissing => Code::TargetMissing,
        Refused::LevelNotHigher(_) => Code::LevelNotHigher,
        Refused::LevelNotLower(_) => Code::LevelNotLower,
        Refused::StageNotEarlier(_) => Code::StageNotEarlier,
        Refused::UntilMissing => Code::UntilMissing,
        Refused::ReasonMissing => Code::ReasonMissing,
        Refused::ReopenWindowOver => Code::ReopenWindowOver,
        Refused::LinkedToItself => Code::LinkedToItself,
        Refused::Incomplete(_) => Code::Incomplete,
    }
}

fn field(WrongField { field, wrong }: WrongField) -> FieldProblem {
    let (code, detail) = match wrong {
        Wrong::Missing => (FieldCode::Missing, None),
        Wrong::Text(error) => (text_code(&error), Some(format!("The value {error}."))),
        Wrong::Password(unsuitable) => (password_code(unsuitable), Some(sentence(unsuitable))),
        Wrong::NoSuchObject => (FieldCode::NoSuchObject, None),
        Wrong::OutOfRange => (FieldCode::OutOfRange, None),
        Wrong::Invalid(why) => (FieldCode::Invalid, Some(why.to_owned())),
        Wrong::Sentence(why) => (FieldCode::Invalid, Some(why)),
    };
    FieldProblem {
        field,
        code,
        detail: detail.unwrap_or_else(|| code.meaning().to_owned()),
    }
}

/// The code for a text that does not fit its field.
pub fn text_code(error: &TextError) -> FieldCode {
    match error {
        TextError::Empty => FieldCode::Empty,
        TextError::TooLong { .. } => FieldCode::TooLong,
        TextError::ControlCharacter => FieldCode::ControlCharacter,
        TextError::NotAnEmail => FieldCode::NotAnEmail,
    }
}

fn password_code(unsuitable: Unsuitable) -> FieldCode {
    match unsuitable {
        Unsuitable::TooShort => FieldCode::TooShort,
        Unsuitable::TooLong => FieldCode::TooLong,
        Unsuitable::TooCommon => FieldCode::TooCommon,
    }
}

fn sentence(unsuitable: Unsuitable) -> String {
    let text = unsuitable.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use guichet_domain::ticket::Stage;

    #[test]
    fn a_refused_deed_keeps_its_own_code() {
        for refused in [
            Refused::Closed,
            Refused::NotAtThisStage(Stage::Diagnosis),
            Refused::ApprovalPending,
            Refused::Incomplete(Vec::new()),
            Refused::LinkedToItself,
        ] {
            assert_eq!(code(&refused).code(), refused.code());
        }
    }

    #[test]
    fn a_wrong_field_is_told_in_a_sentence() {
        let wrong = |wrong| {
            field(WrongField {
                field: "x".to_owned(),
                wrong,
            })
            .detail
        };
        assert_eq!(
            wrong(Wrong::Text(TextError::Empty)),
            "The value must not be empty."
        );
        let short = wrong(Wrong::Password(Unsuitable::TooShort));
        assert_eq!(
            short,
            "A password has at least 8 characters; 15 are better."
        );
    }

    #[test]
    fn the_reason_of_a_fault_is_not_told() {
        let problem = Problem::from(Refusal::Fault("no such table: tickets".to_owned()));
        assert_eq!(problem, Problem::new(Code::Fault));
    }
}
