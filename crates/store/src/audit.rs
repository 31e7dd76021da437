//! What administrators did to the desk itself. Only ever added to.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::PersonId;
use serde_json::Value;

use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::audit_log;
use crate::time::Moment;
use crate::{Connection, Result};

/// An administrative act.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for the desk itself.
    pub person: Option<PersonId>,
    /// What was done, such as `role_changed`.
    pub act: String,
    /// To what kind of thing, such as `person`.
    pub object: String,
    /// To which one, if there are several.
    pub object_id: Option<i64>,
    /// Old and new values, never a secret.
    pub details: Value,
}

/// Keeps an act.
///
/// # Errors
/// Those of the database.
pub fn append(conn: &mut Connection, act: &Act) -> Result<()> {
    let row = (
        audit_log::at.eq(Moment::from(act.at)),
        audit_log::person_id.eq(act.person.map(|id| id.0)),
        audit_log::act.eq(&act.act),
        audit_log::object.eq(&act.object),
        audit_log::object_id.eq(act.object_id),
        audit_log::details.eq(&act.details),
    );
    on!(conn, |c| diesel::insert_into(audit_log::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// A page of acts, newest first, with the number of each.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    before: Option<i64>,
    limit: u32,
) -> Result<Page<(i64, Act), i64>> {
    type Row = (i64, Moment, Option<i64>, String, String, Option<i64>, Value);
    let rows: Vec<Row> = on!(conn, |c| audit_log::table
        .filter(audit_log::id.lt(before.unwrap_or(i64::MAX)))
        .order(audit_log::id.desc())
        .limit(one_more(limit))
        .load(c))?;
    let act = |(id, at, person, act, object, object_id, details): Row| {
        let act = Act {
            at: at.into(),
            person: person.map(PersonId),
            act,
            object,
            object_id,
            details,
        };
        (id, act)
    };
    Ok(Page::of(
        rows.into_iter().map(act).collect(),
        limit,
        |(id, _)| *id,
    ))
}
