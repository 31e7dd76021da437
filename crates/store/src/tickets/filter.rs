//! What narrows a list, and which index leads to it.

use diesel::prelude::*;
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{Channel, Kind, Level, Priority, Stage, Status};

use crate::schema::ticket_followers;

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
    /// Only those whose promise stands so.
    pub standings: Vec<Standing>,
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

/// A filter together with one way in which the viewer sees tickets.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowing {
    pub(super) filter: Filter,
    /// Only without a team.
    pub(super) no_team: bool,
    /// Only followed by this person, too: the viewer.
    pub(super) followed: Option<PersonId>,
}

/// The column whose index leads to the tickets. All the others are only looked at on the way: left
/// to itself, SQLite takes the index of some column with four values and sorts half the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The order of the list itself, among all tickets or among the open ones.
    Order,
    Id,
    Tag,
    Follower,
    Requester,
    Assignee,
    Category,
    Organization,
    Team,
    Status,
}

impl Narrowing {
    /// Whether no ended ticket can pass: then the small indexes of the others serve.
    pub(super) fn is_open_only(&self) -> bool {
        let statuses = &self.filter.statuses;
        !statuses.is_empty() && !statuses.contains(&Status::Closed)
    }

    /// The column that leaves the fewest tickets, as a rule.
    pub(super) fn lead(&self, tag_is_rare: bool) -> Lead {
        let filter = &self.filter;
        let is_open_only = self.is_open_only();
        let choices = [
            (Lead::Id, filter.id.is_some()),
            (Lead::Tag, filter.tag.is_some() && tag_is_rare),
            (Lead::Requester, filter.requester.is_some()),
            (
                Lead::Follower,
                filter.follower.is_some() || self.followed.is_some(),
            ),
            (
                Lead::Assignee,
                filter.assignee.is_some() || filter.assigned == Some(false),
            ),
            // Open tickets have no index of these: there are few to walk through.
            (
                Lead::Category,
                !filter.categories.is_empty() && !is_open_only,
            ),
            (
                Lead::Organization,
                filter.organization.is_some() && !is_open_only,
            ),
            (Lead::Team, filter.team.is_some() || self.no_team),
            (Lead::Status, is_open_only && filter.statuses.len() == 1),
        ];
        let lead = choices.into_iter().find(|(_, applies)| *applies);
        lead.map_or(Lead::Order, |(lead, _)| lead)
    }
}

/// Narrows the tickets. A macro because it is compiled for two databases; `$aside` is
/// [`crate::dialect::aside`] of the connection.
macro_rules! narrowed {
    ($narrowing:expr, $lead:expr, $aside:expr) => {{
        use diesel::dsl::{exists, sql};
        use diesel::sql_types::{BigInt, Integer, Nullable, Text};
        use $crate::schema::{ticket_followers, ticket_tags, tickets};
        use $crate::tickets::filter::{Lead, Narrowing, followed_by, words};

        let narrowing: &Narrowing = $narrowing;
        let filter = &narrowing.filter;
        let lead: Lead = $lead;
        let aside: &$crate::dialect::Aside = $aside;
        let mut query = tickets::table.into_boxed();
        if narrowing.is_open_only() {
            query = query.filter(tickets::closed_at.is_null());
        }
        if let Some(id) = filter.id {
            query = query.filter(tickets::id.eq(id.0));
        }

        // What may lead, in both forms: open to an index and kept from it.
        if let Some(team) = filter.team {
            query = match lead {
                Lead::Team => query.filter(tickets::team_id.eq(team.0)),
                _ => query.filter(sql::<Nullable<BigInt>>(aside.team).eq(team.0)),
            };
        }
        if narrowing.no_team {
            query = match lead {
                Lead::Team => query.filter(tickets::team_id.is_null()),
                _ => query.filter(sql::<Nullable<BigInt>>(aside.team).is_null()),
            };
        }
        if let Some(person) = filter.assignee {
            let looked_at = sql::<Nullable<BigInt>>(aside.assignee);
            query = match lead {
                Lead::Assignee => query.filter(tickets::assignee_id.eq(person.0)),
                _ => query.filter(looked_at.eq(person.0)),
            };
        }
        query = match (filter.assigned, lead) {
            (None, _) => query,
            (Some(true), _) => query.filter(tickets::assignee_id.is_not_null()),
            (Some(false), Lead::Assignee) => query.filter(tickets::assignee_id.is_null()),
            (Some(false), _) => query.filter(sql::<Nullable<BigInt>>(aside.assignee).is_null()),
        };
        if let Some(person) = filter.requester {
            query = match lead {
                Lead::Requester => query.filter(tickets::requester_id.eq(person.0)),
                _ => query.filter(sql::<BigInt>(aside.requester).eq(person.0)),
            };
        }
        if let Some(id) = filter.organization {
            let looked_at = sql::<Nullable<BigInt>>(aside.organization);
            query = match lead {
                Lead::Organization => query.filter(tickets::organization_id.eq(id.0)),
                _ => query.filter(looked_at.eq(id.0)),
            };
        }
        if !filter.categories.is_empty() {
            let ids: Vec<i64> = filter.categories.iter().map(|id| id.0).collect();
            let looked_at = sql::<Nullable<BigInt>>(aside.category);
            query = match lead {
                Lead::Category => query.filter(tickets::category_id.eq_any(ids)),
                _ => query.filter(looked_at.eq_any(ids)),
            };
        }
        for person in [filter.follower, narrowing.followed].into_iter().flatten() {
            let same = ticket_followers::ticket_id.eq(tickets::id);
            query = match lead {
                Lead::Follower => query.filter(tickets::id.eq_any(followed_by(person))),
                _ => query.filter(exists(followed_by(person).filter(same))),
            };
        }
        if let Some(tag) = &filter.tag {
            let tagged = ticket_tags::table.filter(ticket_tags::tag.eq(tag));
            let same = ticket_tags::ticket_id.eq(tickets::id);
            query = match lead {
                Lead::Tag => {
                    query.filter(tickets::id.eq_any(tagged.select(ticket_tags::ticket_id)))
                }
                _ => query.filter(exists(tagged.filter(same))),
            };
        }
        if let Some(words) = words(&filter.statuses) {
            query = match lead {
                Lead::Status => query.filter(tickets::status.eq_any(words)),
                _ => query.filter(sql::<Text>(aside.status).eq_any(words)),
            };
        }

        // What never leads.
        if let Some(teams) = &filter.queues {
            let ids: Vec<i64> = teams.iter().map(|team| team.0).chain([0]).collect();
            query = query.filter(sql::<BigInt>("coalesce(tickets.team_id, 0)").eq_any(ids));
        }
        if let Some(words) = words(&filter.stages) {
            query = query.filter(sql::<Text>(aside.stage).eq_any(words));
        }
        if let Some(words) = words(&filter.priorities) {
            query = query.filter(sql::<Text>(aside.priority).eq_any(words));
        }
        if let Some(words) = words(&filter.levels) {
            query = query.filter(tickets::level.eq_any(words));
        }
        if !filter.standings.is_empty() {
            let ranks = filter.standings.iter().map(|standing| *standing as i32);
            let looked_at = sql::<Integer>(aside.promise);
            query = query.filter(looked_at.eq_any(ranks.collect::<Vec<_>>()));
        }
        if let Some(words) = words(&filter.kinds) {
            query = query.filter(tickets::kind.eq_any(words));
        }
        if let Some(words) = words(&filter.channels) {
            query = query.filter(tickets::channel.eq_any(words));
        }
        query
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
