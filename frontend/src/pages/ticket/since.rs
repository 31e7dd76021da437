//! What others did to the ticket since a version.

use crate::session;
use chrono::{DateTime, Utc};
use guichet_domain::ticket::DeedKind;
use guichet_domain::ticket::event::Actor;
use leptos::prelude::*;

use super::event_words::Names;
use super::state::Workspace;

impl Workspace {
    /// Whether since a version the ticket was only talked about, tagged, bound or followed, or
    /// changed by oneself: a deed may be sent while the answer to the one before is on its way.
    pub fn nobody_intervened_since(self, version: i64) -> bool {
        let me = session::me().map(|me| Actor::Person(me.id));
        let is_talk = |deed: DeedKind| {
            matches!(
                deed,
                DeedKind::Note | DeedKind::Tag | DeedKind::Link | DeedKind::Follow
            )
        };
        untrack(|| {
            self.journal.with(|journal| {
                let newer = journal
                    .map(|journal| journal.items.as_slice())
                    .unwrap_or_default();
                let mut newer = newer
                    .iter()
                    .filter(|entry| entry.version > version)
                    .peekable();
                newer.peek().is_some()
                    && newer.all(|entry| is_talk(entry.deed) || Some(entry.actor) == me)
            })
        })
    }

    /// Who last changed the ticket after a version, and when.
    pub fn changed_since(self, version: i64) -> Option<(String, DateTime<Utc>)> {
        untrack(|| {
            self.journal.with(|journal| {
                let journal = journal?;
                let last = journal
                    .items
                    .iter()
                    .rev()
                    .find(|entry| entry.version > version)?;
                Some((Names(journal).actor(last.actor), last.at))
            })
        })
    }
}
