//! What an administrator may change without restarting: a value for each key.

use diesel::prelude::*;
use diesel::upsert::excluded;
use serde_json::Value;

use crate::connection::on;
use crate::schema::settings;
use crate::{Connection, Error, Result};

/// A setting that has been changed from its default.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Grows with each change.
    pub version: i64,
    /// What it is set to.
    pub value: Value,
}

/// The setting of a key, if it has been changed from its default.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, key: &str) -> Result<Option<Setting>> {
    let found: Option<(i64, Value)> = on!(conn, |c| settings::table
        .find(key)
        .select((settings::version, settings::value))
        .first(c)
        .optional())?;
    Ok(found.map(|(version, value)| Setting { version, value }))
}

/// Keeps a setting, whatever it was.
///
/// # Errors
/// Those of the database.
pub fn put(conn: &mut Connection, key: &str, value: &Value) -> Result<()> {
    on!(conn, |c| diesel::insert_into(settings::table)
        .values(first(key, value))
        .on_conflict(settings::key)
        .do_update()
        .set((
            settings::value.eq(excluded(settings::value)),
            settings::version.eq(settings::version + 1),
        ))
        .execute(c))?;
    Ok(())
}

/// Keeps a setting that nobody has kept before: of several who try at once, one succeeds.
///
/// # Errors
/// `Duplicate` when it has a value; those of the database.
pub fn begin(conn: &mut Connection, key: &str, value: &Value) -> Result<()> {
    on!(conn, |c| diesel::insert_into(settings::table)
        .values(first(key, value))
        .execute(c))?;
    Ok(())
}

/// Replaces a setting, if the version is still the one it was read with. Version 0 is that of a
/// setting which has never been changed.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn replace(conn: &mut Connection, key: &str, version: i64, value: &Value) -> Result<()> {
    let changed = if version == 0 {
        on!(conn, |c| diesel::insert_into(settings::table)
            .values(first(key, value))
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        let as_read = settings::table
            .filter(settings::key.eq(key))
            .filter(settings::version.eq(version));
        on!(conn, |c| diesel::update(as_read)
            .set((settings::value.eq(value), settings::version.eq(version + 1)))
            .execute(c))?
    };
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn first<'a>(key: &'a str, value: &'a Value) -> _ {
    (
        settings::key.eq(key),
        settings::version.eq(1i64),
        settings::value.eq(value),
    )
}
