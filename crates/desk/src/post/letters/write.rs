//! A letter is written when it is sent: from what is true by then.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{LetterId, PersonId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::{LetterKind, LetterState, SurveyKind};
use guichet_domain::ticket::{Stage, Ticket, policy};
use guichet_mail::outgoing::{self, Automatic, EnvelopeFrom, Mailbox};
use guichet_mail::seal::{Link, LinkAct};
use guichet_store::attachments::Attachment;
use guichet_store::letters::Letter;
use guichet_store::people::Person;
use guichet_store::{Connection, addresses, attachments, incoming, mailboxes, messages, people};
use guichet_store::{surveys, tickets};

use super::words;
use crate::notifications::News;
use crate::post::templates::{self, Values, Variable, fill};
use crate::post::{Carrier, PostSettings, links};
use crate::settings::Settings;
use crate::tickets::closes_at;
use crate::{Refusal, post, settings};

/// How long a reader may answer by a link in a letter.
const LINKS_LAST: Duration = Duration::days(60);
/// How large the files are that go with a letter, all together, in bytes.
const FILES_MOST: u64 = 10 * 1_024 * 1_024;
/// How many letters before it a letter refers to.
const REFERENCES: u32 = 5;

/// What came of writing a letter.
pub(super) enum Written {
    /// It is to be sent, with these files.
    Ready(Box<outgoing::Letter>, Vec<Attachment>),
    /// It is not, for this reason.
    Not(LetterState, String),
}

/// Writes a letter, unless it is no longer true, not for its reader's eyes any more, or goes nowhere.
pub(super) fn write(
    tx: &mut Connection,
    carrier: &Carrier,
    letter: &Letter,
    now: DateTime<Utc>,
) -> Result<Written, Refusal> {
    let desk = Desk {
        carrier,
        settings: settings::load(tx)?,
        post: post::load(tx)?,
        now,
    };
    let ticket = letter.ticket.map(|id| tickets::get(tx, id)).transpose()?;
    let person = letter.person.map(|id| people::get(tx, id)).transpose()?;
    if let Some((state, reason)) = obstacle(tx, &desk, letter, ticket.as_ref(), person.as_ref())? {
        return Ok(Written::Not(state, reason));
    }
    let Some(from) = sender(tx, &desk, ticket.as_ref())? else {
        let reason = "there is neither a mailbox nor an address to send from".to_owned();
        return Ok(Written::Not(LetterState::Failed, reason));
    };
    let values = values(tx, &desk, letter, ticket.as_ref(), person.as_ref())?;
    let words = templates::words_of(tx, letter.kind, letter.language)?;
    let mut filled = fill(&words, &values, letter.language);
    if letter.ticket.is_none() && letter.kind == LetterKind::Notification {
        filled.subject = values.get(&Variable::DeskName).cloned().unwrap_or_default();
    }
    let files = match letter.message {
        Some(message) => enclosed(attachments::of_messages(tx, &[message])?.remove(&message)),
        None => Vec::new(),
    };
    let thread = thread(tx, &desk, letter, &from.email)?;
    Ok(Written::Ready(
        Box::new(outgoing::Letter {
            to: Mailbox {
                name: person.map(|person| person.profile.name),
                email: letter.address.clone(),
            },
            cc: Vec::new(),
            reply_to: desk.reply_to(&from.email, letter.ticket),
            subject: filled.subject,
            text: filled.text,
            html: Some(filled.html),
            message_id: message_id(&desk, letter.ticket, letter.id, &from.email),
            in_reply_to: thread.last().cloned(),
            references: thread,
            automatic: automatic(letter.kind),
            loop_mark: carrier.seal.instance(),
            // The same letter tried again is the same mail.
            date: letter.created_at,
            language: match letter.language {
                Language::Fr => outgoing::Language::Fr,
                Language::En => outgoing::Language::En,
            },
            list: None,
            files: Vec::new(),
            envelope_from: desk.envelope(letter, &from.email),
            from: Mailbox {
                name: Some(signed(&values, from.name)),
                email: from.email,
            },
        }),
        files,
    ))
}

/// What a letter is written with.
struct Desk<'a> {
    carrier: &'a Carrier,
    settings: Settings,
    post: PostSettings,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.carrier.base_url)
    }

    fn reply_to(&self, mailbox: &str, ticket: Option<TicketId>) -> Option<String> {
        let ticket = ticket.filter(|_| self.post.plus_addresses)?;
        self.carrier.seal.reply_address(mailbox, ticket)
    }

    /// An answer to a mail is sent from nowhere, so that nobody answers it (RFC 3834 §3.3); what
    /// becomes of any other letter is reported to an address that names it.
    fn envelope(&self, letter: &Letter, mailbox: &str) -> EnvelopeFrom {
        if automatic(letter.kind) == Automatic::Replied {
            return EnvelopeFrom::Null;
        }
        let report = self.carrier.seal.report_address(mailbox, letter.id.0);
        let report = report.filter(|_| self.post.plus_addresses);
        EnvelopeFrom::Address(report.unwrap_or_else(|| mailbox.to_owned()))
    }

    fn link(&self, act: LinkAct, ticket: TicketId, person: PersonId) -> String {
        let link = Link {
            act,
            ticket,
            person,
            expires_at: self.now + LINKS_LAST,
        };
        self.carrier.seal.link(&link)
    }
}

