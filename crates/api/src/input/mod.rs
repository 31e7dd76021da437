//! What comes in: JSON, query and path, read strictly and refused in our own words.
//!
//! Nothing but these extractors reads a request, so that unknown and repeated names, NUL, broken
//! text and excessive size are refused everywhere alike, and no type name of ours is ever echoed.

mod fields;
mod json;
mod params;
mod read;
mod value;
mod version;
mod wrong;

pub use fields::{Fields, all_parsed, parsed};
pub use json::{Json, media_type, read_body};
pub use params::{Path, Query, decode};
pub use version::{IfMatch, etag};
pub use wrong::Wrong;
