//! Mails that come and go: the settings of the post, the words of letters, the outbox, quarantine.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{LetterId, MailId, MailboxId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::{
    AddressFlag, LetterKind, LetterState, MailNature, MailSecurity, MailSignIn, MailState,
    Registration, SendServer, SurveyKind,
};
use serde::{Deserialize, Serialize};

use crate::patch::given;

/// The settings of the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PostSettings {
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// The server that takes letters; while it is `null` they wait.
    pub sending: Option<SendServer>,
    /// Whether there is a password or token; it is never told.
    pub has_secret: bool,
    /// The address letters come from where no mailbox has to do with them.
    pub sender: Option<String>,
    /// Whether mailboxes take what is sent to `name+anything@…` (RFC 5233).
    pub plus_addresses: bool,
    /// Whether a request is acknowledged.
    pub acknowledge: bool,
    /// Who may become a requester by writing.
    pub registration: Registration,
    /// The domains, with `domains`.
    pub domains: Vec<String>,
    /// Addresses and domains whose mails go to quarantine.
    pub blocked: Vec<String>,
    /// How many mails are taken from an address within an hour.
    pub per_hour: i32,
    /// How many mails are taken from an address within a day.
    pub per_day: i32,
    /// How satisfaction is asked for; `null` is not at all.
    pub survey: Option<SurveyKind>,
    /// How many hours after closing.
    pub survey_after_hours: i32,
    /// Whether a low score opens the ticket again.
    pub reopen_on_low_score: bool,
}

/// A server that takes letters (RFC 6409), as it is to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSendServer {
    /// Its name or address.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 253, example = "smtp.example.com")
    )]
    pub host: String,
    /// Its port.
    #[cfg_attr(
        feature = "schema",
        schema(minimum = 1, maximum = 65535, example = 465)
    )]
    pub port: i32,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in.
    pub sign_in: MailSignIn,
    /// As whom.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 254))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The password or token; the present one when absent.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 5000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// What to change of the settings of the post (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PostSettingsPatch {
    /// The server that takes letters, as a whole.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub sending: Option<Option<NewSendServer>>,
    /// The address letters come from where no mailbox has to do with them.
    #[cfg_attr(feature = "schema", schema(format = "email", max_length = 254))]
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub sender: Option<Option<String>>,
    /// Whether mailboxes take what is sent to `name+anything@…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus_addresses: Option<bool>,
    /// Whether a request is acknowledged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledge: Option<bool>,
    /// Who may become a requester by writing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
    /// All the domains.
    #[cfg_attr(feature = "schema", schema(max_items = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domains: Option<Vec<String>>,
    /// All addresses and domains whose mails go to quarantine.
    #[cfg_attr(feature = "schema", schema(max_items = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<Vec<String>>,
    /// 1 to 10,000.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 10000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_hour: Option<i32>,
    /// 1 to 100,000, not less than within an hour.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<i32>,
    /// How satisfaction is asked for; `null` is not at all.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub survey: Option<Option<SurveyKind>>,
    /// 0 to 720.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 720))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey_after_hours: Option<i32>,
    /// Whether a low score opens the ticket again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen_on_low_score: Option<bool>,
}

/// The words of a kind of letter in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LetterTemplate {
    /// What the letter is about.
    pub kind: LetterKind,
    /// In which language.
    pub language: Language,
    /// Grows with each change; 0 while the words are the usual ones. The `ETag`.
    pub version: i64,
    /// Its subject.
    pub subject: String,
    /// Its text: paragraphs, variables in double braces, and lines such as
    /// `[Confirm]({{link.confirm}})` that become buttons.
    pub body: String,
    /// The variables that may stand in it.
    pub variables: Vec<String>,
}

/// Other words for a kind of letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LetterWords {
    /// Its subject.
    #[cfg_attr(
        feature = "schema",
        schema(
            min_length = 1,
            max_length = 250,
            example = "[{{ticket.number}}] {{ticket.subject}}"
        )
    )]
    pub subject: String,
    /// Its text.
    #[cfg_attr(
        feature = "schema",
        schema(
            min_length = 1,
            max_length = 20000,
            example = "Bonjour {{recipient.name}},"
        )
    )]
    pub body: String,
}

/// A letter as it would look, about an invented request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LetterPreview {
    /// Its subject.
    pub subject: String,
    /// As text.
    pub text: String,
    /// As HTML, a whole page.
    pub html: String,
}

/// A letter of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Letter {
    /// Which one.
    pub id: LetterId,
    /// What it is about.
    pub kind: LetterKind,
    /// The ticket.
    pub ticket_id: Option<TicketId>,
    /// To which address.
    pub address: String,
    /// In which language.
    pub language: Language,
    /// What became of it.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Option<DateTime<Utc>>,
    /// What was said, where it was not delivered.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}

/// Which letters are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct LettersQuery {
    /// Only those that could not be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<bool>,
    /// How many; 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Where a letter is to go that shows whether letters can be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestLetter {
    /// The address.
    #[cfg_attr(feature = "schema", schema(format = "email", max_length = 254))]
    pub email: String,
}

/// A mail that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IncomingMail {
    /// Which one.
    pub id: MailId,
    /// The mailbox it came to.
    pub mailbox_id: Option<MailboxId>,
    /// The address it came from.
    pub sender: String,
    /// Its subject.
    pub subject: String,
    /// Its size in bytes.
    pub size: i64,
    /// What wrote it.
    pub nature: MailNature,
    /// What became of it.
    pub state: MailState,
    /// Why it is, or was, in quarantine.
    pub reason: Option<String>,
    /// The ticket it is on.
    pub ticket_id: Option<TicketId>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
}

/// Which mails are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct MailsQuery {
    /// Only those in quarantine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarantined: Option<bool>,
    /// How many; 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// To which mailbox a gateway hands a mail over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct InboundQuery {
    /// The mailbox; the one it is addressed to when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailbox_id: Option<MailboxId>,
}

/// What became of a mail that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InboundAnswer {
    /// Which one.
    pub id: MailId,
    /// What became of it.
    pub state: MailState,
    /// The ticket it is on.
    pub ticket_id: Option<TicketId>,
    /// Whether it had been taken in before.
    pub known: bool,
}

/// An address that is not written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FlaggedAddress {
    /// The address.
    pub address: String,
    /// Why.
    pub flag: AddressFlag,
    /// What was said about it.
    pub detail: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when it is believed.
    pub until: DateTime<Utc>,
}

/// What somebody wants to be told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailChoices {
    /// Of the own requests: answers, solutions, reminders, the end.
    pub requests: bool,
    /// How it was, after the end of a request.
    pub surveys: bool,
    /// For those of the desk: what happens to the tickets one is in charge of.
    pub tickets: bool,
    /// For those of the desk: promises in danger, mails that did not arrive, low scores, mailboxes.
    pub alerts: bool,
}
