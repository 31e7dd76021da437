//! What a ticket or a message takes of a mail: words, files, who it is from and who it went to.

use guichet_domain::ids::{AttachmentId, MessageId};
use guichet_domain::people::Language;
use guichet_domain::post::MailNature;
use guichet_domain::text::{Body, Subject};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Channel, Created, Deed, Kind, Level, Side, Ticket};
use guichet_mail::incoming::{Address, Mail};
use guichet_store::attachments::{self, NewAttachment};
use guichet_store::incoming::{Correspondent, MessageMail, Recipients};
use guichet_store::mailboxes::Mailbox;
use guichet_store::people::{self, Person};
use guichet_store::{Connection, teams, tickets};

use super::arrive::enter;
use super::{Arrival, Ground, Setback, nature};
use crate::messages::Draft;
use crate::tickets::{arrive, perform};
use crate::{By, Refusal};

/// How many people a mail can bring along.
const COMPANY: usize = 20;

/// A mail with all that it is taken in by.
pub(super) struct Intake<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) arrival: &'a Arrival,
    pub(super) mail: &'a Mail,
    pub(super) mailbox: Option<&'a Mailbox>,
}

impl Intake<'_> {
    /// Begins a ticket with the words of a mail; in its team, or where the routing leads it.
    pub(super) fn arrive(
        &self,
        tx: &mut Connection,
        by: &By,
        requester: &Person,
        text: &str,
        subject: &str,
        automatic: bool,
    ) -> Result<(Ticket, MessageId), Setback> {
        let profile = self.mailbox.map(|mailbox| &mailbox.profile);
        let team = match profile.and_then(|profile| profile.team) {
            Some(id) => teams::find(tx, id)?.filter(|team| team.profile.active),
            None => None,
        };
        let created = Created {
            subject: self.subject(subject),
            kind: profile.map_or(Kind::Incident, |profile| profile.kind),
            category: None,
            tags: Vec::new(),
            requester: requester.id,
            organization: requester.profile.organization,
            channel: Channel::Email,
            language: requester.profile.language,
            impact: None,
            urgency: None,
            priority: self.ground.settings.matrix.presumed(None, None),
            level: team.as_ref().map_or(Level::N1, |team| team.profile.level),
            team: team.map(|team| team.id),
            automatic,
        };
        let body = self.body(text)?;
        let files = self.files(tx, by)?;
        let draft = Draft::reply(by, Side::Requester, &body).with(&files);
        Ok(arrive(tx, by, &self.ground.settings, created, draft)?)
    }

    /// One line without the marks of answers and forwards.
    fn subject(&self, text: &str) -> String {
        let clean: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let mut rest = clean.trim();
        while let Some((mark, after)) = rest.split_once(':') {
            let mark = mark.trim().to_lowercase();
            if !["re", "fw", "fwd", "tr", "aw", "rv"].contains(&mark.as_str()) {
                break;
            }
            rest = after.trim();
        }
        let short: String = rest.chars().take(250).collect();
        match Subject::parse(&short) {
            Ok(subject) => subject.into_string(),
            Err(_) => match self.ground.settings.language {
                Language::Fr => "(sans objet)".to_owned(),
                Language::En => "(no subject)".to_owned(),
            },
        }
    }

    /// The words; where there are none, that is said.
    pub(super) fn body(&self, text: &str) -> Result<Body, Refusal> {
        let fr = self.ground.settings.language == Language::Fr;
        let mut words: String = text
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .take(99_000)
            .collect();
        for (name, size) in self.arrival.left_out.iter().take(10) {
            let megabytes = size / 1_048_576;
            words.push_str(&match fr {
                true => format!("\n[Pièce jointe trop grande : {name}, {megabytes} Mo]"),
                false => format!("\n[Attachment too large: {name}, {megabytes} MB]"),
            });
        }
        let empty = if fr {
            "(message vide)"
        } else {
            "(empty message)"
        };
        Body::parse(&words)
            .or_else(|_| Body::parse(empty))
            .map_err(|error| Refusal::Fault(format!("words of a mail: {error}")))
    }

    pub(super) fn files(&self, tx: &mut Connection, by: &By) -> Result<Vec<AttachmentId>, Refusal> {
        let mut ids = Vec::with_capacity(self.arrival.files.len());
        for file in &self.arrival.files {
            let new = NewAttachment {
                uploader: by.viewer.person,
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                size: file.kept.size,
                hash: file.kept.hash,
                created_at: by.at,
            };
            ids.push(attachments::insert(tx, &new)?);
        }
        Ok(ids)
    }

    pub(super) fn description(&self, mail: &Mail, verified: bool) -> MessageMail {
        let named = |addresses: &[Address]| addresses.iter().take(50).map(correspondent).collect();
        MessageMail {
            sender: correspondent(&mail.from),
            recipients: Recipients {
                to: named(&mail.to),
                cc: named(&mail.cc),
            },
            nature: nature(mail),
            verified,
            quoted: mail.quoted.clone(),
            html: mail.html.clone(),
            thread_id: mail.message_id.clone(),
        }
    }

    /// Whether whoever wrote expects an answer of a machine: not where nobody reads it, and not
    /// where the desk was not written to at all (RFC 3834 §2).
    pub(super) fn is_to_be_answered(&self) -> bool {
        let sender = self.mail.from.email.to_lowercase();
        let local = sender.split('@').next().unwrap_or_default();
        let nobody = ["mailer-daemon", "postmaster", "abuse", "root"].contains(&local)
            || local.starts_with("no-reply")
            || local.starts_with("noreply")
            || local.starts_with("do-not-reply")
            || local.starts_with("donotreply");
        let named = self.mail.to.iter().chain(&self.mail.cc);
        let mut named = named.map(|to| to.email.to_lowercase());
        !nobody
            && named.any(|to| self.ground.is_own(&to))
            && nature(self.mail) == MailNature::Person
    }

    /// Those who were written to besides the desk follow the ticket.
    pub(super) fn bring_along(&self, tx: &mut Connection, ticket: &Ticket) -> Result<(), Setback> {
        let rules = self.ground.settings.rules();
        let named = self.mail.to.iter().chain(&self.mail.cc).take(COMPANY);
        for who in named {
            let address = who.email.to_lowercase();
            if self.ground.is_own(&address) || address == self.mail.from.email.to_lowercase() {
                continue;
            }
            let person = match people::find_by_email(tx, &address)? {
                Some(person) if person.profile.active => person,
                Some(_) => continue,
                None if self.ground.post.admits(&address) => {
                    match enter(tx, self.ground, who, None) {
                        Ok(person) => person,
                        Err(Setback::Quarantine(_)) => continue,
                        Err(other) => return Err(other),
                    }
                }
                None => continue,
            };
            let ticket = tickets::get(tx, ticket.id)?;
            if ticket.has_participant(person.id) {
                continue;
            }
            let deed = Deed::Follow {
                person: person.id,
                follow: true,
            };
            let at = ticket.updated_at.max(self.ground.now);
            perform(tx, &ticket, deed, Actor::System, at, &rules)?;
        }
        Ok(())
    }
}

pub(super) fn correspondent(address: &Address) -> Correspondent {
    Correspondent {
        name: address.name.clone(),
        email: address.email.to_lowercase(),
    }
}
