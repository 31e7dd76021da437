//! SLA policies, in the order in which they are tried.

use diesel::prelude::*;
use guichet_domain::ids::SlaPolicyId;
use guichet_domain::sla::Terms;
use serde_json::Value;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::sla_policies;
use crate::{Connection, Error, Result};

/// A policy.
#[derive(Debug, Clone, PartialEq)]
pub struct SlaPolicy {
    /// Which one.
    pub id: SlaPolicyId,
    /// Grows with each change.
    pub version: i64,
    /// Its place, from 1.
    pub position: i32,
    /// What is known.
    pub profile: Profile,
}

/// What is known of a policy, and can be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
    /// Whether it is used.
    pub active: bool,
    /// What it promises.
    pub terms: Terms,
}

type Row = (i64, i64, i32, String, bool, Value);

fn policy((id, version, position, name, active, terms): Row) -> Result<SlaPolicy> {
    Ok(SlaPolicy {
        id: SlaPolicyId(id),
        version,
        position,
        profile: Profile {
            name,
            active,
            terms: serde_json::from_value(terms)
                .map_err(|error| Error::Broken(error.to_string()))?,
        },
    })
}

fn written(terms: &Terms) -> Result<Value> {
    serde_json::to_value(terms).map_err(|error| Error::Broken(error.to_string()))
}

/// Keeps a new policy; it comes last.
///
/// # Errors
/// `Duplicate` when another has the name; those of the database.
pub fn insert(conn: &mut Connection, profile: &Profile) -> Result<SlaPolicyId> {
    let last: Option<i32> = on!(conn, |c| sla_policies::table
        .select(diesel::dsl::max(sla_policies::position))
        .first(c))?;
    let row = (
        sla_policies::version.eq(1),
        sla_policies::name.eq(&profile.name),
        sla_policies::folded.eq(searchable([profile.name.as_str()])),
        sla_policies::position.eq(last.unwrap_or(0) + 1),
        sla_policies::active.eq(profile.active),
        sla_policies::terms.eq(written(&profile.terms)?),
    );
    let id = on!(conn, |c| diesel::insert_into(sla_policies::table)
        .values(row)
        .returning(sla_policies::id)
        .get_result(c))?;
    Ok(SlaPolicyId(id))
}

/// Changes a policy, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; those of the database.
pub fn update(
    conn: &mut Connection,
    id: SlaPolicyId,
    version: i64,
    profile: &Profile,
) -> Result<()> {
    let as_read = sla_policies::table
        .filter(sla_policies::id.eq(id.0))
        .filter(sla_policies::version.eq(version));
    let columns = (
        sla_policies::version.eq(version + 1),
        sla_policies::name.eq(&profile.name),
        sla_policies::folded.eq(searchable([profile.name.as_str()])),
        sla_policies::active.eq(profile.active),
        sla_policies::terms.eq(written(&profile.terms)?),
    );
    match on!(conn, |c| diesel::update(as_read).set(columns).execute(c))? {
        0 => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// Takes a policy away, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn delete(conn: &mut Connection, id: SlaPolicyId, version: i64) -> Result<()> {
    let as_read = sla_policies::table
        .filter(sla_policies::id.eq(id.0))
        .filter(sla_policies::version.eq(version));
    match on!(conn, |c| diesel::delete(as_read).execute(c))? {
        0 => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// Gives the policies the places of this list, from 1.
///
/// # Errors
/// Those of the database.
pub fn set_order(conn: &mut Connection, ids: &[SlaPolicyId]) -> Result<()> {
    for (place, id) in (1..).zip(ids) {
        on!(conn, |c| diesel::update(sla_policies::table.find(id.0))
            .set(sla_policies::position.eq(place))
            .execute(c))?;
    }
    Ok(())
}

/// The policy with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: SlaPolicyId) -> Result<Option<SlaPolicy>> {
    let found: Option<Row> = on!(conn, |c| sla_policies::table
        .find(id.0)
        .select(columns())
        .first(c)
        .optional())?;
    found.map(policy).transpose()
}

/// All policies, in the order in which they are tried: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<SlaPolicy>> {
    let rows: Vec<Row> = on!(conn, |c| sla_policies::table
        .order((sla_policies::position, sla_policies::id))
        .select(columns())
        .load(c))?;
    rows.into_iter().map(policy).collect()
}

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        sla_policies::id,
        sla_policies::version,
        sla_policies::position,
        sla_policies::name,
        sla_policies::active,
        sla_policies::terms,
    )
}
