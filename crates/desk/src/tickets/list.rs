//! Lists of tickets, and how long they are.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::sla::Standing;
use guichet_domain::text::Tag;
use guichet_domain::ticket::{Channel, HoldReason, Kind, Level, Priority, Stage, Status, policy};
use guichet_store::tickets::{Filter, Position, Row, Sort};
use guichet_store::{Connection, tickets};

use super::views::SystemView;
use crate::categories::with_children;
use crate::clocks::{self, Promise};
use crate::names::{Names, OrganizationRef, PersonRef, TeamRef, Wanted};
use crate::page::{Page, Slice, not_a_cursor};
use crate::settings::Settings;
use crate::{By, Refusal, settings};

/// Which tickets, in which order. Filters narrow the view; an empty list of words narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The list to start from; everything visible when `None`.
    pub view: Option<SystemView>,
    /// Only these statuses.
    pub statuses: Vec<Status>,
    /// Only these stages.
    pub stages: Vec<Stage>,
    /// Only these priorities; staff only.
    pub priorities: Vec<Priority>,
    /// Only these levels; staff only.
    pub levels: Vec<Level>,
    /// Only those whose promise stands so; staff only.
    pub standings: Vec<Standing>,
    /// Only these kinds.
    pub kinds: Vec<Kind>,
    /// Only these channels.
    pub channels: Vec<Channel>,
    /// Only this team; staff only.
    pub team: Option<TeamId>,
    /// Only this agent.
    pub assignee: Option<PersonId>,
    /// Only with an agent in charge, or only without.
    pub assigned: Option<bool>,
    /// Only this requester.
    pub requester: Option<PersonId>,
    /// Only this organization.
    pub organization: Option<OrganizationId>,
    /// Only this category, and those below it.
    pub category: Option<CategoryId>,
    /// Only with this tag; staff only.
    pub tag: Option<Tag>,
    /// Only with this text in the subject, or with this number.
    pub text: Option<String>,
    /// The order; last changed first when `None`. By priority for staff only.
    pub sort: Option<Sort>,
    /// Where to go on and how much to send.
    pub slice: Slice,
}

impl Listing {
    /// What requesters do not read they do not ask by either.
    fn asks_inside(&self) -> bool {
        !self.priorities.is_empty()
            || !self.levels.is_empty()
            || !self.standings.is_empty()
            || self.team.is_some()
            || self.tag.is_some()
            || matches!(self.sort, Some(Sort::Priority | Sort::Promise))
            || matches!(self.view, Some(SystemView::Breached | SystemView::AtRisk))
    }
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRow {
    /// The number.
    pub id: TicketId,
    /// The number as people quote it, `GU-1042`.
    pub number: String,
    /// Its version.
    pub version: i64,
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// By which way it came.
    pub channel: Channel,
    /// Where in its life it is.
    pub stage: Stage,
    /// What the outside sees of it.
    pub status: Status,
    /// What it waits for, if anything.
    pub hold_reason: Option<HoldReason>,
    /// Whether it is a major incident.
    pub major: bool,
    /// Who asked.
    pub requester: PersonRef,
    /// The organization.
    pub organization: Option<OrganizationRef>,
    /// The agent in charge.
    pub assignee: Option<PersonRef>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When its journal last grew.
    pub updated_at: DateTime<Utc>,
    /// What only staff read; `None` for all others.
    pub inside: Option<RowInside>,
}

/// What only staff read of a ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowInside {
    /// Its priority.
    pub priority: Priority,
    /// The level that holds it.
    pub level: Level,
    /// The team in charge.
    pub team: Option<TeamRef>,
    /// How its most pressing promise stands; `None` where nothing is promised.
    pub promise: Option<Promise>,
}

/// A page of the tickets that the reader sees.
pub fn list(tx: &mut Connection, by: &By, listing: &Listing) -> Result<Page<TicketRow>, Refusal> {
    if listing.asks_inside() && !by.is_staff() {
        return Err(Refusal::Forbidden);
    }
    let settings = settings::load(tx)?;
    let Some(filter) = filter(tx, by, &settings, listing)? else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
        });
    };
    let sort = listing.sort.unwrap_or(Sort::UpdatedDescending);
    let cursor = listing.slice.cursor.as_deref();
    let after = cursor.map(|text| Position::parse(sort, text)).transpose();
    let page = tickets::list(
        tx,
        &policy::visible(&by.viewer),
        &filter,
        sort,
        after.map_err(|_| not_a_cursor())?.as_ref(),
        listing.slice.limit(),
    )?;
    Ok(Page {
        items: show(tx, by, &settings, page.items)?,
        next: page.next.map(|position| position.to_string()),
    })
}

