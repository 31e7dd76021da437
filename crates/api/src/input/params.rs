//! The parameters in the path and in the query of a request.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::read::read;
use super::value::Value;
use crate::problem::{Code, Problem};

/// The variable segments of the path: one as itself, several as a tuple. What is not of the form
/// asked for names nothing: not found.
#[derive(Debug)]
pub struct Path<T>(pub T);

/// The query, read into a struct whose fields are the parameters.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> Path<T> {
    /// What was read.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Path<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Query<T> {
    /// What was read.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // The router has decoded all but `%25`, `%2B` and `%2F`.
        let segments: Option<Vec<Value>> = request
            .match_info()
            .iter()
            .map(|(_, segment)| decode(segment, false).map(|text| Value::Words(vec![text])))
            .collect();
        let value = match segments {
            Some(mut one) if one.len() == 1 => one.remove(0),
            Some(several) => Value::List(several),
            None => return ready(Err(Code::NotFound.into())),
        };
        ready(read(value).map(Self).map_err(|_| Code::NotFound.into()))
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = parse(request.query_string()).ok_or(Problem::new(Code::MalformedRequest));
        ready(query.and_then(|value| {
            read(value)
                .map(Self)
                .map_err(|wrong| Problem::invalid(vec![wrong.into_field()]))
        }))
    }
}

/// More parameters than any address of ours has.
const MOST_PARAMETERS: usize = 64;

/// The parameters by name, in the order of first appearance.
fn parse(query: &str) -> Option<Value> {
    let mut parameters: Vec<(String, Value)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if parameters.len() == MOST_PARAMETERS {
            return None;
        }
        let (name, word) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, word) = (decode(name, true)?, decode(word, true)?);
        match parameters.iter_mut().find(|(known, _)| *known == name) {
            Some((_, Value::Words(words))) => words.push(word),
            _ => parameters.push((name, Value::Words(vec![word]))),
        }
    }
    Some(Value::Object(parameters))
}

/// Undoes percent-encoding; `None` where an escape is broken or the text is not UTF-8.
pub fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' if plus_is_space => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                (digit(bytes.next())? * 16 + digit(bytes.next())?) as u8
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_undone_once_and_strictly() {
        assert_eq!(decode("a%20b%2541+c", false).as_deref(), Some("a b%41+c"));
        assert_eq!(decode("a+b", true).as_deref(), Some("a b"));
        for broken in ["%", "%2", "%zz", "%ff", "%c3", "%ed%a0%80"] {
            assert_eq!(decode(broken, false), None, "{broken}");
        }
    }
}
