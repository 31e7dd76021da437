//! Texts of a body parsed into types of the domain: all that are wrong are told at once.

use guichet_desk::passwords::{Password, Unsuitable};
use guichet_desk::{Refusal, Wrong, WrongField};
use guichet_domain::text::TextError;

use crate::problem::Problem;

/// What was wrong so far.
#[derive(Debug, Default)]
pub struct Fields {
    wrong: Vec<WrongField>,
}

impl Fields {
    /// Parses with `parse`, which takes every field before it gives up with `?`.
    ///
    /// # Errors
    /// `invalid_input` with every wrong field.
    pub fn read<T>(parse: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, Problem> {
        let mut fields = Self::default();
        match parse(&mut fields) {
            Some(read) if fields.wrong.is_empty() => Ok(read),
            _ => Err(Refusal::Invalid(fields.wrong).into()),
        }
    }

    /// Takes a text.
    pub fn text<T>(&mut self, field: &str, parsed: Result<T, TextError>) -> Option<T> {
        self.take(field, parsed.map_err(Wrong::Text))
    }

    /// Takes a text that may be absent.
    pub fn maybe<T>(
        &mut self,
        field: &str,
        parsed: Option<Result<T, TextError>>,
    ) -> Option<Option<T>> {
        match parsed {
            None => Some(None),
            Some(parsed) => self.text(field, parsed).map(Some),
        }
    }

    /// Takes a text of a merge patch: absent, taken away, or given.
    pub fn three_states<T>(
        &mut self,
        field: &str,
        text: Option<Option<String>>,
        parse: impl Fn(&str) -> Result<T, TextError>,
    ) -> Option<Option<Option<T>>> {
        match text {
            None => Some(None),
            Some(None) => Some(Some(None)),
            Some(Some(text)) => self.text(field, parse(&text)).map(|text| Some(Some(text))),
        }
    }

    /// Takes a new password.
    pub fn password(
        &mut self,
        field: &str,
        parsed: Result<Password, Unsuitable>,
    ) -> Option<Password> {
        self.take(field, parsed.map_err(Wrong::Password))
    }

    fn take<T>(&mut self, field: &str, parsed: Result<T, Wrong>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.wrong.push(WrongField {
                    field: field.to_owned(),
                    wrong,
                });
                None
            }
        }
    }
}

/// One text of a body, parsed into a type of the domain.
///
/// # Errors
/// `invalid_input` with the field.
pub fn parsed<T>(field: &str, text: Result<T, TextError>) -> Result<T, Problem> {
    text.map_err(|error| Refusal::field(field, Wrong::Text(error)).into())
}

/// Several texts of one field, each named by its place.
///
/// # Errors
/// `invalid_input` with the first that does not fit.
pub fn all_parsed<T>(
    field: &str,
    texts: &[String],
    parse: impl Fn(&str) -> Result<T, TextError>,
) -> Result<Vec<T>, Problem> {
    let one = |(place, text): (usize, &String)| parsed(&format!("{field}[{place}]"), parse(text));
    texts.iter().enumerate().map(one).collect()
}
