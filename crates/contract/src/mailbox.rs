//! Mailboxes that the desk reads.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{MailboxId, TeamId};
use guichet_domain::people::Language;
use guichet_domain::post::{AfterFetch, FetchServer, MailSecurity, MailSignIn};
use guichet_domain::ticket::Kind;
use serde::{Deserialize, Serialize};

use crate::patch::given;
use crate::team::TeamRef;

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mailbox {
    /// Which one.
    pub id: MailboxId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// What it is called; what letters from it are sent as.
    pub name: String,
    /// The address people write to.
    pub address: String,
    /// Whether it is read.
    pub active: bool,
    /// The team that gets what comes.
    pub team: Option<TeamRef>,
    /// The language of who writes for the first time.
    pub language: Language,
    /// What a new ticket is about.
    pub kind: Kind,
    /// Where it is fetched from; `null` where a gateway hands the mails over.
    pub server: Option<FetchServer>,
    /// Whether there is a password or token; it is never told.
    pub has_secret: bool,
    /// The name of the mail server whose Authentication-Results are believed (RFC 8601).
    pub authority: Option<String>,
    /// How reading it stands.
    pub state: MailboxState,
}

/// How reading a mailbox stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailboxState {
    /// When it was last looked into without an error.
    pub last_fetch_at: Option<DateTime<Utc>>,
    /// When a mail last came.
    pub last_mail_at: Option<DateTime<Utc>>,
    /// How many mails wait on the server, as of the last look.
    pub backlog: i32,
    /// Since when it cannot be read; `null` while it can.
    pub failing_since: Option<DateTime<Utc>>,
    /// What its server said.
    pub error: Option<String>,
}

/// A server to fetch from (IMAP, RFC 9051), as it is to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewFetchServer {
    /// Its name or address.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 253, example = "imap.example.com")
    )]
    pub host: String,
    /// Its port.
    #[cfg_attr(
        feature = "schema",
        schema(minimum = 1, maximum = 65535, example = 993)
    )]
    pub port: i32,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in; not at all is refused.
    pub sign_in: MailSignIn,
    /// As whom.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 254))]
    pub user: String,
    /// The password or token; the present one when absent.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 5000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The folder that is read.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 200, example = "INBOX")
    )]
    pub folder: String,
    /// What becomes of a mail that was taken in.
    pub after: AfterFetch,
    /// The folder it goes to, with `move`.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub move_to: Option<String>,
}

/// A mailbox to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewMailbox {
    /// What it is called.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Support")
    )]
    pub name: String,
    /// The address people write to, unlike that of any other.
    #[cfg_attr(feature = "schema", schema(format = "email", max_length = 254))]
    pub address: String,
    /// Whether it is read; yes when absent.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "schema", schema(default = true))]
    pub active: bool,
    /// The team that gets what comes; the routing decides when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// The language of who writes for the first time.
    pub language: Language,
    /// What a new ticket is about.
    pub kind: Kind,
    /// Where it is fetched from; absent where a gateway hands the mails over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<NewFetchServer>,
    /// The name of the mail server whose Authentication-Results are believed.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 253))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
}

fn yes() -> bool {
    true
}

/// What to change of a mailbox (RFC 7396); its server is replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailboxPatch {
    /// What it is called.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address people write to.
    #[cfg_attr(feature = "schema", schema(format = "email", max_length = 254))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// The team that gets what comes.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Option<TeamId>>,
    /// The language of who writes for the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What a new ticket is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Where it is fetched from.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub server: Option<Option<NewFetchServer>>,
    /// The name of the mail server whose Authentication-Results are believed.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 253))]
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub authority: Option<Option<String>>,
}

/// Whether a server can be reached with what was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reached {
    /// Whether it answered and let the desk in.
    pub ok: bool,
    /// What went wrong, in words of the server or of the connection.
    pub error: Option<String>,
}
