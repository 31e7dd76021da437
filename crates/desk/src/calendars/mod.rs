//! Business calendars: who settles when the desk is open.

pub mod ical;

use chrono::{Datelike, NaiveDate, TimeDelta};
use guichet_domain::calendar::{Calendar as Compiled, ClosedDay, Definition, Flaw};
use guichet_domain::ids::CalendarId;
use guichet_domain::people::Role;
use guichet_domain::text::Name;
use guichet_store::{Connection, agents, calendars, sla_policies};
use serde_json::{Value, json};

use crate::refusal::WrongField;
use crate::{By, Conflict, Refusal, Wrong, audit, clocks};

/// The most there may be.
pub const MOST: usize = 200;

/// A calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Which one.
    pub id: CalendarId,
    /// Grows with each change.
    pub version: i64,
    /// Its name, unlike any other's.
    pub name: String,
    /// When it is open.
    pub definition: Definition,
    /// The mean open time of a weekday that has any.
    pub day_length: TimeDelta,
}

/// A calendar to make.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCalendar {
    /// Its name, unlike any other's.
    pub name: Name,
    /// When it is open.
    pub definition: Definition,
}

/// What to change of a calendar; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CalendarPatch {
    /// Its name.
    pub name: Option<Name>,
    /// All of its definition.
    pub definition: Option<Definition>,
}

/// All calendars by name, for staff.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<Calendar>, Refusal> {
    by.require(Role::Agent)?;
    calendars::list(tx)?.into_iter().map(show).collect()
}

/// One calendar, for staff.
pub fn get(tx: &mut Connection, by: &By, id: CalendarId) -> Result<Calendar, Refusal> {
    by.require(Role::Agent)?;
    show(calendars::find(tx, id)?.ok_or(Refusal::NotFound)?)
}

/// The days of a year on which a calendar is closed besides its weekdays, for staff.
pub fn closed_days(
    tx: &mut Connection,
    by: &By,
    id: CalendarId,
    year: i32,
) -> Result<Vec<ClosedDay>, Refusal> {
    let calendar = compiled(&get(tx, by, id)?.definition)?;
    let out_of_range = || Refusal::field("year", Wrong::OutOfRange);
    let first =
        NaiveDate::from_ymd_opt(year, 1, 1).filter(|day| (1900..=2200).contains(&day.year()));
    let last = NaiveDate::from_ymd_opt(year, 12, 31);
    let (first, last) = first.zip(last).ok_or_else(out_of_range)?;
    Ok(calendar.closed_days(first, last))
}

/// A supervisor makes a calendar.
pub fn create(tx: &mut Connection, by: &By, new: &NewCalendar) -> Result<Calendar, Refusal> {
    by.require(Role::Supervisor)?;
    if calendars::list(tx)?.len() >= MOST {
        let sentence = "There are 200 calendars already.";
        return Err(Refusal::field("name", Wrong::Invalid(sentence)));
    }
    let definition = compiled(&new.definition)?.definition().clone();
    let id = calendars::insert(tx, new.name.as_str(), &definition)?;
    let details = details(new.name.as_str(), &definition);
    audit::record(tx, by, "created", audit::Object::Calendar(id), details)?;
    clocks::touch(tx)?;
    get(tx, by, id)
}

/// A supervisor changes a calendar. What is promised by it is measured anew; what has ended stays.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: CalendarId,
    version: Option<i64>,
    patch: &CalendarPatch,
) -> Result<Calendar, Refusal> {
    by.require(Role::Supervisor)?;
    let before = get(tx, by, id)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let name = patch
        .name
        .as_ref()
        .map_or(before.name.as_str(), Name::as_str);
    let definition = match &patch.definition {
        Some(definition) => compiled(definition)?.definition().clone(),
        None => before.definition.clone(),
    };
    if name == before.name && definition == before.definition {
        return Ok(before);
    }
    calendars::update(tx, id, before.version, name, &definition)?;
    let changes = audit::changes(
        &details(&before.name, &before.definition),
        &details(name, &definition),
    );
    audit::record(tx, by, "changed", audit::Object::Calendar(id), changes)?;
    clocks::touch(tx)?;
    get(tx, by, id)
}

/// A supervisor takes a calendar away that nothing counts by.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: CalendarId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    by.require(Role::Supervisor)?;
    let before = get(tx, by, id)?;
    let used = sla_policies::list(tx)?;
    if used
        .iter()
        .any(|policy| policy.profile.terms.calendar_id == Some(id))
    {
        return Err(Conflict::InUse.into());
    }
    if agents::work_by(tx, id)? {
        return Err(Conflict::InUse.into());
    }
    calendars::delete(tx, id, version.unwrap_or(before.version))?;
    let details = details(&before.name, &before.definition);
    audit::record(tx, by, "deleted", audit::Object::Calendar(id), details)?;
    clocks::touch(tx)
}

fn show(calendar: calendars::Calendar) -> Result<Calendar, Refusal> {
    let day_length = compiled(&calendar.definition)?.day_length();
    Ok(Calendar {
        id: calendar.id,
        version: calendar.version,
        name: calendar.name,
        definition: calendar.definition,
        day_length,
    })
}

/// A definition ready to count by, or everything that is wrong with it.
fn compiled(definition: &Definition) -> Result<Compiled, Refusal> {
    Compiled::new(definition).map_err(|flaws| Refusal::Invalid(flaws.iter().map(wrong).collect()))
}

fn wrong(flaw: &Flaw) -> WrongField {
    WrongField {
        field: format!("definition.{}", flaw.field),
        wrong: Wrong::Sentence(flaw.to_string()),
    }
}

fn details(name: &str, definition: &Definition) -> Value {
    json!({ "name": name, "definition": definition })
}
