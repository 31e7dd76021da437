//! Why a value could not be read: the place, a code and a sentence without our type names.

use std::fmt::Display;

use guichet_contract::problem::{FieldCode, FieldProblem};
use serde::de::{Error, Expected, Unexpected};

/// A value that could not be read into the type that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    place: String,
    code: FieldCode,
    detail: String,
}

impl Wrong {
    /// Something wrong at the place being read.
    pub fn new(code: FieldCode, detail: impl Into<String>) -> Self {
        Self {
            place: String::new(),
            code,
            detail: detail.into(),
        }
    }

    /// The same, seen from the object that has the value under `name`.
    pub fn under(mut self, name: &str) -> Self {
        let joint = if self.place.is_empty() || self.place.starts_with('[') {
            ""
        } else {
            "."
        };
        self.place = format!("{name}{joint}{}", self.place);
        self
    }

    /// The same, seen from the list that has the value at `index`.
    pub fn at(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    /// As it is told to the client.
    pub fn into_field(self) -> FieldProblem {
        FieldProblem {
            field: self.place,
            code: self.code,
            detail: self.detail,
        }
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.detail)
    }
}

impl std::error::Error for Wrong {}

/// What serde's own visitors expect, in words for people; theirs name our structs and enums.
fn kind(expected: &str) -> &'static str {
    let integer = |e: &str| e.starts_with(['i', 'u']) && e[1..].parse::<u8>().is_ok();
    match expected {
        "a string" | "str" | "a character" | "string" => "The value must be a text.",
        "a boolean" => "The value must be true or false.",
        "a sequence" => "The value must be a list.",
        "f32" | "f64" => "The value must be a number.",
        "unit" => "The value must be null.",
        e if integer(e) || e.contains("integer") || e.starts_with("a nonzero") => {
            "The value must be an integer."
        }
        e if e.starts_with("struct") || e.contains("map") => "The value must be an object.",
        e if e.contains("date") || e.contains("time") => {
            "The value must be a time as in RFC 3339, such as 2026-03-02T09:30:00Z."
        }
        _ => FieldCode::WrongType.meaning(),
    }
}

impl Error for Wrong {
    /// A sentence of our own newtypes, or one of serde's about enums without a tag.
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let names_a_type = ["untagged enum", "variant of enum", "flattened"];
        if names_a_type.iter().any(|words| message.contains(words)) {
            return Self::new(FieldCode::Invalid, FieldCode::Invalid.meaning());
        }
        let mut letters = message.chars();
        let sentence = match letters.next() {
            Some(first) if message.starts_with("must ") => {
                format!("The value {first}{}.", letters.as_str())
            }
            _ => message,
        };
        Self::new(FieldCode::Invalid, sentence)
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(FieldCode::WrongType, kind(&expected.to_string()))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Signed(_) | Unexpected::Unsigned(_) | Unexpected::Float(_) => {
                Self::new(FieldCode::OutOfRange, FieldCode::OutOfRange.meaning())
            }
            _ => Self::new(FieldCode::Invalid, kind(&expected.to_string())),
        }
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(FieldCode::Invalid, "The list has the wrong length.")
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let words = expected.join(", ");
        Self::new(
            FieldCode::UnknownWord,
            format!("The value must be one of: {words}."),
        )
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::new(FieldCode::Unknown, FieldCode::Unknown.meaning()).under(&shortened(field))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FieldCode::Missing, FieldCode::Missing.meaning()).under(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(FieldCode::Repeated, FieldCode::Repeated.meaning()).under(field)
    }
}

/// A name that came from outside, short enough to be told back.
pub fn shortened(name: &str) -> String {
    match name.char_indices().nth(64) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
