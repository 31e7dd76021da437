//! The composer: a public reply or an internal note, its files, its draft kept in this browser.

mod draft;
mod send;

use crate::browser;
use crate::components::*;
use crate::i18n::{format, t};
use guichet_domain::ticket::{DeedKind, MessageKind};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

use super::actions;
use super::queue::Queue;
use super::state::Workspace;
use draft::Draft;
use send::{After, send};

/// What can be written, and whether the ticket has ended.
#[derive(Clone, Copy, PartialEq)]
struct Shape {
    reply: bool,
    note: bool,
    closed: bool,
}

/// The composer, where anything can be written.
#[component]
pub fn Composer(workspace: Workspace, queue: Queue) -> AnyView {
    let draft = Draft::open(workspace, queue);
    let shape = workspace.part(|ticket| Shape {
        reply: ticket.permitted_actions.contains(&DeedKind::Reply),
        note: ticket.permitted_actions.contains(&DeedKind::Note),
        closed: ticket.closed_at.is_some(),
    });
    // A ticket that has ended takes notes only; reopened, it is for its requester again.
    Effect::new(move |before: Option<Option<bool>>| {
        let may_reply = shape.get().map(|shape| shape.reply);
        match (before.flatten(), may_reply) {
            (_, Some(false)) => workspace.writing.set(MessageKind::Note),
            (Some(false), Some(true)) => workspace.writing.set(MessageKind::Reply),
            _ => {}
        }
        may_reply
    });
    let view = move || {
        let shape = shape.get()?;
        (shape.reply || shape.note).then(|| view! { <Writing draft=draft shape=shape /> })
    };
    view.into_any()
}

/// Puts the writer into the composer.
pub fn focus(workspace: Workspace, kind: MessageKind) {
    workspace.pane.set(0);
    workspace.writing.set(kind);
    browser::focus_later("#composer-body");
}

#[component]
fn Writing(draft: Draft, shape: Shape) -> AnyView {
    let writing = draft.workspace.writing;
    let open = RwSignal::new(false);
    let left = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let from = event
            .current_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let stays = from.is_some_and(|from| from.contains(to.as_ref()));
        if !stays && draft.text().with_untracked(String::is_empty) {
            open.set(false);
        }
    };
    let class = move || {
        let note = if writing.get() == MessageKind::Note {
            " note"
        } else {
            ""
        };
        let open = if open.get() { " open" } else { "" };
        format!("composer{note}{open}")
    };
    view! {
        <section
            class=class
            aria-label=t::ticket::composer::label()
            on:focusin=move |_| open.set(true)
            on:focusout=left
            on:paste=move |event| draft.files().paste(&event)
            on:dragover=move |event| event.prevent_default()
            on:drop=move |event| draft.files().drop(&event)
        >
            {shape.closed.then(|| closed(draft.workspace))}
            <div class="ch">
                <Kinds draft=draft shape=shape />
                <span class="to hide-sm">{move || recipient(draft.workspace)}</span>
            </div>
            <FormFailure form=draft.form />
            <draft::Held draft=draft />
            <div class="cb solo">
                <Body draft=draft />
                {move || {
                    let files = draft.files();
                    view! { <UploadList uploads=files /> }
                }}
            </div>
            <Foot draft=draft />
        </section>
    }
    .into_any()
}

/// A ticket that has ended is reopened before one writes to its requester.
fn closed(workspace: Workspace) -> AnyView {
    let words = move || {
        workspace.ticket.with(|ticket| {
            let at = ticket?.closed_at?;
            Some(t::ticket::closed_since(&format::moment(at)))
        })
    };
    let may = workspace.may(DeedKind::Reopen);
    view! {
        <div class="closedbar">
            <span class="grow">{words}</span>
            <button
                type="button"
                class="btn sm"
                hidden=move || !may.get()
                on:click=move |_| actions::begin(workspace, DeedKind::Reopen)
            >
                <Glyph icon=Icon::RotateCcw />
                {actions::plain_name(DeedKind::Reopen)}
            </button>
        </div>
    }
    .into_any()
}

/// Who will read it.
fn recipient(workspace: Workspace) -> Option<String> {
    match workspace.writing.get() {
        MessageKind::Note => Some(t::ticket::composer::for_staff().to_owned()),
        MessageKind::Reply => workspace.ticket.with(|ticket| {
            let requester = &ticket?.requester;
            let name = requester.email.as_ref().unwrap_or(&requester.name);
            Some(t::ticket::composer::to(name))
        }),
    }
}

