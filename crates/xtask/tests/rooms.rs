//! Who may know whom: the picture in `crates/ARCHITECTURE.md`, held to what cargo and the sources say.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Each room, and the rooms it may know.
const KNOWS: &[(&str, &[&str])] = &[
    ("guichet-domain", &[]),
    ("guichet-contract", &["guichet-domain"]),
    ("guichet-store", &["guichet-domain"]),
    ("guichet-mail", &["guichet-domain"]),
    (
        "guichet-desk",
        &["guichet-domain", "guichet-mail", "guichet-store"],
    ),
    // The binary opens the store; what serves requests does not name it (below).
    (
        "guichet-api",
        &[
            "guichet-contract",
            "guichet-desk",
            "guichet-domain",
            "guichet-mail",
            "guichet-store",
        ],
    ),
    ("guichet-client", &["guichet-contract"]),
    (
        "guichet-frontend",
        &["guichet-client", "guichet-contract", "guichet-domain"],
    ),
    ("guichet-testkit", &["guichet-store"]),
    ("xtask", &[]),
];

/// What a room may know in its tests only: databases, and the client that is tried against the door.
const TRIES_WITH: &[(&str, &[&str])] = &[
    ("guichet-store", &["guichet-testkit"]),
    ("guichet-desk", &["guichet-testkit"]),
    ("guichet-api", &["guichet-client", "guichet-testkit"]),
];

/// What only some rooms know of the outside.
const KEPT: &[(&str, &[&str])] = &[
    ("diesel", &["guichet-store", "guichet-testkit"]),
    ("diesel_migrations", &["guichet-store"]),
    ("object_store", &["guichet-store"]),
    ("actix-web", &["guichet-api"]),
    ("utoipa-actix-web", &["guichet-api"]),
    ("argon2", &["guichet-desk"]),
    ("ammonia", &["guichet-mail"]),
    ("async-imap", &["guichet-mail"]),
    ("lettre", &["guichet-mail"]),
    ("mail-parser", &["guichet-mail"]),
    ("leptos", &["guichet-frontend"]),
];

/// What handles requests in the door: it hands deeds to the desk and sees no memory behind them.
const BEHIND_THE_DESK: &[&str] = &["auth", "input", "live", "middleware", "routes", "wire"];

/// What each package depends on, by how: `normal`, `dev`, `build`.
type Packages = BTreeMap<String, Vec<(String, String)>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn packages() -> Packages {
    let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let edge = |dependency: &Value| {
        let how = dependency["kind"].as_str().unwrap_or("normal");
        let name = dependency["name"].as_str().unwrap();
        (name.to_owned(), how.to_owned())
    };
    let package = |package: &Value| {
        let edges = package["dependencies"].as_array().unwrap();
        let name = package["name"].as_str().unwrap().to_owned();
        (name, edges.iter().map(edge).collect())
    };
    let all = metadata["packages"].as_array().unwrap();
    all.iter().map(package).collect()
}

fn is_allowed(from: &str, to: &str, how: &str) -> bool {
    let stands_in = |picture: &[(&str, &[&str])]| {
        let mut rows = picture.iter();
        rows.any(|(room, known)| *room == from && known.contains(&to))
    };
    stands_in(KNOWS) || (how == "dev" && stands_in(TRIES_WITH))
}

#[test]
fn no_room_knows_one_that_it_may_not_know() {
    let packages = packages();
    let ours: BTreeSet<&String> = packages.keys().collect();
    for (from, edges) in &packages {
        for (to, how) in edges.iter().filter(|(to, _)| ours.contains(to)) {
            assert!(is_allowed(from, to, how), "{from} → {to} ({how})");
        }
    }
}

#[test]
fn every_room_stands_in_the_picture_and_exists() {
    let packages = packages();
    let rooms: Vec<&str> = KNOWS.iter().map(|(room, _)| *room).collect();
    for name in packages.keys() {
        assert!(rooms.contains(&name.as_str()), "{name} has no place");
    }
    for room in rooms {
        assert!(packages.contains_key(room), "{room} is gone");
    }
}

#[test]
fn sql_http_and_pages_are_each_known_to_one_room() {
    for (from, edges) in &packages() {
        for (to, _) in edges {
            let rooms = KEPT.iter().find(|(what, _)| what == to);
            let kept = rooms.is_none_or(|(_, rooms)| rooms.contains(&from.as_str()));
            assert!(kept, "{from} → {to}");
        }
    }
}

#[test]
fn what_serves_requests_names_neither_the_store_nor_diesel() {
    for part in BEHIND_THE_DESK {
        let files = sources(&root().join("crates/api/src").join(part));
        assert!(!files.is_empty(), "there is no {part}");
        for file in files {
            let source = std::fs::read_to_string(&file).unwrap();
            for room in ["guichet_store", "diesel"] {
                assert!(!source.contains(room), "{} names {room}", file.display());
            }
        }
    }
}

/// The files of a folder and of the folders in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let below = |path: PathBuf| match path.is_dir() {
        true => sources(&path),
        false => vec![path],
    };
    entries
        .flat_map(|entry| below(entry.unwrap().path()))
        .collect()
}
