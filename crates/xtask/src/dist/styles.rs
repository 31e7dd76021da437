//! One style sheet out of the parts, minified, for browsers that know `light-dark()`, layers,
//! nesting and `:has()`; fonts and images by their hashed addresses.

use super::Mode;
use anyhow::{Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// The oldest browsers that are served; each knows everything the style sheets use as written.
const BROWSERS: Browsers = Browsers {
    chrome: Some(version(124, 0)),
    edge: Some(version(124, 0)),
    firefox: Some(version(128, 0)),
    safari: Some(version(17, 5)),
    ios_saf: Some(version(17, 5)),
    android: None,
    ie: None,
    opera: None,
    samsung: None,
};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// The entry with everything it imports; `address` gives the hashed address of a file by name.
pub fn bundle(
    entry: &Path,
    mode: Mode,
    address: impl Fn(&str) -> Option<String>,
) -> Result<String> {
    let files = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("the style sheets: {error}"))?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..Default::default()
        })
        .map_err(|error| anyhow!("the style sheets: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: mode == Mode::Release,
            targets,
            analyze_dependencies: Some(DependencyOptions::default()),
            ..Default::default()
        })
        .map_err(|error| anyhow!("the style sheets: {error}"))?;
    let mut css = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        match dependency {
            Dependency::Url(url) => {
                css = css.replace(&url.placeholder, &resolve(&url.url, &address)?);
            }
            Dependency::Import(import) => bail!("the style sheets import {}", import.url),
        }
    }
    Ok(css)
}

/// The address to write for what a style sheet calls `url`.
fn resolve(url: &str, address: impl Fn(&str) -> Option<String>) -> Result<String> {
    if url.starts_with("data:") || url.starts_with('#') {
        return Ok(url.to_owned());
    }
    let name = url.rsplit('/').next().unwrap_or(url);
    address(name)
        .ok_or_else(|| anyhow!("the style sheets name {url}, which is neither a font nor public"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(parts: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir()?;
        for (name, css) in parts {
            std::fs::write(folder.path().join(name), css)?;
        }
        bundle(&folder.path().join(parts[0].0), Mode::Release, |name| {
            (name == "inter.woff2").then(|| "/assets/inter-0f.woff2".to_owned())
        })
    }

    #[test]
    fn modern_css_survives_as_it_was_written() {
        let css = bundled(&[(
            "a.css",
            "@layer base, screens; @layer screens { p { color: red } } \
             @layer base { :root { color-scheme: light dark; \
             --ink: light-dark(#123456, #abcdef); color: light-dark(#111, #eee) } \
             .row { &:hover { color: red } .cell & { color: blue } } \
             .form:has(:invalid) { opacity: .5 } \
             @container (width > 30rem) { p { text-wrap: balance } } }",
        )])
        .unwrap();
        for kept in [
            "light-dark(#123456,#abcdef)",
            "light-dark(#111,#eee)",
            "&:hover",
            ".cell &",
            ":has(:invalid)",
            "@container",
            "text-wrap:balance",
        ] {
            assert!(css.contains(kept), "{kept} is gone: {css}");
        }
        let place = |layer: &str| css.find(layer).unwrap();
        assert!(place("@layer base") < place("@layer screens"), "{css}");
    }

    #[test]
    fn the_parts_become_one_sheet_in_their_layers() {
        let css = bundled(&[
            (
                "a.css",
                "@layer base; @import 'b.css' layer(base); p { color: red }",
            ),
            ("b.css", "p { color: blue }"),
        ])
        .unwrap();
        assert_eq!(css, "@layer base{p{color:#00f}}p{color:red}");
    }

    #[test]
    fn fonts_are_named_by_their_hashed_address() {
        let css = bundled(&[(
            "a.css",
            "@font-face { font-family: Inter; src: url(../fonts/inter.woff2) }",
        )])
        .unwrap();
        assert!(css.contains("/assets/inter-0f.woff2"), "{css}");
    }

    #[test]
    fn a_picture_that_does_not_exist_is_refused() {
        assert!(bundled(&[("a.css", "p { background: url(nothing.png) }")]).is_err());
    }
}
