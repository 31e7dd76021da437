//! Which tickets a policy or a rule is for: the fields, and the same in words.

mod fields;
mod names;

pub use fields::{ConditionFields, FieldNames};
pub use names::Names;
