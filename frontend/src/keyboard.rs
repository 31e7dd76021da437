//! Keys: one letter, or `g` and a letter. They rest while one types, in dialogs and in menus.

use crate::browser;
use crate::single::Single;
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const SWITCHED_OFF: &str = "guichet.letters-off";
/// How long `g` waits for its second key.
const WAITS: Duration = Duration::from_secs(1);

/// One key with what it does, as the help lists it.
#[derive(Clone, Copy)]
pub struct Shortcut {
    id: u32,
    /// `j`, `Enter`, `S`, or two keys: `g t`. The character that is produced, not the place of the key.
    pub keys: &'static str,
    /// What it does, in words.
    pub label: fn() -> &'static str,
    run: Callback<()>,
}

#[derive(Clone, Copy)]
struct Keyboard {
    shortcuts: RwSignal<Vec<Shortcut>>,
    next_id: StoredValue<u32>,
    /// The first key of two was pressed.
    waiting: RwSignal<Option<char>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    letters: RwSignal<bool>,
}

thread_local! {
    static KEYBOARD: Single<Keyboard> = const { Single::new() };
}

/// Starts to listen.
pub fn provide_keyboard() {
    let keyboard = Keyboard {
        shortcuts: RwSignal::new(Vec::new()),
        next_id: StoredValue::new(0),
        waiting: RwSignal::new(None),
        timer: StoredValue::new(None),
        letters: RwSignal::new(browser::stored(SWITCHED_OFF).is_none()),
    };
    KEYBOARD.with(|single| single.set(keyboard));
    let handle = window_event_listener(ev::keydown, move |event| keyboard.on_key(&event));
    on_cleanup(move || handle.remove());
}

/// Gives a key a meaning for as long as the caller is on screen. The newest meaning of a key wins.
pub fn shortcut(
    keys: &'static str,
    label: fn() -> &'static str,
    run: impl Fn() + Send + Sync + 'static,
) {
    let keyboard = KEYBOARD.with(Single::get);
    let id = keyboard.next_id.with_value(|id| id.wrapping_add(1));
    keyboard.next_id.set_value(id);
    let run = Callback::new(move |()| run());
    keyboard.shortcuts.update(|shortcuts| {
        shortcuts.push(Shortcut {
            id,
            keys,
            label,
            run,
        })
    });
    on_cleanup(move || {
        let _ = keyboard
            .shortcuts
            .try_update(|shortcuts| shortcuts.retain(|shortcut| shortcut.id != id));
    });
}

/// Every key that has a meaning now; the newest meaning only.
#[must_use]
pub fn shortcuts() -> Vec<Shortcut> {
    KEYBOARD.with(Single::get).shortcuts.with(|shortcuts| {
        let mut seen: Vec<Shortcut> = Vec::new();
        for shortcut in shortcuts.iter().rev() {
            if seen.iter().all(|known| known.keys != shortcut.keys) {
                seen.push(*shortcut);
            }
        }
        seen.reverse();
        seen
    })
}

/// Whether single letters do anything.
#[must_use]
pub fn letters() -> Signal<bool> {
    KEYBOARD.with(Single::get).letters.into()
}

/// Switches single letters on or off (WCAG 2.1.4); kept in this browser.
pub fn set_letters(on: bool) {
    KEYBOARD.with(Single::get).letters.set(on);
    if on {
        browser::forget(SWITCHED_OFF)
    } else {
        browser::store(SWITCHED_OFF, "1")
    }
}

/// The first key of two, while its second is awaited.
#[must_use]
pub fn waiting() -> Signal<Option<char>> {
    KEYBOARD.with(Single::get).waiting.into()
}

impl Keyboard {
    fn on_key(self, event: &KeyboardEvent) {
        if event.default_prevented()
            || event.is_composing()
            || event.alt_key()
            || event.ctrl_key()
            || event.meta_key()
        {
            return;
        }
        let key = event.key();
        let is_letter = key.chars().count() == 1;
        if (is_letter && !self.letters.get_untracked()) || is_busy(event, is_letter) {
            return;
        }
        let typed = match self.waiting.get_untracked() {
            Some(first) => {
                self.stop_waiting();
                format!("{first} {key}")
            }
            None => key,
        };
        if let Some(shortcut) = self.find(|keys| keys == typed) {
            event.prevent_default();
            shortcut.run.run(());
        } else if self
            .find(|keys| {
                keys.strip_prefix(typed.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
            })
            .is_some()
        {
            event.prevent_default();
            self.wait(typed.chars().next());
        }
    }

    fn find(self, matches: impl Fn(&str) -> bool) -> Option<Shortcut> {
        self.shortcuts.with_untracked(|shortcuts| {
            shortcuts
                .iter()
                .rev()
                .find(|shortcut| matches(shortcut.keys))
                .copied()
        })
    }

    fn wait(self, first: Option<char>) {
        self.waiting.set(first);
        let ends = set_timeout_with_handle(move || self.waiting.set(None), WAITS);
        self.timer.set_value(ends.ok());
    }

    fn stop_waiting(self) {
        self.waiting.set(None);
        self.timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    }
}

/// Whether the key belongs to what has focus: a field, a dialog, a menu; Enter and space to a control;
/// or to what lies open over the page.
fn is_busy(event: &KeyboardEvent, is_letter: bool) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    let inside = |selector: &str| target.closest(selector).ok().flatten().is_some();
    let is_box = target
        .get_attribute("type")
        .is_some_and(|kind| kind == "checkbox" || kind == "radio");
    let writes = inside("input, textarea, select, [contenteditable='true']")
        && !(is_box && is_letter && event.key() != " ");
    let is_control = event.key() == "Enter" && inside("a, button, summary");
    writes
        || is_control
        || event.key() == " "
        || inside("dialog, [role=menu], [role=listbox]")
        || document()
            .query_selector("dialog[open], [popover=auto]:popover-open")
            .ok()
            .flatten()
            .is_some()
}
