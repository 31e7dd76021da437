//! What other systems call a thing of ours: the memory of imports and of synchronisation.

use std::collections::HashMap;
use std::fmt;

use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::connection::on;
use crate::schema::external_references;
use crate::{Connection, Result};

/// What kind of thing is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A ticket.
    Ticket,
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A team.
    Team,
    /// A category.
    Category,
}

impl Target {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Team => "team",
            Self::Category => "category",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A thing of ours that another system knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its number here.
    pub id: i64,
    /// How far the other system's account of it has been read, in that system's own terms.
    pub mark: Option<String>,
}

/// How a ticket is called elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalName {
    /// The other system.
    pub source: String,
    /// What it calls the thing.
    pub external_id: String,
}

/// Binds a name in another system to a thing of ours.
///
/// # Errors
/// `Duplicate` when the name is bound already; those of the database.
pub fn bind(
    conn: &mut Connection,
    target: Target,
    source: &str,
    external_id: &str,
    reference: &Reference,
) -> Result<()> {
    let row = (
        external_references::kind.eq(target.as_str()),
        external_references::source.eq(source),
        external_references::external_id.eq(external_id),
        external_references::target_id.eq(reference.id),
        external_references::mark.eq(&reference.mark),
    );
    on!(conn, |c| diesel::insert_into(external_references::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// Notes how far the accounts of bound things have been read, binding them if need be. No name
/// stands twice among them.
///
/// # Errors
/// Those of the database.
pub fn mark_many(
    conn: &mut Connection,
    target: Target,
    source: &str,
    references: &[(String, Reference)],
) -> Result<()> {
    for some in references.chunks(1_000) {
        let row = |(external_id, reference): &(String, Reference)| {
            (
                external_references::kind.eq(target.as_str()),
                external_references::source.eq(source.to_owned()),
                external_references::external_id.eq(external_id.clone()),
                external_references::target_id.eq(reference.id),
                external_references::mark.eq(reference.mark.clone()),
            )
        };
        let rows: Vec<_> = some.iter().map(row).collect();
        on!(conn, |c| diesel::insert_into(external_references::table)
            .values(rows)
            .on_conflict((
                external_references::kind,
                external_references::source,
                external_references::external_id,
            ))
            .do_update()
            .set(external_references::mark.eq(excluded(external_references::mark)))
            .execute(c))?;
    }
    Ok(())
}

/// What a name in another system is bound to, if anything.
///
/// # Errors
/// Those of the database.
pub fn find(
    conn: &mut Connection,
    target: Target,
    source: &str,
    external_id: &str,
) -> Result<Option<Reference>> {
    let found: Option<(i64, Option<String>)> = on!(conn, |c| external_references::table
        .find((target.as_str(), source, external_id))
        .select((external_references::target_id, external_references::mark))
        .first(c)
        .optional())?;
    Ok(found.map(|(id, mark)| Reference { id, mark }))
}

/// What many names in another system are bound to; those that are bound to nothing are left out.
///
/// # Errors
/// Those of the database.
pub fn find_many(
    conn: &mut Connection,
    target: Target,
    source: &str,
    external_ids: &[String],
) -> Result<HashMap<String, Reference>> {
    let rows: Vec<(String, i64, Option<String>)> = on!(conn, |c| external_references::table
        .filter(external_references::kind.eq(target.as_str()))
        .filter(external_references::source.eq(source))
        .filter(external_references::external_id.eq_any(external_ids))
        .select((
            external_references::external_id,
            external_references::target_id,
            external_references::mark,
        ))
        .load(c))?;
    let found = rows
        .into_iter()
        .map(|(name, id, mark)| (name, Reference { id, mark }));
    Ok(found.collect())
}

/// How a thing of ours is called elsewhere.
///
/// # Errors
/// Those of the database.
pub fn names_of(conn: &mut Connection, target: Target, id: i64) -> Result<Vec<ExternalName>> {
    let rows: Vec<(String, String)> = on!(conn, |c| external_references::table
        .filter(external_references::kind.eq(target.as_str()))
        .filter(external_references::target_id.eq(id))
        .order((
            external_references::source,
            external_references::external_id
        ))
        .select((
            external_references::source,
            external_references::external_id
        ))
        .load(c))?;
    let names = rows.into_iter().map(|(source, external_id)| ExternalName {
        source,
        external_id,
    });
    Ok(names.collect())
}
