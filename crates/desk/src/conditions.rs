//! Conditions on tickets, as people write them: what they name must be there.

use guichet_domain::ids::CategoryId;
use guichet_domain::sla::Conditions;
use guichet_domain::text::Tag;
use guichet_store::{Connection, categories, organizations, teams};

use crate::{Refusal, Wrong};

/// The most kinds or channels that are asked for; there are fewer.
const MOST_WORDS: usize = 10;
/// The most categories, organizations or teams.
const MOST_THINGS: usize = 100;
/// The most tags.
const MOST_TAGS: usize = 50;

/// Conditions whose lists are bounded, repeat nothing and mention only what is there; a category
/// or team that cannot be chosen any more may still be on tickets. `prefix` is the field that
/// holds them.
pub(crate) fn sound(
    tx: &mut Connection,
    prefix: &str,
    asked: &Conditions,
) -> Result<Conditions, Refusal> {
    let field = |name: &str| format!("{prefix}.{name}");
    let category_ids = distinct(&field("category_ids"), &asked.category_ids, MOST_THINGS)?;
    let there = categories::with_parents(tx, &category_ids)?;
    let is_there = |id: &CategoryId| there.iter().any(|category| category.id == *id);
    all_there(&field("category_ids"), &asked.category_ids, is_there)?;

    let organization_ids = distinct(
        &field("organization_ids"),
        &asked.organization_ids,
        MOST_THINGS,
    )?;
    let there = organizations::names(tx, &organization_ids)?;
    let is_there = |id: &_| there.contains_key(id);
    all_there(
        &field("organization_ids"),
        &asked.organization_ids,
        is_there,
    )?;

    let team_ids = distinct(&field("team_ids"), &asked.team_ids, MOST_THINGS)?;
    let there = teams::names(tx, &team_ids)?;
    let is_there = |id: &_| there.contains_key(id);
    all_there(&field("team_ids"), &asked.team_ids, is_there)?;

    Ok(Conditions {
        kinds: distinct(&field("kinds"), &asked.kinds, MOST_WORDS)?,
        category_ids,
        organization_ids,
        team_ids,
        channels: distinct(&field("channels"), &asked.channels, MOST_WORDS)?,
        tags: tags(&field("tags"), &asked.tags)?,
    })
}

/// A list in order and without its repetitions; a longer one than allowed is refused.
pub(crate) fn distinct<T: Copy + Ord>(
    field: &str,
    asked: &[T],
    most: usize,
) -> Result<Vec<T>, Refusal> {
    if asked.len() > most {
        return Err(Refusal::field(field, Wrong::OutOfRange));
    }
    let mut asked = asked.to_vec();
    asked.sort_unstable();
    asked.dedup();
    Ok(asked)
}

fn all_there<T>(field: &str, asked: &[T], is_there: impl Fn(&T) -> bool) -> Result<(), Refusal> {
    match asked.iter().position(|one| !is_there(one)) {
        None => Ok(()),
        Some(place) => {
            let field = format!("{field}[{place}]");
            Err(Refusal::field(field, Wrong::NoSuchObject))
        }
    }
}

/// Tags as tickets have them; whether one is in use yet does not matter.
fn tags(field: &str, asked: &[String]) -> Result<Vec<String>, Refusal> {
    if asked.len() > MOST_TAGS {
        return Err(Refusal::field(field, Wrong::OutOfRange));
    }
    let mut tags = Vec::with_capacity(asked.len());
    for (place, text) in asked.iter().enumerate() {
        let wrong = |error| Refusal::field(format!("{field}[{place}]"), Wrong::Text(error));
        tags.push(Tag::parse(text).map_err(wrong)?.into_string());
    }
    tags.sort_unstable();
    tags.dedup();
    Ok(tags)
}
