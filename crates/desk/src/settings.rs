//! What an administrator settles, kept as one value: name, numbers, priorities, delays.

use chrono::Duration;
use guichet_domain::ids::TicketId;
use guichet_domain::people::{Language, Role};
use guichet_domain::text::Name;
use guichet_domain::ticket::{Matrix, Rules};
use guichet_store::{Connection, Error, settings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{By, Conflict, Refusal, Wrong, audit};

/// The key under which the store keeps them.
const KEY: &str = "desk";

/// The settings of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Grows with each change; 0 while nothing has been changed.
    #[serde(skip)]
    pub version: i64,
    /// What the desk is called.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// What stands before a ticket's number.
    pub ticket_prefix: String,
    /// Priority from impact and urgency.
    pub matrix: Matrix,
    /// Business days without an answer after which the requester is reminded.
    pub remind_after_days: u32,
    /// Business days without an answer after which a resolved ticket closes.
    pub close_after_days: u32,
    /// Days after closing within which a requester's reply reopens.
    pub reopen_within_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 0,
            name: "Guichet".to_owned(),
            language: Language::Fr,
            ticket_prefix: "GU".to_owned(),
            matrix: Matrix::default(),
            remind_after_days: 2,
            close_after_days: 5,
            reopen_within_days: 14,
        }
    }
}

impl Settings {
    /// What the life cycle asks of them.
    pub fn rules(&self) -> Rules {
        Rules {
            matrix: self.matrix,
            reopen_within: Duration::days(i64::from(self.reopen_within_days)),
        }
    }

    /// The number of a ticket as people quote it: `GU-1042`.
    pub fn number(&self, ticket: TicketId) -> String {
        format!("{}-{ticket}", self.ticket_prefix)
    }

    /// The ticket that a quoted number names: `GU-1042`, `gu1042`, `#1042` or `1042`.
    pub fn ticket_id(&self, quoted: &str) -> Option<TicketId> {
        let plain = quoted.trim().to_ascii_uppercase();
        let digits = plain
            .strip_prefix('#')
            .or_else(|| plain.strip_prefix(&self.ticket_prefix))
            .unwrap_or(&plain);
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    }
}

/// What to change of the settings; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsPatch {
    /// What the desk is called.
    pub name: Option<Name>,
    /// Its language.
    pub language: Option<Language>,
    /// What stands before a ticket's number: 1 to 8 capital letters or digits, the first a letter.
    pub ticket_prefix: Option<String>,
    /// All twelve priorities.
    pub matrix: Option<Matrix>,
    /// 1 to 90.
    pub remind_after_days: Option<u32>,
    /// 1 to 90, not less than the reminder's.
    pub close_after_days: Option<u32>,
    /// 0 to 365.
    pub reopen_within_days: Option<u32>,
}

/// The settings as they are now, for the desk's own use.
pub fn load(tx: &mut Connection) -> Result<Settings, Refusal> {
    let Some(kept) = settings::find(tx, KEY)? else {
        return Ok(Settings::default());
    };
    let read: Result<Settings, _> = serde_json::from_value(kept.value);
    let settings = read.map_err(|error| Refusal::Fault(format!("settings: {error}")))?;
    Ok(Settings {
        version: kept.version,
        ..settings
    })
}

/// The settings, for supervisors and administrators.
pub fn get(tx: &mut Connection, by: &By) -> Result<Settings, Refusal> {
    by.require(Role::Supervisor)?;
    load(tx)
}

/// An administrator changes the settings.
pub fn change(
    tx: &mut Connection,
    by: &By,
    version: Option<i64>,
    patch: &SettingsPatch,
) -> Result<Settings, Refusal> {
    by.require(Role::Admin)?;
    let before = load(tx)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let after = patched(&before, patch)?;
    if after == before {
        return Ok(before);
    }
    settings::replace(tx, KEY, before.version, &json(&after)?)?;
    let details = audit::changes(&json(&before)?, &json(&after)?);
    audit::record(tx, by, "changed", audit::Object::Settings, details)?;
    load(tx)
}

fn patched(before: &Settings, patch: &SettingsPatch) -> Result<Settings, Refusal> {
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut after.name);
    }
    if let Some(prefix) = &patch.ticket_prefix {
        if !is_prefix(prefix) {
            let sentence = "Write 1 to 8 capital letters or digits, the first a letter.";
            return Err(Refusal::field("ticket_prefix", Wrong::Invalid(sentence)));
        }
        after.ticket_prefix.clone_from(prefix);
    }
    after.language = patch.language.unwrap_or(after.language);
    after.matrix = patch.matrix.unwrap_or(after.matrix);
    after.remind_after_days = patch.remind_after_days.unwrap_or(after.remind_after_days);
    after.close_after_days = patch.close_after_days.unwrap_or(after.close_after_days);
    after.reopen_within_days = patch.reopen_within_days.unwrap_or(after.reopen_within_days);
    for (field, days, allowed) in [
        ("remind_after_days", after.remind_after_days, 1..=90),
        ("close_after_days", after.close_after_days, 1..=90),
        ("reopen_within_days", after.reopen_within_days, 0..=365),
    ] {
        if !allowed.contains(&days) {
            return Err(Refusal::field(field, Wrong::OutOfRange));
        }
    }
    if after.close_after_days < after.remind_after_days {
        let sentence = "A ticket must not close before its requester is reminded.";
        return Err(Refusal::field("close_after_days", Wrong::Invalid(sentence)));
    }
    Ok(after)
}

fn is_prefix(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next().is_some_and(|b| b.is_ascii_uppercase());
    let rest = bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    first && rest && text.len() <= 8
}

fn json(settings: &Settings) -> Result<Value, Refusal> {
    serde_json::to_value(settings).map_err(|error| Refusal::Fault(error.to_string()))
}

/// The first settings of a new desk. Of several who set it up at once, one succeeds.
pub(crate) fn begin(tx: &mut Connection, first: &Settings) -> Result<(), Refusal> {
    match settings::begin(tx, KEY, &json(first)?) {
        Err(Error::Duplicate) => Err(Conflict::AlreadySetUp.into()),
        begun => Ok(begun?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_number_names_a_ticket_and_other_words_do_not() {
        let settings = Settings::default();
        for quoted in ["GU-1042", "gu-1042", "GU1042", "#1042", " 1042 "] {
            assert_eq!(settings.ticket_id(quoted), Some(TicketId(1042)), "{quoted}");
        }
        for words in [
            "",
            "GU",
            "GU-",
            "VPN-1042",
            "1042 fois",
            "99999999999999999999",
        ] {
            assert_eq!(settings.ticket_id(words), None, "{words}");
        }
    }

    #[test]
    fn a_prefix_is_a_short_word_of_capitals() {
        for sound in ["G", "GU", "IT2", "ABCDEFGH"] {
            assert!(is_prefix(sound), "{sound}");
        }
        for wrong in ["", "gu", "2IT", "ABCDEFGHI", "G-U", "É"] {
            assert!(!is_prefix(wrong), "{wrong}");
        }
    }

    #[test]
    fn settings_that_older_versions_kept_are_read_with_defaults_for_the_rest() {
        let old: Settings = serde_json::from_str(r#"{ "name": "Aide" }"#).unwrap();
        assert_eq!(old.name, "Aide");
        assert_eq!(old.close_after_days, 5);
    }
}
