//! The conversation: oldest on top, opened at its end, the events between messages on one line each.

use crate::browser;
use crate::components::*;
use crate::i18n::t;
use crate::pages::letter;
use guichet_contract::journal::Event as Entry;
use guichet_contract::message::Message;
use guichet_domain::ids::EventSeq;
use guichet_domain::ticket::{MessageKind, Side};
use leptos::prelude::*;
use std::collections::HashSet;

use super::code_words::by_channel;
use super::event_words::{self, Names};
use super::mail;
use super::state::Workspace;
use super::still::{Growth, Still};
use super::story::{self, Item};

/// How many things are drawn at once; the earlier ones on demand.
const SHOWN: usize = 50;

#[derive(Clone, Copy)]
struct Timeline {
    workspace: Workspace,
    items: Memo<Arrived>,
    /// How many at the beginning are not drawn; what arrives at the end does not change it.
    hidden: RwSignal<Option<usize>>,
    /// Groups of events that are open, by their first event.
    open: RwSignal<HashSet<EventSeq>>,
    still: Still,
}

/// The whole story; compared by what it holds, so that the same answer redraws nothing.
#[derive(Clone)]
struct Arrived(Vec<Item>);

impl PartialEq for Arrived {
    fn eq(&self, other: &Self) -> bool {
        self.0
            .iter()
            .map(Item::key)
            .eq(other.0.iter().map(Item::key))
    }
}

/// The conversation.
#[component]
pub fn Timeline(workspace: Workspace) -> AnyView {
    let timeline = Timeline {
        workspace,
        items: Memo::new(move |_| {
            workspace.messages.with(|messages| {
                let messages = messages.map(Vec::as_slice).unwrap_or_default();
                Arrived(
                    workspace
                        .journal
                        .with(|journal| story::tell(messages, journal)),
                )
            })
        }),
        hidden: RwSignal::new(None),
        open: RwSignal::new(HashSet::new()),
        still: Still::new(),
    };
    timeline.begin_at_the_end();
    timeline.go_to_address();
    let region = move || {
        let known = workspace.messages.with(|messages| messages.is_some());
        match (known, workspace.messages.failure().get()) {
            (true, _) => timeline.draw(),
            (false, Some(failure)) => {
                view! { <Failed failure=failure on_retry=move || workspace.reload() /> }.into_any()
            }
            (false, None) => waiting(),
        }
    };
    // What is unfolded grows where it was pressed.
    let unfolded = move |event: web_sys::MouseEvent| {
        let pressed = event_target::<web_sys::Element>(&event);
        if matches!(pressed.closest(".fold > :is(summary, button)"), Ok(Some(_))) {
            timeline.still.expect(Growth::Here);
        }
    };
    view! {
        <div
            node_ref=timeline.still.scroller
            class="scroll flow"
            tabindex="0"
            role="region"
            aria-label=t::ticket::timeline::label()
        >
            <div class="tl-wrap" node_ref=timeline.still.content on:click=unfolded>{region}</div>
        </div>
        <Newer timeline=timeline />
    }
    .into_any()
}

impl Timeline {
    /// How many are not drawn now.
    fn hidden(self) -> usize {
        match (self.hidden.get(), wanted_message()) {
            (Some(hidden), _) => hidden,
            (None, Some(_)) => 0,
            (None, None) => self.items.with(|items| items.0.len().saturating_sub(SHOWN)),
        }
    }

    /// Once everything is here, what is not drawn is settled.
    fn begin_at_the_end(self) {
        Effect::new(move |done: Option<bool>| {
            let journal = self.workspace.journal;
            let is_here = self.workspace.messages.with(|messages| messages.is_some())
                && (journal.with(|journal| journal.is_some()) || journal.failure().get().is_some());
            if is_here && done != Some(true) && wanted_message().is_none() {
                let count = self.items.with_untracked(|items| items.0.len());
                self.hidden.set(Some(count.saturating_sub(SHOWN)));
            }
            is_here || done == Some(true)
        });
    }

