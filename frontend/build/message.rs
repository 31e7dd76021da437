//! One sentence of the catalogue: text, `{name}`, `{n, number}` and
//! `{n, plural, =0{…} one{…} other{…}}` with `#` for the number.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of a sentence.
#[derive(Debug, PartialEq)]
pub enum Part {
    Text(String),
    /// A named value, put in as it is.
    Name(String),
    /// A number, written in the habit of the language.
    Number(String),
    /// A choice by number: none (optional), one, other.
    Plural {
        name: String,
        zero: Option<Vec<Part>>,
        one: Vec<Part>,
        other: Vec<Part>,
    },
}

/// Reads a sentence.
///
/// # Errors
/// What is wrong with it.
pub fn parse(source: &str) -> Result<Vec<Part>, String> {
    let mut rest = source.chars().peekable();
    let parts = parts(&mut rest, None)?;
    match rest.next() {
        None => Ok(parts),
        Some(extra) => Err(format!("unexpected “{extra}”")),
    }
}

/// Names used, with whether they are numbers, in order of first use.
pub fn parameters(parts: &[Part]) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    collect(parts, &mut found);
    found
}

fn collect(parts: &[Part], found: &mut Vec<(String, bool)>) {
    let mut add = |name: &str, number: bool| {
        if !found.iter().any(|(known, _)| known == name) {
            found.push((name.to_owned(), number));
        }
    };
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Name(name) => add(name, false),
            Part::Number(name) => add(name, true),
            Part::Plural { name, .. } => add(name, true),
        }
    }
    for part in parts {
        if let Part::Plural {
            zero, one, other, ..
        } = part
        {
            for branch in zero.iter().chain([one, other]) {
                collect(branch, found);
            }
        }
    }
}

fn parts(rest: &mut Peekable<Chars>, counted: Option<&str>) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut text = String::new();
    while let Some(&next) = rest.peek() {
        match next {
            '}' => break,
            '{' => {
                rest.next();
                flush(&mut text, &mut parts);
                parts.push(placeholder(rest)?);
            }
            '#' if counted.is_some() => {
                rest.next();
                flush(&mut text, &mut parts);
                parts.push(Part::Number(counted.unwrap_or_default().to_owned()));
            }
            _ => {
                rest.next();
                text.push(next);
            }
        }
    }
    flush(&mut text, &mut parts);
    Ok(parts)
}

fn flush(text: &mut String, parts: &mut Vec<Part>) {
    if !text.is_empty() {
        parts.push(Part::Text(std::mem::take(text)));
    }
}

fn placeholder(rest: &mut Peekable<Chars>) -> Result<Part, String> {
    let name = word(rest);
    if name.is_empty() {
        return Err("a placeholder without a name".into());
    }
    match rest.next() {
        Some('}') => Ok(Part::Name(name)),
        Some(',') => match word(rest).as_str() {
            "number" => expect(rest, '}').map(|()| Part::Number(name)),
            "plural" => {
                expect(rest, ',')?;
                plural(rest, name)
            }
            other => Err(format!("unknown kind “{other}” of placeholder “{name}”")),
        },
        _ => Err(format!("placeholder “{name}” is not closed")),
    }
}

fn plural(rest: &mut Peekable<Chars>, name: String) -> Result<Part, String> {
    let (mut zero, mut one, mut other) = (None, None, None);
    loop {
        skip_spaces(rest);
        if rest.peek() == Some(&'}') {
            rest.next();
            break;
        }
        let case = word(rest);
        expect(rest, '{')?;
        let branch = parts(rest, Some(&name))?;
        expect(rest, '}')?;
        match case.as_str() {
            "=0" => zero = Some(branch),
            "one" => one = Some(branch),
            "other" => other = Some(branch),
            _ => return Err(format!("unknown case “{case}” of plural “{name}”")),
        }
    }
    let one = one.ok_or_else(|| format!("plural “{name}” lacks “one”"))?;
    let other = other.ok_or_else(|| format!("plural “{name}” lacks “other”"))?;
    Ok(Part::Plural {
        name,
        zero,
        one,
        other,
    })
}

fn word(rest: &mut Peekable<Chars>) -> String {
    skip_spaces(rest);
    let mut word = String::new();
    while let Some(&next) = rest.peek() {
        if next.is_alphanumeric() || next == '_' || next == '=' {
            word.push(next);
            rest.next();
        } else {
            break;
        }
    }
    skip_spaces(rest);
    word
}

fn skip_spaces(rest: &mut Peekable<Chars>) {
    while rest.peek() == Some(&' ') {
        rest.next();
    }
}

fn expect(rest: &mut Peekable<Chars>, wanted: char) -> Result<(), String> {
    skip_spaces(rest);
    match rest.next() {
        Some(found) if found == wanted => Ok(()),
        found => Err(format!("expected “{wanted}”, found {found:?}")),
    }
}
