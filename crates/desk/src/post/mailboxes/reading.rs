//! How mailboxes are read, and what is told when one cannot be.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::MailboxId;
use guichet_domain::people::Role;
use guichet_domain::post::FetchServer;
use guichet_mail::seal::Seal;
use guichet_store::mailboxes::{self, Mailbox, State};
use guichet_store::{Connection, incoming, people};

use crate::audience::supervisors;
use crate::notifications::{self, News};
use crate::{By, Refusal};

/// How long a mailbox may fail before somebody is told.
const FAILING_FOR: Duration = Duration::minutes(10);
/// How long at least a mailbox is silent before that is against any habit.
const SILENT_FOR: Duration = Duration::days(2);

/// A mailbox to be read, with its password in clear.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Which one.
    pub id: MailboxId,
    /// Grows with each change: what reads it begins anew.
    pub version: i64,
    /// Where it is fetched from.
    pub server: FetchServer,
    /// The password or token.
    pub secret: String,
}

/// The mailboxes that are to be read from a server.
pub fn accounts(tx: &mut Connection, seal: &Seal) -> Result<Vec<Account>, Refusal> {
    let all = mailboxes::list(tx)?.into_iter();
    let active = all.filter(|mailbox| mailbox.profile.active);
    Ok(active
        .filter_map(|mailbox| account_of(mailbox, seal))
        .collect())
}

/// How a mailbox is read, for an administrator who tries it; `None` where it is not fetched.
pub fn account(
    tx: &mut Connection,
    by: &By,
    seal: &Seal,
    id: MailboxId,
) -> Result<Option<Account>, Refusal> {
    by.require(Role::Admin)?;
    let mailbox = mailboxes::find(tx, id)?.ok_or(Refusal::NotFound)?;
    Ok(account_of(mailbox, seal))
}

fn account_of(mailbox: Mailbox, seal: &Seal) -> Option<Account> {
    let secret = mailbox.secret.as_deref();
    Some(Account {
        id: mailbox.id,
        version: mailbox.version,
        server: mailbox.profile.server?,
        secret: secret
            .and_then(|hidden| seal.reveal(hidden))
            .unwrap_or_default(),
    })
}

/// How reading a mailbox stands, for whoever is made the one to read it until a time; `None` where
/// another replica does.
pub fn hold(
    tx: &mut Connection,
    id: MailboxId,
    holder: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<State>, Refusal> {
    match mailboxes::hold(tx, id, holder, now, until)? {
        true => Ok(Some(mailboxes::state(tx, id)?)),
        false => Ok(None),
    }
}

/// What a look into a mailbox has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The numbering of the folder.
    pub uid_validity: i64,
    /// Everything up to this number is taken in.
    pub last_uid: i64,
    /// How many mails wait.
    pub backlog: i32,
    /// Whether a mail came.
    pub got_mail: bool,
}

/// Keeps what a look has found; an alarm is over.
pub fn looked(
    tx: &mut Connection,
    id: MailboxId,
    looked: &Looked,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let before = mailboxes::state(tx, id)?;
    let alarmed = before
        .alarmed_at
        .filter(|_| !looked.got_mail && before.error.is_none());
    let state = State {
        uid_validity: Some(looked.uid_validity),
        last_uid: looked.last_uid,
        backlog: looked.backlog,
        last_fetch_at: Some(now),
        last_mail_at: if looked.got_mail {
            Some(now)
        } else {
            before.last_mail_at
        },
        failing_since: None,
        error: None,
        alarmed_at: alarmed,
    };
    Ok(mailboxes::set_state(tx, id, &state)?)
}

/// Keeps that a mailbox could not be read; when that has lasted, the supervisors are told, once.
pub fn failed(
    tx: &mut Connection,
    id: MailboxId,
    error: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut state = mailboxes::state(tx, id)?;
    let since = *state.failing_since.get_or_insert(now);
    state.error = Some(error.to_owned());
    if now - since >= FAILING_FOR && state.alarmed_at.is_none_or(|at| at < since) {
        state.alarmed_at = Some(now);
        let mailbox = name(tx, id)?;
        let error = error.to_owned();
        alarm(tx, &News::MailboxFailing { mailbox, error }, now)?;
    }
    Ok(mailboxes::set_state(tx, id, &state)?)
}

/// Tells of mailboxes that are silent against their habit: nothing for days, where mails came daily.
pub(crate) fn tell_of_silence(tx: &mut Connection, now: DateTime<Utc>) -> Result<usize, Refusal> {
    let mut told = 0;
    for mailbox in mailboxes::list(tx)? {
        let profile = &mailbox.profile;
        if !profile.active || profile.server.is_none() {
            continue;
        }
        let mut state = mailboxes::state(tx, mailbox.id)?;
        let Some(last) = state.last_mail_at else {
            continue;
        };
        let habit = incoming::usual_gap(tx, mailbox.id)?;
        let Some(habit) = habit else {
            continue;
        };
        let silent = now - last > SILENT_FOR.max(habit * 5);
        if silent && state.alarmed_at.is_none_or(|at| at < last) {
            state.alarmed_at = Some(now);
            mailboxes::set_state(tx, mailbox.id, &state)?;
            let mailbox = profile.name.clone();
            alarm(tx, &News::MailboxSilent { mailbox }, now)?;
            told += 1;
        }
    }
    Ok(told)
}

fn name(tx: &mut Connection, id: MailboxId) -> Result<String, Refusal> {
    let mailbox = mailboxes::find(tx, id)?.ok_or(Refusal::NotFound)?;
    Ok(mailbox.profile.name)
}

/// Administrators and supervisors are told of what is wrong with the desk itself.
pub(crate) fn alarm(tx: &mut Connection, news: &News, now: DateTime<Utc>) -> Result<(), Refusal> {
    let mut told = supervisors(tx)?;
    told.extend(people::active_with_role(tx, Role::Admin)?);
    told.sort();
    told.dedup();
    notifications::tell(tx, &told, None, news, now)
}
