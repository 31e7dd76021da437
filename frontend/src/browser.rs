//! The few things asked of the browser itself: kept values, attributes of the page, focus.

use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Storage};

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// A value kept in this browser.
#[must_use]
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a value in this browser; silently not, where storage is refused.
pub fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a value kept in this browser.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Takes an attribute of `<html>` away.
pub fn remove_root_attribute(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute(name);
    }
}

/// Moves focus to the first element that matches, once the view has settled.
pub fn focus_later(selector: &'static str) {
    request_animation_frame(move || focus(selector));
}

/// Moves focus to the first element that matches.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        let _ = element.focus();
    }
}

thread_local! {
    static HEADING_AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Moves focus to the heading of the page one went to: once the view has settled or, if its code
/// is still on its way, when [`heading_is_here`] says so.
pub fn focus_heading() {
    HEADING_AWAITED.set(true);
    heading_is_here();
}

/// A page was drawn: its heading takes the focus if that was waiting for it.
pub fn heading_is_here() {
    request_animation_frame(|| {
        if HEADING_AWAITED.get()
            && let Some(heading) = find("main h1, h1")
        {
            HEADING_AWAITED.set(false);
            let _ = heading.focus();
        }
    });
}

/// The first element that matches.
#[must_use]
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// Whether the screen is like this: a media query.
#[must_use]
pub fn matches(query: &str) -> bool {
    let query = window().match_media(query).ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The time zones the browser knows, by their IANA names.
#[must_use]
pub fn time_zones() -> Vec<String> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    let known = js_sys::Reflect::get(&intl, &"supportedValuesOf".into())
        .ok()
        .and_then(|list| list.dyn_into::<js_sys::Function>().ok())
        .and_then(|list| list.call1(&intl, &"timeZone".into()).ok());
    let zones = known.map(|known| js_sys::Array::from(&known).iter().collect::<Vec<_>>());
    zones
        .unwrap_or_default()
        .iter()
        .filter_map(wasm_bindgen::JsValue::as_string)
        .collect()
}

/// The time zone of the browser, by its IANA name.
#[must_use]
pub fn time_zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::default().resolved_options();
    let zone = js_sys::Reflect::get(&format, &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "Europe/Paris".to_owned())
}

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits this many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
