//! What narrows a list: what is asked for, and what the viewer may see.

use diesel::prelude::*;
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::ticket::policy::Visible;
use guichet_domain::ticket::{Channel, Kind, Level, Priority, Stage, Status};

use crate::connection::on;
use crate::schema::{ticket_followers, ticket_tags};
use crate::{Connection, Result};

/// A tag on fewer tickets than this is looked up by itself; a more common one is met soon enough
/// on the way through the list.
const RARE: i64 = 2_000;

/// What narrows a list. An empty list of words narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this ticket.
    pub id: Option<TicketId>,
    /// Only these statuses.
    pub statuses: Vec<Status>,
    /// Only these stages.
    pub stages: Vec<Stage>,
    /// Only these priorities.
    pub priorities: Vec<Priority>,
    /// Only these levels.
    pub levels: Vec<Level>,
    /// Only these kinds.
    pub kinds: Vec<Kind>,
    /// Only these channels.
    pub channels: Vec<Channel>,
    /// Only this team.
    pub team: Option<TeamId>,
    /// Only these teams, and tickets without a team.
    pub queues: Option<Vec<TeamId>>,
    /// Only this agent.
    pub assignee: Option<PersonId>,
    /// Only with an agent in charge, or only without.
    pub assigned: Option<bool>,
    /// Only this requester.
    pub requester: Option<PersonId>,
    /// Only this organization.
    pub organization: Option<OrganizationId>,
    /// Only these categories.
    pub categories: Vec<CategoryId>,
    /// Only followed by this person.
    pub follower: Option<PersonId>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only with this text in the subject, whatever its case and accents.
    pub subject: Option<String>,
}

impl Filter {
    /// Whether no ended ticket can pass: then the small indexes of the others serve.
    pub(super) fn is_open_only(&self) -> bool {
        !self.statuses.is_empty() && !self.statuses.contains(&Status::Closed)
    }
}

/// One way of seeing tickets.
#[derive(Debug, Clone, Copy)]
pub(super) enum Branch {
    Every,
    Team(TeamId),
    NoTeam,
    Assignee(PersonId),
    Requester(PersonId),
    Organization(OrganizationId),
    Follower(PersonId),
}

/// All the ways in which a viewer sees tickets.
pub(super) fn branches(visible: &Visible) -> Vec<Branch> {
    match visible {
        Visible::All => vec![Branch::Every],
        Visible::Teams { agent, teams } => {
            let own = teams.iter().copied().map(Branch::Team);
            own.chain([
                Branch::NoTeam,
                Branch::Assignee(*agent),
                Branch::Requester(*agent),
                Branch::Follower(*agent),
            ])
            .collect()
        }
        Visible::Own {
            person,
            organization,
        } => {
            let shared = organization.map(Branch::Organization);
            [Branch::Requester(*person), Branch::Follower(*person)]
                .into_iter()
                .chain(shared)
                .collect()
        }
    }
}

/// How a tag is best looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagPath {
    /// From the tag to its tickets.
    ByTag,
    /// From each ticket of the list to its tags.
    ByTicket,
}

impl TagPath {
    /// The better way for a filter: a rare tag leads, a common one is only looked at.
    pub(super) fn choose(conn: &mut Connection, filter: &Filter) -> Result<Self> {
        let Some(tag) = &filter.tag else {
            return Ok(Self::ByTicket);
        };
        let some: Vec<i64> = on!(conn, |c| ticket_tags::table
            .filter(ticket_tags::tag.eq(tag))
            .select(ticket_tags::ticket_id)
            .limit(RARE)
            .load(c))?;
        Ok(if (some.len() as i64) < RARE {
            Self::ByTag
        } else {
            Self::ByTicket
        })
    }
}