fn automatic(kind: LetterKind) -> Automatic {
    match kind {
        LetterKind::Reply | LetterKind::Solution => Automatic::No,
        LetterKind::Acknowledgement => Automatic::Replied,
        LetterKind::Reminder
        | LetterKind::Closure
        | LetterKind::Survey
        | LetterKind::Notification
        | LetterKind::SignIn
        | LetterKind::Invitation
        | LetterKind::Transcript
        | LetterKind::Test => Automatic::Generated,
    }
}

/// Why a letter is not sent, if so.
fn obstacle(
    tx: &mut Connection,
    desk: &Desk<'_>,
    letter: &Letter,
    ticket: Option<&Ticket>,
    person: Option<&Person>,
) -> Result<Option<(LetterState, String)>, Refusal> {
    let cancelled = |reason: &str| Ok(Some((LetterState::Cancelled, reason.to_owned())));
    if let Some(person) = person {
        if !person.profile.active {
            return cancelled("the account is closed");
        }
        if person.profile.email.as_deref() != Some(&letter.address) {
            return cancelled("the address has changed");
        }
        let viewer = people::viewer(tx, person.id)?;
        let sees = |viewer| ticket.is_none_or(|ticket| policy::sees(&viewer, ticket));
        if !viewer.is_some_and(sees) {
            return cancelled("the ticket is not for this person any more");
        }
    }
    if let Some(ticket) = ticket
        && let Some(reason) = outdated(tx, letter, ticket)?
    {
        return cancelled(reason);
    }
    let suppressed = |reason: String| Ok(Some((LetterState::Suppressed, reason)));
    if mailboxes::by_address(tx, &letter.address)?.is_some() {
        return suppressed("this is an address of the desk itself".to_owned());
    }
    let is_asked_for = matches!(
        letter.kind,
        LetterKind::SignIn | LetterKind::Invitation | LetterKind::Test
    );
    match addresses::find(tx, &letter.address, desk.now)? {
        Some(flagged) if !is_asked_for => suppressed(flagged.detail),
        Some(_) | None => Ok(None),
    }
}

/// Why what a letter says has come to nothing, if so.
fn outdated(
    tx: &mut Connection,
    letter: &Letter,
    ticket: &Ticket,
) -> Result<Option<&'static str>, Refusal> {
    Ok(match letter.kind {
        LetterKind::Reminder => {
            let waits = ticket.stage == Stage::Closure
                && ticket.stage_since == letter.created_at
                && ticket.closed_at.is_none()
                && ticket.confirmed_at.is_none();
            (!waits).then_some("the request does not wait for a confirmation any more")
        }
        LetterKind::Closure => {
            let is_over = ticket.closed_at == Some(letter.created_at);
            (!is_over).then_some("the request is open again")
        }
        LetterKind::Survey => {
            let answered = surveys::find(tx, ticket.id)?.is_some_and(|s| s.score.is_some());
            match (answered, ticket.closed_at == Some(letter.created_at)) {
                (true, _) => Some("the requester has said how it was"),
                (false, false) => Some("the request is open again"),
                (false, true) => None,
            }
        }
        LetterKind::Acknowledgement
        | LetterKind::Reply
        | LetterKind::Solution
        | LetterKind::Notification
        | LetterKind::SignIn
        | LetterKind::Invitation
        | LetterKind::Transcript
        | LetterKind::Test => None,
    })
}

/// The mailbox by which the ticket came, else that of its team, else the first; else the address
/// that is settled for letters.
fn sender(
    tx: &mut Connection,
    desk: &Desk<'_>,
    ticket: Option<&Ticket>,
) -> Result<Option<Mailbox>, Refusal> {
    let came_by = match ticket {
        Some(ticket) => incoming::mailbox_of(tx, ticket.id)?,
        None => None,
    };
    let all = mailboxes::list(tx)?;
    let active = || all.iter().filter(|mailbox| mailbox.profile.active);
    let team = ticket.and_then(|ticket| ticket.team);
    let fixed = desk.post.sender.as_ref().map(|email| Mailbox {
        name: None,
        email: email.clone(),
    });
    let of_ticket = active()
        .find(|mailbox| Some(mailbox.id) == came_by)
        .or_else(|| active().find(|mailbox| team.is_some() && mailbox.profile.team == team));
    let mailbox = |mailbox: &mailboxes::Mailbox| Mailbox {
        name: Some(mailbox.profile.name.clone()),
        email: mailbox.profile.address.clone(),
    };
    Ok(of_ticket
        .map(mailbox)
        .or(fixed)
        .or_else(|| active().next().map(mailbox)))
}

