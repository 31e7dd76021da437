//! Messages and events in one order: what was said, and between it what happened.

use guichet_contract::journal::{Event as Entry, Journal};
use guichet_contract::message::Message;
use guichet_domain::ids::EventSeq;
use guichet_domain::ticket::Event;
use std::sync::Arc;

/// One thing in the conversation.
#[derive(Clone)]
pub enum Item {
    /// A message.
    Message(Arc<Message>),
    /// What happened between two messages.
    Events(Arc<Vec<Entry>>),
}

impl Item {
    /// The same thing keeps its key; a group that grew is another thing, and so is a message of
    /// which more became known on its way.
    pub fn key(&self) -> (i64, EventSeq, EventSeq) {
        match self {
            Self::Message(message) => (message.id.0, EventSeq(way(message)), EventSeq(0)),
            Self::Events(events) => {
                let seq = |entry: Option<&Entry>| entry.map_or(EventSeq(0), |entry| entry.seq);
                (0, seq(events.first()), seq(events.last()))
            }
        }
    }
}

/// How far a message has come on its way to people, as a number of its own.
fn way(message: &Message) -> i64 {
    let states = message.deliveries.iter();
    states.fold(0, |number, delivery| {
        number.wrapping_mul(8) + delivery.state as i64 + 1
    })
}

/// Everything, oldest first. A message comes before the events of its own deed.
pub fn tell(messages: &[Message], journal: Option<&Journal>) -> Vec<Item> {
    let entries = journal
        .map(|journal| journal.items.as_slice())
        .unwrap_or_default();
    let mut entries = entries
        .iter()
        .filter(|entry| !is_a_message(&entry.event))
        .peekable();
    let mut items = Vec::new();
    for message in messages {
        let mut between = Vec::new();
        while let Some(entry) = entries.next_if(|entry| entry.at < message.created_at) {
            between.push(entry.clone());
        }
        push_events(&mut items, between);
        items.push(Item::Message(Arc::new(message.clone())));
    }
    push_events(&mut items, entries.cloned().collect());
    items
}

fn push_events(items: &mut Vec<Item>, events: Vec<Entry>) {
    if !events.is_empty() {
        items.push(Item::Events(Arc::new(events)));
    }
}

/// Whether a message already says it.
fn is_a_message(event: &Event) -> bool {
    matches!(event, Event::Replied { .. } | Event::Noted { .. })
}
