//! What is being filled in: kept while the dialog is closed, gone once the ticket is there.

use crate::access::{ask, client};
use crate::components::*;
use crate::directory::person_choice;
use crate::form::Form;
use crate::i18n::t;
use crate::routes::{self, Route};
use crate::session;
use guichet_contract::person::PersonRef;
use guichet_contract::ticket::{NewTicket, Ticket};
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::{Channel, Impact, Kind, Level, Urgency};
use leptos::prelude::*;

/// A ticket in the making.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// Its fields are named `new-…`.
    pub form: Form,
    /// What it is about.
    pub kind: RwSignal<Kind>,
    /// Who asks.
    pub requester: RwSignal<Option<Choice>>,
    /// One line.
    pub subject: RwSignal<String>,
    /// The first message.
    pub body: RwSignal<String>,
    /// Its files.
    pub files: Uploads,
    /// How many are hindered, how soon.
    pub weight: RwSignal<Option<(Impact, Urgency)>>,
    /// By which way it came.
    pub channel: RwSignal<String>,
    /// The category; may be empty.
    pub category: RwSignal<String>,
    /// The team; may be empty.
    pub team: RwSignal<String>,
    /// The level.
    pub level: RwSignal<String>,
    /// Who takes it.
    pub assignee: RwSignal<Option<Choice>>,
    /// Whether another one follows.
    pub another: RwSignal<bool>,
}

impl Draft {
    /// An empty one, which oneself would take.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            form: Form::new("new"),
            kind: RwSignal::new(Kind::Incident),
            requester: RwSignal::new(None),
            subject: RwSignal::new(String::new()),
            body: RwSignal::new(String::new()),
            files: Uploads::new(),
            weight: RwSignal::new(None),
            channel: RwSignal::new(Channel::Phone.to_string()),
            category: RwSignal::new(String::new()),
            team: RwSignal::new(String::new()),
            level: RwSignal::new(Level::N1.to_string()),
            assignee: RwSignal::new(myself()),
            another: RwSignal::new(false),
        }
    }

    /// Whether something was written that is worth keeping.
    pub fn has_content(self) -> bool {
        let written = |text: RwSignal<String>| text.with_untracked(|text| !text.trim().is_empty());
        written(self.subject) || written(self.body) || !untrack(|| self.files.is_empty())
    }

    fn clear(self) {
        self.subject.set(String::new());
        self.body.set(String::new());
        self.files.clear();
        self.weight.set(None);
        self.category.set(String::new());
        if !self.another.get_untracked() {
            self.kind.set(Kind::Incident);
            self.requester.set(None);
            self.team.set(String::new());
            self.level.set(Level::N1.to_string());
            self.assignee.set(myself());
        }
    }

    /// Complains where something is missing; the first field is asked last, to be the one in focus.
    fn is_complete(self) -> bool {
        let has_body = self
            .form
            .require("body", self.body, t::new_ticket::missing_body());
        let has_subject =
            self.form
                .require("subject", self.subject, t::new_ticket::missing_subject());
        let has_requester = self.requester.with_untracked(Option::is_some);
        if !has_requester {
            self.form
                .complain("requester_id", t::new_ticket::missing_requester());
        }
        has_body && has_subject && has_requester && !untrack(|| self.files.sending())
    }

    fn ticket(self) -> NewTicket {
        let person = |choice: RwSignal<Option<Choice>>| {
            choice.with_untracked(|choice| choice.as_ref().map(|choice| PersonId(choice.id)))
        };
        let weight = self.weight.get_untracked();
        NewTicket {
            subject: self.subject.get_untracked(),
            body: self.body.get_untracked(),
            kind: Some(self.kind.get_untracked()),
            category_id: self.category.with_untracked(|id| id.parse().ok()),
            urgency: weight.map(|(_, urgency)| urgency),
            attachment_ids: self.files.ids(),
            requester_id: person(self.requester),
            channel: self.channel.with_untracked(|channel| channel.parse().ok()),
            impact: weight.map(|(impact, _)| impact),
            level: self.level.with_untracked(|level| level.parse().ok()),
            team_id: self.team.with_untracked(|id| id.parse().ok()),
            assignee_id: person(self.assignee),
            tags: Vec::new(),
        }
    }
}

fn myself() -> Option<Choice> {
    let me = session::me()?;
    Some(person_choice(&PersonRef {
        id: me.id,
        name: me.name,
        email: me.email,
    }))
}

/// Creates it; afterwards one is there, or goes on with another for the same requester.
pub fn create(draft: Draft) {
    if !draft.is_complete() {
        return;
    }
    let ticket = draft.ticket();
    draft.form.send(
        async move { ask(client().create_ticket(&ticket)).await },
        move |ticket| created(draft, &ticket),
    );
}

fn created(draft: Draft, ticket: &Ticket) {
    let path = Route::Ticket(ticket.id).path();
    let words = t::new_ticket::created(&ticket.number);
    draft.clear();
    if draft.another.get_untracked() {
        crate::browser::focus_later("#new-subject");
        toasts().offering(words, t::new_ticket::open(), move || routes::go(&path));
    } else {
        draft.open.set(false);
        toasts().done(words);
        routes::go(&path);
    }
}
