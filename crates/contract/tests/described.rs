//! The description of the API knows its schemas by name alone: of two that share one, it loses one
//! without a word.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(sources(&path)),
            false => files.push(path),
        }
    }
    files
}

/// The names under which the types of a file are described.
fn described(source: &str) -> Vec<String> {
    let items = source.split("derive(utoipa::ToSchema").skip(1);
    let name = |item: &str| {
        let (attributes, rest) = item.split_once("\npub ")?;
        if let Some((_, alias)) = attributes.split_once("schema(as = ") {
            return alias.split([')', ',']).next().map(str::to_owned);
        }
        let name = rest.split_whitespace().nth(1)?;
        let end = name.find(|c: char| !c.is_alphanumeric());
        Some(name[..end.unwrap_or(name.len())].to_owned())
    };
    items.filter_map(name).collect()
}

#[test]
fn no_two_types_are_described_under_one_name() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut places = BTreeMap::<String, Vec<String>>::new();
    for folder in ["src", "../domain/src", "../api/src"] {
        for file in sources(&here.join(folder)) {
            for name in described(&fs::read_to_string(&file).unwrap()) {
                let place = file.display().to_string();
                places.entry(name).or_default().push(place);
            }
        }
    }
    assert!(
        places.len() > 50,
        "the types are written in another way now"
    );
    let twice: Vec<_> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}
