//! What a page of the agents' workspace is made of: a side column if it has one, and its main column.

use crate::browser;
use crate::single::Single;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Classes of the frame, by what the page is.
    pub class: RwSignal<&'static str>,
    /// The side column is open over a narrow screen.
    pub side_open: RwSignal<bool>,
    /// The page has a side column.
    pub has_side: RwSignal<bool>,
    /// The side column was put away on a wide screen.
    pub side_hidden: RwSignal<bool>,
}

thread_local! {
    pub(super) static SHAPE: Single<Shape> = const { Single::new() };
}

pub(super) fn provide_shape() -> Shape {
    let shape = Shape {
        class: RwSignal::new(""),
        side_open: RwSignal::new(false),
        has_side: RwSignal::new(false),
        side_hidden: RwSignal::new(false),
    };
    SHAPE.with(|single| single.set(shape));
    shape
}

/// Opens or puts away the side column.
pub fn toggle_side() {
    let shape = SHAPE.with(Single::get);
    let narrow = window().match_media("(max-width: 1279px)").ok().flatten();
    if narrow.is_some_and(|query| query.matches()) {
        shape.side_open.update(|open| *open = !*open);
        if shape.side_open.get_untracked() {
            browser::focus_later(".side a[aria-current], .side a");
        }
    } else {
        shape.side_hidden.update(|hidden| *hidden = !*hidden);
    }
}

/// The side column: views, queue, settings. Below 1280 px it opens over the main one.
#[component]
pub fn Side(
    /// What it lists, for screen readers.
    #[prop(into)]
    label: String,
    children: Children,
) -> AnyView {
    let shape = SHAPE.with(Single::get);
    shape.has_side.set(true);
    on_cleanup(move || {
        let _ = shape.has_side.try_set(false);
        let _ = shape.side_open.try_set(false);
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && shape.side_open.get_untracked() {
            event.prevent_default();
            shape.side_open.set(false);
        }
    };
    view! {
        <aside class="side" class:open=move || shape.side_open.get() aria-label=label on:keydown=on_key
            on:click=move |event| {
                // A link was followed: the column has done its work.
                let link = event_target::<web_sys::Element>(&event).closest("a").ok().flatten();
                if link.is_some() {
                    shape.side_open.set(false);
                }
            }
        >
            {children()}
        </aside>
        <div
            class="side-scrim"
            hidden=move || !shape.side_open.get()
            on:click=move |_| shape.side_open.set(false)
        ></div>
    }
    .into_any()
}

/// The main column; `class` also marks the frame (`s-inbox`, `s-ticket`, `s-set`).
#[component]
pub fn Main(#[prop(optional)] class: &'static str, children: Children) -> AnyView {
    let shape = SHAPE.with(Single::get);
    shape.class.set(class);
    on_cleanup(move || {
        let _ = shape.class.try_set("");
    });
    view! { <main class="main" id="contenu">{children()}</main> }.into_any()
}

/// What the window is called while this page is shown.
pub fn page_title(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} — Guichet", title())));
}
