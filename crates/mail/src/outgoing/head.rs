//! The header of a letter.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::Mailboxes;
use lettre::message::header::{self, HeaderName, HeaderValue, Headers};

use super::{Automatic, Language, Letter, List, Mailbox, Uncomposable, address, clean};

/// Longest line that RFC 5322 §2.1.1 lets through, less the name of the header.
const LONGEST_VALUE: usize = 900;
/// How many earlier Message-IDs are named: the first, and the newest.
const REFERENCES: usize = 30;

/// Every header but those of the parts.
pub fn of(letter: &Letter) -> Result<Headers, Uncomposable> {
    let mut head = Headers::new();
    head.set(date(letter));
    head.set(header::From::from(mailboxes("From", [&letter.from])?));
    head.set(header::To::from(mailboxes("To", [&letter.to])?));
    if !letter.cc.is_empty() {
        head.set(header::Cc::from(mailboxes("Cc", &letter.cc)?));
    }
    if let Some(email) = &letter.reply_to {
        let address = address("Reply-To", email)?;
        let mailbox = lettre::message::Mailbox::new(None, address);
        head.set(header::ReplyTo::from(Mailboxes::from(mailbox)));
    }
    head.insert_raw(subject(&letter.subject));
    thread(&mut head, letter)?;
    origin(&mut head, letter)?;
    if let Some(list) = &letter.list {
        subscription(&mut head, list)?;
    }
    head.set(header::MIME_VERSION_1_0);
    Ok(head)
}

/// Within what the format can say.
fn date(letter: &Letter) -> header::Date {
    let seconds = letter.date.timestamp().clamp(0, 253_402_300_799);
    header::Date::new(UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs()))
}

fn mailboxes<'a>(
    field: &'static str,
    of: impl IntoIterator<Item = &'a Mailbox>,
) -> Result<Mailboxes, Uncomposable> {
    let written = |mailbox: &Mailbox| {
        let name = mailbox
            .name
            .as_deref()
            .map(|name| clean::line(name, clean::NAME));
        let name = name.filter(|name| !name.is_empty());
        let email = address(field, &mailbox.email)?;
        Ok(lettre::message::Mailbox::new(name, email))
    };
    of.into_iter().map(written).collect()
}

/// Plain where every reader understands it so, otherwise encoded words throughout (RFC 2047): also
/// where the subject only looks like encoded words, or has a word too long for a line.
fn subject(text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    let text = clean::line(text, clean::SUBJECT);
    let ascii = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let short = text.split(' ').all(|word| word.len() <= 60);
    if ascii && short && !text.contains("=?") {
        return HeaderValue::new(name, text);
    }
    let encoded = encoded_words(&text);
    HeaderValue::dangerous_new_pre_encoded(name, text, encoded)
}

fn encoded_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars() {
        // 45 bytes are 60 characters of base64, and 72 with what stands around them.
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= 45 => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let encode = |word: &String| format!("=?UTF-8?B?{}?=", STANDARD.encode(word));
    words.iter().map(encode).collect::<Vec<_>>().join("\r\n ")
}

/// RFC 5322 §3.6.4. What others called their mails may be anything: of that, only what is an id
/// is repeated.
fn thread(head: &mut Headers, letter: &Letter) -> Result<(), Uncomposable> {
    let own = id(&letter.message_id).ok_or(Uncomposable::Id("Message-ID"))?;
    raw(head, "Message-ID", own);
    if let Some(answered) = letter.in_reply_to.as_deref().and_then(id) {
        raw(head, "In-Reply-To", answered);
    }
    let mut before: Vec<String> = letter.references.iter().filter_map(|it| id(it)).collect();
    if before.len() > REFERENCES {
        before.drain(1..before.len() - (REFERENCES - 1));
    }
    if !before.is_empty() {
        raw(head, "References", before.join("\r\n "));
    }
    Ok(())
}

/// A Message-ID in angle brackets, as wide as mail in the wild needs it: printable, and one `@`.
fn id(text: &str) -> Option<String> {
    let written = content_id(text)?;
    let (local, domain) = written.split_once('@')?;
    (local.len() > 1 && domain.len() > 1 && !domain.contains('@')).then_some(written)
}

/// The same for a Content-ID, which in the wild often has no domain.
pub fn content_id(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"<>\"(),;:\\".contains(&byte);
    let whole = !text.is_empty() && text.len() <= 250 && text.bytes().all(fits);
    whole.then(|| format!("<{text}>"))
}

/// Who wrote it: what keeps machines from answering machines (RFC 3834 §5).
fn origin(head: &mut Headers, letter: &Letter) -> Result<(), Uncomposable> {
    let automatic = match letter.automatic {
        Automatic::No => None,
        Automatic::Generated => Some("auto-generated"),
        Automatic::Replied => Some("auto-replied"),
    };
    if let Some(automatic) = automatic {
        raw(head, "Auto-Submitted", automatic.to_owned());
        raw(head, "X-Auto-Response-Suppress", "All".to_owned());
    }
    let mark = token(&letter.loop_mark).ok_or(Uncomposable::Id("X-Guichet-Loop"))?;
    raw(head, "X-Guichet-Loop", mark.to_owned());
    let language = match letter.language {
        Language::En => "en",
        Language::Fr => "fr",
    };
    raw(head, "Content-Language", language.to_owned());
    Ok(())
}

/// RFC 2919, 2369; the POST of RFC 8058 is offered over `https` alone.
fn subscription(head: &mut Headers, list: &List) -> Result<(), Uncomposable> {
    let list_id = token(&list.id).ok_or(Uncomposable::Id("List-Id"))?;
    raw(head, "List-Id", format!("<{list_id}>"));
    let url = token(&list.unsubscribe_url).ok_or(Uncomposable::Id("List-Unsubscribe"))?;
    let mut ways = format!("<{url}>");
    if let Some(email) = &list.unsubscribe_mail {
        let email = address("List-Unsubscribe", email)?;
        ways.push_str(&format!(",\r\n <mailto:{email}>"));
    }
    raw(head, "List-Unsubscribe", ways);
    if url.starts_with("https://") {
        raw(
            head,
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        );
    }
    Ok(())
}

/// One visible word of ASCII.
fn token(text: &str) -> Option<&str> {
    let fits = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>,".contains(&byte));
    (fits && !text.is_empty() && text.len() <= LONGEST_VALUE).then_some(text)
}

/// A value that was checked above and is folded already.
fn raw(head: &mut Headers, name: &'static str, value: String) {
    let name = HeaderName::new_from_ascii_str(name);
    head.insert_raw(HeaderValue::dangerous_new_pre_encoded(
        name,
        value.clone(),
        value,
    ));
}
