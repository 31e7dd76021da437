//! What the letters do in a ticket.

use crate::browser;
use crate::i18n::t::ticket::key as k;
use crate::keyboard::shortcut;
use crate::routes;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

use super::actions::begin;
use super::queue::Queue;
use super::state::Workspace;
use super::{header, line, panel};

/// Gives the letters their meaning for as long as the ticket is on screen.
pub fn give(workspace: Workspace, queue: Queue) {
    shortcut("j", k::next, move || queue.walk(1));
    shortcut("k", k::previous, move || queue.walk(-1));
    shortcut("u", k::back, move || routes::go(&queue.back()));
    shortcut("Escape", k::back, move || leave_open(workspace, queue));
    shortcut("r", k::reply, move || begin(workspace, DeedKind::Reply));
    shortcut("n", k::note, move || begin(workspace, DeedKind::Note));
    shortcut("s", k::stage, move || leave(workspace));
    shortcut("S", k::solve, move || begin(workspace, DeedKind::Solve));
    shortcut("w", k::hold, move || hold(workspace));
    shortcut("e", k::escalate, move || {
        begin(workspace, DeedKind::Escalate)
    });
    shortcut("a", k::assign, move || begin(workspace, DeedKind::Assign));
    shortcut("i", k::take, move || begin(workspace, DeedKind::Take));
    shortcut("p", k::priority, move || {
        begin(workspace, DeedKind::Prioritize)
    });
    shortcut("t", k::tags, move || begin(workspace, DeedKind::Tag));
    shortcut("l", k::link, move || begin(workspace, DeedKind::Link));
    shortcut("y", k::copy_link, move || header::copy_link(workspace));
    shortcut(".", k::more, || {
        if let Some(button) = browser::find("#ticket-more > button") {
            button.click();
        }
    });
    shortcut("d", k::panel, panel::toggle);
}

/// On a ticket that has ended, the only way on is to reopen it.
fn leave(workspace: Workspace) {
    if untrack(|| workspace.permits(DeedKind::Reopen) && workspace.is_closed()) {
        begin(workspace, DeedKind::Reopen);
    } else {
        line::leave_stage(workspace);
    }
}

fn hold(workspace: Workspace) {
    let deed = if untrack(|| workspace.permits(DeedKind::Resume)) {
        DeedKind::Resume
    } else {
        DeedKind::Hold
    };
    begin(workspace, deed);
}

/// Closes what is open first; only then does it lead back.
fn leave_open(workspace: Workspace, queue: Queue) {
    if workspace.dock.get_untracked().is_some() {
        workspace.dock.set(None);
    } else if workspace.property.get_untracked().is_some() {
        workspace.property.set(None);
    } else if !panel::close_sheet() {
        routes::go(&queue.back());
    }
}
