//! Why a deed is refused: a stable code and a sentence that says what is missing.

use super::words::{Level, Stage};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What `solve` can still be missing.
    Missing {
        /// The category.
        Category = "category",
        /// How many are hindered.
        Impact = "impact",
        /// How soon.
        Urgency = "urgency",
        /// Cause and findings.
        Findings = "findings",
    }
}

/// A deed that the life cycle does not allow now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The ticket has ended.
    #[error("The ticket is closed; reopen it first.")]
    Closed,
    /// The ticket has not ended or been solved.
    #[error("The ticket is not resolved yet.")]
    NotResolved,
    /// The ticket has not ended.
    #[error("The ticket is not closed yet.")]
    NotEnded,
    /// The ticket is solved already.
    #[error("The ticket is already resolved; reopen it first.")]
    AlreadyResolved,
    /// The deed belongs to another stage.
    #[error("This can be done at the stage `{0}` only.")]
    NotAtThisStage(Stage),
    /// Nobody has taken the ticket.
    #[error("The ticket has not been taken yet; take it first.")]
    NotTaken,
    /// It does not wait.
    #[error("The ticket is not on hold.")]
    NotOnHold,
    /// The documentation is missing.
    #[error("The ticket is not documented yet; document it first.")]
    NotDocumented,
    /// The requester has confirmed already.
    #[error("The requester has already confirmed.")]
    AlreadyConfirmed,
    /// The approval is not decided.
    #[error("The approval is still pending; it must be granted before the ticket is resolved.")]
    ApprovalPending,
    /// The approval was refused.
    #[error("The approval was refused; cancel the ticket or ask again by qualifying it anew.")]
    ApprovalRejected,
    /// There is no approval to decide.
    #[error("No approval is pending on this ticket.")]
    NoApprovalPending,
    /// Neither level nor team nor agent was named.
    #[error("Name a level, a team or an agent.")]
    TargetMissing,
    /// The level is not above.
    #[error("Escalation needs a level above `{0}`, another team or another agent.")]
    LevelNotHigher(Level),
    /// The level is not below.
    #[error("De-escalation needs a level below `{0}`.")]
    LevelNotLower(Level),
    /// The stage is not earlier.
    #[error("Choose a stage before `{0}`.")]
    StageNotEarlier(Stage),
    /// A scheduled hold without a date, or a date that has passed.
    #[error("Give a time in the future.")]
    UntilMissing,
    /// An agent closes without saying why.
    #[error("Give a reason.")]
    ReasonMissing,
    /// Too long after closing.
    #[error("The ticket was closed too long ago to be reopened; write a new request.")]
    ReopenWindowOver,
    /// The ticket itself.
    #[error("A ticket cannot be linked to itself.")]
    LinkedToItself,
    /// Something `solve` needs.
    #[error("Still missing: {}.", list(.0))]
    Incomplete(Vec<Missing>),
}

fn list(missing: &[Missing]) -> String {
    let words: Vec<&str> = missing.iter().map(|m| m.as_str()).collect();
    words.join(", ")
}

impl Refused {
    /// The stable code, the same on the wire and in the catalogue of the interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Closed => "ticket_closed",
            Self::NotResolved => "not_resolved",
            Self::NotEnded => "not_closed",
            Self::AlreadyResolved => "already_resolved",
            Self::NotAtThisStage(_) => "not_at_this_stage",
            Self::NotTaken => "not_taken",
            Self::NotOnHold => "not_on_hold",
            Self::NotDocumented => "not_documented",
            Self::AlreadyConfirmed => "already_confirmed",
            Self::ApprovalPending => "approval_pending",
            Self::ApprovalRejected => "approval_rejected",
            Self::NoApprovalPending => "no_approval_pending",
            Self::TargetMissing => "target_missing",
            Self::LevelNotHigher(_) => "level_not_higher",
            Self::LevelNotLower(_) => "level_not_lower",
            Self::StageNotEarlier(_) => "stage_not_earlier",
            Self::UntilMissing => "until_missing",
            Self::ReasonMissing => "reason_missing",
            Self::ReopenWindowOver => "reopen_window_over",
            Self::LinkedToItself => "linked_to_itself",
            Self::Incomplete(_) => "incomplete",
        }
    }
}
