//! Business calendars, and every version of them that ever was.

use std::collections::HashMap;

use diesel::prelude::*;
use guichet_domain::calendar::Definition;
use guichet_domain::ids::CalendarId;
use serde_json::Value;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::{calendar_versions, calendars};
use crate::{Connection, Error, Result};

/// A calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Which one.
    pub id: CalendarId,
    /// Grows with each change.
    pub version: i64,
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
    /// When it is open.
    pub definition: Definition,
}

type Row = (i64, i64, String, Value);

fn calendar((id, version, name, definition): Row) -> Result<Calendar> {
    Ok(Calendar {
        id: CalendarId(id),
        version,
        name,
        definition: read(definition)?,
    })
}

fn read(definition: Value) -> Result<Definition> {
    serde_json::from_value(definition).map_err(|error| Error::Broken(error.to_string()))
}

fn written(definition: &Definition) -> Result<Value> {
    serde_json::to_value(definition).map_err(|error| Error::Broken(error.to_string()))
}

/// Keeps a new calendar.
///
/// # Errors
/// `Duplicate` when another has the name; those of the database.
pub fn insert(conn: &mut Connection, name: &str, definition: &Definition) -> Result<CalendarId> {
    let definition = written(definition)?;
    let row = (
        calendars::version.eq(1),
        calendars::name.eq(name),
        calendars::folded.eq(searchable([name])),
        calendars::definition.eq(&definition),
    );
    let id = on!(conn, |c| diesel::insert_into(calendars::table)
        .values(row)
        .returning(calendars::id)
        .get_result(c))?;
    keep_version(conn, id, 1, &definition)?;
    Ok(CalendarId(id))
}

/// Changes a calendar, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; those of the database.
pub fn update(
    conn: &mut Connection,
    id: CalendarId,
    version: i64,
    name: &str,
    definition: &Definition,
) -> Result<()> {
    let definition = written(definition)?;
    let as_read = calendars::table
        .filter(calendars::id.eq(id.0))
        .filter(calendars::version.eq(version));
    let columns = (
        calendars::version.eq(version + 1),
        calendars::name.eq(name),
        calendars::folded.eq(searchable([name])),
        calendars::definition.eq(&definition),
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        return Err(Error::Stale);
    }
    keep_version(conn, id.0, version + 1, &definition)
}

/// Takes a calendar away, if the version is still the one it was read with. Its versions stay.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn delete(conn: &mut Connection, id: CalendarId, version: i64) -> Result<()> {
    let as_read = calendars::table
        .filter(calendars::id.eq(id.0))
        .filter(calendars::version.eq(version));
    match on!(conn, |c| diesel::delete(as_read).execute(c))? {
        0 => Err(Error::Stale),
        _ => Ok(()),
    }
}

fn keep_version(conn: &mut Connection, id: i64, version: i64, definition: &Value) -> Result<()> {
    let row = (
        calendar_versions::calendar_id.eq(id),
        calendar_versions::version.eq(version),
        calendar_versions::definition.eq(definition),
    );
    on!(conn, |c| diesel::insert_into(calendar_versions::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// The calendar with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: CalendarId) -> Result<Option<Calendar>> {
    let found: Option<Row> = on!(conn, |c| calendars::table
        .find(id.0)
        .select((
            calendars::id,
            calendars::version,
            calendars::name,
            calendars::definition
        ))
        .first(c)
        .optional())?;
    found.map(calendar).transpose()
}

/// How calendars are named, by number.
///
/// # Errors
/// Those of the database.
pub fn names(conn: &mut Connection, ids: &[CalendarId]) -> Result<HashMap<CalendarId, String>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String)> = on!(conn, |c| calendars::table
        .filter(calendars::id.eq_any(&ids))
        .select((calendars::id, calendars::name))
        .load(c))?;
    let named = rows.into_iter().map(|(id, name)| (CalendarId(id), name));
    Ok(named.collect())
}

/// All calendars, by name: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Calendar>> {
    let rows: Vec<Row> = on!(conn, |c| calendars::table
        .order(calendars::folded)
        .select((
            calendars::id,
            calendars::version,
            calendars::name,
            calendars::definition
        ))
        .load(c))?;
    rows.into_iter().map(calendar).collect()
}

/// What a calendar was at a version; it may be gone by now.
///
/// # Errors
/// `NotFound` when there was no such version; those of the database.
pub fn version(conn: &mut Connection, id: CalendarId, version: i64) -> Result<Definition> {
    let kept: Option<Value> = on!(conn, |c| calendar_versions::table
        .find((id.0, version))
        .select(calendar_versions::definition)
        .first(c)
        .optional())?;
    read(kept.ok_or(Error::NotFound)?)
}
