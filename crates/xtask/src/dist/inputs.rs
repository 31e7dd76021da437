//! One hash over everything the pages are made from, so that an unchanged tree is not built again.

use super::Mode;
use super::assets::read_folder;
use crate::{process, workspace};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Changes whenever a source, the lock file, the compiler, the mode or this task changes.
pub fn fingerprint(mode: Mode) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{mode:?}").as_bytes());
    hasher.update(process::output_of(workspace::rustc().arg("-vV"))?.as_bytes());
    hasher.update(std::env::var("RUSTFLAGS").unwrap_or_default().as_bytes());
    let optimiser = workspace::find_program("wasm-opt").unwrap_or_default();
    hasher.update(optimiser.as_os_str().as_encoded_bytes());
    for file in ["Cargo.toml", "Cargo.lock"] {
        hasher.update(&fs::read(workspace::path(file))?);
    }
    let mut folders = crates_of_the_frontend()?;
    folders.insert(workspace::path("crates/xtask/src/dist"));
    for folder in folders {
        for (path, bytes) in read_folder(&folder)? {
            hasher.update(path.as_bytes()).update(&[0]);
            hasher
                .update(&(bytes.len() as u64).to_le_bytes())
                .update(&bytes);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    kind: Option<String>,
    path: Option<PathBuf>,
}

/// The folders of the frontend and of every crate of ours that it is compiled from.
fn crates_of_the_frontend() -> Result<BTreeSet<PathBuf>> {
    let mut command = workspace::cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Metadata = serde_json::from_str(&process::output_of(&mut command)?)
        .context("cargo metadata gave something else than JSON")?;
    let mut folders = BTreeSet::new();
    let mut waiting = vec![workspace::path("frontend")];
    while let Some(folder) = waiting.pop() {
        let manifest = folder.join("Cargo.toml");
        if let Some(package) = metadata
            .packages
            .iter()
            .find(|p| p.manifest_path == manifest)
        {
            waiting.extend(
                package
                    .compiled_from()
                    .map(Path::to_owned)
                    .filter(|f| !folders.contains(f)),
            );
        }
        folders.insert(folder);
    }
    Ok(folders)
}

impl Package {
    fn compiled_from(&self) -> impl Iterator<Item = &Path> {
        self.dependencies
            .iter()
            .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
            .filter_map(|dependency| dependency.path.as_deref())
    }
}
