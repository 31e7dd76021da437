//! What each person wants to be told by mail.

use diesel::prelude::*;
use diesel::upsert::excluded;
use guichet_domain::ids::PersonId;
use serde_json::Value;

use crate::connection::on;
use crate::schema::mail_choices;
use crate::{Connection, Result};

/// What a person has chosen, if anything.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, person: PersonId) -> Result<Option<Value>> {
    let found = on!(conn, |c| mail_choices::table
        .find(person.0)
        .select(mail_choices::choices)
        .first(c)
        .optional())?;
    Ok(found)
}

/// Keeps what a person chooses.
///
/// # Errors
/// `NotFound` when the person is not there; those of the database.
pub fn put(conn: &mut Connection, person: PersonId, choices: &Value) -> Result<()> {
    let row = (
        mail_choices::person_id.eq(person.0),
        mail_choices::choices.eq(choices),
    );
    on!(conn, |c| diesel::insert_into(mail_choices::table)
        .values(row)
        .on_conflict(mail_choices::person_id)
        .do_update()
        .set(mail_choices::choices.eq(excluded(mail_choices::choices)))
        .execute(c))?;
    Ok(())
}
