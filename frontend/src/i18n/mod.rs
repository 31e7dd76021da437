//! The words of the interface in both languages, and the habits of each for numbers and times.

pub mod fields;
pub mod format;
mod language;
pub mod span;
pub mod when;

pub use guichet_domain::people::Language;
pub use language::{language, language_signal, provide_language, set_language};

/// The catalogue: one function for each sentence of `locales/`.
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// A value put into a sentence.
pub enum Value<'a> {
    /// Words, as they are.
    Text(&'a str),
    /// A number, written in the habit of the language.
    Number(i64),
}

/// A piece of a sentence, as the build script prepared it.
pub enum Part {
    /// Words.
    Text(&'static str),
    /// The value at this index.
    Value(usize),
    /// A choice by the number at this index.
    Plural {
        /// Index of the number.
        by: usize,
        /// For exactly none.
        zero: Option<&'static [Part]>,
        /// Singular.
        one: &'static [Part],
        /// Plural.
        other: &'static [Part],
    },
}

/// The sentence of the language in use.
#[must_use]
pub fn pick(french: &'static str, english: &'static str) -> &'static str {
    match language() {
        Language::Fr => french,
        Language::En => english,
    }
}

/// The sentence of the language in use, with its values.
#[must_use]
pub fn compose(french: &'static [Part], english: &'static [Part], values: &[Value<'_>]) -> String {
    let mut sentence = String::new();
    let parts = match language() {
        Language::Fr => french,
        Language::En => english,
    };
    append(&mut sentence, parts, values);
    sentence
}

fn append(sentence: &mut String, parts: &'static [Part], values: &[Value<'_>]) {
    for part in parts {
        match part {
            Part::Text(text) => sentence.push_str(text),
            Part::Value(index) => match values.get(*index) {
                Some(Value::Text(text)) => sentence.push_str(text),
                Some(Value::Number(number)) => sentence.push_str(&format::number(*number)),
                None => {}
            },
            Part::Plural {
                by,
                zero,
                one,
                other,
            } => {
                let count = match values.get(*by) {
                    Some(Value::Number(number)) => *number,
                    Some(Value::Text(_)) | None => 0,
                };
                let branch = match zero {
                    Some(zero) if count == 0 => zero,
                    _ if language::is_singular(count) => one,
                    _ => other,
                };
                append(sentence, branch, values);
            }
        }
    }
}
