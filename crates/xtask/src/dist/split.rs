//! Takes the pages marked in `frontend/src/pages/chunks.rs` out of the program, each into a module
//! of its own that the browser fetches when the page is first opened.

use anyhow::{Result, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The script that fetches the parts, by the name the program imports it.
const LOADER: &str = "./parts.js";
/// The script made by wasm-bindgen, by the name the loader imports it.
const PROGRAM: &str = "./guichet.js";

/// Modules come several to a file, which is fetched once; after a failure, again.
const FETCH_PACK: &str = r#"const packs = new Map();
function fetchPack(url) {
    const pack = fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    pack.catch(() => packs.delete(url));
    packs.set(url, pack);
    return pack;
}
async function partOf(url, from, to) {
    const pack = await (packs.get(url) ?? fetchPack(url));
    return new Response(pack.slice(from, to), { headers: { "content-type": "application/wasm" } });
}"#;

/// A program with its parts taken out.
pub struct Split {
    /// What is loaded at once: the input for wasm-bindgen.
    pub program: PathBuf,
    loader: String,
    parts: Vec<Part>,
}

struct Part {
    file: PathBuf,
    pages: BTreeSet<String>,
}

/// Modules that are fetched together, later.
pub struct Pack {
    /// What it is called, from what needs it.
    pub name: String,
    /// The pages it belongs to.
    pub pages: Vec<String>,
    /// The modules one after the other.
    pub bytes: Vec<u8>,
    /// What the loader calls each module, and where it lies.
    places: Vec<(String, Range<usize>)>,
}

/// Splits a module that was linked with its relocations kept.
pub fn split(module: &Path, folder: &Path) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let input = fs::read(module)?;
    let program = folder.join("program.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &program;
    options.link_name = LOADER;
    options.main_module = PROGRAM;
    let done = transform(options).map_err(|error| anyhow!("splitting the program: {error:#}"))?;
    let loader = fs::read_to_string(folder.join(LOADER))?;
    let parts = done.split_modules.into_iter().map(|file| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let needed_by =
            |(_, parts): &(&String, &Vec<String>)| parts.iter().any(|part| *part == stem);
        let pages = done.prefetch_map.iter().filter(needed_by);
        Part {
            pages: pages.map(|(page, _)| page.clone()).collect(),
            file,
        }
    });
    Ok(Split {
        program,
        loader,
        parts: parts.collect(),
    })
}

impl Split {
    /// The script of the program and the one that loads its parts as one file: they import each
    /// other, and files named after their content cannot.
    pub fn join_loader(&self, script: &str) -> Result<String> {
        let own = |line: &&str| !line.starts_with("import ");
        let loads: Vec<_> = self
            .loader
            .lines()
            .filter_map(|line| line.strip_prefix("export const "))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let loader: Vec<_> = self
            .loader
            .lines()
            .filter(own)
            .map(|line| line.strip_prefix("export ").unwrap_or(line))
            .collect();
        let mut lines = vec![FETCH_PACK.to_owned(), loader.join("\n")];
        lines.push(format!("const loads = {{ {} }};", loads.join(", ")));
        for line in script.lines() {
            lines.push(match imported_as(line)? {
                Some(name) => format!("const {name} = loads;"),
                None => line.to_owned(),
            });
        }
        Ok(lines.join("\n"))
    }

    /// The modules that are fetched later. Those that the same `first` pages need come together,
    /// then those that belong to the same one of the other pages, then the rest.
    pub fn packs(&self, first: &[&str]) -> Result<Vec<Pack>> {
        let mut groups = BTreeMap::<String, Vec<&Part>>::new();
        for part in &self.parts {
            groups.entry(part.group(first)).or_default().push(part);
        }
        groups
            .into_iter()
            .map(|(name, parts)| pack(name, &parts))
            .collect()
    }
}

/// The name under which a line of the script imports the loader, if it does.
fn imported_as(line: &str) -> Result<Option<&str>> {
    if !line.starts_with("import") || !line.contains(LOADER) {
        return Ok(None);
    }
    let name = line
        .strip_prefix("import * as ")
        .and_then(|rest| rest.split_whitespace().next());
    match name {
        Some(name) => Ok(Some(name)),
        None => bail!("the loader is imported in an unknown way: {line}"),
    }
}