/// Narrows the tickets to a filter and a branch. A macro because it is compiled for two databases.
///
/// Columns of few values (`concat`) are kept from the choice of the index: SQLite would take the
/// index of the priority and sort half the table. The order, a person, a team, a category or an
/// organization lead.
macro_rules! narrowed {
    ($filter:expr, $branch:expr, $tag_path:expr) => {{
        use $crate::schema::{ticket_tags, tickets};
        use $crate::tickets::filter::{Branch, Filter, TagPath, followed_by, words};

        let (filter, branch): (&Filter, Branch) = ($filter, $branch);
        let mut query = tickets::table.into_boxed();
        if filter.is_open_only() {
            query = query.filter(tickets::closed_at.is_null());
        }
        if let Some(id) = filter.id {
            query = query.filter(tickets::id.eq(id.0));
        }
        if let Some(words) = words(&filter.statuses) {
            query = query.filter(tickets::status.concat("").eq_any(words));
        }
        if let Some(words) = words(&filter.stages) {
            query = query.filter(tickets::stage.concat("").eq_any(words));
        }
        if let Some(words) = words(&filter.priorities) {
            query = query.filter(tickets::priority.concat("").eq_any(words));
        }
        if let Some(words) = words(&filter.levels) {
            query = query.filter(tickets::level.eq_any(words));
        }
        if let Some(words) = words(&filter.kinds) {
            query = query.filter(tickets::kind.eq_any(words));
        }
        if let Some(words) = words(&filter.channels) {
            query = query.filter(tickets::channel.eq_any(words));
        }
        if let Some(team) = filter.team {
            query = query.filter(tickets::team_id.eq(team.0));
        }
        if let Some(teams) = &filter.queues {
            let ids: Vec<i64> = teams.iter().map(|team| team.0).collect();
            let own = tickets::team_id.eq_any(ids).assume_not_null();
            query = query.filter(tickets::team_id.is_null().or(own));
        }
        if let Some(person) = filter.assignee {
            query = query.filter(tickets::assignee_id.eq(person.0));
        }
        match filter.assigned {
            Some(true) => query = query.filter(tickets::assignee_id.is_not_null()),
            Some(false) => query = query.filter(tickets::assignee_id.is_null()),
            None => {}
        }
        if let Some(person) = filter.requester {
            query = query.filter(tickets::requester_id.eq(person.0));
        }
        if let Some(organization) = filter.organization {
            query = query.filter(tickets::organization_id.eq(organization.0));
        }
        if !filter.categories.is_empty() {
            let ids: Vec<i64> = filter.categories.iter().map(|id| id.0).collect();
            query = query.filter(tickets::category_id.eq_any(ids));
        }
        if let Some(person) = filter.follower {
            query = query.filter(tickets::id.eq_any(followed_by(person)));
        }
        if let Some(tag) = &filter.tag {
            let tagged = ticket_tags::table.filter(ticket_tags::tag.eq(tag));
            query = match $tag_path {
                TagPath::ByTag => {
                    query.filter(tickets::id.eq_any(tagged.select(ticket_tags::ticket_id)))
                }
                TagPath::ByTicket => {
                    let same = ticket_tags::ticket_id.eq(tickets::id);
                    query.filter(diesel::dsl::exists(tagged.filter(same)))
                }
            };
        }
        match branch {
            Branch::Every => query,
            Branch::Team(team) => query.filter(tickets::team_id.eq(team.0)),
            Branch::NoTeam => query.filter(tickets::team_id.is_null()),
            Branch::Assignee(person) => query.filter(tickets::assignee_id.eq(person.0)),
            Branch::Requester(person) => query.filter(tickets::requester_id.eq(person.0)),
            Branch::Organization(id) => query.filter(tickets::organization_id.eq(id.0)),
            Branch::Follower(person) => query.filter(tickets::id.eq_any(followed_by(person))),
        }
    }};
}

pub(super) use narrowed;

/// The words of a filter as they stand in the column; `None` when it narrows nothing.
pub(super) fn words<T: Copy + ToString>(words: &[T]) -> Option<Vec<String>> {
    (!words.is_empty()).then(|| words.iter().map(T::to_string).collect())
}

#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn followed_by(person: PersonId) -> _ {
    let person: i64 = person.0;
    ticket_followers::table
        .filter(ticket_followers::person_id.eq(person))
        .select(ticket_followers::ticket_id)
}
