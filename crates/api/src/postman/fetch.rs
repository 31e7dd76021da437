//! Fetches mails: taken in first, put away on their server afterwards, so that a crash anywhere
//! loses none; what is fetched again is known.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt;
use actix_web::rt::time::sleep;
use actix_web::web::{self, Bytes};
use guichet_desk::Refusal;
use guichet_desk::post::mailboxes::{self, Account, Looked, State};
use guichet_desk::post::receive::{self, Origin, Parsed, Place};
use guichet_domain::ids::MailboxId;
use guichet_domain::post::AfterFetch;
use guichet_mail::incoming::Limits;
use guichet_mail::transport::imap::{Content, Fetched, Idle, Imap};

use super::open;
use crate::door::Door;

/// How many mails are taken in at once, and how many bytes of them at most.
const BATCH: usize = 16;
const BATCH_BYTES: usize = 64 * 1_024 * 1_024;
/// How often the list of mailboxes is looked at, besides when one is changed.
const LIST: Duration = Duration::from_secs(60);
/// How long a replica is believed to read a mailbox after it last said so.
const LEASE: chrono::Duration = chrono::Duration::minutes(3);
/// How long the server is listened to before a replica says again that it reads the mailbox.
const LISTEN: Duration = Duration::from_secs(60);
/// How often a server is asked that does not tell by itself.
const POLL: Duration = Duration::from_secs(60);
/// How long to wait after an error: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// A mailbox that is being read, and by which settings.
struct Round {
    version: i64,
    task: rt::task::JoinHandle<()>,
}

/// Reads every mailbox for as long as the server runs; one that was changed is begun anew.
pub async fn run(door: Arc<Door>) {
    let holder = own_name(&door);
    let mut rounds: HashMap<MailboxId, Round> = HashMap::new();
    while !door.is_stopping() {
        let seal = door.carrier().seal.clone();
        let accounts = door.desk().read(move |tx| mailboxes::accounts(tx, &seal));
        match accounts.await {
            Ok(accounts) => arrange(&door, &holder, &mut rounds, accounts),
            Err(refusal) => tracing::warn!(%refusal, "mailboxes could not be listed"),
        }
        tokio::select! {
            () = door.wait_for_mailboxes() => {}
            () = sleep(LIST) => {}
        }
    }
}

/// What this replica is called, the same after a crash: then it goes on at once, where another would
/// have to wait until it is believed to be gone.
fn own_name(door: &Door) -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname");
    let host = host
        .or_else(|_| std::env::var("HOSTNAME"))
        .unwrap_or_default();
    format!("{} {}", host.trim(), door.settings().listen)
}

fn arrange(
    door: &Arc<Door>,
    holder: &str,
    rounds: &mut HashMap<MailboxId, Round>,
    accounts: Vec<Account>,
) {
    rounds.retain(|id, round| {
        let goes_on = |account: &Account| account.id == *id && account.version == round.version;
        let kept = accounts.iter().any(goes_on) && !round.task.is_finished();
        if !kept {
            round.task.abort();
        }
        kept
    });
    for account in accounts {
        rounds.entry(account.id).or_insert_with(|| Round {
            version: account.version,
            task: rt::spawn(read(Arc::clone(door), holder.to_owned(), account)),
        });
    }
}

