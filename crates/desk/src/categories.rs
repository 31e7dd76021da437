//! Categories: a tree of two levels.

use guichet_domain::ids::CategoryId;
use guichet_domain::people::Role;
use guichet_domain::text::Name;
pub use guichet_store::categories::Category;
use guichet_store::{Connection, categories};
use serde_json::json;

use crate::{By, Refusal, Wrong, audit};

/// The most there may be, so that the whole tree is sent at once.
pub const MOST: usize = 1_000;

/// A category to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// Its name, unlike its neighbours'.
    pub name: Name,
    /// The category above, itself of the first level.
    pub parent: Option<CategoryId>,
}

/// What to change of a category; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategoryPatch {
    /// Its name.
    pub name: Option<Name>,
    /// Whether it can be chosen.
    pub active: Option<bool>,
}

/// All categories, by name within each level; to requesters, only those that can be chosen.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<Category>, Refusal> {
    let mut all = categories::list(tx)?;
    if !by.is_staff() {
        let closed: Vec<CategoryId> = all.iter().filter(|c| !c.active).map(|c| c.id).collect();
        let is_closed = |id: CategoryId| closed.contains(&id);
        all.retain(|c| c.active && !c.parent.is_some_and(is_closed));
    }
    Ok(all)
}

/// A supervisor adds a category.
pub fn create(tx: &mut Connection, by: &By, new: &NewCategory) -> Result<Category, Refusal> {
    by.require(Role::Supervisor)?;
    if let Some(parent) = new.parent {
        check_parent(tx, parent)?;
    }
    if categories::list(tx)?.len() >= MOST {
        let sentence = "There are 1,000 categories already.";
        return Err(Refusal::field("name", Wrong::Invalid(sentence)));
    }
    let id = categories::insert(tx, new.name.as_str(), new.parent)?;
    let details = json!({ "name": new.name.as_str(), "parent": new.parent });
    audit::record(tx, by, "created", audit::Object::Category(id), details)?;
    Ok(categories::get(tx, id)?)
}

fn check_parent(tx: &mut Connection, parent: CategoryId) -> Result<(), Refusal> {
    match categories::find(tx, parent)? {
        None => Err(Refusal::field("parent_id", Wrong::NoSuchObject)),
        Some(parent) if parent.parent.is_some() => {
            let sentence = "A category of the second level has none below it.";
            Err(Refusal::field("parent_id", Wrong::Invalid(sentence)))
        }
        Some(_) => Ok(()),
    }
}

/// A supervisor renames a category, or takes it out of the choice.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: CategoryId,
    version: Option<i64>,
    patch: &CategoryPatch,
) -> Result<Category, Refusal> {
    by.require(Role::Supervisor)?;
    let before = categories::get(tx, id)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let name = patch
        .name
        .as_ref()
        .map_or(before.name.as_str(), Name::as_str);
    let active = patch.active.unwrap_or(before.active);
    if name == before.name && active == before.active {
        return Ok(before);
    }
    categories::update(tx, id, before.version, name, active)?;
    let changes = audit::changes(
        &json!({ "name": before.name, "active": before.active }),
        &json!({ "name": name, "active": active }),
    );
    audit::record(tx, by, "changed", audit::Object::Category(id), changes)?;
    Ok(categories::get(tx, id)?)
}

/// A category with those below it.
pub(crate) fn with_children(
    tx: &mut Connection,
    id: CategoryId,
) -> Result<Vec<CategoryId>, Refusal> {
    let below = categories::list(tx)?
        .into_iter()
        .filter(|c| c.parent == Some(id));
    Ok(std::iter::once(id).chain(below.map(|c| c.id)).collect())
}
