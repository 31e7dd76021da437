//! The same deed on several tickets, one after the other, with what became of each.

use super::feed::feed;
use crate::access::{ask, client};
use crate::components::toasts;
use crate::failure::Failure;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::ticket::{Ticket, TicketRow};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::Callback;
use std::sync::Arc;

/// A ticket before and after.
pub struct Done {
    /// As it was in the list.
    pub before: Arc<TicketRow>,
    /// As it is now.
    pub after: Ticket,
}

/// Does it to each; what is refused does not stop the others.
pub async fn each(
    ids: Vec<TicketId>,
    kind: DeedKind,
    body: impl Fn(i64) -> DeedBody,
) -> (Vec<Done>, Vec<Failure>) {
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for id in ids {
        let Some(before) = feed().row(id) else {
            continue;
        };
        match ask(client().deed(id, kind, &body(before.version))).await {
            Ok(after) => {
                feed().put(&after);
                done.push(Done { before, after });
            }
            Err(failure) => refused.push(failure),
        }
    }
    (done, refused)
}

/// Says what became of it; with a way back where all went well.
pub fn tell(
    done: usize,
    refused: &[Failure],
    words: impl Fn(i64) -> String,
    undo: Option<Callback<()>>,
) {
    let count = i64::try_from(done).unwrap_or(i64::MAX);
    match (refused.first(), undo) {
        (None, Some(undo)) => toasts().undoable(words(count), undo),
        (None, None) => toasts().done(words(count)),
        (Some(failure), _) if done == 0 => toasts().failed(failure),
        (Some(failure), _) => {
            let refused = i64::try_from(refused.len()).unwrap_or(i64::MAX);
            toasts().done(t::tickets::bulk::partly(count, refused, &failure.words()));
        }
    }
}
