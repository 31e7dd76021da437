//! The one table of the life cycle: where a ticket stands × what is done → allowed or refused.

use super::deeds::DeedKind;
use super::refused::Refused;
use super::state::Ticket;
use super::words::{Approval, Stage};

/// Where a ticket stands: one of the six stages, or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// In a stage.
    At(Stage),
    /// Ended.
    Ended,
}

impl Position {
    /// Every position, in order.
    pub const ALL: [Self; 7] = [
        Self::At(Stage::Creation),
        Self::At(Stage::Qualification),
        Self::At(Stage::Diagnosis),
        Self::At(Stage::Resolution),
        Self::At(Stage::Documentation),
        Self::At(Stage::Closure),
        Self::Ended,
    ];

    /// Where a ticket stands.
    pub fn of(ticket: &Ticket) -> Self {
        match ticket.closed_at {
            Some(_) => Self::Ended,
            None => Self::At(ticket.stage),
        }
    }
}

/// Whether the life cycle allows a deed at a position.
///
/// One row per deed: which positions allow it, and the refusal elsewhere.
pub fn allows(position: Position, deed: DeedKind) -> Result<(), Refused> {
    use Position::{At, Ended};
    use Stage::{Closure, Creation, Diagnosis, Documentation, Qualification, Resolution};

    match (deed, position) {
        // A ticket begins once; afterwards there is something to do it to.
        (DeedKind::Create, _) => Err(Refused::NotAtThisStage(Creation)),

        // Always, also on a ticket that has ended.
        (
            DeedKind::Note | DeedKind::Tag | DeedKind::Link | DeedKind::Follow | DeedKind::Reply,
            _,
        ) => Ok(()),

        // Said of the whole of it, once it is over.
        (DeedKind::Rate, Ended) => Ok(()),
        (DeedKind::Rate, At(_)) => Err(Refused::NotEnded),

        // Reopening is the only other thing an ended ticket allows.
        (DeedKind::Reopen, At(Documentation | Closure) | Ended) => Ok(()),
        (DeedKind::Reopen, At(Creation | Qualification | Diagnosis | Resolution)) => {
            Err(Refused::NotResolved)
        }
        (_, Ended) => Err(Refused::Closed),

        // While it lives.
        (DeedKind::Rename | DeedKind::MarkMajor | DeedKind::Alert, At(_)) => Ok(()),

        // While it is not solved, documentation included: who does it, and what it is.
        (
            DeedKind::Take
            | DeedKind::Assign
            | DeedKind::Requalify
            | DeedKind::Prioritize
            | DeedKind::Route,
            At(Creation | Qualification | Diagnosis | Resolution | Documentation),
        ) => Ok(()),
        (
            DeedKind::Take
            | DeedKind::Assign
            | DeedKind::Requalify
            | DeedKind::Prioritize
            | DeedKind::Route,
            At(Closure),
        ) => Err(Refused::AlreadyResolved),

        // Before the solution.
        (
            DeedKind::Cancel | DeedKind::Spam | DeedKind::Solve,
            At(Creation | Qualification | Diagnosis | Resolution),
        ) => Ok(()),
        (
            DeedKind::Hold
            | DeedKind::Resume
            | DeedKind::Escalate
            | DeedKind::Deescalate
            | DeedKind::Approve
            | DeedKind::Reject,
            At(Qualification | Diagnosis | Resolution),
        ) => Ok(()),
        (
            DeedKind::Hold
            | DeedKind::Resume
            | DeedKind::Escalate
            | DeedKind::Deescalate
            | DeedKind::Approve
            | DeedKind::Reject,
            At(Creation),
        ) => Err(Refused::NotTaken),
        (
            DeedKind::Cancel
            | DeedKind::Spam
            | DeedKind::Solve
            | DeedKind::Hold
            | DeedKind::Resume
            | DeedKind::Escalate
            | DeedKind::Deescalate
            | DeedKind::Approve
            | DeedKind::Reject,
            At(Documentation | Closure),
        ) => Err(Refused::AlreadyResolved),

        // The deed that ends each stage.
        (DeedKind::Qualify, position) => at(position, Qualification),
        (DeedKind::Diagnose, position) => at(position, Diagnosis),
        (DeedKind::Resolve, position) => at(position, Resolution),
        (DeedKind::Document, position) => at(position, Documentation),
        (DeedKind::Close, At(Closure)) => Ok(()),
        (DeedKind::Close, At(Documentation)) => Err(Refused::NotDocumented),
        (DeedKind::Confirm | DeedKind::NotSolved, At(Documentation | Closure)) => Ok(()),
        (
            DeedKind::Close | DeedKind::Confirm | DeedKind::NotSolved,
            At(Creation | Qualification | Diagnosis | Resolution),
        ) => Err(Refused::NotResolved),

        // Back along the line, without undoing a solution: that is what reopening is for.
        (DeedKind::SendBack, At(Diagnosis | Resolution | Closure)) => Ok(()),
        (DeedKind::SendBack, At(Documentation)) => Err(Refused::AlreadyResolved),
        (DeedKind::SendBack, At(Creation)) => Err(Refused::NotTaken),
        (DeedKind::SendBack, At(Qualification)) => Err(Refused::StageNotEarlier(Qualification)),
    }
}

