//! What is typed of a mailbox, and sending it.

use super::{Edited, read};
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::language;
use crate::i18n::t::post::mailbox as words;
use crate::remote::Remote;
use guichet_contract::mailbox::{Mailbox, MailboxPatch};
use guichet_domain::post::{AfterFetch, FetchServer, MailSecurity, MailSignIn};
use guichet_domain::ticket::Kind;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Typed {
    pub form: Form,
    pub name: RwSignal<String>,
    pub address: RwSignal<String>,
    pub active: RwSignal<bool>,
    pub team: RwSignal<String>,
    pub language: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub authority: RwSignal<String>,
    /// Whether a server is asked; else a gateway hands the mails over.
    pub fetched: RwSignal<bool>,
    pub host: RwSignal<String>,
    pub port: RwSignal<String>,
    pub security: RwSignal<String>,
    pub sign_in: RwSignal<String>,
    pub user: RwSignal<String>,
    pub secret: RwSignal<String>,
    pub folder: RwSignal<String>,
    pub after: RwSignal<String>,
    pub move_to: RwSignal<String>,
    pub overtaken: RwSignal<bool>,
    mailboxes: Remote<Vec<Mailbox>>,
    /// The mailbox as last read; `None` for a new one.
    base: StoredValue<Option<Mailbox>>,
}

impl Typed {
    pub fn of(about: Edited, mailboxes: Remote<Vec<Mailbox>>) -> Self {
        let text = |usual: &str| RwSignal::new(usual.to_owned());
        let typed = Self {
            form: Form::new("mailbox"),
            name: text(""),
            address: text(""),
            active: RwSignal::new(true),
            team: text(""),
            language: text(language().as_str()),
            kind: text(Kind::Incident.as_str()),
            authority: text(""),
            fetched: RwSignal::new(true),
            host: text(""),
            port: text("993"),
            security: text(MailSecurity::Tls.as_str()),
            sign_in: text(MailSignIn::Password.as_str()),
            user: text(""),
            secret: text(""),
            folder: text("INBOX"),
            after: text(AfterFetch::Keep.as_str()),
            move_to: text(""),
            overtaken: RwSignal::new(false),
            mailboxes,
            base: StoredValue::new(None),
        };
        if let Edited::Known(mailbox) = about {
            typed.learn(*mailbox, &MailboxPatch::default());
        }
        typed
    }

    pub fn is_new(self) -> bool {
        self.base.with_value(Option::is_none)
    }

    pub fn has_secret(self) -> bool {
        self.base
            .with_value(|base| base.as_ref().is_some_and(|base| base.has_secret))
    }

    fn learn(self, mailbox: Mailbox, edits: &MailboxPatch) {
        let show = |field: RwSignal<String>, edited: bool, known: String| {
            if !edited {
                field.set(known);
            }
        };
        let team = mailbox.team.as_ref().map(|team| team.id.to_string());
        show(self.name, edits.name.is_some(), mailbox.name.clone());
        show(
            self.address,
            edits.address.is_some(),
            mailbox.address.clone(),
        );
        show(self.team, edits.team_id.is_some(), team.unwrap_or_default());
        show(
            self.language,
            edits.language.is_some(),
            mailbox.language.to_string(),
        );
        show(self.kind, edits.kind.is_some(), mailbox.kind.to_string());
        let authority = mailbox.authority.clone().unwrap_or_default();
        show(self.authority, edits.authority.is_some(), authority);
        if edits.active.is_none() {
            self.active.set(mailbox.active);
        }
        if edits.server.is_none() {
            self.learn_server(mailbox.server.as_ref());
        }
        self.base.set_value(Some(mailbox));
    }

    fn learn_server(self, server: Option<&FetchServer>) {
        self.fetched.set(server.is_some());
        let Some(server) = server else { return };
        self.host.set(server.host.clone());
        self.port.set(server.port.to_string());
        self.security.set(server.security.to_string());
        self.sign_in.set(server.sign_in.to_string());
        self.user.set(server.user.clone());
        self.folder.set(server.folder.clone());
        self.after.set(server.after.to_string());
        self.move_to.set(server.move_to.clone().unwrap_or_default());
    }

    /// Adds it, or changes what is different.
    pub fn send(self, open: RwSignal<bool>) {
        let Some(new) = self.read() else { return };
        let done = move |words: String| {
            open.set(false);
            self.mailboxes.reload();
            toasts().done(words);
        };
        let Some(base) = self.base.get_value() else {
            self.form.send(
                async move { ask(client().create_mailbox(&new)).await },
                move |mailbox: Mailbox| done(words::created(&mailbox.name)),
            );
            return;
        };
        let edits = read::patch(&base, new);
        let patch = edits.clone();
        let (id, version) = (base.id, base.version);
        let request = async move {
            save(
                ask(client().change_mailbox(id, version, &patch)),
                ask(client().mailbox(id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(mailbox) => done(words::saved(&mailbox.name)),
            Saved::Overtaken(mailbox) => {
                self.learn(mailbox, &edits);
                self.overtaken.set(true);
            }
        });
    }
}
