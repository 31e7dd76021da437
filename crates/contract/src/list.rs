//! Several values in one query parameter, parted by commas: `status=new,open`.

use serde::de::{DeserializeOwned, Error, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads `a,b,c`; an absent parameter is an empty list.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    text.split(',')
        .map(|word| {
            let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
                word.trim().into_deserializer();
            T::deserialize(word).map_err(D::Error::custom)
        })
        .collect()
}

/// Writes `a,b,c`.
pub fn serialize<T, S>(values: &[T], serializer: S) -> Result<S::Ok, S::Error>
where
    T: std::fmt::Display + Serialize,
    S: Serializer,
{
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    serializer.serialize_str(&words.join(","))
}
