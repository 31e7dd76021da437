//! What was changed of something large, leaf by leaf: for counting edits, and for keeping them when
//! someone else was quicker. Lists, and objects that are edited as one, are leaves.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The names of the leaves that differ: `targets.p1.resolution`. `whole` ends the names of objects
/// that are edited as one.
#[must_use]
pub fn changed<T: Serialize>(base: &T, mine: &T, whole: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    if let (Ok(base), Ok(mine)) = (serde_json::to_value(base), serde_json::to_value(mine)) {
        differences(&base, &mine, "", whole, &mut found);
    }
    found
}

/// The latest, with the leaves of `mine` that differ from `base`.
#[must_use]
pub fn kept<T: Serialize + DeserializeOwned + Clone>(
    base: &T,
    mine: &T,
    latest: &T,
    whole: &[&str],
) -> T {
    let values = [base, mine, latest].map(serde_json::to_value);
    let [Ok(base), Ok(mine), Ok(mut merged)] = values else {
        return mine.clone();
    };
    merge(&base, &mine, &mut merged, "", whole);
    serde_json::from_value(merged).unwrap_or_else(|_| latest.clone())
}

/// The fields of an object.
type Fields = Map<String, Value>;

/// Both as objects, unless they are edited as one.
fn branches<'a>(
    base: &'a Value,
    mine: &'a Value,
    at: &str,
    whole: &[&str],
) -> Option<(&'a Fields, &'a Fields)> {
    if whole.iter().any(|name| at.ends_with(name)) {
        return None;
    }
    Some((base.as_object()?, mine.as_object()?))
}

fn below(at: &str, key: &str) -> String {
    if at.is_empty() {
        key.to_owned()
    } else {
        format!("{at}.{key}")
    }
}

fn differences(base: &Value, mine: &Value, at: &str, whole: &[&str], found: &mut Vec<String>) {
    if base == mine {
        return;
    }
    let Some((base, mine)) = branches(base, mine, at, whole) else {
        found.push(at.to_owned());
        return;
    };
    for (key, mine) in mine {
        let base = base.get(key).unwrap_or(&Value::Null);
        differences(base, mine, &below(at, key), whole, found);
    }
}

fn merge(base: &Value, mine: &Value, latest: &mut Value, at: &str, whole: &[&str]) {
    if base == mine {
        return;
    }
    let (Some((base, mine)), true) = (branches(base, mine, at, whole), latest.is_object()) else {
        *latest = mine.clone();
        return;
    };
    for (key, mine) in mine {
        let base = base.get(key).unwrap_or(&Value::Null);
        if let Some(latest) = latest.get_mut(key) {
            merge(base, mine, latest, &below(at, key), whole);
        }
    }
}
