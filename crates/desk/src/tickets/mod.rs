//! Tickets: how they begin, what is done with them, how they are shown.

mod conversation;
mod create;
pub(crate) mod ending;
mod ground;
mod handling;
mod history;
mod line;
mod list;
mod view;
mod views;

pub use conversation::{Replied, Writing, note, reply};
pub use create::{Handling, NewTicket, create};
pub use ending::{cancel, close, confirm, not_solved, reopen, spam};
pub use guichet_store::journal::Entry;
pub use guichet_store::tickets::Sort;
pub use handling::{
    Hand, approve, assign, deescalate, escalate, follow, hold, link, mark_major, prioritize,
    reject, rename, resume, tag,
};
pub use history::{Journal, Span, journal, spans};
pub use line::{
    QuickSolve, Requalification, Solving, diagnose, document, qualify, requalify, resolve,
    send_back, solve, take,
};
pub use list::{Listing, RowInside, TicketRow, list};
pub use view::{Inside, LinkView, Station, TicketView, get};
pub use views::{COUNT_BOUND, SystemView, TeamCount, ViewCounts, counts};

pub(crate) use conversation::answer;
pub(crate) use create::arrive;
pub(crate) use ground::{load, perform};
pub(crate) use view::closes_at;
