//! What is typed of a mailbox, read: what is missing is said, what is different is told apart.

use super::typed::Typed;
use crate::directory::given;
use crate::i18n::t::post::{mailbox as words, server as server_words};
use crate::pages::email::staging::number;
use guichet_contract::mailbox::{Mailbox, MailboxPatch, NewFetchServer, NewMailbox};
use guichet_domain::ids::TeamId;
use guichet_domain::post::{AfterFetch, FetchServer};
use leptos::prelude::*;

impl Typed {
    /// The mailbox as it is typed; what is missing is said.
    pub fn read(self) -> Option<NewMailbox> {
        // The last complaint takes the focus: the first field is asked last.
        let server = match self.fetched.get_untracked() {
            true => self.read_server().map(Some),
            false => Some(None),
        };
        let form = self.form;
        let addressed = form.require("address", self.address, words::missing_address());
        let named = form.require("name", self.name, words::missing_name());
        if !addressed || !named {
            return None;
        }
        Some(NewMailbox {
            name: self.name.get_untracked().trim().to_owned(),
            address: self.address.get_untracked().trim().to_owned(),
            active: self.active.get_untracked(),
            team_id: self.team.get_untracked().parse().ok().map(TeamId),
            language: self.language.get_untracked().parse().ok()?,
            kind: self.kind.get_untracked().parse().ok()?,
            server: server?,
            authority: given(&self.authority.get_untracked()),
        })
    }

    fn read_server(self) -> Option<NewFetchServer> {
        let form = self.form;
        let line = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let after = self.after.get_untracked().parse::<AfterFetch>().ok()?;
        let moves = after == AfterFetch::Move;
        let given_place =
            !moves || form.require("server.move_to", self.move_to, words::missing_folder());
        let given_folder = form.require("server.folder", self.folder, words::missing_folder());
        let secret = given(&self.secret.get_untracked());
        let given_secret = secret.is_some() || self.has_secret();
        if !given_secret {
            form.complain("server.secret", server_words::missing_secret());
        }
        let given_user = form.require("server.user", self.user, server_words::missing_user());
        let port = number(form, "server.port", self.port);
        let given_host = form.require("server.host", self.host, server_words::missing_host());
        if !(given_place && given_folder && given_secret && given_user && given_host) {
            return None;
        }
        Some(NewFetchServer {
            host: line(self.host),
            port: port?,
            security: self.security.get_untracked().parse().ok()?,
            sign_in: self.sign_in.get_untracked().parse().ok()?,
            user: line(self.user),
            secret,
            folder: line(self.folder),
            after,
            move_to: given(&self.move_to.get_untracked()).filter(|_| moves),
        })
    }
}

/// What is different from what is known.
pub fn patch(base: &Mailbox, typed: NewMailbox) -> MailboxPatch {
    let team = base.team.as_ref().map(|team| team.id);
    let same_server = match (&base.server, &typed.server) {
        (None, None) => true,
        (Some(known), Some(typed)) => is_same(known, typed),
        _ => false,
    };
    MailboxPatch {
        name: Some(typed.name).filter(|name| *name != base.name),
        address: Some(typed.address).filter(|address| *address != base.address),
        active: Some(typed.active).filter(|active| *active != base.active),
        team_id: Some(typed.team_id).filter(|id| *id != team),
        language: Some(typed.language).filter(|language| *language != base.language),
        kind: Some(typed.kind).filter(|kind| *kind != base.kind),
        server: Some(typed.server).filter(|_| !same_server),
        authority: Some(typed.authority).filter(|authority| *authority != base.authority),
    }
}

fn is_same(known: &FetchServer, typed: &NewFetchServer) -> bool {
    typed.secret.is_none()
        && known.host == typed.host
        && i32::from(known.port) == typed.port
        && known.security == typed.security
        && known.sign_in == typed.sign_in
        && known.user == typed.user
        && known.folder == typed.folder
        && known.after == typed.after
        && known.move_to == typed.move_to
}
