//! The parts of the settings of the mail, and their addresses.

use crate::routes::Route;

/// A part of the settings of the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailPart {
    /// The mailboxes that are read.
    Mailboxes,
    /// The server that takes letters.
    Sending,
    /// Who may write, and how much.
    Intake,
    /// How satisfaction is asked for.
    Satisfaction,
    /// The words of letters.
    Templates,
    /// Mails that wait for somebody to look at them.
    Quarantine,
    /// Letters that did not arrive.
    Outbox,
}

impl EmailPart {
    /// Every part, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Mailboxes,
        Self::Sending,
        Self::Intake,
        Self::Satisfaction,
        Self::Templates,
        Self::Quarantine,
        Self::Outbox,
    ];

    /// Its name in addresses; the first has none.
    const fn slug(self) -> Option<&'static str> {
        match self {
            Self::Mailboxes => None,
            Self::Sending => Some("sending"),
            Self::Intake => Some("intake"),
            Self::Satisfaction => Some("satisfaction"),
            Self::Templates => Some("templates"),
            Self::Quarantine => Some("quarantine"),
            Self::Outbox => Some("outbox"),
        }
    }

    /// The part that an address names, if it names one that there is.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        Self::ALL.into_iter().find(|part| part.path() == path)
    }

    /// Its address.
    pub fn path(self) -> String {
        let all = Route::Email.path();
        match self.slug() {
            None => all,
            Some(slug) => format!("{all}/{slug}"),
        }
    }
}
