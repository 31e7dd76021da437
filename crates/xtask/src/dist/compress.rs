//! Writes the files with a brotli and a gzip copy beside each that shrinks, on all cores.

use super::assets::{Asset, Assets};
use super::{Mode, sizes::FileSize};
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Endings of what is text or code; images and fonts are compressed already.
const COMPRESSIBLE: [&str; 10] = [
    "html",
    "css",
    "js",
    "wasm",
    "bin",
    "svg",
    "json",
    "txt",
    "xml",
    "webmanifest",
];

/// Writes every asset into an empty `folder`; in release mode with `.br` and `.gz` copies.
pub fn write_all(folder: &Path, assets: Assets, mode: Mode) -> Result<Vec<FileSize>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let assets = assets.0;
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let work = || -> Result<Vec<FileSize>> {
        let mut done = Vec::new();
        while let Some(asset) = assets.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(write(folder, asset, mode)?);
        }
        Ok(done)
    };
    let mut files = std::thread::scope(|scope| -> Result<Vec<FileSize>> {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut files = Vec::new();
        for thread in threads {
            files.extend(thread.join().expect("compressing does not panic")?);
        }
        Ok(files)
    })?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn write(folder: &Path, asset: &Asset, mode: Mode) -> Result<FileSize> {
    let path = folder.join(&asset.path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let save = |ending: &str, bytes: &[u8]| {
        let name = format!("{}{ending}", path.display());
        fs::write(&name, bytes).with_context(|| format!("{name} could not be written"))
    };
    save("", &asset.bytes)?;
    let mut transfer = asset.bytes.len();
    let extension = asset.path.rsplit('.').next().unwrap_or_default();
    if mode == Mode::Release && COMPRESSIBLE.contains(&extension) {
        let brotli = brotli(&asset.bytes)?;
        save(".br", &brotli)?;
        save(".gz", &gzip(&asset.bytes)?)?;
        transfer = brotli.len();
    }
    Ok(FileSize {
        path: asset.path.clone(),
        raw: asset.bytes.len(),
        transfer,
        screens: asset.screens.clone(),
    })
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
