//! The web pages: frontend to wasm, style sheets to one, everything hashed, compressed and weighed.

mod assets;
mod compress;
mod inputs;
mod page;
mod sizes;
mod split;
mod styles;
mod wasm;

use crate::workspace;
use anyhow::{Context, Result};
use assets::{Asset, Assets};
use sizes::Screen;
pub use sizes::Sizes;
use std::fs;
use std::path::Path;
pub use wasm::cargo as cargo_for_wasm;

/// What the pages are built for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Mode {
    /// Small and quick to load: optimised, compressed, within the budget.
    Release,
    /// Quick to build.
    Development,
}

impl Mode {
    /// The mode for the flag `--dev`.
    pub fn chosen(dev: bool) -> Self {
        if dev {
            Self::Development
        } else {
            Self::Release
        }
    }
}

/// Builds `target/dist`, unless it is already there for the same inputs.
pub fn build(mode: Mode) -> Result<Sizes> {
    let inputs = inputs::fingerprint(mode)?;
    if let Some(sizes) = Sizes::load_if_current(&inputs) {
        println!("web pages: unchanged since the last build");
        return Ok(sizes);
    }
    println!("web pages: compiling the frontend ({mode:?})");
    let bindings = wasm::build(mode)?;
    println!("web pages: styles, fonts and page");
    let assets = gather(mode, bindings)?;
    if mode == Mode::Release {
        println!("web pages: compressing");
    }
    let folder = workspace::path("target/dist.new");
    let files = compress::write_all(&folder, assets, mode)?;
    replace(&folder, &workspace::dist())?;
    let sizes = Sizes::new(inputs, mode, files);
    sizes.save()?;
    Ok(sizes)
}

/// Everything that goes out, names hashed from the leaves up: what names another file by its hash
/// comes after it.
fn gather(mode: Mode, bindings: wasm::Bindings) -> Result<Assets> {
    let mut assets = Assets::default();
    assets.add_fonts(&workspace::path("frontend/fonts"))?;
    assets.add_public(&workspace::path("frontend/public"))?;
    let entry = workspace::path("frontend/styles/guichet.css");
    let css = styles::bundle(&entry, mode, |name| assets.url_of(name))?;
    let css = assets.add(Asset::hashed("guichet.css", css.into_bytes()).on_first_screen());

    let wasm = assets.add(Asset::hashed("guichet.wasm", bindings.wasm).on_first_screen());
    let mut script = bindings.script;
    for (import, snippet) in bindings.snippets {
        let name = import.rsplit('/').next().unwrap_or(&import).to_owned();
        let url = assets.add(Asset::hashed(&name, snippet.into_bytes()).on_first_screen());
        script = script.replace(&import, &url);
    }
    let mut addresses = Vec::new();
    for pack in bindings.packs {
        let name = format!("{}.bin", pack.name);
        let screens = Screen::ALL
            .into_iter()
            .filter(|screen| pack.pages.iter().any(|page| page == screen.page()));
        let asset = Asset::hashed(&name, pack.bytes.clone()).on(screens.collect());
        let url = assets.add(asset);
        script = pack.place_in(&script, &url)?;
        addresses.push((pack.pages, url));
    }
    let parts = parts_by_area(&addresses);
    let bindings = assets.add(Asset::hashed("guichet.js", script.into_bytes()).on_first_screen());

    let start = fs::read_to_string(workspace::path("frontend/start.js"))
        .context("frontend/start.js could not be read")?;
    let start = page::fill(
        &start,
        &[("bindings", &bindings), ("wasm", &wasm), ("parts", &parts)],
    )
    .context("frontend/start.js")?;
    let start = assets.add(Asset::hashed("start.js", start.into_bytes()).on_first_screen());

    let template = fs::read_to_string(workspace::path("frontend/index.html"))
        .context("frontend/index.html could not be read")?;
    let font = assets
        .url_of("inter.woff2")
        .context("frontend/fonts/inter.woff2 is missing")?;
    let values = [
        ("css", css.as_str()),
        ("js", &start),
        ("bindings", &bindings),
        ("wasm", &wasm),
        ("font", &font),
    ];
    let html = page::render(&template, &values).context("frontend/index.html")?;
    assets.add(Asset::named("index.html", html.into_bytes()).on_first_screen());
    Ok(assets)
}

/// What the start script fetches with the program (`now`) and after it (`next`), by area, as JSON.
fn parts_by_area(packs: &[(Vec<String>, String)]) -> String {
    let needed_by = |page: &str| -> Vec<&String> {
        let packs = packs
            .iter()
            .filter(|(pages, _)| pages.iter().any(|p| p == page));
        packs.map(|(_, url)| url).collect()
    };
    let areas = Screen::ALL.into_iter().map(|screen| {
        let now = needed_by(screen.page());
        let mut next = screen.next_page().map(needed_by).unwrap_or_default();
        next.retain(|url| !now.contains(url));
        let fetched = serde_json::json!({ "now": now, "next": next });
        (screen.area().to_owned(), fetched)
    });
    serde_json::Value::Object(areas.collect()).to_string()
}

/// Puts the finished folder in the place of the old one.
fn replace(finished: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| format!("{} is in use", place.display()))?;
    }
    fs::rename(finished, place)
        .with_context(|| format!("{} could not be put in place", place.display()))
}
