//! The symbols of `icons.svg` as an enum.

use std::{fmt::Write as _, fs};

/// One variant for each `<symbol id="i-…">` of the sprite.
pub fn generate(path: &str) -> Result<String, Vec<String>> {
    let sprite = fs::read_to_string(path).map_err(|error| vec![format!("{path}: {error}")])?;
    let names: Vec<&str> = sprite
        .split("<symbol id=\"i-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut variants = String::new();
    let mut arms = String::new();
    for name in names {
        let variant = pascal(name);
        let _ = writeln!(variants, "    /// `{name}`\n    {variant},");
        let _ = writeln!(arms, "            Icon::{variant} => \"#i-{name}\",");
    }
    Ok(format!(
        "/// An outline of the Lucide set, kept in `icons.svg`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[allow(dead_code)]\npub enum Icon {{\n{variants}}}\n\n\
         impl Icon {{\n    /// Where `<use>` finds it.\n    #[must_use]\n    pub fn href(self) -> &'static str {{\n        match self {{\n{arms}        }}\n    }}\n}}\n"
    ))
}

/// `arrow-up-right` becomes `ArrowUpRight`.
fn pascal(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect::<String>())
                .unwrap_or_default()
        })
        .collect()
}
