//! Puts what opens over the page beside what opened it, inside the window.

use leptos::prelude::*;
use web_sys::HtmlElement;

/// How far it stays from the edges.
const MARGIN: f64 = 8.0;
const GAP: f64 = 4.0;

/// Shows a popover under its anchor, or above it where there is no room; `as_wide` gives it the
/// anchor's width.
pub fn float(popover: &HtmlElement, anchor: &HtmlElement, as_wide: bool) {
    let _ = popover.show_popover();
    place(popover, anchor, as_wide);
}

/// Puts a popover beside its anchor without showing it.
pub fn place(popover: &HtmlElement, anchor: &HtmlElement, as_wide: bool) {
    let beside = anchor.get_bounding_client_rect();
    let style = popover.style();
    if as_wide {
        let _ = style.set_property("width", &format!("{}px", beside.width()));
        let _ = style.set_property("max-width", "none");
    }
    let size = popover.get_bounding_client_rect();
    let (width, height) = (
        extent(window().inner_width()),
        extent(window().inner_height()),
    );
    let left = beside.left().min(width - size.width() - MARGIN).max(MARGIN);
    let below = beside.bottom() + GAP;
    let top = if below + size.height() > height - MARGIN {
        (beside.top() - size.height() - GAP).max(MARGIN)
    } else {
        below
    };
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn extent(value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> f64 {
    value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
}
