//! What changed on the whole desk, in the order of its commits: what live events are made of.

use std::collections::HashMap;
use std::sync::Arc;

use guichet_domain::ids::TicketId;
use guichet_domain::people::Viewer;
use guichet_domain::ticket::{Ticket, policy};
pub use guichet_store::journal::{Entry, Position};
use guichet_store::{Connection, journal, tickets};

use crate::Refusal;

/// An event with the ticket it is about, as it is by now.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// The place after which to go on.
    pub position: Position,
    /// What happened.
    pub entry: Entry,
    /// To what ticket.
    pub ticket: Arc<Ticket>,
}

impl News {
    /// Whether someone may know.
    pub fn is_for(&self, viewer: &Viewer) -> bool {
        let readable = viewer.role.is_staff() || self.entry.record.event.is_public();
        readable && policy::sees(viewer, &self.ticket)
    }
}

/// The place after everything that has happened up to now.
pub fn head(tx: &mut Connection) -> Result<Position, Refusal> {
    Ok(journal::head(tx)?)
}

/// What follows a place, at most `limit` events.
pub fn after(tx: &mut Connection, position: Position, limit: u32) -> Result<Vec<News>, Refusal> {
    let mut concerned: HashMap<TicketId, Arc<Ticket>> = HashMap::new();
    let mut news = Vec::new();
    for (position, entry) in journal::after(tx, position, limit)? {
        let id = entry.record.ticket;
        let ticket = match concerned.get(&id) {
            Some(ticket) => Arc::clone(ticket),
            None => {
                let ticket = Arc::new(tickets::get(tx, id)?);
                concerned.insert(id, Arc::clone(&ticket));
                ticket
            }
        };
        news.push(News {
            position,
            entry,
            ticket,
        });
    }
    Ok(news)
}
