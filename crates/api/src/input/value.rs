//! A JSON document or a query as it came, before it is read into a type of ours.

use std::collections::HashSet;
use std::fmt;

use guichet_contract::problem::FieldCode;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::wrong::{Wrong, shortened};

/// A value from outside. An object keeps its names as they came, the repeated ones too.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
    /// A query parameter: every text given for one name, read as whatever is asked for.
    Words(Vec<String>),
}

impl Value {
    /// Refuses what no field may hold, wherever it stands: repeated names and NUL, which
    /// PostgreSQL cannot store.
    pub fn check(&self) -> Result<(), Wrong> {
        match self {
            Self::Text(text) => no_nul(text),
            Self::Words(words) => words.iter().try_for_each(|word| no_nul(word)),
            Self::List(items) => items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| item.check().map_err(|wrong| wrong.at(index))),
            Self::Object(members) => {
                let mut seen = HashSet::with_capacity(members.len());
                members.iter().try_for_each(|(name, value)| {
                    let checked = no_nul(name).and_then(|()| value.check());
                    checked.map_err(|wrong| wrong.under(&shortened(name)))?;
                    if seen.insert(name) {
                        return Ok(());
                    }
                    let twice = Wrong::new(FieldCode::Repeated, FieldCode::Repeated.meaning());
                    Err(twice.under(&shortened(name)))
                })
            }
            Self::Null | Self::Bool(_) | Self::Unsigned(_) | Self::Signed(_) | Self::Float(_) => {
                Ok(())
            }
        }
    }
}

fn no_nul(text: &str) -> Result<(), Wrong> {
    if text.contains('\0') {
        let code = FieldCode::ControlCharacter;
        return Err(Wrong::new(code, code.meaning()));
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsItCame)
    }
}

struct AsItCame;

impl<'de> Visitor<'de> for AsItCame {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Unsigned(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Signed(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Value::Object(object))
    }
}
