//! What the links in letters do for whoever has the letter. Looking at one changes nothing: the page
//! it opens asks, and only its answer is a deed.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{LetterId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::{LetterKind, LetterState};
use guichet_domain::text::{Email, Name, Reason};
use guichet_domain::ticket::{Channel, DeedKind, Stage, Status, Ticket, lifecycle, policy};
use guichet_mail::seal::{Link, LinkAct, Seal};
use guichet_store::{Connection, letters, people, tickets};

use super::letters::offer_sign_in;
use crate::people::enter_requester;
use crate::sessions::{self, Entry, SignedIn};
use crate::surveys::{self, Answer, SurveyView};
use crate::tickets::ending;
use crate::{By, Refusal, post, settings};

/// How long a link to sign in by works.
const SIGN_IN_LASTS: Duration = Duration::minutes(15);
/// How long an invitation works.
const INVITATION_LASTS: Duration = Duration::days(7);
/// How many links to sign in by an address gets within [`SIGN_IN_LASTS`].
const SIGN_IN_MOST: u32 = 3;

/// What whoever has a link is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The number of the request.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// How it stands.
    pub status: Status,
    /// Whether it can be confirmed now.
    pub can_confirm: bool,
    /// Whether it can be said now that it is not solved.
    pub can_reopen: bool,
    /// Whether it was confirmed before.
    pub confirmed: bool,
    /// In which language to ask.
    pub language: Language,
    /// How it was, as far as it is asked and said.
    pub survey: Option<SurveyView>,
}

/// What a link is about: the ticket, and in whose name.
struct Bearer {
    by: By,
    ticket: Ticket,
    language: Language,
}

/// Who bears a link, while it is valid, the person is known and the ticket still theirs to see;
/// anything else is *not found*.
fn bearer(
    tx: &mut Connection,
    seal: &Seal,
    acts: &[LinkAct],
    text: &str,
    now: DateTime<Utc>,
) -> Result<Bearer, Refusal> {
    let link: Link = seal.read_link(text, now).ok_or(Refusal::NotFound)?;
    if !acts.contains(&link.act) {
        return Err(Refusal::NotFound);
    }
    let viewer = people::viewer(tx, link.person)?.ok_or(Refusal::NotFound)?;
    let ticket = tickets::find(tx, link.ticket)?.ok_or(Refusal::NotFound)?;
    if !policy::sees(&viewer, &ticket) || ticket.requester != viewer.person {
        return Err(Refusal::NotFound);
    }
    let language = people::get(tx, link.person)?.profile.language;
    Ok(Bearer {
        by: By {
            viewer,
            at: now,
            channel: Channel::Email,
        },
        ticket,
        language,
    })
}

/// The same for a deed: the ticket is kept from others until the transaction ends.
fn doer(
    tx: &mut Connection,
    seal: &Seal,
    acts: &[LinkAct],
    text: &str,
    now: DateTime<Utc>,
) -> Result<Bearer, Refusal> {
    let link = seal.read_link(text, now).ok_or(Refusal::NotFound)?;
    tickets::lock(tx, link.ticket)?;
    bearer(tx, seal, acts, text, now)
}

