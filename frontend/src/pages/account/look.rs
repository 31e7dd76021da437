//! Theme, density and single-letter keys: at once, and only in this browser.

use crate::appearance::{Density, Theme};
use crate::components::*;
use crate::i18n::t;
use crate::keyboard;
use leptos::prelude::*;

/// The card; density and keys are for those who work in lists.
#[component]
pub fn Look(is_staff: bool) -> AnyView {
    let theme = RwSignal::new(Theme::in_force());
    let themes = vec![
        (Theme::System, t::nav::theme_system()),
        (Theme::Light, t::nav::theme_light()),
        (Theme::Dark, t::nav::theme_dark()),
    ];
    let choose = move |choice: Theme| {
        choice.apply();
        theme.set(choice);
    };
    view! {
        <section class="card" aria-labelledby="look">
            <div class="ct"><h2 id="look">{t::account::appearance()}</h2></div>
            <ul class="tog">
                <li>
                    <span class="grow">{t::account::theme()}</span>
                    <Segments label=t::account::theme() options=themes value=theme on_change=choose />
                </li>
                {is_staff.then(density)}
                {is_staff.then(letters)}
            </ul>
        </section>
    }
    .into_any()
}

fn density() -> AnyView {
    let density = RwSignal::new(Density::in_force());
    let densities = vec![
        (Density::Compact, t::nav::density_compact()),
        (Density::Standard, t::nav::density_standard()),
        (Density::Roomy, t::nav::density_roomy()),
    ];
    let choose = move |choice: Density| {
        choice.apply();
        density.set(choice);
    };
    view! {
        <li>
            <span class="grow">{t::account::density()}</span>
            <Segments label=t::account::density() options=densities value=density on_change=choose />
        </li>
    }
    .into_any()
}

fn letters() -> AnyView {
    view! {
        <li>
            <label for="letters">
                <b>{t::account::letters()}</b>
                <span>{t::account::letters_hint()}</span>
            </label>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                id="letters"
                prop:checked=move || keyboard::letters().get()
                on:change=move |event| keyboard::set_letters(event_target_checked(&event))
            />
        </li>
    }
    .into_any()
}
