//! The mark of the house.

use leptos::prelude::*;

/// The logo, drawn.
#[component]
pub fn Logo(
    /// Its side in pixels.
    #[prop(default = 28)]
    size: u32,
) -> AnyView {
    view! {
        <svg width=size height=size viewBox="0 0 28 28" aria-hidden="true">
            <rect width="28" height="28" rx="7" fill="var(--accent)"></rect>
            <path
                d="M8 20v-6.5a6 6 0 0 1 12 0V20M5.6 20.4h16.8M11.8 15.6h4.4"
                fill="none"
                stroke="#fff"
                stroke-width="2.2"
                stroke-linecap="round"
            ></path>
        </svg>
    }
    .into_any()
}
