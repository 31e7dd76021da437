//! Tags that have been used.

use diesel::prelude::*;

use crate::connection::on;
use crate::schema::tags;
use crate::{Connection, Result};

/// Tags in alphabetical order, those that begin with `beginning`.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection, beginning: &str, limit: u32) -> Result<Vec<String>> {
    // A range serves the index on both; no word goes on after the last character there is.
    let end = format!("{beginning}{}", char::MAX);
    let found = on!(conn, |c| tags::table
        .filter(tags::name.ge(beginning))
        .filter(tags::name.lt(end))
        .order(tags::name)
        .limit(i64::from(limit))
        .select(tags::name)
        .load(c))?;
    Ok(found)
}