    fn draw(self) -> AnyView {
        let visible = move || {
            let items = self.items.get().0.into_iter();
            items.skip(self.hidden()).collect::<Vec<_>>()
        };
        let earlier = move || {
            let hidden = self.hidden();
            (hidden > 0).then(|| {
                view! {
                    <button type="button" class="btn ghost sm" on:click=move |_| self.show_earlier()>
                        <Glyph icon=Icon::ChevronUp />
                        {t::ticket::timeline::earlier(i64::try_from(hidden.min(SHOWN)).unwrap_or(0))}
                    </button>
                }
            })
        };
        view! {
            {earlier}
            <For each=visible key=Item::key let:item>
                {self.item(item)}
            </For>
        }
        .into_any()
    }

    /// Draws more at the top; what is being read stays where it is.
    fn show_earlier(self) {
        self.still.expect(Growth::Top);
        let hidden = untrack(|| self.hidden());
        self.hidden.set(Some(hidden.saturating_sub(SHOWN)));
    }

    fn item(self, item: Item) -> AnyView {
        match item {
            Item::Message(message) => draw_message(&message, self.workspace),
            Item::Events(events) => self.events(&events),
        }
    }

    fn events(self, events: &[Entry]) -> AnyView {
        let Some(first) = events.first().map(|entry| entry.seq) else {
            return ().into_any();
        };
        let is_open = move || self.open.with(|open| open.contains(&first));
        let toggle = move |_| {
            self.still.expect(Growth::Here);
            self.open.update(|open| {
                if !open.remove(&first) {
                    open.insert(first);
                }
            });
        };
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let mut briefs: Vec<String> = events
            .iter()
            .map(|entry| event_words::brief(&entry.event))
            .collect();
        briefs.dedup();
        let list = format!("events-{first}");
        let lines = {
            let events = events.to_vec();
            let list = list.clone();
            move || is_open().then(|| self.sentences(&events, &list))
        };
        view! {
            <div class="evg">
                <div class="ev" class:open=is_open>
                    <button
                        type="button"
                        aria-expanded=move || if is_open() { "true" } else { "false" }
                        aria-controls=list
                        on:click=toggle
                    >
                        <Glyph icon=Icon::ChevronRight />
                        {t::ticket::timeline::events(count)}
                    </button>
                    <span class="brief hide-sm">{briefs.join(", ")}</span>
                </div>
                {lines}
            </div>
        }
        .into_any()
    }

    fn sentences(self, events: &[Entry], list: &str) -> AnyView {
        let lines: Vec<AnyView> = untrack(|| {
            self.workspace.journal.with(|journal| {
                let journal = journal?;
                let lines = events.iter().flat_map(|entry| {
                    let sentences = event_words::sentences(entry, Names(journal)).into_iter();
                    sentences.map(|words| draw_sentence(entry, words))
                });
                Some(lines.collect())
            })
        })
        .unwrap_or_default();
        view! { <ul class="evs" id=list.to_owned()>{lines}</ul> }.into_any()
    }

    /// `#m-12` in the address leads to that message.
    fn go_to_address(self) {
        let arrived =
            Memo::new(move |_| self.workspace.messages.with(|messages| messages.is_some()));
        Effect::new(move |_| {
            let wanted = wanted_message();
            if let (true, Some(id)) = (arrived.get(), wanted) {
                request_animation_frame(move || {
                    if let Some(message) = browser::find(&format!("#m-{id}")) {
                        message.scroll_into_view();
                    }
                });
            }
        });
    }
}

/// `#m-12` in the address.
fn wanted_message() -> Option<i64> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix("#m-")?.parse().ok()
}

fn draw_sentence(entry: &Entry, words: String) -> AnyView {
    view! {
        <li>
            <span class="grow">{words}</span>
            <Time at=entry.at style=TimeStyle::Moment />
        </li>
    }
    .into_any()
}

