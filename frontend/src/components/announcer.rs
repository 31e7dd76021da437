//! What is said to those who listen: one polite live region for the whole interface.

use crate::single::Single;
use leptos::prelude::*;

thread_local! {
    static VOICE: Single<RwSignal<String>> = const { Single::new() };
}

/// Gives the interface its voice; [`Announcer`] must be drawn once.
pub fn provide_announcer() {
    VOICE.with(|voice| voice.set(RwSignal::new(String::new())));
}

/// Says something politely: after what is being read.
pub fn announce(words: &str) {
    VOICE.with(Single::get).set(words.to_owned());
}

/// The live region.
#[component]
pub fn Announcer() -> AnyView {
    let voice = VOICE.with(Single::get);
    view! { <div class="sr voice" role="status">{move || voice.get()}</div> }.into_any()
}
