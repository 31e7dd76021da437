//! Tickets: how they begin, what is done with them, how they are shown.

mod conversation;
mod create;
mod ground;
mod handling;
mod history;
mod line;
mod list;
mod view;

pub use conversation::{Replied, Writing, note, reply};
pub use create::{Handling, NewTicket, create};
pub use handling::{
    Hand, assign, deescalate, escalate, follow, hold, link, mark_major, prioritize, rename, resume,
    tag,
};
pub use history::{Journal, Span, journal, spans};
pub use line::{
    QuickSolve, Requalification, Solving, approve, cancel, close, confirm, diagnose, document,
    not_solved, qualify, reject, reopen, requalify, resolve, send_back, solve, spam, take,
};
pub use list::{
    COUNT_BOUND, Listing, RowInside, SystemView, TeamCount, TicketRow, ViewCounts, counts, list,
};
pub use view::{Inside, LinkView, Station, TicketView, get};

pub(crate) use ground::{load, perform};
pub use guichet_store::tickets::Sort;
pub(crate) use view::closes_at;
