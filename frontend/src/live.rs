//! Changes made elsewhere, as they happen: one stream of the server, heard by every page.

use crate::single::Single;
use guichet_contract::journal::LiveEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

const STREAM: &str = "/api/v1/events/stream";

#[derive(Clone, Copy)]
struct Live {
    latest: RwSignal<Option<LiveEvent>>,
    /// Counts reconnections: what was missed meanwhile must be asked for.
    resumed: RwSignal<u32>,
}

thread_local! {
    static LIVE: Single<Live> = const { Single::new() };
}

/// Listens for as long as the caller is on screen.
pub fn connect() {
    let live = Live {
        latest: RwSignal::new(None),
        resumed: RwSignal::new(0),
    };
    LIVE.with(|single| single.set(live));
    let Ok(source) = EventSource::new(STREAM) else {
        return;
    };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let event = message
            .data()
            .as_string()
            .and_then(|text| serde_json::from_str::<LiveEvent>(&text).ok());
        if let Some(event) = event {
            let _ = live.latest.try_set(Some(event));
        }
    });
    let opened_before = StoredValue::new(false);
    let opened = Closure::<dyn Fn()>::new(move || {
        if opened_before.try_get_value() == Some(true) {
            let _ = live.resumed.try_update(|resumed| *resumed += 1);
        }
        opened_before.try_set_value(true);
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let _ = source.add_event_listener_with_callback("ticket", heard.as_ref().unchecked_ref());
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((source, heard, opened));
    on_cleanup(move || {
        kept.with_value(|(source, ..)| source.close());
    });
}

/// Runs for each change of a ticket, for as long as the caller is on screen.
pub fn on_change(react: impl Fn(&LiveEvent) + 'static) {
    let live = LIVE.with(Single::get);
    Effect::new(move |before: Option<()>| {
        live.latest.with(|latest| {
            if let (Some(()), Some(event)) = (before, latest) {
                untrack(|| react(event));
            }
        });
    });
}

/// Runs after the connection was lost and found again: anything may have changed.
pub fn on_resume(react: impl Fn() + 'static) {
    let live = LIVE.with(Single::get);
    Effect::new(move |before: Option<()>| {
        live.resumed.track();
        if before.is_some() {
            untrack(&react);
        }
    });
}
