//! The language in use: kept in the browser, followed by `<html lang>`, switched at once.

use super::Language;
use crate::browser;
use crate::single::Single;
use leptos::prelude::*;
use std::cell::Cell;

const STORED: &str = "guichet.language";

thread_local! {
    static IN_USE: Cell<Language> = const { Cell::new(Language::Fr) };
    static SWITCH: Single<RwSignal<Language>> = const { Single::new() };
}

/// The language in use.
#[must_use]
pub fn language() -> Language {
    IN_USE.get()
}

/// The language in use, as a signal: the root watches it, to draw everything again after a switch.
#[must_use]
pub fn language_signal() -> Signal<Language> {
    SWITCH.with(Single::get).into()
}

/// Starts with the stored choice, else the browser's preference, else French.
pub fn provide_language() {
    let chosen = browser::stored(STORED).and_then(|word| word.parse().ok());
    let chosen = chosen.unwrap_or_else(preferred);
    IN_USE.set(chosen);
    browser::set_root_attribute("lang", chosen.as_str());
    SWITCH.with(|switch| switch.set(RwSignal::new(chosen)));
}

/// Switches; everything shown is drawn again.
pub fn set_language(chosen: Language) {
    if chosen == language() {
        return;
    }
    IN_USE.set(chosen);
    browser::store(STORED, chosen.as_str());
    browser::set_root_attribute("lang", chosen.as_str());
    SWITCH.with(Single::get).set(chosen);
}

/// Whether this number takes the singular. French treats none as one.
pub(super) fn is_singular(count: i64) -> bool {
    match language() {
        Language::Fr => matches!(count, -1..=1),
        Language::En => count == 1,
    }
}

fn preferred() -> Language {
    match window().navigator().language() {
        Some(tag) if tag.starts_with("en") => Language::En,
        _ => Language::Fr,
    }
}
