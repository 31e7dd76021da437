//! Reads mails in ascending order, asking for their sizes before their contents.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use imap_proto::{AttributeValue, MailboxDatum, Response};

use super::conversation::{Command, Conversation};
use super::words::{date, set};
use super::{Content, Fetched, ImapError};

/// The numbers of a million new mails.
const NUMBERS: usize = 16 * 1024 * 1024;
/// Most mails in one go: their numbers must fit a line that servers take.
const MOST: usize = 500;
/// How much of the header of a mail that is too large is read.
const HEADER: usize = 64 * 1024;
/// What a mail may be larger than its server says: some count it before they write it.
const SURPLUS: usize = 64 * 1024;

/// See [`super::Imap::after`].
pub async fn after(
    talk: &mut Conversation,
    uid: u32,
    limit: usize,
    max_bytes: usize,
) -> Result<Vec<Fetched>, ImapError> {
    let mut uids = numbers(talk, uid).await?;
    uids.truncate(limit.min(MOST));
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let mut mails = Vec::new();
    let mut whole = Vec::new();
    let mut left = max_bytes;
    for known in measured(talk, &uids).await? {
        let size = usize::try_from(known.size).unwrap_or(usize::MAX);
        let content = match &known.unread {
            Some(reason) => Content::Withheld(reason.clone()),
            None if size > max_bytes => header(talk, known.uid).await?,
            None if size > left => break,
            None => {
                left -= size;
                whole.push((known.uid, size));
                Content::Whole(Vec::new())
            }
        };
        let Known {
            uid,
            size,
            internal_date,
            ..
        } = known;
        mails.push(Fetched {
            uid,
            size,
            internal_date,
            content,
        });
    }
    let mut contents = contents(talk, &whole).await?;
    // One that is gone by now was taken away by someone: it is no longer there to be read.
    mails.retain_mut(|mail| match &mail.content {
        Content::Whole(_) => match contents.remove(&mail.uid) {
            Some(content) => {
                mail.content = content;
                true
            }
            None => false,
        },
        Content::Header(_) | Content::Withheld(_) => true,
    });
    Ok(mails)
}

/// The numbers above this one, ascending.
async fn numbers(talk: &mut Conversation, uid: u32) -> Result<Vec<u32>, ImapError> {
    let Some(first) = uid.checked_add(1) else {
        return Ok(Vec::new());
    };
    // Dovecot searches among the mails it knew before, and looks for new ones on NOOP alone.
    talk.perform(&Command::plain("NOOP"), |_| {}).await?;
    talk.forget_news();
    let mut found = Vec::new();
    let command = format!("UID SEARCH UID {first}:*");
    let each = |response: Response<'_>| {
        if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
            found.extend(uids);
        }
    };
    talk.perform(&Command::large(&command, NUMBERS), each)
        .await?;
    // `*` is the last mail, even where that comes before `first` (RFC 3501 §6.4.8).
    found.retain(|it| *it >= first);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What is known of a mail before it is read.
struct Known {
    uid: u32,
    size: u32,
    internal_date: Option<DateTime<Utc>>,
    unread: Option<String>,
}

/// Those that are there. One that the server speaks of without telling its size, or that may stand
/// in an answer that could not be read, is listed as such: none is passed over in silence.
async fn measured(talk: &mut Conversation, uids: &[u32]) -> Result<Vec<Known>, ImapError> {
    let mut found: BTreeMap<u32, Option<Known>> = BTreeMap::new();
    let command = format!("UID FETCH {} (UID RFC822.SIZE INTERNALDATE)", set(uids));
    let each = |response: Response<'_>| {
        if let Response::Fetch(_, attributes) = response {
            let (mut uid, mut size, mut internal_date) = (None, None, None);
            for attribute in &attributes {
                match attribute {
                    AttributeValue::Uid(number) => uid = Some(*number),
                    AttributeValue::Rfc822Size(bytes) => size = Some(*bytes),
                    AttributeValue::InternalDate(text) => internal_date = date(text),
                    _ => {}
                }
            }
            if let Some(uid) = uid {
                let known = size.map(|size| Known {
                    uid,
                    size,
                    internal_date,
                    unread: None,
                });
                keep(&mut found, uid, known);
            }
        }
    };
    let unread = talk
        .perform(&Command::large(&command, uids.len() * 1024), each)
        .await?;
    let missing = |uid: u32| {
        let unread = Some("the server does not tell its size".to_owned());
        Known {
            uid,
            size: 0,
            internal_date: None,
            unread,
        }
    };
    let known = uids.iter().filter_map(|uid| match found.remove(uid) {
        Some(known) => Some(known.unwrap_or_else(|| missing(*uid))),
        None => unread.then(|| missing(*uid)),
    });
    Ok(known.collect())
}

