//! The words of what is carried by mail, and of how people say it was.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What wrote a mail.
    MailNature {
        /// A person.
        Person = "person",
        /// A program: a newsletter, a notice, another desk.
        Machine = "machine",
        /// A program that says somebody is away.
        OutOfOffice = "out_of_office",
        /// A mail server that could not deliver one of ours.
        Bounce = "bounce",
        /// A mail provider that passes on a complaint about one of ours (RFC 5965).
        Complaint = "complaint",
    }
}

impl MailNature {
    /// Whether a person wrote it: only then is anything answered, reopened or fulfilled by it.
    pub fn is_person(self) -> bool {
        self == Self::Person
    }
}

vocabulary! {
    /// What became of a mail that came in.
    MailState {
        /// It is on a ticket.
        Taken = "taken",
        /// It waits for somebody to look at it.
        Quarantined = "quarantined",
        /// Somebody looked, and it was nothing.
        Dismissed = "dismissed",
        /// It needed no ticket: a report about a letter, or one of our own.
        Noted = "noted",
    }
}

vocabulary! {
    /// What a letter is about.
    LetterKind {
        /// The request has arrived.
        Acknowledgement = "acknowledgement",
        /// An agent has answered.
        Reply = "reply",
        /// The solution, with links to confirm it or not.
        Solution = "solution",
        /// The solution still waits to be confirmed.
        Reminder = "reminder",
        /// The request is closed.
        Closure = "closure",
        /// How was it?
        Survey = "survey",
        /// News for somebody of the desk.
        Notification = "notification",
        /// A link to sign in by.
        SignIn = "sign_in",
        /// A link to join the desk by.
        Invitation = "invitation",
        /// The words of a chat.
        Transcript = "transcript",
        /// Whether the desk can write at all.
        Test = "test",
    }
}

impl LetterKind {
    /// Whether it is sent without anybody having written it (RFC 3834): what an agent wrote is not.
    pub fn is_automatic(self) -> bool {
        match self {
            Self::Reply | Self::Solution => false,
            Self::Acknowledgement
            | Self::Reminder
            | Self::Closure
            | Self::Survey
            | Self::Notification
            | Self::SignIn
            | Self::Invitation
            | Self::Transcript
            | Self::Test => true,
        }
    }
}

vocabulary! {
    /// What became of a letter.
    LetterState {
        /// It is to be sent, or tried again.
        Waiting = "waiting",
        /// The next mail server took it.
        Sent = "sent",
        /// It was refused for good, or given up.
        Failed = "failed",
        /// It came back after it was sent.
        Bounced = "bounced",
        /// The address is known not to work, or wants no such letters.
        Suppressed = "suppressed",
        /// It was no longer true when its time came.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Why an address is not written to.
    AddressFlag {
        /// It does not exist.
        Hard = "hard",
        /// It did not work for a while.
        Soft = "soft",
        /// Its owner complained.
        Complaint = "complaint",
    }
}

vocabulary! {
    /// How satisfaction is asked for.
    SurveyKind {
        /// How satisfied, 1 to 5.
        Csat = "csat",
        /// How likely to recommend, 0 to 10.
        Nps = "nps",
        /// How easy it was, 1 to 7.
        Ces = "ces",
    }
}

impl SurveyKind {
    /// The scores that can be given.
    pub fn scores(self) -> std::ops::RangeInclusive<i32> {
        match self {
            Self::Csat => 1..=5,
            Self::Nps => 0..=10,
            Self::Ces => 1..=7,
        }
    }

    /// Whether a score is bad news: the two lowest of five, a detractor, the three lowest of seven.
    pub fn is_low(self, score: i32) -> bool {
        match self {
            Self::Csat => score <= 2,
            Self::Nps => score <= 6,
            Self::Ces => score <= 3,
        }
    }
}

vocabulary! {
    /// Who may become a requester without being entered.
    Registration {
        /// Whoever writes.
        Open = "open",
        /// Whoever has an address of certain domains.
        Domains = "domains",
        /// Whoever was invited.
        Invitation = "invitation",
    }
}

vocabulary! {
    /// How a connection to a mail server is protected.
    MailSecurity {
        /// TLS from the first byte (RFC 8314).
        Tls = "tls",
        /// TLS is begun on the open connection, and required (RFC 3207).
        StartTls = "starttls",
        /// Not at all: for a server on the same machine.
        None = "none",
    }
}

vocabulary! {
    /// How the desk signs in to a mail server.
    MailSignIn {
        /// Not at all.
        None = "none",
        /// By name and password.
        Password = "password",
        /// By name and access token (XOAUTH2).
        XOAuth2 = "xoauth2",
    }
}

vocabulary! {
    /// What becomes of a mail on its server once it is taken in.
    AfterFetch {
        /// It stays, marked as read.
        Keep = "keep",
        /// It goes to another folder.
        Move = "move",
        /// It is deleted.
        Delete = "delete",
    }
}

/// Where mails are fetched from (IMAP, RFC 9051).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FetchServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in.
    pub sign_in: MailSignIn,
    /// As whom.
    pub user: String,
    /// The folder that is read.
    pub folder: String,
    /// What becomes of a mail that was taken in.
    pub after: AfterFetch,
    /// The folder it goes to, with [`AfterFetch::Move`].
    pub move_to: Option<String>,
}

/// Where letters are handed over (SMTP submission, RFC 6409).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SendServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in.
    pub sign_in: MailSignIn,
    /// As whom.
    pub user: String,
}
