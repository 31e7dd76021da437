//! Oneself.

use guichet_domain::people::Language;
use guichet_domain::text::{Line, Name};
use guichet_store::sessions::SessionId;
use guichet_store::{Connection, people, sessions};

use crate::passwords::PasswordHash;
use crate::people::PersonView;
use crate::settings::Settings;
use crate::{By, Refusal, Wrong, audit, settings};

/// Who one is, and what one needs to know of the desk from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Oneself.
    pub person: PersonView,
    /// The settings, of which everybody may know what the interface shows.
    pub settings: Settings,
}

/// What one may change of oneself; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MePatch {
    /// The full name.
    pub name: Option<Name>,
    /// The language of interface and messages.
    pub language: Option<Language>,
    /// IANA name of the time zone; `Some(None)` takes the browser's.
    pub time_zone: Option<Option<Line<64>>>,
}

/// Who is signed in.
pub fn get(tx: &mut Connection, by: &By) -> Result<Me, Refusal> {
    Ok(Me {
        person: crate::people::get(tx, by, by.viewer.person)?,
        settings: settings::load(tx)?,
    })
}

/// Changes one's own name, language or time zone.
pub fn change(tx: &mut Connection, by: &By, patch: &MePatch) -> Result<Me, Refusal> {
    let person = people::get(tx, by.viewer.person)?;
    let mut profile = person.profile.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut profile.name);
    }
    if let Some(zone) = &patch.time_zone {
        profile.time_zone = zone.as_ref().map(time_zone).transpose()?;
    }
    profile.language = patch.language.unwrap_or(profile.language);
    if profile != person.profile {
        people::update(tx, person.id, person.version, &profile, by.at)?;
    }
    get(tx, by)
}

/// The shape of a name in the IANA database; which names it has the browser knows.
fn time_zone(zone: &Line<64>) -> Result<String, Refusal> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/_+-".contains(c);
    if zone.as_str().chars().all(allowed) {
        Ok(zone.as_str().to_owned())
    } else {
        let sentence = "Write the IANA name of a time zone, such as Europe/Paris.";
        Err(Refusal::field("time_zone", Wrong::Invalid(sentence)))
    }
}

/// The hash that one's present password is checked against, away from the store, before
/// [`set_password`].
pub fn password_hash(tx: &mut Connection, by: &By) -> Result<Option<PasswordHash>, Refusal> {
    let person = people::get(tx, by.viewer.person)?;
    let Some(email) = person.profile.email else {
        return Ok(None);
    };
    let credentials = people::credentials(tx, &email)?;
    let hash = credentials.and_then(|credentials| credentials.password_hash);
    Ok(hash.map(PasswordHash::stored))
}

/// Sets one's own password, whose predecessor was shown to be known, and ends all sessions but
/// the one it is done in.
pub fn set_password(
    tx: &mut Connection,
    by: &By,
    session: SessionId,
    known: &PasswordHash,
    next: &PasswordHash,
) -> Result<(), Refusal> {
    if password_hash(tx, by)?.as_ref() != Some(known) {
        return Err(Refusal::Stale);
    }
    let me = by.viewer.person;
    people::set_password_hash(tx, me, next.as_str())?;
    sessions::revoke_all(tx, me, Some(session), by.at)?;
    let object = audit::Object::Person(me);
    audit::record(tx, by, "password_changed", object, serde_json::json!({}))
}
