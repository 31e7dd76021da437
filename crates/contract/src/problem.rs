//! What a refused request is answered with (RFC 9457) and the one table of its codes.
//!
//! The table feeds the HTTP status, the API document and the catalogue of the interface, which
//! translates every code; a meaning is said in English for those who read the API without it.

use serde::{Deserialize, Serialize};

/// Declares an enum of codes from one table: the word on the wire and what belongs to it.
macro_rules! table {
    (
        $(#[$meta:meta])*
        $name:ident -> ($($column:ident: $type:ty),+)
        { $($variant:ident = $word:tt, $($cell:expr),+;)+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word on the wire and in the catalogue of the interface.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            const fn row(self) -> ($($type,)+) {
                match self { $(Self::$variant => ($($cell,)+),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

table! {
    /// Why a request is refused: word, HTTP status, meaning.
    Code -> (status: u16, meaning: &'static str) {
        // the request itself
        MalformedRequest     = "malformed_request",      400, "The address, a header or the query is not well-formed text.";
        MalformedJson        = "malformed_json",         400, "The body is not well-formed JSON.";
        UnknownPath          = "unknown_path",           404, "Nothing is served at this address.";
        MethodNotAllowed     = "method_not_allowed",     405, "The address exists but does not know this method; `Allow` lists those it knows.";
        BodyTooSlow          = "body_too_slow",          408, "The body did not arrive in time.";
        TooLarge             = "too_large",              413, "The body or the file is larger than allowed.";
        UnsupportedMediaType = "unsupported_media_type", 415, "The body is not of the type that is understood here.";
        InvalidInput         = "invalid_input",          422, "A value is missing, unknown or not allowed; `fields` says which and why.";
        TooManyRequests      = "too_many_requests",      429, "More requests than allowed; `Retry-After` says when to go on.";
        // who asks
        NotSignedIn          = "not_signed_in",          401, "Sign in first, or again: there is no valid session or token.";
        WrongCredentials     = "wrong_credentials",      401, "The address and the password do not belong together.";
        InvalidRefreshToken  = "invalid_refresh_token",  401, "The refresh token is unknown, expired or used already.";
        TooManyAttempts      = "too_many_attempts",      429, "Too many attempts to sign in; `Retry-After` says when to try again.";
        ForeignOrigin        = "foreign_origin",         403, "The request comes from a page of another site.";
        Forbidden            = "forbidden",              403, "You may see this but not do it.";
        AlreadySetUp         = "already_set_up",         409, "The desk has its first administrator already.";
        // what is asked for
        NotFound             = "not_found",              404, "There is nothing here that you may see.";
        Duplicate            = "duplicate",              409, "Something with this name or address exists already.";
        InUse                = "in_use",                 409, "Something else still refers to it.";
        TooLate              = "too_late",               409, "The time in which this could be done is over.";
        Stale                = "stale",                  412, "It was changed in the meantime; read it again before changing it.";
        // what the life cycle refuses
        TicketClosed         = "ticket_closed",          409, "The ticket is closed; reopen it first.";
        NotResolved          = "not_resolved",           409, "The ticket is not resolved yet.";
        NotClosed            = "not_closed",             409, "The ticket is not closed yet.";
        AlreadyResolved      = "already_resolved",       409, "The ticket is already resolved; reopen it first.";
        NotAtThisStage       = "not_at_this_stage",      409, "This belongs to another stage of the ticket.";
        NotTaken             = "not_taken",              409, "Nobody has taken the ticket yet.";
        NotOnHold            = "not_on_hold",            409, "The ticket is not on hold.";
        NotDocumented        = "not_documented",         409, "The ticket is not documented yet.";
        AlreadyConfirmed     = "already_confirmed",      409, "The requester has already confirmed.";
        ApprovalPending      = "approval_pending",       409, "The approval is still pending.";
        ApprovalRejected     = "approval_rejected",      409, "The approval was refused.";
        NoApprovalPending    = "no_approval_pending",    409, "No approval is pending on this ticket.";
        TargetMissing        = "target_missing",         422, "Name a level, a team or an agent.";
        LevelNotHigher       = "level_not_higher",       422, "Escalation needs a higher level, another team or another agent.";
        LevelNotLower        = "level_not_lower",        422, "De-escalation needs a lower level.";
        StageNotEarlier      = "stage_not_earlier",      422, "Choose an earlier stage.";
        UntilMissing         = "until_missing",          422, "Give a time in the future.";
        ReasonMissing        = "reason_missing",         422, "Give a reason.";
        ReopenWindowOver     = "reopen_window_over",     409, "The ticket was closed too long ago to be reopened.";
        LinkedToItself       = "linked_to_itself",       422, "A ticket cannot be linked to itself.";
        Incomplete           = "incomplete",             422, "Something that the stages up to the solution need is missing.";
        // the server
        Fault                = "internal_error",         500, "The server failed; the request id finds the reason in its log.";
        Unavailable          = "unavailable",            503, "The server cannot answer now; `Retry-After` says when to try again.";
    }
}

impl Code {
    /// The HTTP status it is sent with.
    pub const fn status(self) -> u16 {
        self.row().0
    }

    /// What it means, in English.
    pub const fn meaning(self) -> &'static str {
        self.row().1
    }
}

table! {
    /// What is wrong with one field of the input.
    FieldCode -> (meaning: &'static str) {
        Unknown          = "unknown_field",     "There is no such field.";
        Missing          = "missing",           "The field is required.";
        Repeated         = "repeated",          "The field is given more than once.";
        WrongType        = "wrong_type",        "The value is of the wrong type.";
        OutOfRange       = "out_of_range",      "The number is too small or too large.";
        UnknownWord      = "unknown_word",      "The value is not one of those allowed.";
        Empty            = "empty",             "The value must not be empty.";
        TooShort         = "too_short",         "The value is too short.";
        TooLong          = "too_long",          "The value is too long.";
        ControlCharacter = "control_character", "The value contains control characters.";
        NotAnEmail       = "not_an_email",      "The value is not an e-mail address.";
        TooCommon        = "too_common",        "The password is one of those tried first.";
        NoSuchObject     = "no_such_object",    "What the value refers to does not exist.";
        Invalid          = "invalid",           "The value is not allowed.";
    }
}

impl FieldCode {
    /// What it means, in English.
    pub const fn meaning(self) -> &'static str {
        self.row().0
    }
}

/// The body of every answer that is not a success: `application/problem+json` of RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({
    "type": "urn:guichet:problem:invalid_input",
    "title": "A value is missing, unknown or not allowed; `fields` says which and why.",
    "status": 422,
    "code": "invalid_input",
    "fields": [{ "field": "subject", "code": "empty", "detail": "The value must not be empty." }],
    "request_id": "5f0c3a9e1b7d4c62"
})))]
pub struct Problem {
    /// The code as a URI: `urn:guichet:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the code means, always the same sentence.
    pub title: String,
    /// The HTTP status.
    #[cfg_attr(feature = "schema", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// The stable code to act upon.
    pub code: Code,
    /// What happened this time, where there is more to say than the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that are wrong, of `invalid_input`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(required = false))]
    pub fields: Vec<FieldProblem>,
    /// The id of the request, the same as in `X-Request-Id` and in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One field of the input that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where it is: names joined by points, places in a list in brackets (`tags[2]`). Empty for the body as a whole.
    pub field: String,
    /// The stable code to act upon.
    pub code: FieldCode,
    /// A sentence in English.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_a_distinct_snake_case_word_with_a_refusing_status() {
        let mut seen = HashSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.code()), "{code} twice");
            assert!(
                code.code()
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'_')
            );
            assert!((400..600).contains(&code.status()), "{code}");
            assert!(code.meaning().ends_with('.'), "{code}");
        }
    }

    #[test]
    fn a_code_is_written_as_its_word() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
        for code in FieldCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
            assert!(code.meaning().ends_with('.'));
        }
    }
}
