//! The lists that everybody has, and how long they are.

use guichet_domain::ids::TeamId;
use guichet_domain::people::{Role, Viewer};
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{Status, policy};
use guichet_store::tickets::Filter;
use guichet_store::{Connection, tickets};

use crate::names::{TeamRef, Wanted};
use crate::{By, Refusal};

/// Counting stops here.
pub const COUNT_BOUND: u32 = 1_000;

/// Statuses before the solution.
const UNRESOLVED: [Status; 4] = [
    Status::New,
    Status::Open,
    Status::WaitingRequester,
    Status::WaitingThirdParty,
];

/// A list that everybody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemView {
    /// Assigned to oneself, not resolved.
    Mine,
    /// New and open tickets of one's teams, and those without a team.
    ToHandle,
    /// Not resolved, without an agent.
    Unassigned,
    /// Not resolved, that one follows.
    Followed,
    /// On hold.
    OnHold,
    /// Resolved, waiting for documentation or confirmation.
    Resolved,
    /// Not resolved, a promise broken.
    Breached,
    /// Not resolved, a promise at risk.
    AtRisk,
    /// Ended.
    Closed,
    /// Everything that is not ended.
    Open,
    /// Those one asked for.
    Requested,
    /// Everything.
    All,
}

impl SystemView {
    /// Those whose size is shown.
    const COUNTED: [Self; 9] = [
        Self::Mine,
        Self::ToHandle,
        Self::Unassigned,
        Self::Followed,
        Self::OnHold,
        Self::Breached,
        Self::AtRisk,
        Self::Resolved,
        Self::Open,
    ];

    /// What narrows everything visible to it.
    pub(super) fn filter(self, viewer: &Viewer) -> Filter {
        let unresolved = Filter {
            statuses: UNRESOLVED.to_vec(),
            ..Filter::default()
        };
        let of = |statuses: &[Status]| Filter {
            statuses: statuses.to_vec(),
            ..Filter::default()
        };
        match self {
            Self::Mine => Filter {
                assignee: Some(viewer.person),
                ..unresolved
            },
            Self::ToHandle => Filter {
                queues: Some(viewer.teams.clone()),
                ..of(&[Status::New, Status::Open])
            },
            Self::Unassigned => Filter {
                assigned: Some(false),
                ..unresolved
            },
            Self::Followed => Filter {
                follower: Some(viewer.person),
                ..unresolved
            },
            Self::OnHold => of(&[Status::WaitingRequester, Status::WaitingThirdParty]),
            Self::Breached => Filter {
                standings: vec![Standing::Breached],
                ..unresolved
            },
            Self::AtRisk => Filter {
                standings: vec![Standing::AtRisk],
                ..unresolved
            },
            Self::Resolved => of(&[Status::Resolved]),
            Self::Closed => of(&[Status::Closed]),
            Self::Open => of(&[&UNRESOLVED[..], &[Status::Resolved]].concat()),
            Self::Requested => Filter {
                requester: Some(viewer.person),
                ..Filter::default()
            },
            Self::All => Filter::default(),
        }
    }
}

/// How many tickets some views hold, counted up to [`COUNT_BOUND`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewCounts {
    /// One per system view that shows a number.
    pub views: Vec<(SystemView, u32)>,
    /// Not resolved, per team that the reader sees the tickets of.
    pub teams: Vec<TeamCount>,
}

/// The size of one team's queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamCount {
    /// The team.
    pub team: TeamRef,
    /// How many tickets.
    pub count: i64,
}

/// How many tickets the views of the reader hold.
pub fn counts(tx: &mut Connection, by: &By) -> Result<ViewCounts, Refusal> {
    by.require(Role::Agent)?;
    let visible = policy::visible(&by.viewer);
    let mut views = Vec::new();
    for view in SystemView::COUNTED {
        let filter = view.filter(&by.viewer);
        views.push((view, tickets::count(tx, &visible, &filter, COUNT_BOUND)?));
    }
    let mut queues = tickets::count_by_team(tx, &UNRESOLVED)?;
    if let policy::Visible::Teams { teams, .. } = &visible {
        queues.retain(|(team, _)| teams.contains(team));
    }
    let mut wanted = Wanted::default();
    wanted.teams(queues.iter().map(|(team, _)| *team));
    let names = wanted.load(tx, &by.viewer)?;
    let bound = i64::from(COUNT_BOUND);
    let count = |(team, count): (TeamId, i64)| {
        Ok(TeamCount {
            team: names.team(team)?,
            count: count.min(bound),
        })
    };
    let mut teams: Vec<TeamCount> = queues
        .into_iter()
        .map(count)
        .collect::<Result<_, Refusal>>()?;
    teams.sort_by(|a, b| a.team.name.cmp(&b.team.name));
    Ok(ViewCounts { views, teams })
}
