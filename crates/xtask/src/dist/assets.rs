//! The files that go out, and the addresses the browser asks for them.

use super::sizes::Screen;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Files under this folder carry a hash of their content in the name: they may be kept forever.
const HASHED_FOLDER: &str = "assets";
/// The one font that every first screen needs.
const FIRST_FONT: &str = "inter.woff2";

/// One file to be served.
pub struct Asset {
    /// Its name in the sources, by which style sheets refer to it.
    source: String,
    /// Its path below the root of the site.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The first screens that are not complete without it.
    pub screens: Vec<Screen>,
}

impl Asset {
    /// A file that keeps its name.
    pub fn named(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            source: path.to_owned(),
            path: path.to_owned(),
            bytes,
            screens: Vec::new(),
        }
    }

    /// A file whose name carries the hash of its content.
    pub fn hashed(name: &str, bytes: Vec<u8>) -> Self {
        let hash = &blake3::hash(&bytes).to_hex()[..16];
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("{HASHED_FOLDER}/{stem}-{hash}.{extension}");
        Self {
            source: name.to_owned(),
            path,
            bytes,
            screens: Vec::new(),
        }
    }

    /// The same file, counted in every first screen.
    pub fn on_first_screen(self) -> Self {
        self.on(Screen::ALL.to_vec())
    }

    /// The same file, counted in these first screens.
    pub fn on(mut self, screens: Vec<Screen>) -> Self {
        self.screens = screens;
        self
    }
}

/// Everything that is served.
#[derive(Default)]
pub struct Assets(pub Vec<Asset>);

impl Assets {
    /// Adds a file and gives back its address.
    pub fn add(&mut self, asset: Asset) -> String {
        let url = format!("/{}", asset.path);
        self.0.push(asset);
        url
    }

    /// The address of the file with this path (or file name) in the sources.
    pub fn url_of(&self, source: &str) -> Option<String> {
        self.0
            .iter()
            .find(|asset| asset.source == source)
            .map(|asset| format!("/{}", asset.path))
    }

    /// Adds the fonts under hashed names; their licences keep theirs.
    pub fn add_fonts(&mut self, folder: &Path) -> Result<()> {
        for (name, bytes) in read_folder(folder)? {
            let asset = match name.ends_with(".woff2") {
                true if name == FIRST_FONT => Asset::hashed(&name, bytes).on_first_screen(),
                true => Asset::hashed(&name, bytes),
                false => Asset::named(&format!("licences/{name}"), bytes),
            };
            self.add(asset);
        }
        Ok(())
    }

    /// Adds what is asked for by a fixed address, such as the icon of the site.
    pub fn add_public(&mut self, folder: &Path) -> Result<()> {
        for (path, bytes) in read_folder(folder)? {
            self.add(Asset::named(&path, bytes));
        }
        Ok(())
    }
}

/// Every file below a folder with its path relative to it, in order; none if there is no folder.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for file in list_files(folder)? {
        let bytes =
            fs::read(&file).with_context(|| format!("{} could not be read", file.display()))?;
        let relative = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        files.push((relative, bytes));
    }
    Ok(files)
}

fn list_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(list_files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
