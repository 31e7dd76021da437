//! What an administrator may change without restarting: a value for each key.

use diesel::prelude::*;
use diesel::upsert::excluded;
use serde_json::Value;

use crate::connection::on;
use crate::schema::settings;
use crate::{Connection, Error};

/// The value of a setting that has been changed from its default.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, key: &str) -> Result<Option<Value>, Error> {
    let value = on!(conn, |c| {
        let found = settings::table.find(key).select(settings::value);
        found.first(c).optional()
    })?;
    Ok(value)
}

/// All settings that have been changed, by key.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<(String, Value)>, Error> {
    let all = on!(conn, |c| settings::table.order(settings::key).load(c))?;
    Ok(all)
}

/// Keeps a setting, replacing what it was.
///
/// # Errors
/// Those of the database.
pub fn put(conn: &mut Connection, key: &str, value: &Value) -> Result<(), Error> {
    on!(conn, |c| diesel::insert_into(settings::table)
        .values((settings::key.eq(key), settings::value.eq(value)))
        .on_conflict(settings::key)
        .do_update()
        .set(settings::value.eq(excluded(settings::value)))
        .execute(c))?;
    Ok(())
}

/// Lets a setting fall back to its default.
///
/// # Errors
/// Those of the database.
pub fn remove(conn: &mut Connection, key: &str) -> Result<(), Error> {
    on!(conn, |c| diesel::delete(settings::table.find(key))
        .execute(c))?;
    Ok(())
}
