//! The ways out of a page: links, Back, keys and menus, closing the window. A page with edits that
//! are not saved stands in all of them.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::Cell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent};

/// Whoever stands in the way.
#[derive(Clone, Copy)]
struct Guard {
    /// Whether there is something to lose.
    holds: Signal<bool>,
    /// Gets the address one wanted to go to.
    ask: Callback<String>,
    /// Path and query of the page.
    here: StoredValue<(String, String)>,
}

thread_local! {
    static GUARD: Cell<Option<Guard>> = const { Cell::new(None) };
}

/// Listens at the ways out; before the router does, which would be gone by then.
pub fn watch_ways_out() {
    listen("click", |event| {
        let Some(to) = event.dyn_ref::<MouseEvent>().and_then(link_followed) else {
            return;
        };
        if !may_go(&to) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    listen("popstate", |event| {
        if !may_go(&address()) {
            event.stop_immediate_propagation();
            stay();
        }
    });
    let closing = window_event_listener(ev::beforeunload, |event| {
        if GUARD.get().is_some_and(|guard| guard.holds.get_untracked()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());
}

/// Asks before each way out, for as long as the caller is on screen and `holds` says so.
/// Whoever is let go calls [`crate::routes::leave_to`].
pub fn ask_before_leaving(holds: Signal<bool>, ask: Callback<String>) {
    // The bar of the browser may not show it yet.
    let location = use_location();
    let here = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let here = StoredValue::new(here);
    let guard = Guard { holds, ask, here };
    GUARD.set(Some(guard));
    // The page may stay while its address changes: it stands in the way again, there.
    Effect::new(move |before: Option<()>| {
        let now = (location.pathname.get(), location.search.get());
        if before.is_some() {
            here.set_value(now);
            GUARD.set(Some(guard));
        }
    });
    on_cleanup(release);
}

/// Nobody stands in the way any more.
pub fn release() {
    GUARD.set(None);
}

/// Whether nothing is lost by going there; else it is asked for.
pub fn may_go(to: &str) -> bool {
    let Some(guard) = GUARD.get() else {
        return true;
    };
    // A dialog over this very page has its own query.
    let stays = guard
        .here
        .with_value(|(path, _)| to.split('?').next() == Some(path));
    let free = stays || !guard.holds.get_untracked();
    if !free {
        guard.ask.run(to.to_owned());
    }
    free
}

/// Where a plain click on a link of this site leads.
fn link_followed(event: &MouseEvent) -> Option<String> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let to = link.get_attribute("href")?;
    (to.starts_with('/') && !link.has_attribute("download")).then_some(to)
}

fn address() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    format!("{path}{}", location.search().unwrap_or_default())
}

/// The browser has gone back already: the page takes its place in the bar again.
fn stay() {
    let Some(guard) = GUARD.get() else { return };
    let here = guard.here.with_value(|(path, query)| match query.as_str() {
        "" => path.clone(),
        query => format!("{path}?{query}"),
    });
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
    }
}

/// Hears an event of the window on its way down, for as long as the page is open.
fn listen(name: &str, react: impl Fn(Event) + 'static) {
    let heard = Closure::<dyn Fn(Event)>::new(react).into_js_value();
    let _ = window().add_event_listener_with_callback_and_bool(name, heard.unchecked_ref(), true);
}