/// What a link asks. Changes nothing.
pub fn look(
    tx: &mut Connection,
    seal: &Seal,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Asked, Refusal> {
    let acts = [LinkAct::Answer, LinkAct::Rate];
    let bearer = bearer(tx, seal, &acts, text, now)?;
    asked(tx, &bearer, bearer.ticket.id)
}

fn asked(tx: &mut Connection, bearer: &Bearer, id: TicketId) -> Result<Asked, Refusal> {
    let ticket = tickets::get(tx, id)?;
    let can = |deed| {
        let allowed = lifecycle::allows_on(&ticket, deed).is_ok();
        allowed && policy::may(&bearer.by.viewer, &ticket, deed)
    };
    Ok(Asked {
        number: settings::load(tx)?.number(ticket.id),
        status: ticket.status(),
        can_confirm: can(DeedKind::Confirm),
        can_reopen: can(DeedKind::NotSolved),
        confirmed: ticket.confirmed_at.is_some() && ticket.stage >= Stage::Documentation,
        language: bearer.language,
        survey: surveys::asked_of(tx, &bearer.by, &ticket)?,
        subject: ticket.subject,
    })
}

/// The bearer says that it is solved. Said before, it is said.
pub fn confirm(
    tx: &mut Connection,
    seal: &Seal,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Asked, Refusal> {
    let bearer = doer(tx, seal, &[LinkAct::Answer], text, now)?;
    let ticket = &bearer.ticket;
    if ticket.confirmed_at.is_none() {
        ending::confirm(tx, &bearer.by, ticket.id, ticket.version)?;
    }
    asked(tx, &bearer, ticket.id)
}

/// The bearer says that it is not solved.
pub fn not_solved(
    tx: &mut Connection,
    seal: &Seal,
    text: &str,
    reason: Option<&Reason>,
    now: DateTime<Utc>,
) -> Result<Asked, Refusal> {
    let bearer = doer(tx, seal, &[LinkAct::Answer], text, now)?;
    let ticket = &bearer.ticket;
    ending::not_solved(tx, &bearer.by, ticket.id, ticket.version, reason)?;
    asked(tx, &bearer, ticket.id)
}

/// The bearer says how it was; whoever may confirm may do so, too.
pub fn rate(
    tx: &mut Connection,
    seal: &Seal,
    text: &str,
    answer: &Answer,
    now: DateTime<Utc>,
) -> Result<Asked, Refusal> {
    let acts = [LinkAct::Rate, LinkAct::Answer];
    let bearer = doer(tx, seal, &acts, text, now)?;
    surveys::answer(tx, &bearer.by, bearer.ticket.id, answer)?;
    asked(tx, &bearer, bearer.ticket.id)
}

/// The text of the link to sign in by that a letter carries: made of its number, so that nothing of
/// it is stored.
pub(crate) fn entry_token(seal: &Seal, letter: LetterId) -> String {
    let number = letter.0.to_string();
    format!("{number}.{}", seal.mark("entry", number.as_bytes()))
}

fn read_entry_token(seal: &Seal, token: &str) -> Option<LetterId> {
    let (number, mark) = token.split_once('.')?;
    let ours = seal.is_mark("entry", number.as_bytes(), mark);
    ours.then(|| number.parse().ok().map(LetterId)).flatten()
}

/// Somebody asks for a link to sign in by. Whether anybody has the address is not told; who is not
/// known is entered where anybody, or anybody of the domain, may come in. Those of the desk sign in
/// by their password.
pub fn ask_entry(
    tx: &mut Connection,
    email: &Email,
    name: Option<&Name>,
    language: Option<Language>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let person = match people::find_by_email(tx, email.as_str())? {
        Some(person) => person,
        None if post::load(tx)?.admits(email.as_str()) => {
            let id = enter_requester(tx, email, name.map(Name::as_str), language, now)?;
            people::get(tx, id)?
        }
        None => return Ok(()),
    };
    let is_requester = !person.profile.role.is_staff() && person.profile.active;
    let since = now - SIGN_IN_LASTS;
    let many = letters::count_of_kind(tx, email.as_str(), LetterKind::SignIn, since, SIGN_IN_MOST)?;
    if !is_requester || many >= SIGN_IN_MOST {
        return Ok(());
    }
    offer_sign_in(tx, &person, now)
}

/// Whoever has the letter signs in by the link in it: once, and only for a while.
pub fn enter(
    tx: &mut Connection,
    seal: &Seal,
    token: &str,
    entry: &Entry,
    now: DateTime<Utc>,
) -> Result<SignedIn, Refusal> {
    let id = read_entry_token(seal, token).ok_or(Refusal::NotFound)?;
    let letter = letters::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let lasts = match letter.kind {
        LetterKind::SignIn => SIGN_IN_LASTS,
        LetterKind::Invitation => INVITATION_LASTS,
        _ => return Err(Refusal::NotFound),
    };
    let person = letter.person.ok_or(Refusal::NotFound)?;
    let known = people::get(tx, person)?;
    let still = known.profile.email.as_deref() == Some(&letter.address);
    let over = now - letter.created_at > lasts || letter.state == LetterState::Cancelled;
    if over || !still || known.profile.role.is_staff() {
        return Err(Refusal::NotFound);
    }
    if !letters::use_once(tx, id, now)? {
        return Err(Refusal::NotFound);
    }
    sessions::begin_by_link(tx, now, person, entry)?.ok_or(Refusal::NotFound)
}
