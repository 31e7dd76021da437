//! Changes made elsewhere, as they happen. One tab of the browser listens to the server and tells
//! the others: a browser opens few connections to one server.

use crate::single::Single;
use crate::{browser, session};
use guichet_contract::journal::LiveEvent;
use guichet_domain::ticket::DeedKind;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

const STREAM: &str = "/api/v1/events/stream";
/// The name of the channel between tabs, and of the lock that one of them holds.
const SHARED: &str = "guichet-live";
/// What tabs tell each other when events may have been missed.
const MISSED: &str = "missed";
/// After a refused connection, in milliseconds.
const WAIT: i32 = 5_000;

#[derive(Clone)]
enum Listener {
    Change(Rc<dyn Fn(&LiveEvent)>),
    Missed(Rc<dyn Fn()>),
}

#[derive(Clone, Copy)]
struct Live {
    listeners: StoredValue<Vec<(u32, Listener)>, LocalStorage>,
    next_id: StoredValue<u32>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    source: StoredValue<Option<EventSource>, LocalStorage>,
    /// Gives the lock to the next tab.
    release: StoredValue<Option<Function>, LocalStorage>,
}

thread_local! {
    static LIVE: Single<Live> = const { Single::new() };
}

/// Listens for as long as the caller is on screen.
pub fn connect() {
    let live = Live {
        listeners: StoredValue::new_local(Vec::new()),
        next_id: StoredValue::new(0),
        channel: StoredValue::new_local(None),
        source: StoredValue::new_local(None),
        release: StoredValue::new_local(None),
    };
    LIVE.with(|single| single.set(live));
    live.join_other_tabs();
    live.wait_for_turn();
    on_cleanup(move || live.leave());
}

/// Runs for each change of a ticket, for as long as the caller is on screen.
pub fn on_change(react: impl Fn(&LiveEvent) + 'static) {
    LIVE.with(Single::get).add(Listener::Change(Rc::new(react)));
}

/// Runs when changes may have been missed, for as long as the caller is on screen.
pub fn on_resume(react: impl Fn() + 'static) {
    LIVE.with(Single::get).add(Listener::Missed(Rc::new(react)));
}

/// Whether a change says more than a version that is known. What the desk itself does about
/// promises and routing can leave the version as it was.
#[must_use]
pub fn is_news(event: &LiveEvent, known: i64) -> bool {
    event.version > known || is_about_promises(event)
}

/// Whether the desk itself raised an alarm or routed the ticket.
#[must_use]
pub fn is_about_promises(event: &LiveEvent) -> bool {
    matches!(event.deed, DeedKind::Alert | DeedKind::Route)
}

impl Live {
    fn add(self, listener: Listener) {
        let id = self.next_id.with_value(|id| id.wrapping_add(1));
        self.next_id.set_value(id);
        self.listeners
            .update_value(|listeners| listeners.push((id, listener)));
        on_cleanup(move || {
            self.listeners
                .try_update_value(|listeners| listeners.retain(|(known, _)| *known != id));
        });
    }

    /// Tells the listeners of this tab.
    fn hear(self, text: &str) {
        let listeners = self.listeners.try_get_value().unwrap_or_default();
        if text == MISSED {
            for (_, listener) in listeners {
                if let Listener::Missed(react) = listener {
                    react();
                }
            }
        } else if let Ok(event) = serde_json::from_str::<LiveEvent>(text) {
            for (_, listener) in listeners {
                if let Listener::Change(react) = listener {
                    react(&event);
                }
            }
        }
    }

    /// Tells all tabs.
    fn spread(self, text: &str) {
        self.channel.try_with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&text.into());
            }
        });
        self.hear(text);
    }

    fn join_other_tabs(self) {
        let Ok(channel) = BroadcastChannel::new(SHARED) else {
            return;
        };
        let heard = handler(move |message| {
            if let Some(text) = message.data().as_string() {
                self.hear(&text);
            }
        });
        channel.set_onmessage(Some(&heard));
        self.channel.set_value(Some(channel));
    }

    /// Opens the stream once no other tab holds it. Without locks (a page not served securely)
    /// each tab has its own.
    fn wait_for_turn(self) {
        let navigator = window().navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
        let request = Reflect::get(&locks, &"request".into())
            .ok()
            .and_then(|found| found.dyn_into::<Function>().ok());
        let Some(request) = request else {
            self.open(false);
            return;
        };
        let at_once = Object::new();
        let _ = Reflect::set(&at_once, &"ifAvailable".into(), &JsValue::TRUE);
        let (again, place) = (request.clone(), locks.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if !lock.is_null() {
                return self.hold(false);
            }
            let granted = Closure::once_into_js(move || self.hold(true));
            let _ = again.call2(&place, &SHARED.into(), &granted);
            JsValue::UNDEFINED
        });
        let _ = request.call3(&locks, &SHARED.into(), &at_once, &granted);
    }

    /// Opens the stream, and keeps the lock until [`Live::leave`]. Whoever waited was told by
    /// another tab, which may have gone in mid-sentence.
    fn hold(self, was_waiting: bool) -> JsValue {
        let held = Promise::new(&mut |release, _| {
            let _ = self.release.try_update_value(|kept| *kept = Some(release));
        });
        self.open(was_waiting);
        held.into()
    }

    fn open(self, was_waiting: bool) {
        if self.source.try_get_value().is_none() {
            // Gone in the meantime: nothing holds the lock open.
            return;
        }
        let Ok(source) = EventSource::new(STREAM) else {
            return;
        };
        let changed = handler(move |message| {
            if let Some(text) = message.data().as_string() {
                self.spread(&text);
            }
        });
        let missed = handler(move |_| self.spread(MISSED));
        let _ = source.add_event_listener_with_callback("change", &changed);
        let _ = source.add_event_listener_with_callback("reset", &missed);
        let watched = source.clone();
        let failed = handler(move |_| {
            if watched.ready_state() == EventSource::CLOSED {
                self.open_later();
            }
        });
        source.set_onerror(Some(&failed));
        self.source.set_value(Some(source));
        if was_waiting {
            self.spread(MISSED);
        }
    }

    /// The server refused: the session may have ended, or it takes no more streams for now.
    fn open_later(self) {
        spawn_local(async move {
            browser::sleep(WAIT).await;
            if self.source.try_get_value().is_some() {
                session::ended();
                self.open(true);
            }
        });
    }

    fn leave(self) {
        if let Some(Some(source)) = self.source.try_get_value() {
            source.close();
        }
        if let Some(Some(channel)) = self.channel.try_get_value() {
            channel.close();
        }
        if let Some(Some(release)) = self.release.try_get_value() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// A handler that lives as long as the page: there is one of each for a sign-in.
fn handler(react: impl Fn(MessageEvent) + 'static) -> Function {
    Closure::<dyn Fn(MessageEvent)>::new(react)
        .into_js_value()
        .unchecked_into()
}
