//! The short forms of deeds, docked above the composer: each asks only for what is still missing.

mod diagnose;
mod document;
mod frame;
mod hand;
mod hold;
mod link;
mod nature;
mod prioritize;
mod qualify;
mod reasoned;
mod rename;
mod resolve;
mod send_back;
mod solve;

use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

use super::state::{Dock, Workspace};
use frame::DeedForm;

/// The form that is open, if one is. It is drawn from the ticket as it was when it opened.
#[component]
pub fn DeedDock(workspace: Workspace) -> AnyView {
    let form = move || {
        let dock = workspace.dock.get()?;
        let ticket = workspace.ticket.get_untracked()?;
        draw(workspace, dock, &ticket)
    };
    view! { {form} }.into_any()
}

fn draw(workspace: Workspace, dock: Dock, ticket: &Ticket) -> Option<AnyView> {
    let form = DeedForm::new(workspace, dock.deed);
    Some(match dock.deed {
        DeedKind::Qualify => qualify::qualify(form, ticket),
        DeedKind::Requalify => qualify::requalify(form, ticket),
        DeedKind::Diagnose => diagnose::draw(form, ticket),
        DeedKind::Resolve => resolve::draw(form, ticket),
        DeedKind::Document => document::draw(form, ticket),
        DeedKind::Solve => solve::draw(form, ticket),
        DeedKind::SendBack => send_back::draw(form, ticket, dock.stage),
        DeedKind::Hold => hold::draw(form),
        DeedKind::Escalate | DeedKind::Deescalate => hand::draw(form, ticket),
        DeedKind::Prioritize => prioritize::draw(form, ticket),
        DeedKind::Rename => rename::draw(form, ticket),
        DeedKind::Link => link::draw(form),
        DeedKind::NotSolved => reasoned::not_solved(form),
        DeedKind::Close
        | DeedKind::Reopen
        | DeedKind::Cancel
        | DeedKind::Spam
        | DeedKind::Reject => reasoned::draw(form),
        DeedKind::Create
        | DeedKind::Take
        | DeedKind::Assign
        | DeedKind::Confirm
        | DeedKind::Resume
        | DeedKind::Reply
        | DeedKind::Note
        | DeedKind::Tag
        | DeedKind::Follow
        | DeedKind::MarkMajor
        | DeedKind::Approve
        | DeedKind::Alert
        | DeedKind::Route
        | DeedKind::Rate => return None,
    })
}
