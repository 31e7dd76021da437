//! Says since when the network is gone, and what still works.

use crate::components::*;
use crate::i18n::{format, t};
use chrono::{DateTime, Utc};
use leptos::ev;
use leptos::prelude::*;

/// Shown while the browser has no network.
#[component]
pub fn OfflineBanner() -> AnyView {
    let since = RwSignal::new(None::<DateTime<Utc>>);
    let note = move |online: bool| {
        since.set(if online { None } else { browser_now() });
    };
    if !window().navigator().on_line() {
        note(false);
    }
    let gone = window_event_listener(ev::offline, move |_| note(false));
    let back = window_event_listener(ev::online, move |_| note(true));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    let banner = move || {
        since.get().map(|since| {
            view! {
                <div class="offline">
                    <Banner tone=Tone::Off icon=Icon::WifiOff>
                        <span class="grow">
                            <b>{t::common::offline(&format::clock(since))}</b>
                            " "
                            {t::common::offline_detail()}
                        </span>
                    </Banner>
                </div>
            }
        })
    };
    banner.into_any()
}

fn browser_now() -> Option<DateTime<Utc>> {
    #[allow(clippy::cast_possible_truncation)]
    DateTime::from_timestamp_millis(crate::browser::now() as i64)
}