fn at(position: Position, stage: Stage) -> Result<(), Refused> {
    match position {
        Position::At(Stage::Creation) => Err(Refused::NotTaken),
        Position::At(here) if here == stage => Ok(()),
        Position::At(_) => Err(Refused::NotAtThisStage(stage)),
        Position::Ended => Err(Refused::Closed),
    }
}

/// Whether the state of this very ticket allows a deed, beyond where it stands:
/// hold, level, confirmation and approval.
pub fn allows_on(ticket: &Ticket, deed: DeedKind) -> Result<(), Refused> {
    allows(Position::of(ticket), deed)?;
    match deed {
        DeedKind::Resume => only_if(ticket.hold.is_some(), Refused::NotOnHold),
        DeedKind::Confirm => only_if(ticket.confirmed_at.is_none(), Refused::AlreadyConfirmed),
        DeedKind::Deescalate => {
            let lowest = ticket.level.below().is_none();
            only_if(!lowest, Refused::LevelNotLower(ticket.level))
        }
        DeedKind::Approve | DeedKind::Reject => {
            let pending = ticket.approval == Some(Approval::Pending);
            only_if(pending, Refused::NoApprovalPending)
        }
        DeedKind::Resolve | DeedKind::Solve => match ticket.approval {
            Some(Approval::Pending) => Err(Refused::ApprovalPending),
            Some(Approval::Rejected) => Err(Refused::ApprovalRejected),
            Some(Approval::Approved) | None => Ok(()),
        },
        DeedKind::Create
        | DeedKind::Take
        | DeedKind::Assign
        | DeedKind::Qualify
        | DeedKind::Requalify
        | DeedKind::Prioritize
        | DeedKind::Diagnose
        | DeedKind::Document
        | DeedKind::NotSolved
        | DeedKind::Close
        | DeedKind::Reopen
        | DeedKind::Hold
        | DeedKind::SendBack
        | DeedKind::Cancel
        | DeedKind::Spam
        | DeedKind::Escalate
        | DeedKind::Reply
        | DeedKind::Note
        | DeedKind::Tag
        | DeedKind::Link
        | DeedKind::Follow
        | DeedKind::Rename
        | DeedKind::MarkMajor
        | DeedKind::Rate
        | DeedKind::Alert
        | DeedKind::Route => Ok(()),
    }
}

fn only_if(sound: bool, otherwise: Refused) -> Result<(), Refused> {
    if sound { Ok(()) } else { Err(otherwise) }
}
