//! The bell: how much news is unread, and the panel it opens. What the panel holds is fetched once
//! the first screen is there.

use crate::browser;
use crate::components::*;
use crate::i18n::t;
use crate::keyboard::shortcut;
use crate::pages;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// The panel waits for the first screen this long.
const LATER: Duration = Duration::from_millis(1_500);
const PANEL: &str = "notices";

/// What the button and the panel share.
#[derive(Clone, Copy)]
pub struct Bell {
    /// How many are unread.
    pub unread: RwSignal<i64>,
    /// Whether the panel is open.
    pub open: RwSignal<bool>,
}

impl Bell {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            unread: RwSignal::new(0),
            open: RwSignal::new(false),
        }
    }

    /// Puts the panel away.
    pub fn close(self) {
        if let Some(panel) = browser::find("#notices:popover-open") {
            let _ = panel.hide_popover();
        }
    }
}

/// The button that opens the panel, in the rail or in the bar of phones.
#[component]
pub fn BellButton(bell: Bell) -> AnyView {
    let label = move || match bell.unread.get() {
        0 => t::nav::notifications().to_owned(),
        unread => t::nav::unread(unread),
    };
    let dot = move || (bell.unread.get() > 0).then(|| view! { <span class="dot"></span> });
    view! {
        <button type="button" class="rb" popovertarget=PANEL aria-label=label title=t::nav::notifications() aria-keyshortcuts="g n">
            <Glyph icon=Icon::Bell />
            <span class="tl" aria-hidden="true">{t::nav::notifications()}</span>
            {dot}
        </button>
    }
    .into_any()
}

/// The panel; drawn once.
#[component]
pub fn BellPanel(bell: Bell) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    shortcut("g n", t::nav::notifications, || {
        if let Some(panel) = browser::find("#notices") {
            let _ = panel.show_popover();
        }
    });
    let wanted = RwSignal::new(false);
    if let Ok(timer) = set_timeout_with_handle(move || wanted.set(true), LATER) {
        on_cleanup(move || timer.clear());
    }
    let ever = Memo::new(move |before| before == Some(&true) || wanted.get() || bell.open.get());
    let toggled = move |_| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        let open = panel.matches(":popover-open").unwrap_or_default();
        bell.open.set(open);
        if open {
            // From here the tab key goes on into the list; Esc gives the focus back.
            let _ = panel.focus();
        }
    };
    view! {
        <div node_ref=panel id=PANEL class="menu notices" popover="auto" role="dialog" tabindex="-1"
            aria-label=t::nav::notifications() on:toggle=toggled>
            {move || ever.get().then(|| pages::notices(bell))}
        </div>
    }
    .into_any()
}
