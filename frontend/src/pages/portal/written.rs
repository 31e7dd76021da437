//! What is written into the form of a new request, kept in this browser until it is sent.

use super::words;
use crate::browser;
use crate::components::Uploads;
use crate::drafts;
use crate::routes::{Area, RequestForm};
use crate::session;
use guichet_contract::ticket::NewTicket;
use guichet_domain::ticket::{Channel, Urgency};
use leptos::prelude::*;

/// What is written into the form.
#[derive(Clone, Copy)]
pub struct Written {
    pub kind: RequestForm,
    pub subject: RwSignal<String>,
    pub body: RwSignal<String>,
    pub category: RwSignal<String>,
    pub urgency: RwSignal<Urgency>,
    pub uploads: Uploads,
}

impl Written {
    /// Begins with the draft kept in this browser; tells whether there was one.
    pub fn restore(kind: RequestForm) -> (Self, bool) {
        let kept: Option<NewTicket> =
            browser::stored(&draft_key(kind)).and_then(|draft| serde_json::from_str(&draft).ok());
        let restored = kept.is_some();
        let draft = kept.unwrap_or_else(|| empty(kind));
        let category = draft.category_id.map(|id| id.to_string());
        let written = Self {
            kind,
            subject: RwSignal::new(draft.subject),
            body: RwSignal::new(draft.body),
            category: RwSignal::new(category.unwrap_or_default()),
            urgency: RwSignal::new(draft.urgency.unwrap_or(Urgency::Medium)),
            uploads: Uploads::new(),
        };
        written.keep();
        (written, restored)
    }

    /// Keeps every change in this browser.
    fn keep(self) {
        Effect::new(move |before: Option<()>| {
            let draft = self.draft();
            if before.is_none() {
                return;
            }
            let key = draft_key(self.kind);
            let blank = draft.subject.is_empty() && draft.body.is_empty();
            match serde_json::to_string(&draft) {
                Ok(text) if !blank => browser::store(&key, &text),
                _ => browser::forget(&key),
            }
        });
    }

    fn draft(self) -> NewTicket {
        NewTicket {
            subject: self.subject.get(),
            body: self.body.get(),
            category_id: self.category.get().parse().ok(),
            urgency: (self.kind != RequestForm::Question).then(|| self.urgency.get()),
            ..empty(self.kind)
        }
    }

    /// What is sent.
    pub fn ticket(self) -> NewTicket {
        let draft = untrack(|| self.draft());
        let is_staff = session::me().is_some_and(|me| session::home_of(&me) == Area::Agent);
        NewTicket {
            subject: draft.subject.trim().to_owned(),
            body: draft.body.trim().to_owned(),
            attachment_ids: self.uploads.ids(),
            // The server knows where a requester's comes from.
            channel: is_staff.then_some(Channel::Portal),
            ..draft
        }
    }

    /// Starts afresh, here and in what is kept.
    pub fn discard(self) {
        self.subject.set(String::new());
        self.body.set(String::new());
        self.category.set(String::new());
        self.urgency.set(Urgency::Medium);
        browser::forget(&draft_key(self.kind));
    }
}

fn draft_key(kind: RequestForm) -> String {
    drafts::key(&format!("new.{}", kind.slug()))
}

fn empty(kind: RequestForm) -> NewTicket {
    NewTicket {
        subject: String::new(),
        body: String::new(),
        kind: Some(words::kind_of(kind)),
        category_id: None,
        urgency: None,
        attachment_ids: Vec::new(),
        requester_id: None,
        channel: None,
        impact: None,
        level: None,
        team_id: None,
        assignee_id: None,
        tags: Vec::new(),
    }
}
