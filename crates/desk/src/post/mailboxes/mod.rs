//! Mailboxes: who settles which are read, and how reading them stands.

mod reading;

pub use reading::{Account, Looked, account, accounts, failed, hold, looked};
pub(crate) use reading::{alarm, tell_of_silence};

use guichet_domain::ids::{MailboxId, TeamId};
use guichet_domain::people::{Language, Role};
use guichet_domain::post::{AfterFetch, FetchServer, MailSecurity, MailSignIn};
use guichet_domain::text::{Email, Line, Name};
use guichet_domain::ticket::Kind;
use guichet_mail::seal::Seal;
pub use guichet_store::mailboxes::State;
use guichet_store::mailboxes::{self, Mailbox, Profile};
use guichet_store::{Connection, teams};
use serde_json::{Value, json};

use crate::names::TeamRef;
use crate::references::active_team;
use crate::{By, Conflict, Refusal, Wrong, audit};

/// The most there may be.
const MOST: usize = 100;

/// A mailbox, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxView {
    /// Which one.
    pub id: MailboxId,
    /// Grows with each change.
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
    /// Where it is fetched from.
    pub server: Option<FetchServer>,
    /// Whether there is a password or token.
    pub has_secret: bool,
    /// Whose Authentication-Results are believed.
    pub authority: Option<String>,
    /// How reading it stands.
    pub state: State,
}

/// A server to fetch from, as it is to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewServer {
    /// Its name or address.
    pub host: Line<253>,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in.
    pub sign_in: MailSignIn,
    /// As whom.
    pub user: Line<254>,
    /// The password or token; the present one when `None`.
    pub secret: Option<String>,
    /// The folder that is read.
    pub folder: Line<200>,
    /// What becomes of a mail that was taken in.
    pub after: AfterFetch,
    /// The folder it goes to.
    pub move_to: Option<Line<200>>,
}

/// A mailbox to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMailbox {
    /// What it is called.
    pub name: Name,
    /// The address people write to.
    pub address: Email,
    /// Whether it is read.
    pub active: bool,
    /// The team that gets what comes.
    pub team: Option<TeamId>,
    /// The language of who writes for the first time.
    pub language: Language,
    /// What a new ticket is about.
    pub kind: Kind,
    /// Where it is fetched from; `None` where a gateway hands the mails over.
    pub server: Option<NewServer>,
    /// Whose Authentication-Results are believed.
    pub authority: Option<Line<253>>,
}

/// What to change of a mailbox; what is `None` stays, `Some(None)` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailboxPatch {
    /// What it is called.
    pub name: Option<Name>,
    /// The address people write to.
    pub address: Option<Email>,
    /// Whether it is read.
    pub active: Option<bool>,
    /// The team that gets what comes.
    pub team: Option<Option<TeamId>>,
    /// The language of who writes for the first time.
    pub language: Option<Language>,
    /// What a new ticket is about.
    pub kind: Option<Kind>,
    /// Where it is fetched from.
    pub server: Option<Option<NewServer>>,
    /// Whose Authentication-Results are believed.
    pub authority: Option<Option<Line<253>>>,
}

/// All mailboxes, oldest first, for supervisors and administrators.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<MailboxView>, Refusal> {
    by.require(Role::Supervisor)?;
    let all = mailboxes::list(tx)?;
    all.into_iter().map(|mailbox| show(tx, mailbox)).collect()
}

/// One mailbox, for supervisors and administrators.
pub fn get(tx: &mut Connection, by: &By, id: MailboxId) -> Result<MailboxView, Refusal> {
    by.require(Role::Supervisor)?;
    let mailbox = mailboxes::find(tx, id)?.ok_or(Refusal::NotFound)?;
    show(tx, mailbox)
}

fn show(tx: &mut Connection, mailbox: Mailbox) -> Result<MailboxView, Refusal> {
    let profile = mailbox.profile;
    let team = match profile.team {
        Some(id) => teams::find(tx, id)?.map(|team| TeamRef {
            id,
            name: team.profile.name,
        }),
        None => None,
    };
    Ok(MailboxView {
        id: mailbox.id,
        version: mailbox.version,
        name: profile.name,
        address: profile.address,
        active: profile.active,
        team,
        language: profile.language,
        kind: profile.kind,
        server: profile.server,
        has_secret: mailbox.secret.is_some(),
        authority: profile.authority,
        state: mailboxes::state(tx, mailbox.id)?,
    })
}

