//! One open ticket: what is known of it, how it is asked for again, and how deeds are done to it.

use crate::access::{ask, client};
use crate::components::{announce, toasts};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::live;
use crate::remote::Remote;
use crate::routes::{self, Route};
use crate::session;
use guichet_client::DeedBody;
use guichet_contract::clock::Clocks;
use guichet_contract::deed::Plain;
use guichet_contract::journal::{Interval, Journal, LiveEvent};
use guichet_contract::message::Message;
use guichet_contract::problem::Code;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::{EventSeq, TicketId};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{DeedKind, MessageKind, Stage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asking::{all_messages, whole_journal};
use super::event_words::{self, Names};

/// A deed whose short form is open above the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dock {
    /// The deed.
    pub deed: DeedKind,
    /// The station that was chosen, where the deed leads to one.
    pub stage: Option<Stage>,
}

/// A property of the panel that can be open for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The agent in charge.
    Assignee,
    /// The team in charge.
    Team,
    /// The category.
    Category,
    /// The tags.
    Tags,
    /// Those who follow it.
    Followers,
}

/// How a deed ended.
pub enum Outcome {
    /// It is done.
    Done(Box<Ticket>),
    /// The ticket had changed: nothing was done, and it has been read again.
    Stale(Failure),
}

/// One open ticket; copied into everything that shows a part of it.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// Which one.
    pub id: TicketId,
    /// The ticket.
    pub ticket: Remote<Ticket>,
    /// Its messages, oldest first.
    pub messages: Remote<Vec<Message>>,
    /// Its journal.
    pub journal: Remote<Journal>,
    /// Who held it for how long.
    pub intervals: Remote<Vec<Interval>>,
    /// What is promised for it, each clock explained.
    pub clocks: Remote<Clocks>,
    /// Teams and categories.
    pub directory: Directory,
    /// The short form that is open.
    pub dock: RwSignal<Option<Dock>>,
    /// The property that is open.
    pub property: RwSignal<Option<Property>>,
    /// What the composer writes.
    pub writing: RwSignal<MessageKind>,
    /// Which of conversation (0) and details (1) a phone shows.
    pub pane: RwSignal<usize>,
    /// The newest version heard of: an older answer that comes late is asked for again.
    newest: StoredValue<i64>,
}

impl Workspace {
    /// Asks for everything, and listens to what changes elsewhere.
    pub fn open(id: TicketId, directory: Directory) -> Self {
        let workspace = Self {
            id,
            ticket: Remote::new(move || async move { ask(client().ticket(id)).await }),
            messages: Remote::new(move || all_messages(id)),
            journal: Remote::new(move || whole_journal(id)),
            intervals: Remote::new(
                move || async move { Ok(ask(client().intervals(id)).await?.items) },
            ),
            clocks: Remote::new(move || async move { ask(client().clocks(id)).await }),
            directory,
            dock: RwSignal::new(None),
            property: RwSignal::new(None),
            writing: RwSignal::new(MessageKind::Reply),
            pane: RwSignal::new(0),
            newest: StoredValue::new(0),
        };
        workspace.follow_versions();
        workspace.tell_changes();
        live::on_change(move |event| workspace.heard(event));
        live::on_resume(move || workspace.reload());
        workspace
    }

    fn follow_versions(self) {
        Effect::new(move |_| {
            let Some(version) = self.ticket.with(|ticket| Some(ticket?.version)) else {
                return;
            };
            if version < self.newest.get_value() {
                self.ticket.reload();
            } else {
                self.newest.set_value(version);
            }
        });
    }

    fn heard(self, event: &LiveEvent) {
        let newest = self.newest.get_value();
        if event.ticket_id != self.id || !live::is_news(event, newest) {
            return;
        }
        self.newest.set_value(newest.max(event.version));
        self.reload();
    }

