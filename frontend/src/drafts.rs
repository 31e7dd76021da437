//! What is being written, kept in this browser until it is sent.

use crate::browser;
use crate::session;
use leptos::prelude::*;

/// Where a draft is kept: people who share a browser do not share drafts.
#[must_use]
pub fn key(what: &str) -> String {
    let who = session::me().map_or(0, |me| me.id.0);
    format!("guichet.draft.{who}.{what}")
}

/// A text that begins with the draft kept under `key` and is kept there with every change;
/// emptied, it is forgotten.
pub fn text(key: String) -> RwSignal<String> {
    let text = RwSignal::new(browser::stored(&key).unwrap_or_default());
    Effect::new(move |before: Option<()>| {
        text.with(|text| match (before, text.is_empty()) {
            (None, _) => {}
            (Some(()), true) => browser::forget(&key),
            (Some(()), false) => browser::store(&key, text),
        });
    });
    text
}
