//! Fills the `{{name}}` places of the page and of the start script, and refuses what the content
//! security policy would refuse in the browser.

use anyhow::{Result, bail};

/// The finished page: places filled, comments taken out, no script written into it.
pub fn render(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let html = fill(&without_comments(template)?, values)?;
    for tag in html.split("<script").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        if !tag.contains(" src=") {
            bail!("a script inside the page would be blocked by the content security policy");
        }
    }
    for required in ["css", "js"] {
        if !template.contains(&format!("{{{{{required}}}}}")) {
            bail!("the place {{{{{required}}}}} is missing");
        }
    }
    Ok(html)
}

/// Puts each value into its place; a place without a value is an error.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut parts = template.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.split_once("}}") else {
            bail!("a place opened with {{{{ is not closed");
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name.trim()) else {
            let known: Vec<_> = values.iter().map(|(name, _)| *name).collect();
            bail!(
                "unknown place {{{{{name}}}}}: there are {}",
                known.join(", ")
            );
        };
        filled.push_str(value);
        filled.push_str(rest);
    }
    Ok(filled)
}

fn without_comments(html: &str) -> Result<String> {
    let mut parts = html.split("<!--");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((_, rest)) = part.split_once("-->") else {
            bail!("a comment is not closed");
        };
        kept.push_str(rest.trim_start_matches('\n'));
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [(&str, &str); 2] = [("css", "/a.css"), ("js", "/a.js")];

    #[test]
    fn every_place_receives_its_value_and_comments_go() {
        let template = "<!-- note -->\n<link href=\"{{css}}\"><script src=\"{{ js }}\"></script>";
        let template = template.replace("{{ js }}", "{{js}}");
        let html = render(&template, &VALUES).unwrap();
        assert_eq!(
            html,
            "<link href=\"/a.css\"><script src=\"/a.js\"></script>"
        );
    }

    #[test]
    fn an_unknown_place_is_refused_with_the_known_ones() {
        let error = fill("{{logo}}", &VALUES).unwrap_err().to_string();
        assert_eq!(error, "unknown place {{logo}}: there are css, js");
    }

    #[test]
    fn a_script_inside_the_page_is_refused() {
        let template = "{{css}}<script src=\"{{js}}\"></script><script>alert(1)</script>";
        assert!(render(template, &VALUES).is_err());
    }

    #[test]
    fn a_page_that_would_load_no_script_is_refused() {
        assert!(render("{{css}}", &VALUES).is_err());
    }
}