/// An administrator adds a mailbox.
pub fn create(
    tx: &mut Connection,
    by: &By,
    seal: &Seal,
    new: &NewMailbox,
) -> Result<MailboxView, Refusal> {
    by.require(Role::Admin)?;
    if mailboxes::list(tx)?.len() >= MOST {
        let sentence = "There are 100 mailboxes already.";
        return Err(Refusal::field("address", Wrong::Invalid(sentence)));
    }
    if let Some(team) = new.team {
        active_team(tx, "team_id", team)?;
    }
    let (server, secret) = match &new.server {
        Some(server) => server_of(server, seal, None)?,
        None => (None, None),
    };
    let profile = Profile {
        name: new.name.as_str().to_owned(),
        address: new.address.as_str().to_owned(),
        active: new.active,
        team: new.team,
        language: new.language,
        kind: new.kind,
        server,
        authority: new.authority.clone().map(Line::into_string),
    };
    let id = mailboxes::insert(tx, &profile, secret.as_deref())?;
    let object = audit::Object::Mailbox(id);
    audit::record(tx, by, "created", object, details(&profile))?;
    get(tx, by, id)
}

/// An administrator changes a mailbox.
pub fn change(
    tx: &mut Connection,
    by: &By,
    seal: &Seal,
    id: MailboxId,
    version: Option<i64>,
    patch: &MailboxPatch,
) -> Result<MailboxView, Refusal> {
    by.require(Role::Admin)?;
    let before = mailboxes::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let (profile, secret) = patched(tx, &before, seal, patch)?;
    if profile == before.profile && secret == before.secret {
        return get(tx, by, id);
    }
    mailboxes::update(tx, id, before.version, &profile, secret.as_deref())?;
    if folder(&profile) != folder(&before.profile) {
        mailboxes::set_state(tx, id, &State::default())?;
    }
    let mut changes = audit::changes(&details(&before.profile), &details(&profile));
    if secret != before.secret
        && let Some(changes) = changes.as_object_mut()
    {
        changes.insert("secret".to_owned(), json!("changed"));
    }
    audit::record(tx, by, "changed", audit::Object::Mailbox(id), changes)?;
    get(tx, by, id)
}

fn folder(profile: &Profile) -> Option<(&str, u16, &str, &str)> {
    let server = profile.server.as_ref()?;
    Some((&server.host, server.port, &server.user, &server.folder))
}

fn patched(
    tx: &mut Connection,
    before: &Mailbox,
    seal: &Seal,
    patch: &MailboxPatch,
) -> Result<(Profile, Option<String>), Refusal> {
    let mut profile = before.profile.clone();
    let mut secret = before.secret.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut profile.name);
    }
    if let Some(address) = &patch.address {
        address.as_str().clone_into(&mut profile.address);
    }
    if let Some(team) = patch.team {
        if let Some(team) = team.filter(|team| profile.team != Some(*team)) {
            active_team(tx, "team_id", team)?;
        }
        profile.team = team;
    }
    profile.active = patch.active.unwrap_or(profile.active);
    profile.language = patch.language.unwrap_or(profile.language);
    profile.kind = patch.kind.unwrap_or(profile.kind);
    if let Some(authority) = &patch.authority {
        profile.authority = authority.clone().map(Line::into_string);
    }
    match &patch.server {
        Some(Some(server)) => (profile.server, secret) = server_of(server, seal, secret)?,
        Some(None) => (profile.server, secret) = (None, None),
        None => {}
    }
    Ok((profile, secret))
}

/// A server as it is kept, with its secret encrypted.
fn server_of(
    new: &NewServer,
    seal: &Seal,
    present: Option<String>,
) -> Result<(Option<FetchServer>, Option<String>), Refusal> {
    if new.sign_in == MailSignIn::None {
        let sentence = "Name a user and a password or token: no mailbox is open to everybody.";
        return Err(Refusal::field("server.sign_in", Wrong::Invalid(sentence)));
    }
    let secret = new
        .secret
        .as_ref()
        .map(|secret| seal.hide(secret))
        .or(present);
    if secret.is_none() {
        return Err(Refusal::field("server.secret", Wrong::Missing));
    }
    if new.after == AfterFetch::Move && new.move_to.is_none() {
        return Err(Refusal::field("server.move_to", Wrong::Missing));
    }
    let server = FetchServer {
        host: new.host.as_str().to_owned(),
        port: new.port,
        security: new.security,
        sign_in: new.sign_in,
        user: new.user.as_str().to_owned(),
        folder: new.folder.as_str().to_owned(),
        after: new.after,
        move_to: new.move_to.clone().map(Line::into_string),
    };
    Ok((Some(server), secret))
}

fn details(profile: &Profile) -> Value {
    json!({
        "name": profile.name,
        "address": profile.address,
        "active": profile.active,
        "team": profile.team,
        "language": profile.language,
        "kind": profile.kind,
        "server": profile.server,
        "authority": profile.authority,
    })
}

/// An administrator gives a mailbox up that nothing refers to any more; what came by it stays.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: MailboxId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    by.require(Role::Admin)?;
    let before = mailboxes::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    if before.profile.active {
        return Err(Conflict::InUse.into());
    }
    mailboxes::delete(tx, id)?;
    let object = audit::Object::Mailbox(id);
    audit::record(tx, by, "deleted", object, details(&before.profile))
}