impl Part {
    fn group(&self, first: &[&str]) -> String {
        let needed = first.iter().filter(|page| self.pages.contains(**page));
        let needed: Vec<_> = needed.copied().collect();
        match (needed.as_slice(), self.pages.len(), self.pages.first()) {
            ([], 1, Some(page)) => page.clone(),
            ([], ..) => "shared".to_owned(),
            (needed, ..) => needed.join("-"),
        }
    }
}

fn pack(name: String, parts: &[&Part]) -> Result<Pack> {
    let mut pack = Pack {
        name,
        pages: Vec::new(),
        bytes: Vec::new(),
        places: Vec::new(),
    };
    let mut pages = BTreeSet::new();
    for part in parts {
        let start = pack.bytes.len();
        pack.bytes.extend(compact(&part.file)?);
        let file = part.file.file_name().unwrap_or_default().to_string_lossy();
        pack.places
            .push((format!("./{file}"), start..pack.bytes.len()));
        pages.extend(part.pages.iter().cloned());
    }
    pack.pages = pages.into_iter().collect();
    Ok(pack)
}

impl Pack {
    /// The loader, with what it fetches from this pack fetched from `url`.
    pub fn place_in(&self, loader: &str, url: &str) -> Result<String> {
        let mut loader = loader.to_owned();
        for (import, place) in &self.places {
            let alone = format!("fetch(new URL(\"{import}\", import.meta.url))");
            if !loader.contains(&alone) {
                bail!("the loader does not fetch {import}");
            }
            let packed = format!("partOf(\"{url}\", {}, {})", place.start, place.end);
            loader = loader.replace(&alone, &packed);
        }
        Ok(loader)
    }
}

/// Writes a module anew: the splitting leaves every number at the five bytes a linker may need.
fn compact(module: &Path) -> Result<Vec<u8>> {
    let mut module = walrus::ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse_file(module)?;
    Ok(module.emit_wasm())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(pages: &[&str]) -> Part {
        Part {
            file: PathBuf::new(),
            pages: pages.iter().map(|page| (*page).to_owned()).collect(),
        }
    }

    #[test]
    fn parts_that_the_same_first_pages_need_come_together() {
        let first = ["door", "list"];
        assert_eq!(part(&["list", "ticket"]).group(&first), "list");
        assert_eq!(part(&["list", "door", "ticket"]).group(&first), "door-list");
        assert_eq!(part(&["ticket"]).group(&first), "ticket");
        assert_eq!(part(&["ticket", "people"]).group(&first), "shared");
    }

    #[test]
    fn the_program_and_the_loader_become_one_script() {
        let split = Split {
            program: PathBuf::new(),
            loader: "import { initSync } from \"./guichet.js\";\nexport const load_a = f();"
                .to_owned(),
            parts: Vec::new(),
        };
        let script = "import * as import1 from \"./parts.js\"\nrun(import1);";
        let joined = split.join_loader(script).unwrap();
        assert!(joined.ends_with(
            "const load_a = f();\nconst loads = { load_a };\nconst import1 = loads;\nrun(import1);"
        ));
        assert!(
            split
                .join_loader("import { a } from \"./parts.js\"")
                .is_err()
        );
    }

    #[test]
    fn a_part_is_fetched_from_its_place_in_the_pack() {
        let pack = Pack {
            name: "list".to_owned(),
            pages: Vec::new(),
            bytes: Vec::new(),
            places: vec![("./a.wasm".to_owned(), 3..8)],
        };
        let loader = "const src = fetch(new URL(\"./a.wasm\", import.meta.url));";
        let placed = pack.place_in(loader, "/assets/list.bin").unwrap();
        assert_eq!(placed, "const src = partOf(\"/assets/list.bin\", 3, 8);");
        assert!(pack.place_in("", "/assets/list.bin").is_err());
    }
}
