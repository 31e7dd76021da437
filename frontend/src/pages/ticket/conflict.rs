//! Someone else was quicker: what they did, and whose version stays. Nothing typed is lost.

use crate::components::*;
use crate::i18n::{format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// A change that was refused because the ticket had changed.
#[derive(Clone)]
pub struct Conflict {
    /// Who changed it, and when, if the journal says so.
    pub by: Option<(String, DateTime<Utc>)>,
    /// Does mine again, on top of theirs.
    pub keep_mine: Callback<()>,
    /// Leaves theirs and forgets mine.
    pub keep_theirs: Callback<()>,
}

/// The notice, while there is a conflict.
#[component]
pub fn ConflictNotice(conflict: RwSignal<Option<Conflict>>) -> AnyView {
    let notice = move || {
        conflict.get().map(|found| {
            let words = match &found.by {
                Some((who, at)) => t::ticket::conflict::by(who, &format::moment(*at)),
                None => t::ticket::conflict::unknown().to_owned(),
            };
            let (mine, theirs) = (found.keep_mine, found.keep_theirs);
            view! {
                <Banner tone=Tone::Warn icon=Icon::GitMerge>
                    <span class="grow">{words}</span>
                    <button type="button" class="btn sm" on:click=move |_| theirs.run(())>
                        {t::ticket::conflict::theirs()}
                    </button>
                    <button
                        type="button"
                        class="btn sm"
                        on:click=move |_| {
                            conflict.set(None);
                            mine.run(());
                        }
                    >
                        {t::ticket::conflict::mine()}
                    </button>
                </Banner>
            }
        })
    };
    notice.into_any()
}
