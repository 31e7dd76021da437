//! Categories: a tree of two levels.

use diesel::prelude::*;
use guichet_domain::ids::CategoryId;

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::categories;
use crate::{Connection, Error, Result};

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Which one.
    pub id: CategoryId,
    /// Grows with each change.
    pub version: i64,
    /// Its name, unlike its neighbours' whatever case and accents.
    pub name: String,
    /// The category above; `None` on the first level.
    pub parent: Option<CategoryId>,
    /// Whether it can be chosen.
    pub active: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = categories)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    parent_id: Option<i64>,
    active: bool,
}

impl From<Row> for Category {
    fn from(row: Row) -> Self {
        Self {
            id: CategoryId(row.id),
            version: row.version,
            name: row.name,
            parent: row.parent_id.map(CategoryId),
            active: row.active,
        }
    }
}

/// Adds a category, which can be chosen at once. Its parent is of the first level: the desk sees
/// to that.
///
/// # Errors
/// `Duplicate` when a neighbour has the name, `NotFound` when the parent is not there; those of
/// the database.
pub fn insert(conn: &mut Connection, name: &str, parent: Option<CategoryId>) -> Result<CategoryId> {
    let row = (
        categories::version.eq(1),
        categories::name.eq(name),
        categories::folded.eq(searchable([name])),
        categories::parent_id.eq(parent.map(|id| id.0)),
        categories::active.eq(true),
    );
    let id = on!(conn, |c| diesel::insert_into(categories::table)
        .values(row)
        .returning(categories::id)
        .get_result(c))?;
    Ok(CategoryId(id))
}

/// Renames a category, or takes it out of the choice, if the version is still the one it was read
/// with.
///
/// # Errors
/// `Stale`; `Duplicate` when a neighbour has the name; those of the database.
pub fn update(
    conn: &mut Connection,
    id: CategoryId,
    version: i64,
    name: &str,
    active: bool,
) -> Result<()> {
    let as_read = categories::table
        .filter(categories::id.eq(id.0))
        .filter(categories::version.eq(version));
    let columns = (
        categories::version.eq(version + 1),
        categories::name.eq(name),
        categories::folded.eq(searchable([name])),
        categories::active.eq(active),
    );
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// The category with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: CategoryId) -> Result<Category> {
    find(conn, id)?.ok_or(Error::NotFound)
}

/// The category with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: CategoryId) -> Result<Option<Category>> {
    let found: Option<Row> = on!(conn, |c| categories::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Category::from))
}

/// All categories, by name within each level: a desk has at most some hundreds.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Category>> {
    let rows: Vec<Row> = on!(conn, |c| categories::table
        .order((
            categories::parent_id.is_not_null(),
            categories::folded,
            categories::id
        ))
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Category::from).collect())
}

/// These categories and those above them.
///
/// # Errors
/// Those of the database.
pub fn with_parents(conn: &mut Connection, ids: &[CategoryId]) -> Result<Vec<Category>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut rows: Vec<Row> = on!(conn, |c| categories::table
        .filter(categories::id.eq_any(&ids))
        .select(Row::as_select())
        .load(c))?;
    let above: Vec<i64> = rows.iter().filter_map(|row| row.parent_id).collect();
    let missing: Vec<i64> = above.into_iter().filter(|id| !ids.contains(id)).collect();
    if !missing.is_empty() {
        let parents: Vec<Row> = on!(conn, |c| categories::table
            .filter(categories::id.eq_any(&missing))
            .select(Row::as_select())
            .load(c))?;
        rows.extend(parents);
    }
    Ok(rows.into_iter().map(Category::from).collect())
}
