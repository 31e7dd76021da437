//! What each person wants to be told by mail.

use guichet_domain::ids::PersonId;
use guichet_domain::post::LetterKind;
use guichet_store::{Connection, mail_choices};
use serde::{Deserialize, Serialize};

use crate::notifications::News;
use crate::{By, Refusal};

/// What somebody wants to be told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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

impl Default for MailChoices {
    fn default() -> Self {
        Self {
            requests: true,
            surveys: true,
            tickets: true,
            alerts: true,
        }
    }
}

impl MailChoices {
    /// Whether a letter of this kind is wanted. What one has just asked for always is.
    pub(crate) fn wants(self, kind: LetterKind) -> bool {
        match kind {
            LetterKind::Acknowledgement
            | LetterKind::Reply
            | LetterKind::Solution
            | LetterKind::Reminder
            | LetterKind::Closure => self.requests,
            LetterKind::Survey => self.surveys,
            LetterKind::Notification
            | LetterKind::SignIn
            | LetterKind::Invitation
            | LetterKind::Transcript
            | LetterKind::Test => true,
        }
    }

    pub(crate) fn wants_news(self, news: &News) -> bool {
        match news {
            News::Routed | News::Replied | News::Reopened { .. } => self.tickets,
            News::ClockAtRisk { .. }
            | News::ClockBreached { .. }
            | News::Undelivered { .. }
            | News::LowScore { .. }
            | News::MailboxFailing { .. }
            | News::MailboxSilent { .. }
            | News::TooMuchMail { .. } => self.alerts,
        }
    }
}

/// What a person wants.
pub(crate) fn of(tx: &mut Connection, person: PersonId) -> Result<MailChoices, Refusal> {
    let Some(kept) = mail_choices::find(tx, person)? else {
        return Ok(MailChoices::default());
    };
    serde_json::from_value(kept).map_err(|error| Refusal::Fault(format!("mail choices: {error}")))
}

/// Keeps what a person wants.
pub(crate) fn keep(
    tx: &mut Connection,
    person: PersonId,
    choices: MailChoices,
) -> Result<(), Refusal> {
    let kept = serde_json::to_value(choices);
    let kept = kept.map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(mail_choices::put(tx, person, &kept)?)
}

/// What whoever asks wants to be told by mail.
pub fn get(tx: &mut Connection, by: &By) -> Result<MailChoices, Refusal> {
    of(tx, by.viewer.person)
}

/// Whoever asks chooses what to be told by mail.
pub fn change(tx: &mut Connection, by: &By, choices: MailChoices) -> Result<MailChoices, Refusal> {
    keep(tx, by.viewer.person, choices)?;
    Ok(choices)
}
