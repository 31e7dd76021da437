//! Organizations that requesters belong to.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use guichet_domain::ids::OrganizationId;
use guichet_domain::people::Sharing;

use crate::connection::on;
use crate::fold::{patterns, searchable};
use crate::page::{Page, one_more};
use crate::schema::organizations;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Which one.
    pub id: OrganizationId,
    /// Grows with each change.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is known of an organization, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
    /// What agents should know of it.
    pub notes: Option<String>,
    /// Who of it reads all of its tickets.
    pub sharing: Sharing,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = organizations)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    notes: Option<String>,
    sharing: Word<Sharing>,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Row> for Organization {
    fn from(row: Row) -> Self {
        Self {
            id: OrganizationId(row.id),
            version: row.version,
            profile: Profile {
                name: row.name,
                notes: row.notes,
                sharing: row.sharing.0,
            },
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        }
    }
}

/// Enters an organization.
///
/// # Errors
/// `Duplicate` when another has the name; those of the database.
pub fn insert(
    conn: &mut Connection,
    profile: &Profile,
    at: DateTime<Utc>,
) -> Result<OrganizationId> {
    let row = (
        organizations::version.eq(1),
        organizations::name.eq(&profile.name),
        organizations::folded.eq(searchable([profile.name.as_str()])),
        organizations::notes.eq(&profile.notes),
        organizations::sharing.eq(profile.sharing.as_str()),
        organizations::created_at.eq(Moment::from(at)),
        organizations::updated_at.eq(Moment::from(at)),
    );
    let id = on!(conn, |c| diesel::insert_into(organizations::table)
        .values(row)
        .returning(organizations::id)
        .get_result(c))?;
    Ok(OrganizationId(id))
}

/// Changes an organization, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; those of the database.
pub fn update(
    conn: &mut Connection,
    id: OrganizationId,
    version: i64,
    profile: &Profile,
    at: DateTime<Utc>,
) -> Result<()> {
    let as_read = organizations::table
        .filter(organizations::id.eq(id.0))
        .filter(organizations::version.eq(version));
    let columns = (
        organizations::version.eq(version + 1),
        organizations::name.eq(&profile.name),
        organizations::folded.eq(searchable([profile.name.as_str()])),
        organizations::notes.eq(&profile.notes),
        organizations::sharing.eq(profile.sharing.as_str()),
        organizations::updated_at.eq(Moment::from(at)),
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// The organization with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: OrganizationId) -> Result<Organization> {
    find(conn, id)?.ok_or(Error::NotFound)
}

/// The organization with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: OrganizationId) -> Result<Option<Organization>> {
    let found: Option<Row> = on!(conn, |c| organizations::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Organization::from))
}

/// How organizations are named, by number.
///
/// # Errors
/// Those of the database.
pub fn names(
    conn: &mut Connection,
    ids: &[OrganizationId],
) -> Result<HashMap<OrganizationId, String>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String)> = on!(conn, |c| organizations::table
        .filter(organizations::id.eq_any(&ids))
        .select((organizations::id, organizations::name))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (OrganizationId(id), name))
        .collect())
}

/// A page of organizations by name; only those with the beginnings of words in their name, if
/// given. The position is the number of the last one.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    words: Option<&str>,
    after: Option<OrganizationId>,
    limit: u32,
) -> Result<Page<Organization, OrganizationId>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = organizations::table.into_boxed();
        for pattern in words.map(patterns).unwrap_or_default() {
            query = query.filter(organizations::folded.like(pattern).escape('\\'));
        }
        if let Some(after) = after {
            query = query.filter(
                sql::<Bool>(
                    "organizations.folded > (SELECT o.folded FROM organizations o WHERE o.id = ",
                )
                .bind::<BigInt, _>(after.0)
                .sql(")"),
            );
        }
        query
            .order(organizations::folded)
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let organizations = rows.into_iter().map(Organization::from).collect();
    Ok(Page::of(organizations, limit, |one: &Organization| one.id))
}
