//! What an administrator settles about the post, kept as one value.

use guichet_domain::people::Role;
use guichet_domain::post::{MailSecurity, MailSignIn, Registration, SendServer, SurveyKind};
use guichet_domain::text::{Email, Line, Name};
use guichet_mail::seal::Seal;
use guichet_store::{Connection, settings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{By, Refusal, Wrong, audit};

/// The key under which the store keeps them.
const KEY: &str = "post";
/// How many addresses and domains a list holds.
const MOST: usize = 500;

/// The settings of the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostSettings {
    /// Grows with each change; 0 while nothing has been changed.
    #[serde(skip)]
    pub version: i64,
    /// The server that takes letters; without one they wait.
    pub sending: Option<SendServer>,
    /// Its password or token, encrypted.
    pub secret: Option<String>,
    /// The address letters come from where no mailbox has to do with them.
    pub sender: Option<String>,
    /// Whether mailboxes take what is sent to `name+anything@…`, so that answers and reports come
    /// to addresses that name what they are about (RFC 5233).
    pub plus_addresses: bool,
    /// Whether a request is acknowledged.
    pub acknowledge: bool,
    /// Who may become a requester by writing.
    pub registration: Registration,
    /// The domains, with [`Registration::Domains`].
    pub domains: Vec<String>,
    /// Addresses and domains whose mails go to quarantine.
    pub blocked: Vec<String>,
    /// How many mails are taken from an address within an hour.
    pub per_hour: u32,
    /// How many mails are taken from an address within a day.
    pub per_day: u32,
    /// How satisfaction is asked for; `None` is not at all.
    pub survey: Option<SurveyKind>,
    /// How many hours after closing.
    pub survey_after_hours: u32,
    /// Whether a low score opens the ticket again.
    pub reopen_on_low_score: bool,
}

impl Default for PostSettings {
    fn default() -> Self {
        Self {
            version: 0,
            sending: None,
            secret: None,
            sender: None,
            plus_addresses: true,
            acknowledge: true,
            registration: Registration::Open,
            domains: Vec::new(),
            blocked: Vec::new(),
            per_hour: 30,
            per_day: 100,
            survey: Some(SurveyKind::Csat),
            survey_after_hours: 1,
            reopen_on_low_score: false,
        }
    }
}

impl PostSettings {
    /// Whether an address, or its domain or one above it, is in a list.
    pub(crate) fn lists(list: &[String], address: &str) -> bool {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        list.iter().any(|entry| {
            let entry = entry.trim_start_matches('@');
            entry == address
                || entry == domain
                || domain
                    .strip_suffix(entry)
                    .is_some_and(|rest| rest.ends_with('.'))
        })
    }

    /// Whether somebody with this address may become a requester by writing.
    pub(crate) fn admits(&self, address: &str) -> bool {
        match self.registration {
            Registration::Open => true,
            Registration::Domains => Self::lists(&self.domains, address),
            Registration::Invitation => false,
        }
    }
}

/// The server that takes letters, as it is to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its name or address.
    pub host: Line<253>,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// How the desk signs in.
    pub sign_in: MailSignIn,
    /// As whom.
    pub user: Option<Line<254>>,
    /// The password or token; the present one when `None`.
    pub secret: Option<String>,
}

/// What to change of the settings; what is `None` stays, `Some(None)` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostPatch {
    /// The server that takes letters.
    pub sending: Option<Option<Outgoing>>,
    /// The address letters come from.
    pub sender: Option<Option<Email>>,
    /// Whether mailboxes take what is sent to `name+anything@…`.
    pub plus_addresses: Option<bool>,
    /// Whether a request is acknowledged.
    pub acknowledge: Option<bool>,
    /// Who may become a requester by writing.
    pub registration: Option<Registration>,
    /// All the domains.
    pub domains: Option<Vec<Name>>,
    /// All addresses and domains whose mails go to quarantine.
    pub blocked: Option<Vec<Name>>,
    /// 1 to 10,000.
    pub per_hour: Option<u32>,
    /// 1 to 100,000, not less than within an hour.
    pub per_day: Option<u32>,
    /// How satisfaction is asked for.
    pub survey: Option<Option<SurveyKind>>,
    /// 0 to 720.
    pub survey_after_hours: Option<u32>,
    /// Whether a low score opens the ticket again.
    pub reopen_on_low_score: Option<bool>,
}

/// The settings as they are now, for the desk's own use.
pub(crate) fn load(tx: &mut Connection) -> Result<PostSettings, Refusal> {
    let Some(kept) = settings::find(tx, KEY)? else {
        return Ok(PostSettings::default());
    };
    let read: Result<PostSettings, _> = serde_json::from_value(kept.value);
    let settings = read.map_err(|error| Refusal::Fault(format!("post settings: {error}")))?;
    Ok(PostSettings {
        version: kept.version,
        ..settings
    })
}

/// The settings, for supervisors and administrators; the secret stays here.
pub fn get(tx: &mut Connection, by: &By) -> Result<PostSettings, Refusal> {
    by.require(Role::Supervisor)?;
    load(tx)
}

