//! The ways out of a page: links, Back, keys and menus, closing the window. A page with edits that
//! are not saved stands in all of them.

use crate::routes;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent};

/// Asks before each way out, for as long as the caller is on screen and `holds` says so. `ask` gets
/// the address one wanted to go to; whoever is let go calls [`routes::leave_to`].
pub fn ask_before_leaving(holds: Signal<bool>, ask: Callback<String>) {
    // The bar of the browser may not show it yet.
    let here = use_location();
    let path = here.pathname.get_untracked();
    let stops = {
        let path = path.clone();
        move |to: String| {
            // A dialog over this very page has its own query.
            let stays = to.split('?').next() == Some(path.as_str());
            let held = !stays && holds.try_get_untracked().unwrap_or(false);
            if held {
                ask.run(to);
            }
            !held
        }
    };
    routes::guard(Callback::new(stops.clone()));
    on_cleanup(routes::unguard);

    let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
        if holds.try_get_untracked().unwrap_or(false) {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());

    // Before the router hears of it.
    let stops_link = stops.clone();
    listen("click", move |event| {
        let Some(to) = event.dyn_ref::<MouseEvent>().and_then(link_followed) else {
            return;
        };
        if !stops_link(to) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    listen("popstate", move |event| {
        if !stops(address()) {
            event.stop_immediate_propagation();
            if let Ok(history) = window().history() {
                let query = here.search.try_get_untracked().unwrap_or_default();
                let here = if query.is_empty() {
                    path.clone()
                } else {
                    format!("{path}?{query}")
                };
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
            }
        }
    });
}

/// Where a plain click on a link of this site leads.
fn link_followed(event: &MouseEvent) -> Option<String> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let to = link.get_attribute("href")?;
    (to.starts_with('/') && !link.has_attribute("download")).then_some(to)
}

fn address() -> String {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// Hears an event of the window on its way down, until the caller is gone.
fn listen(name: &'static str, react: impl Fn(Event) + 'static) {
    let heard = Closure::<dyn Fn(Event)>::new(react);
    let callback = heard.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_bool(name, callback, true);
    let heard = StoredValue::new_local(heard);
    on_cleanup(move || {
        heard.with_value(|heard| {
            let callback = heard.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool(name, callback, true);
        });
    });
}
