//! Time spent at each level, by each team and by each agent, as intervals: nobody is blamed for
//! another's time. They run while a ticket is to be solved, and rest while it is solved.

use crate::ids::{PersonId, TeamId};
use crate::ticket::state::Ticket;
use crate::ticket::words::{Level, Status};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// By what the time of a ticket is told apart.
    Axis {
        /// By support level.
        Level = "level",
        /// By team.
        Team = "team",
        /// By agent.
        Assignee = "assignee",
    }
}

/// Who or what held a ticket for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A support level.
    Level(Level),
    /// A team.
    Team(TeamId),
    /// An agent.
    Assignee(PersonId),
}

impl Holder {
    /// What it is.
    pub fn axis(self) -> Axis {
        match self {
            Self::Level(_) => Axis::Level,
            Self::Team(_) => Axis::Team,
            Self::Assignee(_) => Axis::Assignee,
        }
    }
}

/// The end of one interval or the beginning of another, at the time of the deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The running interval of this holder ends.
    End(Holder),
    /// An interval of this holder begins.
    Begin(Holder),
}

/// Those who hold a ticket now: none once it is solved or ended.
pub fn holders(ticket: &Ticket) -> Vec<Holder> {
    match ticket.status() {
        Status::Resolved | Status::Closed => Vec::new(),
        Status::New | Status::Open | Status::WaitingRequester | Status::WaitingThirdParty => {
            let level = Some(Holder::Level(ticket.level));
            let team = ticket.team.map(Holder::Team);
            let assignee = ticket.assignee.map(Holder::Assignee);
            [level, team, assignee].into_iter().flatten().collect()
        }
    }
}

/// What a deed ends and begins; `before` is `None` for a new ticket.
pub fn steps(before: Option<&Ticket>, after: &Ticket) -> Vec<Step> {
    let old = before.map(holders).unwrap_or_default();
    let new = holders(after);
    let ended = old
        .iter()
        .filter(|h| !new.contains(h))
        .copied()
        .map(Step::End);
    let begun = new
        .iter()
        .filter(|h| !old.contains(h))
        .copied()
        .map(Step::Begin);
    ended.chain(begun).collect()
}