/// An administrator changes the settings of the post.
pub fn change(
    tx: &mut Connection,
    by: &By,
    seal: &Seal,
    version: Option<i64>,
    patch: &PostPatch,
) -> Result<PostSettings, Refusal> {
    by.require(Role::Admin)?;
    let before = load(tx)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let after = patched(&before, seal, patch)?;
    if after == before {
        return Ok(before);
    }
    settings::replace(tx, KEY, before.version, &json(&after)?)?;
    let details = audit::changes(&told(&before)?, &told(&after)?);
    audit::record(tx, by, "changed", audit::Object::PostSettings, details)?;
    load(tx)
}

fn patched(before: &PostSettings, seal: &Seal, patch: &PostPatch) -> Result<PostSettings, Refusal> {
    let mut after = before.clone();
    if let Some(sending) = &patch.sending {
        set_sending(&mut after, seal, sending.as_ref())?;
    }
    if let Some(sender) = &patch.sender {
        after.sender = sender.clone().map(Email::into_string);
    }
    after.plus_addresses = patch.plus_addresses.unwrap_or(after.plus_addresses);
    after.acknowledge = patch.acknowledge.unwrap_or(after.acknowledge);
    after.registration = patch.registration.unwrap_or(after.registration);
    if let Some(domains) = &patch.domains {
        after.domains = entries("domains", domains)?;
    }
    if let Some(blocked) = &patch.blocked {
        after.blocked = entries("blocked", blocked)?;
    }
    after.survey = patch.survey.unwrap_or(after.survey);
    after.reopen_on_low_score = patch
        .reopen_on_low_score
        .unwrap_or(after.reopen_on_low_score);
    after.per_hour = patch.per_hour.unwrap_or(after.per_hour);
    after.per_day = patch.per_day.unwrap_or(after.per_day);
    after.survey_after_hours = patch.survey_after_hours.unwrap_or(after.survey_after_hours);
    for (field, number, allowed) in [
        ("per_hour", after.per_hour, 1..=10_000),
        ("per_day", after.per_day, after.per_hour..=100_000),
        ("survey_after_hours", after.survey_after_hours, 0..=720),
    ] {
        if !allowed.contains(&number) {
            return Err(Refusal::field(field, Wrong::OutOfRange));
        }
    }
    Ok(after)
}

fn set_sending(
    after: &mut PostSettings,
    seal: &Seal,
    sending: Option<&Outgoing>,
) -> Result<(), Refusal> {
    let Some(sending) = sending else {
        after.sending = None;
        after.secret = None;
        return Ok(());
    };
    let needs = sending.sign_in != MailSignIn::None;
    if needs && sending.user.is_none() {
        return Err(Refusal::field("sending.user", Wrong::Missing));
    }
    let secret = match (&sending.secret, needs) {
        (_, false) => None,
        (Some(secret), true) => Some(seal.hide(secret)),
        (None, true) => after.secret.clone(),
    };
    if needs && secret.is_none() {
        return Err(Refusal::field("sending.secret", Wrong::Missing));
    }
    after.secret = secret;
    after.sending = Some(SendServer {
        host: sending.host.as_str().to_owned(),
        port: sending.port,
        security: sending.security,
        sign_in: sending.sign_in,
        user: sending
            .user
            .clone()
            .map(Line::into_string)
            .unwrap_or_default(),
    });
    Ok(())
}

/// Addresses and domains in lower case, each once.
fn entries(field: &str, wanted: &[Name]) -> Result<Vec<String>, Refusal> {
    if wanted.len() > MOST {
        return Err(Refusal::field(field, Wrong::OutOfRange));
    }
    let mut entries: Vec<String> = Vec::new();
    for (place, entry) in wanted.iter().enumerate() {
        let entry = entry.as_str().to_lowercase();
        let domain = entry.rsplit('@').next().unwrap_or_default();
        if Email::parse(&format!("x@{domain}")).is_err() {
            let sentence = "Write a domain such as example.com, or an address.";
            let field = format!("{field}[{place}]");
            return Err(Refusal::field(field, Wrong::Invalid(sentence)));
        }
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// What the audit log keeps: that a secret changed, never which.
fn told(settings: &PostSettings) -> Result<Value, Refusal> {
    let mut value = json(settings)?;
    if let Some(secret) = value.get_mut("secret") {
        let known = settings.secret.as_deref().map(mark);
        *secret = Value::from(known);
    }
    Ok(value)
}

/// Differs where the encrypted text does, and tells nothing of it.
fn mark(secret: &str) -> String {
    let sum = secret
        .bytes()
        .fold(0_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(b.into()));
    format!("set ({sum:08x})")
}

fn json(settings: &PostSettings) -> Result<Value, Refusal> {
    serde_json::to_value(settings).map_err(|error| Refusal::Fault(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_addresses_domains_and_what_lies_below_them() {
        let list = ["example.com", "bad@other.example", "@third.example"].map(str::to_owned);
        for listed in [
            "a@example.com",
            "a@mail.example.com",
            "bad@other.example",
            "x@third.example",
        ] {
            assert!(PostSettings::lists(&list, listed), "{listed}");
        }
        for not in ["a@notexample.com", "good@other.example", "example.com@x.fr"] {
            assert!(!PostSettings::lists(&list, not), "{not}");
        }
    }
}
