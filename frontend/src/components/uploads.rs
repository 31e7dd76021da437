//! Files on their way into a message: chosen, pasted or dropped, sent at once, taken off again.

use super::{FileChip, Glyph, Icon};
use crate::access::{ask, client, upload};
use crate::failure::Failure;
use crate::i18n::{format, t};
use crate::session;
use guichet_contract::attachment::Attachment;
use guichet_domain::ids::AttachmentId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File, FileList};

/// The most files that one message carries.
const MOST: usize = 20;

#[derive(Clone, PartialEq)]
struct Upload {
    key: u32,
    name: String,
    size: i64,
    state: State,
}

#[derive(Clone, PartialEq)]
enum State {
    Sending,
    Sent(AttachmentId),
    Failed(String),
}

/// The files of one message that is being written.
#[derive(Clone, Copy)]
pub struct Uploads {
    items: RwSignal<Vec<Upload>>,
    next: StoredValue<u32>,
}

impl Uploads {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Those that have arrived, in the order they were added.
    #[must_use]
    pub fn ids(self) -> Vec<AttachmentId> {
        self.items.with_untracked(|items| {
            items
                .iter()
                .filter_map(|item| match item.state {
                    State::Sent(id) => Some(id),
                    State::Sending | State::Failed(_) => None,
                })
                .collect()
        })
    }

    /// Whether one is still on its way.
    #[must_use]
    pub fn sending(self) -> bool {
        self.items
            .with(|items| items.iter().any(|item| item.state == State::Sending))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.items.with(Vec::is_empty)
    }

    /// Forgets them: the message they belong to is sent.
    pub fn clear(self) {
        self.items.set(Vec::new());
    }

    /// Takes the files of a paste; text is left to the field.
    pub fn paste(self, event: &ClipboardEvent) {
        if self.take(event.clipboard_data()) {
            event.prevent_default();
        }
    }

    /// Takes the files that were dropped.
    pub fn drop(self, event: &DragEvent) {
        if self.take(event.data_transfer()) {
            event.prevent_default();
        }
    }

    fn take(self, data: Option<DataTransfer>) -> bool {
        let files = data.and_then(|data| data.files());
        let has_files = files.as_ref().is_some_and(|files| files.length() > 0);
        if let Some(files) = files {
            self.add_all(&files);
        }
        has_files
    }

    fn add_all(self, files: &FileList) {
        for file in (0..files.length()).filter_map(|place| files.item(place)) {
            if self.items.with_untracked(Vec::len) < MOST {
                self.add(file);
            }
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn add(self, file: File) {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        let size = file.size() as i64;
        let largest = session::me().map_or(i64::MAX, |me| me.desk.max_attachment_size);
        let state = if size > largest {
            State::Failed(t::common::files::too_large(&format::size(largest)))
        } else {
            State::Sending
        };
        let fits = state == State::Sending;
        let name = file.name();
        self.items.update(|items| {
            items.push(Upload {
                key,
                name,
                size,
                state,
            });
        });
        if fits {
            spawn_local(async move {
                self.arrived(key, upload(&file).await);
            });
        }
    }

    fn arrived(self, key: u32, answer: Result<Attachment, Failure>) {
        let _ = self.items.try_update(|items| {
            if let Some(item) = items.iter_mut().find(|item| item.key == key) {
                match answer {
                    Ok(attachment) => {
                        item.name = attachment.name;
                        item.state = State::Sent(attachment.id);
                    }
                    Err(failure) => item.state = State::Failed(failure.words()),
                }
            }
        });
    }

    fn remove(self, key: u32) {
        let sent = self.items.with_untracked(|items| {
            items.iter().find_map(|item| match item.state {
                State::Sent(id) if item.key == key => Some(id),
                _ => None,
            })
        });
        self.items
            .update(|items| items.retain(|item| item.key != key));
        if let Some(id) = sent {
            spawn_local(async move {
                // What stays behind without a message is swept away by the server.
                let _ = ask(client().discard_attachment(id)).await;
            });
        }
    }
}

/// The files chosen so far, each with a way to take it off.
#[component]
pub fn UploadList(uploads: Uploads) -> AnyView {
    view! {
        <div class="files" hidden=move || uploads.is_empty() role="status">
            <For each=move || uploads.items.get() key=|item| (item.key, item.state == State::Sending) let:item>
                {draw(uploads, item)}
            </For>
        </div>
    }
    .into_any()
}

fn draw(uploads: Uploads, item: Upload) -> AnyView {
    let key = item.key;
    match item.state {
        State::Sending => view! {
            <span class="file busy" aria-busy="true">
                <Glyph icon=Icon::Paperclip />
                {item.name}
                " "
                <small>{t::common::files::sending()}</small>
            </span>
        }
        .into_any(),
        State::Sent(_) => view! {
            <FileChip name=item.name size=item.size on_remove=move || uploads.remove(key) />
        }
        .into_any(),
        State::Failed(words) => view! {
            <span class="failed">
                <FileChip name=item.name size=item.size on_remove=move || uploads.remove(key) />
                <span class="err" role="alert">
                    <Glyph icon=Icon::CircleAlert size="s14" />
                    {words}
                </span>
            </span>
        }
        .into_any(),
    }
}

/// The button that asks for files.
#[component]
pub fn AttachButton(
    uploads: Uploads,
    /// Writes its name beside the icon.
    #[prop(optional)]
    named: bool,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            if let Some(files) = input.files() {
                uploads.add_all(&files);
            }
            input.set_value("");
        }
    };
    let label = t::common::files::attach();
    let class = if named { "btn ghost sm" } else { "ib sm" };
    view! {
        <button type="button" class=class aria-label=label title=label on:click=choose>
            <Glyph icon=Icon::Paperclip />
            {named.then(t::common::files::attach_short)}
        </button>
        <input
            node_ref=input
            type="file"
            multiple=true
            hidden=true
            tabindex="-1"
            aria-hidden="true"
            on:change=chosen
        />
    }
    .into_any()
}
