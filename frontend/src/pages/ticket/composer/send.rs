//! Sending: a reply waits once when someone was quicker, a note never does.

use crate::browser;
use crate::components::{announce, toasts};
use crate::failure::Failure;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::{Hold, Write};
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::AttachmentId;
use guichet_domain::ticket::{DeedKind, HoldReason, MessageKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::actions;
use super::super::state::{Outcome, Workspace};
use super::draft::Draft;

/// What comes after sending.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    Stay,
    /// The ticket waits for its requester.
    Hold,
    /// The next ticket.
    GoOn,
}

/// How sending ended.
enum Sent {
    Done(Box<Ticket>),
    /// Someone wrote meanwhile.
    Held,
}

/// Sends what is being written.
pub fn send(draft: Draft, after: After) {
    let (text, files) = untrack(|| (draft.text().get(), draft.files()));
    let kind = draft.workspace.writing.get_untracked();
    if text.trim().is_empty() {
        draft.form.complain("body", t::ticket::composer::missing());
        browser::focus("#composer-body");
        announce(t::ticket::composer::missing());
        return;
    }
    if untrack(|| files.sending()) || draft.form.busy().get_untracked() {
        return;
    }
    if kind == MessageKind::Reply && draft.must_read_first() {
        return;
    }
    let request = write(draft, kind, text, files.ids());
    draft.form.send(request, move |sent| match sent {
        Sent::Held => {}
        Sent::Done(ticket) => {
            draft.sent(kind);
            go_on(draft, kind, &ticket, after);
        }
    });
}

/// What changed without a word to the requester does not matter: the reply is sent on top of it.
async fn write(
    draft: Draft,
    kind: MessageKind,
    body: String,
    attachment_ids: Vec<AttachmentId>,
) -> Result<Sent, Failure> {
    let deed = match kind {
        MessageKind::Reply => DeedKind::Reply,
        MessageKind::Note => DeedKind::Note,
    };
    let mut tries = 0;
    loop {
        let version = (kind == MessageKind::Reply).then(|| draft.workspace.version());
        let body = Write {
            body: body.clone(),
            attachment_ids: attachment_ids.clone(),
            version,
        };
        match draft.workspace.perform(deed, DeedBody::Write(body)).await? {
            Outcome::Done(ticket) => return Ok(Sent::Done(ticket)),
            Outcome::Stale(failure) if tries == 2 => return Err(failure),
            Outcome::Stale(_) if draft.workspace.is_gone() || draft.must_read_first() => {
                return Ok(Sent::Held);
            }
            Outcome::Stale(_) => tries += 1,
        }
    }
}

fn go_on(draft: Draft, kind: MessageKind, ticket: &Ticket, after: After) {
    announce(match kind {
        MessageKind::Reply => t::ticket::composer::reply_sent(),
        MessageKind::Note => t::ticket::composer::note_added(),
    });
    match after {
        After::Stay => {}
        After::GoOn => draft.queue.walk(1),
        After::Hold => hold(draft.workspace, ticket),
    }
}

fn hold(workspace: Workspace, ticket: &Ticket) {
    let body = Hold {
        version: ticket.version,
        reason: HoldReason::Requester,
        until: None,
    };
    spawn_local(async move {
        match workspace
            .perform(DeedKind::Hold, DeedBody::Hold(body))
            .await
        {
            Ok(Outcome::Done(ticket)) => {
                toasts().done(actions::done_words(DeedKind::Hold, &ticket));
            }
            Ok(Outcome::Stale(failure)) | Err(failure) => toasts().failed(&failure),
        }
    });
}