/// Reads one mailbox, again and again; whatever goes wrong stays here.
async fn read(door: Arc<Door>, holder: String, account: Account) {
    let mut pause = FIRST_PAUSE;
    loop {
        match session(&door, &holder, &account).await {
            Ok(()) => pause = FIRST_PAUSE,
            Err(error) => {
                tracing::warn!(mailbox = account.id.0, %error, "a mailbox cannot be read");
                note_failure(&door, account.id, error).await;
                sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

async fn note_failure(door: &Door, id: MailboxId, error: String) {
    let now = door.desk().now();
    let note = move |tx: &mut _| mailboxes::failed(tx, id, &error, now);
    if let Err(refusal) = door.desk().write(note).await {
        tracing::warn!(%refusal, "that a mailbox cannot be read could not be noted");
    }
}

/// One connection to a mailbox, until it breaks or another replica has it.
async fn session(door: &Door, holder: &str, account: &Account) -> Result<(), String> {
    let Some(state) = hold(door, holder, account.id).await? else {
        sleep(POLL).await;
        return Ok(());
    };
    let mut imap = open(door, account).await?;
    let said = |error: guichet_mail::transport::imap::ImapError| error.to_string();
    let selected = imap.select(&account.server.folder).await.map_err(said)?;
    let uid_validity = i64::from(selected.uid_validity);
    let same = state.uid_validity == Some(uid_validity);
    let mut last_uid = if same { state.last_uid } else { 0 };
    loop {
        if hold(door, holder, account.id).await?.is_none() {
            imap.logout().await;
            return Ok(());
        }
        let after = u32::try_from(last_uid).unwrap_or(u32::MAX);
        let fetched = imap.after(after, BATCH, BATCH_BYTES).await.map_err(said)?;
        let got_mail = !fetched.is_empty();
        if got_mail {
            let uids: Vec<u32> = fetched.iter().map(|mail| mail.uid).collect();
            take_in(door, account.id, uid_validity, fetched).await?;
            for uid in &uids {
                put_away(&mut imap, account, *uid).await?;
            }
            last_uid = uids
                .iter()
                .copied()
                .map(i64::from)
                .max()
                .unwrap_or(last_uid);
        }
        let next = selected.uid_next.map_or(0, i64::from);
        let backlog = i32::try_from((next - 1 - last_uid).max(0)).unwrap_or(i32::MAX);
        let looked = Looked {
            uid_validity,
            last_uid,
            backlog: if got_mail { backlog } else { 0 },
            got_mail,
        };
        let (id, now) = (account.id, door.desk().now());
        let keep = move |tx: &mut _| mailboxes::looked(tx, id, &looked, now);
        door.desk().write(keep).await.map_err(failed)?;
        if !got_mail && imap.idle(LISTEN).await.map_err(said)? == Idle::Unsupported {
            sleep(POLL).await;
        }
    }
}

fn failed(refusal: Refusal) -> String {
    refusal.to_string()
}

async fn hold(door: &Door, holder: &str, id: MailboxId) -> Result<Option<State>, String> {
    let (holder, now) = (holder.to_owned(), door.desk().now());
    let hold = move |tx: &mut _| mailboxes::hold(tx, id, &holder, now, now + LEASE);
    door.desk().write(hold).await.map_err(failed)
}

/// Takes mails in, in their order.
async fn take_in(
    door: &Door,
    mailbox: MailboxId,
    uid_validity: i64,
    fetched: Vec<Fetched>,
) -> Result<(), String> {
    let mut mails = Vec::with_capacity(fetched.len());
    for mail in fetched {
        let place = Place {
            mailbox,
            uid_validity,
            uid: i64::from(mail.uid),
        };
        let known = door.desk().read(move |tx| receive::is_known(tx, place));
        if known.await.map_err(failed)? {
            continue;
        }
        let origin = Origin {
            mailbox: Some(mailbox),
            place: Some(place),
        };
        mails.push((origin, parse(mail.content).await?));
    }
    if mails.is_empty() {
        return Ok(());
    }
    let received = door.desk().receive(door.carrier(), mails);
    received.await.map_err(failed)?;
    door.live().committed();
    Ok(())
}

/// Away from the async threads: a large mail takes a while.
async fn parse(content: Content) -> Result<Parsed, String> {
    let read = move || match content {
        Content::Whole(raw) => receive::parse(Bytes::from(raw), &Limits::default()),
        Content::Header(head) => receive::unread(Bytes::from(head), "too_large"),
        Content::Withheld(reason) => receive::unread(Bytes::from(reason), "withheld"),
    };
    web::block(read).await.map_err(|error| error.to_string())
}

/// What was taken in is put away as the mailbox says. A server that refuses that of one mail is not
/// asked again: the mail is known.
async fn put_away(imap: &mut Imap, account: &Account, uid: u32) -> Result<(), String> {
    use guichet_mail::transport::imap::ImapError;

    let server = &account.server;
    let done = match (server.after, &server.move_to) {
        (AfterFetch::Delete, _) => imap.delete(uid).await,
        (AfterFetch::Move, Some(folder)) => imap.move_to(folder, uid).await,
        (AfterFetch::Keep | AfterFetch::Move, _) => imap.mark_seen(uid).await,
    };
    match done {
        Ok(()) => Ok(()),
        Err(ImapError::Refused(said)) => {
            tracing::warn!(
                mailbox = account.id.0,
                uid,
                said,
                "a mail could not be put away"
            );
            Ok(())
        }
        Err(other) => Err(other.to_string()),
    }
}
