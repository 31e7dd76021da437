//! What is being written on a ticket: one text and one set of files for each kind of message.

use crate::components::*;
use crate::drafts;
use crate::form::Form;
use crate::i18n::t;
use crate::session;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Event, MessageKind};
use leptos::prelude::*;

use super::super::event_words::Names;
use super::super::queue::Queue;
use super::super::state::Workspace;

/// A reply and a note in the making.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The ticket.
    pub workspace: Workspace,
    /// The list to walk on in.
    pub queue: Queue,
    /// Busy while it is sent; what was refused.
    pub form: Form,
    reply: RwSignal<String>,
    note: RwSignal<String>,
    reply_files: Uploads,
    note_files: Uploads,
    /// The version of the ticket that the writer has read.
    read: StoredValue<i64>,
    /// Who wrote to the requester meanwhile.
    held: RwSignal<Option<String>>,
}

impl Draft {
    /// Takes up what was kept of it.
    pub fn open(workspace: Workspace, queue: Queue) -> Self {
        let kept =
            |kind: &str| drafts::text(drafts::key(&format!("ticket.{}.{kind}", workspace.id)));
        let draft = Self {
            workspace,
            queue,
            form: Form::new("composer"),
            reply: kept("reply"),
            note: kept("note"),
            reply_files: Uploads::new(),
            note_files: Uploads::new(),
            read: StoredValue::new(0),
            held: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let version = workspace
                .ticket
                .with(|ticket| ticket.map(|ticket| ticket.version));
            // Until something is written, everything on screen counts as read.
            if let Some(version) = version
                && (draft.read.get_value() == 0 || draft.reply.with_untracked(String::is_empty))
            {
                draft.read.set_value(version);
            }
        });
        draft
    }

    /// The text of the kind that is being written.
    pub fn text(self) -> RwSignal<String> {
        match self.workspace.writing.get() {
            MessageKind::Reply => self.reply,
            MessageKind::Note => self.note,
        }
    }

    /// The files of the kind that is being written.
    pub fn files(self) -> Uploads {
        match self.workspace.writing.get() {
            MessageKind::Reply => self.reply_files,
            MessageKind::Note => self.note_files,
        }
    }

    /// Takes what was typed.
    pub fn write(self, text: String) {
        self.form.forgive("body");
        untrack(|| self.text()).set(text);
    }

    /// Forgets the kind that was sent.
    pub fn sent(self, kind: MessageKind) {
        let (text, files) = match kind {
            MessageKind::Reply => (self.reply, self.reply_files),
            MessageKind::Note => (self.note, self.note_files),
        };
        text.set(String::new());
        files.clear();
        self.held.set(None);
    }

    /// Whether someone else wrote to the requester since the draft was begun: then it is held once,
    /// and counts as read.
    pub fn must_read_first(self) -> bool {
        let me = session::me().map(|me| Actor::Person(me.id));
        let read = self.read.get_value();
        let newer = untrack(|| {
            self.workspace.journal.with(|journal| {
                let journal = journal?;
                let entry = journal.items.iter().rev().find(|entry| {
                    entry.version > read
                        && Some(entry.actor) != me
                        && matches!(entry.event, Event::Replied { .. })
                })?;
                Some(Names(journal).actor(entry.actor))
            })
        });
        self.read.set_value(self.workspace.version());
        let is_held = newer.is_some();
        self.held.set(newer);
        is_held
    }
}

/// Says who wrote meanwhile; sending again goes through.
#[component]
pub fn Held(draft: Draft) -> AnyView {
    let notice = move || {
        draft.held.get().map(|who| {
            view! {
                <Banner tone=Tone::Warn icon=Icon::MessageCircle>
                    <span class="grow">{t::ticket::composer::held(&who)}</span>
                </Banner>
            }
        })
    };
    notice.into_any()
}