fn draw_message(message: &Message, workspace: Workspace) -> AnyView {
    let author = message.author.as_ref();
    let name = author.map_or_else(|| "Guichet".to_owned(), |author| author.name.clone());
    let person = author.map(|author| (author.id, author.name.clone()));
    let (class, label, kind) = match (message.kind, message.side) {
        (MessageKind::Note, _) => {
            let mark =
                view! { <Tag label=t::ticket::timeline::note() tone="note" icon=Icon::Lock /> };
            (
                "msg note",
                t::ticket::timeline::note_by(&name),
                mark.into_any(),
            )
        }
        (MessageKind::Reply, Side::Agent) => {
            let mark = view! { <span class="hide-sm">{t::ticket::timeline::reply()}</span> };
            (
                "msg agent",
                t::ticket::timeline::reply_by(&name),
                mark.into_any(),
            )
        }
        (MessageKind::Reply, Side::Requester) => {
            let mark = view! { <span class="hide-sm">{by_channel(message.channel)}</span> };
            (
                "msg",
                t::ticket::timeline::message_by(&name),
                mark.into_any(),
            )
        }
    };
    view! {
        <article class=class id=format!("m-{}", message.id) aria-label=label>
            <Avatar person=person size=AvatarSize::Large beside_name=true />
            <div class="bub">
                <div class="mh">
                    <b>{name}</b>
                    {kind}
                    {mail::marks(message)}
                    <Time at=message.created_at style=TimeStyle::Moment />
                </div>
                {paragraphs(&message.body)}
                {files(message)}
                {message.mail.as_ref().map(|mail| letter::folds(mail, &message.attachments))}
                {mail::details(message)}
                {mail::failures(message, workspace)}
            </div>
        </article>
    }
    .into_any()
}

/// Plain text as written: an empty line begins a paragraph, a line break stays one.
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| view! { <p class="plain">{part.to_owned()}</p> }.into_any())
        .collect()
}

fn files(message: &Message) -> Option<AnyView> {
    if message.attachments.is_empty() {
        return None;
    }
    let files: Vec<AnyView> = message
        .attachments
        .iter()
        .map(|file| {
            let href = format!("/api/v1/attachments/{}", file.id);
            view! { <FileChip name=file.name.clone() size=file.size href=href /> }.into_any()
        })
        .collect();
    Some(view! { <div class="files">{files}</div> }.into_any())
}

/// While one reads further up, what arrives below is announced and not jumped to.
#[component]
fn Newer(timeline: Timeline) -> AnyView {
    let unseen = RwSignal::new(0_i64);
    let count = Memo::new(move |_| {
        timeline
            .workspace
            .messages
            .with(|messages| messages.map(Vec::len))
    });
    Effect::new(move |before: Option<Option<usize>>| {
        let now = count.get();
        let is_away = timeline.still.is_away(80);
        if let (Some(Some(before)), Some(now)) = (before, now)
            && now > before
            && is_away
        {
            unseen.update(|unseen| *unseen += i64::try_from(now - before).unwrap_or(0));
        }
        now
    });
    let go = move |_| {
        unseen.set(0);
        if let Some(scroller) = timeline.still.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    };
    let pill = move || {
        (unseen.get() > 0).then(|| {
            view! {
                <button type="button" class="btn sm newer" on:click=go>
                    <Glyph icon=Icon::ChevronDown />
                    {t::ticket::timeline::newer(unseen.get())}
                </button>
            }
        })
    };
    pill.into_any()
}

/// The shape of three messages.
fn waiting() -> AnyView {
    let bubbles: Vec<AnyView> = ["sk w8", "sk w5", "sk w7"]
        .into_iter()
        .map(|width| view! { <div class="msg"><i></i><div class="bub"><i class="sk w3"></i><i class=width></i></div></div> }.into_any())
        .collect();
    view! { <div class="later skm" role="status" aria-busy="true" aria-label=t::common::loading()>{bubbles}</div> }
        .into_any()
}
