//! Reads a [`Value`] into a type of ours, keeping the place of whatever is wrong.

use guichet_contract::problem::FieldCode;
use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::value::Value;
use super::wrong::{Wrong, shortened};

/// Reads a checked value into `T`. A struct takes no name but those of its fields, whether or not
/// it says so itself.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, Wrong> {
    value.check()?;
    T::deserialize(value)
}

/// A query parameter as one text; given twice it is refused.
fn single(mut words: Vec<String>) -> Result<String, Wrong> {
    match (words.pop(), words.is_empty()) {
        (Some(word), true) => Ok(word),
        _ => Err(Wrong::new(
            FieldCode::Repeated,
            FieldCode::Repeated.meaning(),
        )),
    }
}

/// The number a query parameter spells, as JSON would have it.
fn number(word: &str) -> Value {
    let unsigned = word.parse().map(Value::Unsigned);
    let signed = || word.parse().map(Value::Signed);
    let float = || {
        word.parse::<f64>()
            .ok()
            .filter(|f| f.is_finite())
            .map(Value::Float)
    };
    unsigned
        .or_else(|_| signed())
        .ok()
        .or_else(float)
        .unwrap_or(Value::Text(word.to_owned()))
}

macro_rules! numbers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            match self {
                Value::Words(words) => number(&single(words)?).deserialize_any(visitor),
                // JSON knows one kind of number: 3.0 is the integer 3.
                Value::Float(f) if f.fract() == 0.0 && f.abs() < 9e15 => {
                    visitor.visit_i64(f as i64)
                }
                other => other.deserialize_any(visitor),
            }
        }
    )* };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Unsigned(value) => visitor.visit_u64(value),
            Self::Signed(value) => visitor.visit_i64(value),
            Self::Float(value) => visitor.visit_f64(value),
            Self::Text(value) => visitor.visit_string(value),
            Self::Words(words) => visitor.visit_string(single(words)?),
            Self::List(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                next: 0,
            }),
            Self::Object(members) => visitor.visit_map(Members {
                members: members.into_iter(),
                value: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Null => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Words(words) => match single(words)?.as_str() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                other => Err(Wrong::invalid_type(Unexpected::Str(other), &"a boolean")),
            },
            other => other.deserialize_any(visitor),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Words(words) => number(&single(words)?).deserialize_any(visitor),
            other => other.deserialize_any(visitor),
        }
    }

    /// A list in a query is given by commas, by repeating the name, or both.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Words(words) => {
                let items: Vec<Value> = words
                    .iter()
                    .flat_map(|word| word.split(','))
                    .map(|word| Value::Words(vec![word.to_owned()]))
                    .collect();
                visitor.visit_seq(Items {
                    items: items.into_iter(),
                    next: 0,
                })
            }
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if let Self::Object(members) = &self {
            let stranger = members
                .iter()
                .find(|(name, _)| !fields.contains(&name.as_str()));
            if let Some((name, _)) = stranger {
                return Err(Wrong::unknown_field(name, fields));
            }
        }
        match self {
            // serde would read a struct from a list, by position.
            Self::List(_) => Err(Wrong::invalid_type(Unexpected::Seq, &"struct")),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self {
            Self::Text(word) => visitor.visit_enum(Variant { word, value: None }),
            Self::Words(words) => visitor.visit_enum(Variant {
                word: single(words)?,
                value: None,
            }),
            Self::Object(members) => {
                let mut members = members.into_iter();
                match (members.next(), members.next()) {
                    (Some((word, value)), None) => visitor.visit_enum(Variant {
                        word,
                        value: Some(value),
                    }),
                    _ => Err(Wrong::new(
                        FieldCode::Invalid,
                        "The object must have one member.",
                    )),
                }
            }
            _ => Err(Wrong::invalid_type(Unexpected::Other("value"), &"a string")),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 f32 char str string bytes byte_buf unit unit_struct tuple tuple_struct map
        identifier ignored_any
    }
}

struct Items {
    items: std::vec::IntoIter<Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let index = self.next;
        self.next += 1;
        seed.deserialize(item)
            .map(Some)
            .map_err(|wrong| wrong.at(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Members {
    members: std::vec::IntoIter<(String, Value)>,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        let key = seed.deserialize(StrDeserializer::<Wrong>::new(&name))?;
        self.value = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Wrong> {
        let Some((name, value)) = self.value.take() else {
            return Err(Wrong::custom("a value was read before its name"));
        };
        seed.deserialize(value)
            .map_err(|wrong| wrong.under(&shortened(&name)))
    }
}

struct Variant {
    word: String,
    value: Option<Value>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        let word = StringDeserializer::<Wrong>::new(self.word.clone());
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(Wrong::new(
                FieldCode::WrongType,
                "The value must be a text.",
            )),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        let word = self.word;
        let value = self.value.unwrap_or(Value::Null);
        seed.deserialize(value).map_err(|wrong| wrong.under(&word))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.value.unwrap_or(Value::Null).deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let value = self.value.unwrap_or(Value::Null);
        value
            .deserialize_struct("", fields, visitor)
            .map_err(|wrong| wrong.under(&self.word))
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
