//! Generates the words of the interface and the names of its icons, and refuses to build
//! when a language lacks a sentence.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/icons.rs"]
mod icons;
#[path = "build/message.rs"]
mod message;

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=icons.svg");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    write(&out.join("catalogue.rs"), catalogue::generate("locales"));
    write(&out.join("icons.rs"), icons::generate("icons.svg"));
}

/// Writes a generated file, or stops the build with every complaint at once.
fn write(path: &std::path::Path, generated: Result<String, Vec<String>>) {
    match generated {
        Ok(code) => fs::write(path, code).expect("OUT_DIR can be written"),
        Err(complaints) => {
            for complaint in complaints {
                println!("cargo::error={complaint}");
            }
            std::process::exit(1);
        }
    }
}