/// Notes what was said of a mail. Servers speak of one several times, of its flags for example.
fn keep<T>(found: &mut BTreeMap<u32, Option<T>>, uid: u32, what: Option<T>) {
    let entry = found.entry(uid).or_default();
    if what.is_some() {
        *entry = what;
    }
}

async fn header(talk: &mut Conversation, uid: u32) -> Result<Content, ImapError> {
    let what = format!("BODY.PEEK[HEADER]<0.{HEADER}>");
    match read(talk, &[uid], &what, HEADER).await {
        Ok(mut read) => Ok(read
            .bodies
            .remove(&uid)
            .flatten()
            .map_or_else(silent, Content::Header)),
        Err(ImapError::Refused(text)) => Ok(Content::Withheld(text)),
        Err(error) => Err(error),
    }
}

/// All in one go; where the server refuses that, one by one, to find the one it means.
async fn contents(
    talk: &mut Conversation,
    whole: &[(u32, usize)],
) -> Result<BTreeMap<u32, Content>, ImapError> {
    const ALL: &str = "BODY.PEEK[]";
    let uids: Vec<u32> = whole.iter().map(|(uid, _)| *uid).collect();
    let bytes = whole
        .iter()
        .map(|(_, size)| size.saturating_add(SURPLUS))
        .sum();
    let mut found = BTreeMap::new();
    if uids.is_empty() {
        return Ok(found);
    }
    match read(talk, &uids, ALL, bytes).await {
        Ok(read) if !read.unread && read.bodies.values().all(Option::is_some) => {
            let bodies = read.bodies.into_iter();
            return Ok(bodies
                .filter_map(|(uid, body)| Some((uid, Content::Whole(body?))))
                .collect());
        }
        Ok(_) | Err(ImapError::Refused(_)) => {}
        Err(error) => return Err(error),
    }
    for (uid, size) in whole {
        let content = match read(talk, &[*uid], ALL, size.saturating_add(SURPLUS)).await {
            Ok(mut read) => match read.bodies.remove(uid) {
                Some(body) => body.map_or_else(silent, Content::Whole),
                None if read.unread => silent(),
                None => continue,
            },
            Err(ImapError::Refused(text)) => Content::Withheld(text),
            Err(error) => return Err(error),
        };
        found.insert(*uid, content);
    }
    Ok(found)
}

fn silent() -> Content {
    Content::Withheld("the server does not give its content".to_owned())
}

/// What was read of some mails.
struct Read {
    /// The section of each; none for one that was only spoken of.
    bodies: BTreeMap<u32, Option<Vec<u8>>>,
    /// Whether some answer could not be read.
    unread: bool,
}

async fn read(
    talk: &mut Conversation,
    uids: &[u32],
    section: &str,
    bytes: usize,
) -> Result<Read, ImapError> {
    let mut bodies = BTreeMap::new();
    let command = format!("UID FETCH {} (UID {section})", set(uids));
    let each = |response: Response<'_>| {
        if let Response::Fetch(_, attributes) = response {
            let (mut uid, mut body) = (None, None);
            for attribute in attributes {
                match attribute {
                    AttributeValue::Uid(number) => uid = Some(number),
                    AttributeValue::BodySection { data, .. } => {
                        body = Some(data.unwrap_or_default().into_owned());
                    }
                    _ => {}
                }
            }
            if let Some(uid) = uid {
                keep(&mut bodies, uid, body);
            }
        }
    };
    let unread = talk.perform(&Command::large(&command, bytes), each).await?;
    Ok(Read { bodies, unread })
}