    /// Says what others do, as the journal grows.
    fn tell_changes(self) {
        let me = session::me().map(|me| Actor::Person(me.id));
        Effect::new(move |before: Option<Option<EventSeq>>| {
            self.journal.with(|journal| {
                let journal = journal?;
                if let Some(Some(before)) = before {
                    let told = journal
                        .items
                        .iter()
                        .filter(|entry| entry.seq > before && Some(entry.actor) != me)
                        .find_map(|entry| {
                            event_words::sentences(entry, Names(journal))
                                .into_iter()
                                .next()
                        });
                    if let Some(words) = told {
                        announce(&words);
                    }
                }
                journal.items.last().map(|entry| entry.seq)
            })
        });
    }

    /// Asks for everything again; what is on screen stays meanwhile.
    pub fn reload(self) {
        self.ticket.reload();
        self.reload_story();
    }

    fn reload_story(self) {
        self.messages.reload();
        self.journal.reload();
        self.intervals.reload();
        self.clocks.reload();
    }

    /// A part of the ticket, redrawn only when that part changes.
    pub fn part<T>(self, read: impl Fn(&Ticket) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.ticket.with(|ticket| ticket.map(&read)))
    }

    /// Whether a deed is permitted now.
    pub fn may(self, deed: DeedKind) -> Memo<bool> {
        Memo::new(move |_| self.permits(deed))
    }

    /// Whether a deed is permitted now.
    pub fn permits(self, deed: DeedKind) -> bool {
        self.ticket
            .with(|ticket| ticket.is_some_and(|ticket| ticket.permitted_actions.contains(&deed)))
    }

    /// Whether the ticket has ended.
    pub fn is_closed(self) -> bool {
        self.ticket
            .with(|ticket| ticket.is_some_and(|ticket| ticket.closed_at.is_some()))
    }

    /// The version on screen; 0 before the first answer, when nothing can be done yet.
    pub fn version(self) -> i64 {
        untrack(|| {
            self.ticket
                .with(|ticket| ticket.map_or(0, |ticket| ticket.version))
        })
    }

    /// Whether the page has gone on to another ticket.
    pub fn is_gone(self) -> bool {
        self.dock.try_get_untracked().is_none()
    }

    /// Does a deed. After a stale version everything is read again before this returns.
    pub async fn perform(self, deed: DeedKind, body: DeedBody) -> Result<Outcome, Failure> {
        match ask(client().deed(self.id, deed, &body)).await {
            Ok(ticket) => {
                self.accept(&ticket);
                Ok(Outcome::Done(Box::new(ticket)))
            }
            Err(failure) if failure.code() == Some(Code::Stale) => {
                self.read_again().await?;
                Ok(Outcome::Stale(failure))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Does a deed that carries nothing.
    pub fn act(self, deed: DeedKind) {
        let version = self.version();
        self.act_with(deed, DeedBody::Plain(Plain { version }));
    }

    /// Does a deed at once, and says so.
    pub fn act_with(self, deed: DeedKind, body: DeedBody) {
        spawn_local(async move {
            match self.perform(deed, body).await {
                Ok(Outcome::Done(ticket)) => {
                    toasts().done(super::actions::done_words(deed, &ticket));
                }
                Ok(Outcome::Stale(failure)) | Err(failure) => toasts().failed(&failure),
            }
        });
    }

    /// The answer to a deed: the same ticket, or the one that takes it up.
    fn accept(self, ticket: &Ticket) {
        if self.is_gone() {
            return;
        }
        if ticket.id == self.id {
            self.ticket.set(ticket.clone());
            self.reload_story();
        } else {
            routes::go(&Route::Ticket(ticket.id).path());
        }
    }

    async fn read_again(self) -> Result<(), Failure> {
        let ticket = ask(client().ticket(self.id)).await?;
        let journal = whole_journal(self.id).await?;
        if !self.is_gone() {
            self.ticket.set(ticket);
            self.journal.set(journal);
            self.messages.reload();
            self.clocks.reload();
        }
        Ok(())
    }
}
