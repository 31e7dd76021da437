//! A menu button: the menu opens over the page, arrows move, letters are the page's own again after Esc.

use super::float::float;
use super::{Glyph, Icon};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// One line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to do.
    Action {
        /// Its picture.
        icon: Option<Icon>,
        /// Its name.
        label: String,
        /// What it does.
        run: Callback<()>,
        /// Red: it takes something away.
        danger: bool,
    },
    /// One of several, marked when it is the one in force.
    Option {
        /// Its name.
        label: String,
        /// Whether it is in force.
        chosen: bool,
        /// Chooses it.
        run: Callback<()>,
    },
    /// What the next lines are about.
    Heading(String),
    /// A line between.
    Rule,
}

impl MenuEntry {
    /// Something to do.
    pub fn action(icon: Icon, label: impl Into<String>, run: impl Into<Callback<()>>) -> Self {
        Self::Action {
            icon: Some(icon),
            label: label.into(),
            run: run.into(),
            danger: false,
        }
    }

    /// One of several.
    pub fn option(label: impl Into<String>, chosen: bool, run: impl Into<Callback<()>>) -> Self {
        Self::Option {
            label: label.into(),
            chosen,
            run: run.into(),
        }
    }
}

/// A button with a menu.
#[component]
pub fn Menu(
    /// Names the button, where its content does not.
    #[prop(optional, into)]
    label: Option<String>,
    /// `btn ghost sm`, `ib sm`.
    class: &'static str,
    /// The lines, made when it opens.
    #[prop(into)]
    entries: Callback<(), Vec<MenuEntry>>,
    /// What is on the button.
    children: Children,
) -> AnyView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    Effect::new(move |_| {
        if let (true, Some(menu), Some(button)) = (open.get(), menu.get(), button.get_untracked()) {
            float(&menu, &button, false);
            jump(&menu, 0);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "Escape" => close(),
            "Tab" => open.set(false),
            "ArrowDown" => step(&menu, 1),
            "ArrowUp" => step(&menu, -1),
            "Home" => jump(&menu, 0),
            "End" => jump(&menu, -1),
            _ => return,
        }
        event.stop_propagation();
        if event.key() != "Tab" {
            event.prevent_default();
        }
    };
    let leaving = move |event: web_sys::FocusEvent| {
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .is_some_and(|target| {
                menu.get_untracked()
                    .is_some_and(|menu| menu.contains(Some(&target)))
            });
        if !inside {
            open.set(false);
        }
    };
    let lines = move || {
        open.get().then(|| {
            let lines: Vec<AnyView> =
                entries.run(()).into_iter().map(|entry| draw(entry, Callback::new(move |()| close()))).collect();
            view! { <div node_ref=menu class="menu" popover="manual" role="menu" on:keydown=on_key on:focusout=leaving>{lines}</div> }
        })
    };
    view! {
        <button
            node_ref=button
            type="button"
            class=class
            aria-label=label.clone()
            title=label
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
            on:keydown=move |event| {
                if event.key() == "ArrowDown" {
                    event.prevent_default();
                    open.set(true);
                }
            }
        >
            {children()}
        </button>
        {lines}
    }
    .into_any()
}

fn draw(entry: MenuEntry, close: Callback<()>) -> AnyView {
    match entry {
        MenuEntry::Action {
            icon,
            label,
            run,
            danger,
        } => {
            let act = move |_| {
                close.run(());
                run.run(());
            };
            view! {
                <button type="button" role="menuitem" tabindex="-1" class:danger=danger on:click=act>
                    {icon.map(|icon| view! { <Glyph icon=icon /> })}
                    <span class="grow">{label}</span>
                </button>
            }
            .into_any()
        }
        MenuEntry::Option { label, chosen, run } => {
            let act = move |_| {
                close.run(());
                run.run(());
            };
            view! {
                <button
                    type="button"
                    role="menuitemradio"
                    tabindex="-1"
                    aria-checked=if chosen { "true" } else { "false" }
                    on:click=act
                >
                    <span class="grow">{label}</span>
                    {chosen.then(|| view! { <Glyph icon=Icon::Check /> })}
                </button>
            }
            .into_any()
        }
        MenuEntry::Heading(words) => {
            view! { <div class="mt" role="presentation">{words}</div> }.into_any()
        }
        MenuEntry::Rule => view! { <hr /> }.into_any(),
    }
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role^=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}

fn step(menu: &HtmlElement, by: isize) {
    let items = items(menu);
    let current = document().active_element().and_then(|element| {
        items
            .iter()
            .position(|item| item.is_same_node(Some(&element)))
    });
    let count = isize::try_from(items.len()).unwrap_or(1).max(1);
    let from = current
        .and_then(|place| isize::try_from(place).ok())
        .unwrap_or(-by);
    jump(menu, (from + by).rem_euclid(count));
}

/// Focuses the item at a place; −1 is the last.
fn jump(menu: &HtmlElement, place: isize) {
    let items = items(menu);
    let count = isize::try_from(items.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let place = usize::try_from(place.rem_euclid(count)).unwrap_or(0);
    let _ = items[place].focus();
}