#[component]
fn Kinds(draft: Draft, shape: Shape) -> AnyView {
    let writing = draft.workspace.writing;
    let choose = move |kind: MessageKind| {
        writing.set(kind);
        browser::focus_later("#composer-body");
    };
    let tab = move |kind: MessageKind, icon: Icon, name: &'static str, key: &'static str| {
        let chosen = move || writing.get() == kind;
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || if chosen() { "true" } else { "false" }
                aria-keyshortcuts=key
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| choose(kind)
            >
                <Glyph icon=icon />
                {name}
                <kbd class="hide-sm" aria-hidden="true">{key}</kbd>
            </button>
        }
        .into_any()
    };
    let reply = shape.reply.then(|| {
        tab(
            MessageKind::Reply,
            Icon::Reply,
            t::ticket::composer::reply(),
            "r",
        )
    });
    let note = shape.note.then(|| {
        tab(
            MessageKind::Note,
            Icon::Lock,
            t::ticket::composer::note(),
            "n",
        )
    });
    let both = shape.reply && shape.note;
    let on_key = move |event: KeyboardEvent| {
        if both && matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            event.prevent_default();
            writing.update(|kind| *kind = other(*kind));
            browser::focus_later(".composer [role=tab][aria-selected=true]");
        }
    };
    view! {
        <div role="tablist" aria-label=t::ticket::composer::kind() class="row kinds" on:keydown=on_key>
            {reply}
            {note}
        </div>
    }
    .into_any()
}

fn other(kind: MessageKind) -> MessageKind {
    match kind {
        MessageKind::Reply => MessageKind::Note,
        MessageKind::Note => MessageKind::Reply,
    }
}

#[component]
fn Body(draft: Draft) -> AnyView {
    let workspace = draft.workspace;
    let label = move || match workspace.writing.get() {
        MessageKind::Note => t::ticket::composer::note().to_owned(),
        MessageKind::Reply => workspace.ticket.with(|ticket| {
            let name = ticket
                .map(|ticket| ticket.requester.name.as_str())
                .unwrap_or_default();
            t::ticket::composer::reply_to(name)
        }),
    };
    let placeholder = move || match workspace.writing.get() {
        MessageKind::Note => t::ticket::composer::write_note(),
        MessageKind::Reply => t::ticket::composer::write_reply(),
    };
    let on_key = move |event: KeyboardEvent| {
        let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if sends {
            event.prevent_default();
            send(
                draft,
                if event.shift_key() {
                    After::GoOn
                } else {
                    After::Stay
                },
            );
        } else if event.key() == "Escape" {
            event.prevent_default();
            browser::focus(".flow");
        }
    };
    view! {
        <textarea
            class="ed"
            id="composer-body"
            rows="1"
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || draft.form.error_of("body").get().map(|_| "true")
            prop:value=move || draft.text().get()
            on:input=move |event| draft.write(event_target_value(&event))
            on:keydown=on_key
        ></textarea>
    }
    .into_any()
}

#[component]
fn Foot(draft: Draft) -> AnyView {
    let writing = draft.workspace.writing;
    let label = move || match writing.get() {
        MessageKind::Reply => t::ticket::composer::send(),
        MessageKind::Note => t::ticket::composer::add_note(),
    };
    let busy = draft.form.busy();
    let waits = move || busy.get() || draft.files().sending();
    let class = move || {
        if busy.get() {
            "btn primary busy"
        } else {
            "btn primary"
        }
    };
    let saved = move || {
        draft
            .text()
            .with(|text| !text.is_empty())
            .then(t::ticket::composer::saved)
    };
    let entries = Callback::new(move |()| send_menu(draft));
    view! {
        <div class="cf">
            {move || {
                let files = draft.files();
                view! { <AttachButton uploads=files /> }
            }}
            <span class="grow"></span>
            <span class="saved hide-sm">{saved}</span>
            <span class="split">
                <button
                    type="button"
                    class=class
                    aria-busy=move || busy.get().then_some("true")
                    aria-disabled=move || waits().then_some("true")
                    on:click=move |_| send(draft, After::Stay)
                >
                    {label}
                    <kbd class="hide-sm" aria-hidden="true">"Ctrl ↵"</kbd>
                </button>
                <Menu label=t::ticket::composer::more() class="btn primary" entries=entries>
                    <Glyph icon=Icon::ChevronDown size="s14" />
                </Menu>
            </span>
        </div>
    }
    .into_any()
}

fn send_menu(draft: Draft) -> Vec<MenuEntry> {
    let is_reply = draft.workspace.writing.get_untracked() == MessageKind::Reply;
    let may_hold = untrack(|| {
        draft.workspace.permits(DeedKind::Hold) || draft.workspace.permits(DeedKind::Take)
    });
    let mut entries = Vec::new();
    if is_reply && may_hold {
        entries.push(MenuEntry::action(
            Icon::CirclePause,
            t::ticket::composer::send_and_hold(),
            move || {
                send(draft, After::Hold);
            },
        ));
    }
    let next = if is_reply {
        t::ticket::composer::send_and_next()
    } else {
        t::ticket::composer::add_and_next()
    };
    entries.push(MenuEntry::action(Icon::ChevronDown, next, move || {
        send(draft, After::GoOn)
    }));
    entries
}
