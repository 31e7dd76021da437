//! Everything that can be done with the ticket: its name, its picture, and how it begins.

use crate::components::Icon;
use crate::i18n::t::ticket as w;
use crate::session;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed::{Follow, MarkMajor};
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{DeedKind, MessageKind, Stage};
use leptos::prelude::*;

use super::composer;
use super::panel;
use super::state::{Dock, Property, Workspace};

/// The deeds of the menu, in its order; those that are not permitted are left out.
pub const MENU: [DeedKind; 24] = [
    DeedKind::Take,
    DeedKind::Qualify,
    DeedKind::Diagnose,
    DeedKind::Resolve,
    DeedKind::Document,
    DeedKind::Confirm,
    DeedKind::NotSolved,
    DeedKind::Close,
    DeedKind::Solve,
    DeedKind::SendBack,
    DeedKind::Reopen,
    DeedKind::Approve,
    DeedKind::Reject,
    DeedKind::Deescalate,
    DeedKind::Requalify,
    DeedKind::Prioritize,
    DeedKind::Rename,
    DeedKind::Tag,
    DeedKind::Link,
    DeedKind::Follow,
    DeedKind::MarkMajor,
    DeedKind::Cancel,
    DeedKind::Spam,
    DeedKind::Resume,
];

/// Begins a deed: at once where it carries nothing, else by its form, its property or the composer.
pub fn begin(workspace: Workspace, deed: DeedKind) {
    if !untrack(|| workspace.permits(deed)) {
        return;
    }
    match deed {
        DeedKind::Take | DeedKind::Resume | DeedKind::Approve | DeedKind::Confirm => {
            workspace.act(deed);
        }
        DeedKind::Reply => composer::focus(workspace, MessageKind::Reply),
        DeedKind::Note => composer::focus(workspace, MessageKind::Note),
        DeedKind::Assign => open_property(workspace, Property::Assignee),
        DeedKind::Tag => open_property(workspace, Property::Tags),
        DeedKind::Follow => follow(workspace),
        DeedKind::MarkMajor => mark_major(workspace),
        DeedKind::SendBack => {
            open_dock(workspace, deed, earlier_stage(workspace));
        }
        DeedKind::Qualify
        | DeedKind::Requalify
        | DeedKind::Prioritize
        | DeedKind::Diagnose
        | DeedKind::Resolve
        | DeedKind::Document
        | DeedKind::NotSolved
        | DeedKind::Close
        | DeedKind::Reopen
        | DeedKind::Hold
        | DeedKind::Cancel
        | DeedKind::Spam
        | DeedKind::Solve
        | DeedKind::Escalate
        | DeedKind::Deescalate
        | DeedKind::Link
        | DeedKind::Rename
        | DeedKind::Reject => open_dock(workspace, deed, None),
        // Those of the desk itself, and of the requester alone.
        DeedKind::Create | DeedKind::Alert | DeedKind::Route | DeedKind::Rate => {}
    }
}

/// Opens the short form of a deed.
pub fn open_dock(workspace: Workspace, deed: DeedKind, stage: Option<Stage>) {
    workspace.pane.set(0);
    workspace.dock.set(Some(Dock { deed, stage }));
}

/// Opens a property of the panel.
pub fn open_property(workspace: Workspace, property: Property) {
    workspace.pane.set(1);
    panel::show();
    workspace.property.set(Some(property));
}

fn earlier_stage(workspace: Workspace) -> Option<Stage> {
    let stage = read(workspace, |ticket| ticket.stage)?;
    Stage::ALL.iter().rev().copied().find(|one| *one < stage)
}

/// Whether the reader follows the ticket.
pub fn follows(ticket: &Ticket) -> bool {
    session::me().is_some_and(|me| ticket.followers.iter().any(|person| person.id == me.id))
}

fn follow(workspace: Workspace) {
    let following = read(workspace, follows).unwrap_or_default();
    let body = Follow {
        person_id: None,
        following: !following,
    };
    workspace.act_with(DeedKind::Follow, DeedBody::Follow(body));
}

fn mark_major(workspace: Workspace) {
    let major = read(workspace, |ticket| ticket.major).unwrap_or_default();
    let body = MarkMajor {
        version: workspace.version(),
        major: !major,
    };
    workspace.act_with(DeedKind::MarkMajor, DeedBody::MarkMajor(body));
}

fn read<T>(workspace: Workspace, read: impl Fn(&Ticket) -> T) -> Option<T> {
    untrack(|| workspace.ticket.with(|ticket| ticket.map(read)))
}

/// The deed that leaves a stage.
pub fn leaving(ticket: &Ticket) -> DeedKind {
    match ticket.stage {
        Stage::Creation => DeedKind::Take,
        Stage::Qualification => DeedKind::Qualify,
        Stage::Diagnosis => DeedKind::Diagnose,
        Stage::Resolution => DeedKind::Resolve,
        Stage::Documentation => DeedKind::Document,
        Stage::Closure if ticket.permitted_actions.contains(&DeedKind::Confirm) => {
            DeedKind::Confirm
        }
        Stage::Closure => DeedKind::Close,
    }
}

/// The name of a deed on its button, also where it switches something off again.
pub fn name(deed: DeedKind, ticket: &Ticket) -> &'static str {
    match deed {
        DeedKind::Follow if follows(ticket) => w::action::unfollow(),
        DeedKind::MarkMajor if ticket.major => w::action::unmark_major(),
        deed => plain_name(deed),
    }
}

