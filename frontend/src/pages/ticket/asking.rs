//! What comes in pages and is needed whole.

use crate::access::{ask, client};
use crate::failure::Failure;
use guichet_contract::journal::Journal;
use guichet_contract::message::Message;
use guichet_contract::page::Slice;
use guichet_domain::ids::TicketId;

/// All messages, oldest first.
pub async fn all_messages(id: TicketId) -> Result<Vec<Message>, Failure> {
    let mut messages = Vec::new();
    let mut cursor = None;
    loop {
        let slice = largest_slice(cursor);
        let page = ask(client().messages(id, &slice)).await?;
        messages.extend(page.items);
        match page.next {
            Some(next) => cursor = Some(next),
            None => return Ok(messages),
        }
    }
}

/// The journal from its beginning.
pub async fn whole_journal(id: TicketId) -> Result<Journal, Failure> {
    let mut whole = ask(client().events(id, &largest_slice(None))).await?;
    while let Some(cursor) = whole.next.take() {
        let page = ask(client().events(id, &largest_slice(Some(cursor)))).await?;
        whole.items.extend(page.items);
        whole.people.extend(page.people);
        whole.teams.extend(page.teams);
        whole.categories.extend(page.categories);
        whole.next = page.next;
    }
    Ok(whole)
}

fn largest_slice(cursor: Option<String>) -> Slice {
    Slice {
        limit: Some(100),
        cursor,
    }
}