/// Who a letter says it is from: the author of its words, at the desk.
fn signed(values: &Values, mailbox: Option<String>) -> String {
    let desk = || values.get(&Variable::DeskName).cloned().unwrap_or_default();
    let desk = mailbox.unwrap_or_else(desk);
    match values.get(&Variable::AuthorName) {
        Some(author) => format!("{author} ({desk})"),
        None => desk,
    }
}

fn message_id(desk: &Desk<'_>, ticket: Option<TicketId>, letter: LetterId, from: &str) -> String {
    let domain = from
        .rsplit_once('@')
        .map_or("guichet.invalid", |(_, domain)| domain);
    let ticket = ticket.unwrap_or(TicketId(0));
    desk.carrier.seal.message_id(ticket, letter.0, domain)
}

/// The mails before a letter, oldest first: those of people, and the letter number 0, which never
/// is sent and keeps those together that nobody wrote before.
fn thread(
    tx: &mut Connection,
    desk: &Desk<'_>,
    letter: &Letter,
    from: &str,
) -> Result<Vec<String>, Refusal> {
    let Some(ticket) = letter.ticket else {
        return Ok(Vec::new());
    };
    let mut thread = vec![message_id(desk, Some(ticket), LetterId(0), from)];
    let mut before = incoming::last_thread_ids(tx, ticket, REFERENCES)?;
    before.reverse();
    thread.append(&mut before);
    Ok(thread)
}

/// Files that go with a letter, as long as they are small enough together; the others are found on
/// the page of the ticket.
fn enclosed(files: Option<Vec<Attachment>>) -> Vec<Attachment> {
    let mut room = FILES_MOST;
    let fits = |file: &Attachment| {
        let fits = file.size <= room;
        room -= if fits { file.size } else { 0 };
        fits
    };
    files.unwrap_or_default().into_iter().filter(fits).collect()
}

fn values(
    tx: &mut Connection,
    desk: &Desk<'_>,
    letter: &Letter,
    ticket: Option<&Ticket>,
    person: Option<&Person>,
) -> Result<Values, Refusal> {
    let mut values = Values::from([(Variable::DeskName, desk.settings.name.clone())]);
    if let Some(person) = person {
        values.insert(Variable::RecipientName, person.profile.name.clone());
    }
    if let Some(ticket) = ticket {
        of_ticket(tx, desk, letter, ticket, person, &mut values)?;
    }
    if let Some(message) = letter.message {
        let found = messages::find(tx, message)?.ok_or(Refusal::NotFound)?;
        if let Some(author) = found.author {
            let author = people::get(tx, author)?.profile.name;
            values.insert(Variable::AuthorName, author);
        }
        values.insert(Variable::Message, found.body);
    }
    if letter.kind == LetterKind::Notification {
        let news: Result<News, _> = serde_json::from_value(letter.details.clone());
        let news = news.map_err(|error| Refusal::Fault(format!("letter news: {error}")))?;
        values.insert(Variable::News, words::news(&news, letter.language));
    }
    if matches!(letter.kind, LetterKind::SignIn | LetterKind::Invitation) {
        let token = links::entry_token(&desk.carrier.seal, letter.id);
        let url = desk.url(&format!("/sign-in/{token}"));
        values.insert(Variable::LinkSignIn, url);
    }
    Ok(values)
}

fn of_ticket(
    tx: &mut Connection,
    desk: &Desk<'_>,
    letter: &Letter,
    ticket: &Ticket,
    person: Option<&Person>,
    values: &mut Values,
) -> Result<(), Refusal> {
    let number = desk.settings.number(ticket.id);
    let is_staff = person.is_some_and(|person| person.profile.role.is_staff());
    let page = match is_staff && letter.kind == LetterKind::Notification {
        true => format!("/tickets/{number}"),
        false => format!("/portal/requests/{number}"),
    };
    let requester = people::get(tx, ticket.requester)?.profile.name;
    values.extend([
        (Variable::TicketUrl, desk.url(&page)),
        (Variable::TicketNumber, number),
        (Variable::TicketSubject, ticket.subject.clone()),
        (Variable::RequesterName, requester),
    ]);
    if let Some(at) = closes_at(&desk.settings, ticket) {
        let zone = person.and_then(|person| person.profile.time_zone.as_deref());
        values.insert(Variable::ClosesAt, words::moment(at, zone, letter.language));
    }
    if let Some(person) = letter.person {
        let answer = desk.link(LinkAct::Answer, ticket.id, person);
        let rate = desk.link(LinkAct::Rate, ticket.id, person);
        let survey = desk.post.survey.unwrap_or(SurveyKind::Csat);
        let scores = survey.scores().map(|score| {
            let url = desk.url(&format!("/rate/{rate}?score={score}"));
            format!("{score} {url}")
        });
        let scores = scores.collect::<Vec<_>>().join("\n");
        values.extend([
            (
                Variable::LinkConfirm,
                desk.url(&format!("/answer/{answer}")),
            ),
            (
                Variable::LinkNotSolved,
                desk.url(&format!("/answer/{answer}?not_solved")),
            ),
            (Variable::LinkRate, desk.url(&format!("/rate/{rate}"))),
            (Variable::Scores, scores),
        ]);
    }
    Ok(())
}