/// What narrows the view; `None` where view and filters exclude each other.
fn filter(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    listing: &Listing,
) -> Result<Option<Filter>, Refusal> {
    let view = listing.view.unwrap_or(SystemView::All);
    let mut filter = view.filter(&by.viewer);
    let statuses = both(&filter.statuses, &listing.statuses);
    let assignee = same(filter.assignee, listing.assignee);
    let assigned = same(filter.assigned, listing.assigned);
    let requester = same(filter.requester, listing.requester);
    let standings = both(&filter.standings, &listing.standings);
    let (Some(statuses), Some(assignee), Some(assigned), Some(requester), Some(standings)) =
        (statuses, assignee, assigned, requester, standings)
    else {
        return Ok(None);
    };
    filter.standings = standings;
    filter.statuses = statuses;
    filter.assignee = assignee;
    filter.assigned = assigned;
    filter.requester = requester;
    filter.stages.clone_from(&listing.stages);
    filter.priorities.clone_from(&listing.priorities);
    filter.levels.clone_from(&listing.levels);
    filter.kinds.clone_from(&listing.kinds);
    filter.channels.clone_from(&listing.channels);
    filter.team = listing.team;
    filter.organization = listing.organization;
    if let Some(category) = listing.category {
        filter.categories = with_children(tx, category)?;
    }
    filter.tag = listing.tag.as_ref().map(|tag| tag.as_str().to_owned());
    if let Some(text) = &listing.text {
        match settings.ticket_id(text) {
            Some(id) => filter.id = Some(id),
            None => filter.subject = Some(text.clone()),
        }
    }
    Ok(Some(filter))
}

/// The words in both lists, where an empty list holds every word; `None` when there is none.
fn both<T: Copy + PartialEq>(view: &[T], asked: &[T]) -> Option<Vec<T>> {
    if view.is_empty() || asked.is_empty() {
        return Some([view, asked].concat());
    }
    let shared: Vec<T> = asked.iter().copied().filter(|s| view.contains(s)).collect();
    (!shared.is_empty()).then_some(shared)
}

/// The value that satisfies both wishes; `None` when they differ.
fn same<T: PartialEq>(view: Option<T>, asked: Option<T>) -> Option<Option<T>> {
    match (view, asked) {
        (Some(view), Some(asked)) if view != asked => None,
        (view, asked) => Some(view.or(asked)),
    }
}

fn show(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    rows: Vec<Row>,
) -> Result<Vec<TicketRow>, Refusal> {
    let mut wanted = Wanted::default();
    for row in &rows {
        wanted.people([row.requester]);
        wanted.people(row.assignee);
        wanted.organizations(row.organization);
        if by.is_staff() {
            wanted.teams(row.team);
        }
    }
    let names = wanted.load(tx, &by.viewer)?;
    let is_staff = by.is_staff();
    let standings: Vec<_> = rows.iter().map(|row| (row.id, row.standing)).collect();
    let promises = match is_staff {
        true => clocks::promises(tx, &standings, by.at)?,
        false => HashMap::new(),
    };
    rows.into_iter()
        .map(|row| {
            let promise = promises.get(&row.id).copied();
            shown(settings, &names, is_staff, row, promise)
        })
        .collect()
}

fn shown(
    settings: &Settings,
    names: &Names,
    is_staff: bool,
    row: Row,
    promise: Option<Promise>,
) -> Result<TicketRow, Refusal> {
    let inside = match is_staff {
        true => Some(RowInside {
            priority: row.priority,
            level: row.level,
            team: row.team.map(|id| names.team(id)).transpose()?,
            promise,
        }),
        false => None,
    };
    let organization = row.organization.map(|id| names.organization(id));
    Ok(TicketRow {
        id: row.id,
        number: settings.number(row.id),
        version: row.version,
        subject: row.subject,
        kind: row.kind,
        channel: row.channel,
        stage: row.stage,
        status: row.status,
        hold_reason: row.hold_reason,
        major: row.major,
        requester: names.person(row.requester)?,
        organization: organization.transpose()?,
        assignee: row.assignee.map(|id| names.person(id)).transpose()?,
        created_at: row.created_at,
        updated_at: row.updated_at,
        inside,
    })
}
