//! Tickets: as a whole, in lists, and what surrounds them.

mod columns;
mod count;
mod due;
mod filter;
mod links;
mod list;
mod load;
mod position;
mod save;
mod sight;
mod spans;
mod waiting;

pub use count::{count, count_by_team};
pub use due::{confirmations_due, created_since, holds_due, open_after, promises_of};
pub use filter::Filter;
pub use links::{Link, is_linked, links_of};
pub use list::{Row, list, visible_among};
pub use load::{find, get, lock};
pub use position::{Position, PositionError, Sort};
pub use save::{Change, create, create_with_history, reserve_id, reserve_ids, save, save_history};
pub use spans::{Span, spans_of};
pub use waiting::{Place, waiting_of};
