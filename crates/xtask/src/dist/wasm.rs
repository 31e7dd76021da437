//! The frontend as wasm with its JavaScript bindings, made with the wasm-bindgen library.

use super::Mode;
use super::assets::read_folder;
use super::sizes::Screen;
use super::split::{self, Pack};
use crate::{process, workspace};
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// The compiled frontend.
pub struct Bindings {
    /// The module.
    pub wasm: Vec<u8>,
    /// The JavaScript that loads it.
    pub script: String,
    /// What the script imports: the name it uses, and the content.
    pub snippets: Vec<(String, String)>,
    /// The modules that the script fetches later.
    pub packs: Vec<Pack>,
}

/// Adds the standard library for wasm to the toolchain, once.
fn add_target_if_missing() -> Result<()> {
    let sysroot = process::output_of(workspace::rustc().args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(());
    }
    if workspace::find_program("rustup").is_none() {
        bail!(
            "this Rust has no {TARGET}: install Rust with rustup, or the package of your system \
             that holds its standard library (Debian: libstd-rust-dev-wasm32)"
        );
    }
    println!("web pages: adding the {TARGET} target");
    process::run(
        Command::new("rustup")
            .current_dir(workspace::root())
            .args(["target", "add", TARGET]),
    )
}

/// Compiles the frontend and makes its bindings; a release in parts.
pub fn build(mode: Mode) -> Result<Bindings> {
    let module = compile(mode)?;
    let folder = workspace::path("target/frontend/bindings");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    if mode == Mode::Development {
        return bind(&module, &folder, mode);
    }
    println!("web pages: splitting");
    let split = split::split(&module, &workspace::path("target/frontend/parts"))?;
    let mut bindings = bind(&split.program, &folder, mode)?;
    bindings.script = split.join_loader(&bindings.script)?;
    bindings.packs = split.packs(&Screen::ALL.map(Screen::page))?;
    Ok(bindings)
}

/// Makes the JavaScript for one module with the wasm-bindgen library.
fn bind(module: &Path, folder: &Path, mode: Mode) -> Result<Bindings> {
    let release = mode == Mode::Release;
    Bindgen::new()
        .input_path(module)
        .out_name("guichet")
        // The parts are linked to what the program exports, by its names.
        .keep_lld_exports(release)
        .demangle(!release)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .omit_default_module_path(true)
                .remove_name_section(release)
                .remove_producers_section(release)
                .keep_debug(!release)
                .generate(folder)
        })
        .map_err(|error| anyhow!("wasm-bindgen: {error:#}"))?;
    let wasm = folder.join("guichet_bg.wasm");
    if release {
        shrink_further(&wasm)?;
    }
    Ok(Bindings {
        wasm: fs::read(&wasm)?,
        script: fs::read_to_string(folder.join("guichet.js"))?,
        snippets: read_snippets(folder)?,
        packs: Vec::new(),
    })
}

fn compile(mode: Mode) -> Result<PathBuf> {
    let (profile, profile_folder) = match mode {
        Mode::Release => ("wasm-release", "wasm-release"),
        Mode::Development => ("dev", "debug"),
    };
    let mut command = cargo("rustc")?;
    command.args(["--bin", "guichet-frontend", "--profile", profile]);
    // Views that lose their exact types compile much faster and share their code.
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    command.env(
        "RUSTFLAGS",
        format!("{flags} --cfg erase_components").trim_start(),
    );
    if mode == Mode::Release {
        // The splitting follows every reference that the linker resolved.
        command.args(["--features", "split", "--", "-Clink-args=--emit-relocs"]);
    }
    process::run(&mut command)?;
    let built = target_folder().join(TARGET).join(profile_folder);
    Ok(built.join("guichet-frontend.wasm"))
}

/// A cargo command on the frontend, for wasm.
pub fn cargo(subcommand: &str) -> Result<Command> {
    add_target_if_missing()?;
    let mut command = workspace::cargo(&[subcommand, "--package", "guichet-frontend"]);
    command
        .args(["--target", TARGET, "--target-dir"])
        .arg(target_folder());
    Ok(command)
}

/// A folder of its own keeps the caches of the native builds as they are.
fn target_folder() -> PathBuf {
    workspace::path("target/frontend")
}

/// `wasm-opt` gains a little and is not worth an installation: used if it is there.
fn shrink_further(wasm: &Path) -> Result<()> {
    let Some(optimiser) = workspace::find_program("wasm-opt") else {
        return Ok(());
    };
    println!("web pages: wasm-opt");
    let smaller = wasm.with_extension("opt.wasm");
    let mut command = Command::new(optimiser);
    command.args([
        "-Oz",
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
    ]);
    command.args([
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
    ]);
    command
        .args(["--enable-multivalue"])
        .arg(wasm)
        .arg("-o")
        .arg(&smaller);
    if process::run_for_status(&mut command)?.success() {
        fs::rename(&smaller, wasm)?;
    } else {
        println!("web pages: this wasm-opt does not understand the module, which stays as it is");
    }
    Ok(())
}

fn read_snippets(folder: &Path) -> Result<Vec<(String, String)>> {
    let snippets = read_folder(&folder.join("snippets"))?;
    snippets
        .into_iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).with_context(|| format!("{path} is not text"))?;
            Ok((format!("./snippets/{path}"), text))
        })
        .collect()
}
