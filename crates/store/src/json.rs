//! Values of the domain in JSON columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Error, Result};

/// What goes into the column.
pub(crate) fn written(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::Broken(error.to_string()))
}

/// What stands in the column.
pub(crate) fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::Broken(error.to_string()))
}