/// The name of a deed.
pub fn plain_name(deed: DeedKind) -> &'static str {
    match deed {
        DeedKind::Create => w::action::create(),
        DeedKind::Take => w::action::take(),
        DeedKind::Assign => w::action::assign(),
        DeedKind::Qualify => w::action::qualify(),
        DeedKind::Requalify => w::action::requalify(),
        DeedKind::Prioritize => w::action::prioritize(),
        DeedKind::Diagnose => w::action::diagnose(),
        DeedKind::Resolve => w::action::resolve(),
        DeedKind::Document => w::action::document(),
        DeedKind::Confirm => w::action::confirm(),
        DeedKind::NotSolved => w::action::not_solved(),
        DeedKind::Close => w::action::close(),
        DeedKind::Reopen => w::action::reopen(),
        DeedKind::Hold => w::action::hold(),
        DeedKind::Resume => w::action::resume(),
        DeedKind::SendBack => w::action::send_back(),
        DeedKind::Cancel => w::action::cancel(),
        DeedKind::Spam => w::action::spam(),
        DeedKind::Solve => w::action::solve(),
        DeedKind::Escalate => w::action::escalate(),
        DeedKind::Deescalate => w::action::deescalate(),
        DeedKind::Reply => w::action::reply(),
        DeedKind::Note => w::action::note(),
        DeedKind::Tag => w::action::tag(),
        DeedKind::Link => w::action::link(),
        DeedKind::Follow => w::action::follow(),
        DeedKind::Rename => w::action::rename(),
        DeedKind::MarkMajor => w::action::mark_major(),
        DeedKind::Approve => w::action::approve(),
        DeedKind::Reject => w::action::reject(),
        DeedKind::Alert => w::action::alert(),
        DeedKind::Route => w::action::route(),
        DeedKind::Rate => w::action::rate(),
    }
}

/// The picture of a deed.
pub fn icon(deed: DeedKind) -> Icon {
    match deed {
        DeedKind::Create => Icon::Plus,
        DeedKind::Take | DeedKind::Assign => Icon::UserRoundPlus,
        DeedKind::Qualify | DeedKind::Requalify => Icon::SlidersHorizontal,
        DeedKind::Prioritize => Icon::SignalHigh,
        DeedKind::Diagnose => Icon::Search,
        DeedKind::Resolve | DeedKind::Confirm | DeedKind::Close => Icon::CircleCheck,
        DeedKind::Document => Icon::BookOpen,
        DeedKind::NotSolved | DeedKind::Reopen => Icon::RotateCcw,
        DeedKind::Hold | DeedKind::Resume => Icon::CirclePause,
        DeedKind::SendBack => Icon::ArrowLeft,
        DeedKind::Cancel => Icon::X,
        DeedKind::Spam => Icon::OctagonAlert,
        DeedKind::Solve => Icon::Zap,
        DeedKind::Escalate => Icon::ArrowUpRight,
        DeedKind::Deescalate => Icon::ArrowDownRight,
        DeedKind::Reply => Icon::Reply,
        DeedKind::Note => Icon::Lock,
        DeedKind::Tag => Icon::Tag,
        DeedKind::Link => Icon::Link,
        DeedKind::Follow => Icon::Eye,
        DeedKind::Rename => Icon::PencilLine,
        DeedKind::MarkMajor => Icon::Flame,
        DeedKind::Approve => Icon::ShieldCheck,
        DeedKind::Reject => Icon::TriangleAlert,
        DeedKind::Alert => Icon::Timer,
        DeedKind::Route => Icon::Workflow,
        DeedKind::Rate => Icon::Star,
    }
}

/// Whether a deed takes the ticket out of the work.
pub fn is_final(deed: DeedKind) -> bool {
    matches!(deed, DeedKind::Cancel | DeedKind::Spam)
}

/// What is said once a deed is done: where the ticket stands now.
pub fn done_words(deed: DeedKind, ticket: &Ticket) -> String {
    let number = ticket.number.as_str();
    match deed {
        DeedKind::Take | DeedKind::Qualify | DeedKind::Diagnose | DeedKind::SendBack => {
            w::done::stage(number, words::stage(ticket.stage))
        }
        DeedKind::Resolve | DeedKind::Solve => w::done::resolved(number),
        DeedKind::Reopen | DeedKind::NotSolved => w::done::reopened(number),
        DeedKind::Hold => w::done::held(number),
        DeedKind::Resume => w::done::resumed(number),
        DeedKind::Escalate | DeedKind::Deescalate => {
            let level = ticket.level.map(words::level).unwrap_or_default();
            w::done::handed(number, level)
        }
        DeedKind::Document
        | DeedKind::Confirm
        | DeedKind::Close
        | DeedKind::Cancel
        | DeedKind::Spam => match ticket.closed_at {
            Some(_) => w::done::closed(number),
            None => w::done::stage(number, words::stage(ticket.stage)),
        },
        DeedKind::Create
        | DeedKind::Assign
        | DeedKind::Requalify
        | DeedKind::Prioritize
        | DeedKind::Reply
        | DeedKind::Note
        | DeedKind::Tag
        | DeedKind::Link
        | DeedKind::Follow
        | DeedKind::Rename
        | DeedKind::MarkMajor
        | DeedKind::Approve
        | DeedKind::Reject
        | DeedKind::Alert
        | DeedKind::Route
        | DeedKind::Rate => w::done::saved().to_owned(),
    }
}
