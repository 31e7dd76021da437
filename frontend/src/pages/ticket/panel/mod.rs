//! The context of the ticket: what is promised, what it is, who asked, what it is bound to, who held it.

mod approval;
mod clock_words;
mod clocks;
mod details;
mod edit;
mod facts;
mod followers;
mod history;
mod links;
mod passages;
mod requester;
mod satisfaction;
mod tags;
mod why;

pub use clock_words::spent_first_reply;
pub use satisfaction::tone as score_tone;

use crate::browser;
use crate::components::*;
use crate::i18n::t;
use leptos::prelude::*;

use super::state::Workspace;

const FOLDED: &str = "guichet.ticket.folded";

/// The panel beside the conversation.
#[component]
pub fn Panel(workspace: Workspace) -> AnyView {
    let known = Memo::new(move |_| workspace.ticket.with(|ticket| ticket.is_some()));
    let sections = move || {
        if !known.get() {
            return view! { <SkeletonRows rows=5 /> }.into_any();
        }
        view! {
            <approval::ApprovalCard workspace=workspace />
            <satisfaction::Satisfaction workspace=workspace />
            <clocks::Engagements workspace=workspace />
            <details::Details workspace=workspace />
            <requester::Requester workspace=workspace />
            <facts::Facts workspace=workspace />
            <links::Links workspace=workspace />
            <followers::Followers workspace=workspace />
            <history::History workspace=workspace />
        }
        .into_any()
    };
    on_cleanup(|| {
        close_sheet();
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && close_sheet() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <aside class="panel" aria-label=t::ticket::panel::label() on:keydown=on_key>
            <div class="sheeth">
                <IconButton
                    icon=Icon::X
                    label=t::common::close()
                    class="sm"
                    on_press=move || {
                        close_sheet();
                    }
                />
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::ticket::panel::label()>
                {sections}
            </div>
        </aside>
    }
    .into_any()
}

const PLACE: &str = "data-panel";

fn is_sheet() -> bool {
    browser::matches("(max-width: 1023px)")
}

/// Puts the panel away; on narrow screens, where it is away, opens it over the conversation.
pub fn toggle() {
    let wanted = if is_sheet() { "open" } else { "away" };
    if place().as_deref() == Some(wanted) {
        browser::remove_root_attribute(PLACE);
        return;
    }
    browser::set_root_attribute(PLACE, wanted);
    if is_sheet() {
        browser::focus_later(".sheeth button");
    }
}

/// Puts the panel away that lies over the conversation; tells whether it did.
pub fn close_sheet() -> bool {
    let is_open = place().as_deref() == Some("open");
    if is_open {
        browser::remove_root_attribute(PLACE);
    }
    is_open
}

fn place() -> Option<String> {
    document().document_element()?.get_attribute(PLACE)
}

/// Brings the panel on screen where it is away.
pub fn show() {
    if is_sheet() {
        browser::set_root_attribute(PLACE, "open");
    } else {
        browser::remove_root_attribute(PLACE);
    }
}

/// A part of the panel that can be folded; this browser remembers which are.
#[component]
pub fn Section(
    /// Known by it in this browser.
    name: &'static str,
    title: &'static str,
    /// A few words beside the title.
    #[prop(optional, into)]
    note: Signal<String>,
    children: ChildrenFn,
) -> AnyView {
    let folded = RwSignal::new(folded().iter().any(|known| known == name));
    let toggle = move |_| {
        folded.update(|folded| *folded = !*folded);
        remember(name, folded.get_untracked());
    };
    let id = format!("section-{name}");
    let body = format!("{id}-body");
    let heading = id.clone();
    let label = move || {
        if folded.get() {
            t::ticket::panel::unfold(title)
        } else {
            t::ticket::panel::fold(title)
        }
    };
    view! {
        <section class="sec" class:folded=move || folded.get() aria-labelledby=id>
            <div class="sh">
                <h2 id=heading>{title}</h2>
                <span class="note">{move || note.get()}</span>
                <button
                    type="button"
                    class="ib sm"
                    aria-label=label
                    aria-expanded=move || if folded.get() { "false" } else { "true" }
                    aria-controls=body.clone()
                    on:click=toggle
                >
                    <Glyph icon=Icon::ChevronUp />
                </button>
            </div>
            <div id=body hidden=move || folded.get()>{children()}</div>
        </section>
    }
    .into_any()
}

fn folded() -> Vec<String> {
    let stored = browser::stored(FOLDED).unwrap_or_default();
    stored
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn remember(name: &str, is_folded: bool) {
    let mut names = folded();
    names.retain(|known| known != name);
    if is_folded {
        names.push(name.to_owned());
    }
    browser::store(FOLDED, &names.join(","));
}
