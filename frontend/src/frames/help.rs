//! The keys: all of them on `?`, the second ones after `g`.

use crate::components::*;
use crate::i18n::t;
use crate::keyboard::{self, Shortcut};
use crate::single::Single;
use leptos::prelude::*;

thread_local! {
    static OPEN: Single<RwSignal<bool>> = const { Single::new() };
}

/// Shows every key that has a meaning here.
pub fn open_help() {
    OPEN.with(Single::get).set(true);
}

/// The dialog with the keys; drawn once.
#[component]
pub fn KeyHelp() -> AnyView {
    let open = RwSignal::new(false);
    OPEN.with(|single| single.set(open));
    view! {
        <Dialog open=open title=t::keys::title()>
            <div class="dc">
                <ul class="keys">{move || keyboard::shortcuts().into_iter().map(line).collect::<Vec<_>>()}</ul>
                <Switch label=t::keys::on() value=keyboard::letters() on_change=keyboard::set_letters />
            </div>
        </Dialog>
    }
    .into_any()
}

fn line(shortcut: Shortcut) -> AnyView {
    let keys: Vec<AnyView> = shortcut
        .keys
        .split(' ')
        .map(|key| view! { <kbd>{printed(key)}</kbd> }.into_any())
        .collect();
    view! { <li>{(shortcut.label)()}<span>{keys}</span></li> }.into_any()
}

/// A key as it is printed beside a control.
fn printed(key: &str) -> String {
    match key {
        "Enter" => "↵".into(),
        "Escape" => t::keys::escape().into(),
        "ArrowDown" => "↓".into(),
        "ArrowUp" => "↑".into(),
        letter if letter.chars().all(char::is_uppercase) => format!("⇧ {}", letter.to_lowercase()),
        other => other.into(),
    }
}

/// After `g`: the keys that may follow.
#[component]
pub fn PendingKeys() -> AnyView {
    let choices = move || {
        keyboard::waiting().get().map(|first| {
            let prefix = format!("{first} ");
            let lines: Vec<AnyView> = keyboard::shortcuts()
                .into_iter()
                .filter_map(|shortcut| {
                    let key = shortcut.keys.strip_prefix(&prefix)?;
                    Some(view! { <li><kbd>{key}</kbd>{(shortcut.label)()}</li> }.into_any())
                })
                .collect();
            view! { <div class="dialog gkeys" role="status"><ul>{lines}</ul></div> }
        })
    };
    choices.into_any()
}
