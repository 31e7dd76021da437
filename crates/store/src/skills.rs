//! Skills that agents can have.

use diesel::prelude::*;
use guichet_domain::ids::SkillId;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::skills;
use crate::{Connection, Error, Result, dialect};

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// Which one.
    pub id: SkillId,
    /// Grows with each change.
    pub version: i64,
    /// Its name, unlike any other's whatever case and accents.
    pub name: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = skills)]
struct Row {
    id: i64,
    version: i64,
    name: String,
}

impl From<Row> for Skill {
    fn from(row: Row) -> Self {
        Self {
            id: SkillId(row.id),
            version: row.version,
            name: row.name,
        }
    }
}

/// Adds a skill.
///
/// # Errors
/// `Duplicate` when another has the name; those of the database.
pub fn insert(conn: &mut Connection, name: &str) -> Result<SkillId> {
    let row = (
        skills::version.eq(1),
        skills::name.eq(name),
        skills::folded.eq(searchable([name])),
    );
    let id = on!(conn, |c| diesel::insert_into(skills::table)
        .values(row)
        .returning(skills::id)
        .get_result(c))?;
    Ok(SkillId(id))
}

/// Renames a skill, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when another has the name; those of the database.
pub fn update(conn: &mut Connection, id: SkillId, version: i64, name: &str) -> Result<()> {
    let as_read = skills::table
        .filter(skills::id.eq(id.0))
        .filter(skills::version.eq(version));
    let columns = (
        skills::version.eq(version + 1),
        skills::name.eq(name),
        skills::folded.eq(searchable([name])),
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// Deletes a skill that nobody has any more, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn delete(conn: &mut Connection, id: SkillId, version: i64) -> Result<()> {
    let as_read = skills::table
        .filter(skills::id.eq(id.0))
        .filter(skills::version.eq(version));
    let deleted = on!(conn, |c| diesel::delete(as_read).execute(c))?;
    if deleted == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// The skill with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: SkillId) -> Result<Skill> {
    let row: Row = on!(conn, |c| skills::table
        .find(id.0)
        .select(Row::as_select())
        .first(c))?;
    Ok(row.into())
}

/// All skills, by name: a desk has few.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Skill>> {
    let rows: Vec<Row> = on!(conn, |c| skills::table
        .order(skills::folded)
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Skill::from).collect())
}

/// Those of these skills that are there. Until the transaction ends nobody else deletes one of
/// them, nor mentions one that is being deleted.
///
/// # Errors
/// Those of the database.
pub fn hold(conn: &mut Connection, ids: &[SkillId]) -> Result<Vec<SkillId>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = dialect::hold_skills(conn, &ids)?;
    Ok(found.into_iter().map(SkillId).collect())
}
