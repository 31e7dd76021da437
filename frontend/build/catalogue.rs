//! `locales/<language>/<area>.json` as typed functions: `t::<area>::<key>()`.
//! Both languages must hold the same keys with the same placeholders.

use crate::message::{self, Part};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

/// One function for each sentence, in modules like the folders and objects of the catalogue.
///
/// # Errors
/// Every difference between the languages and every sentence that cannot be read.
pub fn generate(folder: &str) -> Result<String, Vec<String>> {
    let mut complaints = Vec::new();
    let french = read(&format!("{folder}/fr"), &mut complaints);
    let english = read(&format!("{folder}/en"), &mut complaints);
    let mut code = String::new();
    module(&french, &english, "", &mut code, &mut complaints);
    if complaints.is_empty() {
        Ok(code)
    } else {
        Err(complaints)
    }
}

/// All files of one language, each under the name of its area.
fn read(folder: &str, complaints: &mut Vec<String>) -> Map<String, Value> {
    let mut catalogue = Map::new();
    let Ok(entries) = fs::read_dir(folder) else {
        complaints.push(format!("{folder} cannot be read"));
        return catalogue;
    };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        match parse_file(&path) {
            Ok(area) => {
                let name = path
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                catalogue.insert(name, area);
            }
            Err(complaint) => complaints.push(complaint),
        }
    }
    catalogue
}

fn parse_file(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn module(
    french: &Map<String, Value>,
    english: &Map<String, Value>,
    at: &str,
    code: &mut String,
    complaints: &mut Vec<String>,
) {
    let keys: BTreeSet<&String> = french.keys().chain(english.keys()).collect();
    for key in keys {
        let path = if at.is_empty() {
            key.clone()
        } else {
            format!("{at}.{key}")
        };
        match (french.get(key), english.get(key)) {
            (Some(Value::Object(french)), Some(Value::Object(english))) => {
                let _ = writeln!(code, "pub mod {} {{", identifier(key));
                module(french, english, &path, code, complaints);
                code.push_str("}\n");
            }
            (Some(Value::String(french)), Some(Value::String(english))) => {
                match sentence(key, &french_spaces(french), english) {
                    Ok(function) => code.push_str(&function),
                    Err(complaint) => complaints.push(format!("{path}: {complaint}")),
                }
            }
            (None, _) => complaints.push(format!("{path} is missing in French")),
            (_, None) => complaints.push(format!("{path} is missing in English")),
            _ => complaints.push(format!(
                "{path} is a sentence in one language and a group in the other"
            )),
        }
    }
}

fn sentence(key: &str, french: &str, english: &str) -> Result<String, String> {
    let (fr, en) = (message::parse(french)?, message::parse(english)?);
    let parameters = message::parameters(&fr);
    let mut left = parameters.clone();
    let mut right = message::parameters(&en);
    left.sort();
    right.sort();
    if left != right {
        return Err("the languages use different placeholders".into());
    }
    let name = identifier(key);
    if parameters.is_empty() {
        return Ok(format!(
            "/// {french}\n#[must_use]\npub fn {name}() -> &'static str {{ crate::i18n::pick({}, {}) }}\n",
            literal(&fr),
            literal(&en)
        ));
    }
    let mut signature = Vec::new();
    let mut values = Vec::new();
    for (parameter, number) in &parameters {
        let (kind, variant) = if *number {
            ("i64", "Number")
        } else {
            ("&str", "Text")
        };
        signature.push(format!("{parameter}: {kind}"));
        values.push(format!("crate::i18n::Value::{variant}({parameter})"));
    }
    Ok(format!(
        "/// {french}\n#[must_use]\npub fn {name}({}) -> String {{ crate::i18n::compose({}, {}, &[{}]) }}\n",
        signature.join(", "),
        slice(&fr, &parameters),
        slice(&en, &parameters),
        values.join(", ")
    ))
}

fn literal(parts: &[Part]) -> String {
    match parts {
        [Part::Text(text)] => format!("{text:?}"),
        _ => "\"\"".into(),
    }
}

fn slice(parts: &[Part], parameters: &[(String, bool)]) -> String {
    let index = |name: &str| {
        parameters
            .iter()
            .position(|(known, _)| known == name)
            .unwrap_or(0)
    };
    let pieces: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => format!("crate::i18n::Part::Text({text:?})"),
            Part::Name(name) | Part::Number(name) => {
                format!("crate::i18n::Part::Value({})", index(name))
            }
            Part::Plural {
                name,
                zero,
                one,
                other,
            } => format!(
                "crate::i18n::Part::Plural {{ by: {}, zero: {}, one: {}, other: {} }}",
                index(name),
                zero.as_ref().map_or_else(
                    || "None".into(),
                    |zero| format!("Some({})", slice(zero, parameters))
                ),
                slice(one, parameters),
                slice(other, parameters)
            ),
        })
        .collect();
    format!("&[{}]", pieces.join(", "))
}

/// Keys that are words of Rust are written raw.
fn identifier(key: &str) -> String {
    const TAKEN: [&str; 12] = [
        "type", "as", "in", "for", "move", "match", "loop", "use", "where", "do", "final", "ref",
    ];
    if TAKEN.contains(&key) {
        format!("r#{key}")
    } else {
        key.to_owned()
    }
}

/// French spacing: no-break before `:` and inside guillemets, narrow no-break before `; ! ?`.
fn french_spaces(text: &str) -> String {
    text.replace(" :", "\u{a0}:")
        .replace("« ", "«\u{a0}")
        .replace(" »", "\u{a0}»")
        .replace(" ;", "\u{202f};")
        .replace(" !", "\u{202f}!")
        .replace(" ?", "\u{202f}?")
}
