//! A ticket as its reader sees it: names resolved, and nothing that is not for them.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::people::Language;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{
    Approval, Channel, CloseCode, DeedKind, Diagnosis, Documentation, Hold, Impact, Kind, Level,
    LinkKind, Priority, Resolution, Stage, Status, Ticket, Urgency, policy,
};
use guichet_store::{Connection, journal, tickets};

use super::ground::load;
use crate::clocks::{self, Promise};
use crate::names::{CategoryRef, Names, OrganizationRef, PersonRef, TeamRef, Wanted};
use crate::settings::Settings;
use crate::{By, Refusal, business_days, settings};

/// A ticket, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketView {
    /// The number.
    pub id: TicketId,
    /// The number as people quote it, `GU-1042`.
    pub number: String,
    /// Grows with each deed that changes something.
    pub version: i64,
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// The category.
    pub category: Option<CategoryRef>,
    /// Who asked.
    pub requester: PersonRef,
    /// The organization.
    pub organization: Option<OrganizationRef>,
    /// By which way it came.
    pub channel: Channel,
    /// The language of messages to the requester.
    pub language: Language,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// The agent in charge.
    pub assignee: Option<PersonRef>,
    /// Where in its life it is.
    pub stage: Stage,
    /// When it entered that stage.
    pub stage_since: DateTime<Utc>,
    /// When it last entered each stage, in order, up to the present one.
    pub line: Vec<Station>,
    /// What the outside sees of it.
    pub status: Status,
    /// What it waits for, if anything.
    pub hold: Option<Hold>,
    /// Whether it is a major incident.
    pub major: bool,
    /// The state of the approval it needs, if it needs one.
    pub approval: Option<Approval>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When its journal last grew.
    pub updated_at: DateTime<Utc>,
    /// The first public reply by an agent.
    pub first_response_at: Option<DateTime<Utc>>,
    /// The first solution.
    pub first_resolved_at: Option<DateTime<Utc>>,
    /// The last solution.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When the requester confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// How it ended.
    pub close_code: Option<CloseCode>,
    /// When it closes by itself; `None` unless it waits for the confirmation.
    pub closes_at: Option<DateTime<Utc>>,
    /// Times it was opened again.
    pub reopen_count: i32,
    /// Times it was escalated.
    pub escalation_count: i32,
    /// Public replies by agents.
    pub reply_count: i32,
    /// Times an agent came in charge.
    pub assignee_count: i32,
    /// Times a team came in charge.
    pub team_count: i32,
    /// What the reader may do with it right now.
    pub permitted_actions: Vec<DeedKind>,
    /// What only staff read; `None` for all others.
    pub inside: Option<Inside>,
}

/// What only staff read of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// How many are hindered.
    pub impact: Option<Impact>,
    /// Its priority.
    pub priority: Priority,
    /// Why the priority is not the matrix's.
    pub priority_override: Option<String>,
    /// The level that holds it.
    pub level: Level,
    /// The team in charge.
    pub team: Option<TeamRef>,
    /// How its most pressing promise stands; `None` where nothing is promised.
    pub promise: Option<Promise>,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// Those who follow it.
    pub followers: Vec<PersonRef>,
    /// Links to other tickets that the reader sees.
    pub links: Vec<LinkView>,
    /// The probable cause.
    pub diagnosis: Option<Diagnosis>,
    /// The last solution; requesters are told it in the message that goes with it.
    pub resolution: Option<Resolution>,
    /// What was learnt.
    pub documentation: Option<Documentation>,
}

/// A stage that a ticket has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// The stage.
    pub stage: Stage,
    /// When it was last entered.
    pub at: DateTime<Utc>,
}

/// A link, read from the ticket that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// How the two are bound.
    pub kind: LinkKind,
    /// Whether this ticket carries the link or the other one does.
    pub outgoing: bool,
    /// The other ticket.
    pub ticket: TicketId,
    /// Its number as people quote it.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Its status.
    pub status: Status,
}

/// A ticket that the reader sees.
pub fn get(tx: &mut Connection, by: &By, id: TicketId) -> Result<TicketView, Refusal> {
    let ticket = load(tx, by, id)?;
    let settings = settings::load(tx)?;
    show(tx, by, &settings, ticket)
}

/// A ticket as it is shown to whom it concerns right now: also after a deed by which it went out
/// of their sight.
pub(super) fn show(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    ticket: Ticket,
) -> Result<TicketView, Refusal> {
    let names = wanted(by, &ticket).load(tx, &by.viewer)?;
    let stations = journal::stations(tx, ticket.id)?;
    let reached = |(stage, at)| (stage <= ticket.stage).then_some(Station { stage, at });
    let inside = match by.is_staff() {
        true => Some(inside(tx, by, settings, &names, &ticket)?),
        false => None,
    };
    Ok(TicketView {
        number: settings.number(ticket.id),
        category: ticket.category.map(|id| names.category(id)).transpose()?,
        requester: names.person(ticket.requester)?,
        organization: ticket
            .organization
            .map(|id| names.organization(id))
            .transpose()?,
        assignee: ticket.assignee.map(|id| names.person(id)).transpose()?,
        line: stations.into_iter().filter_map(reached).collect(),
        status: ticket.status(),
        closes_at: closes_at(settings, &ticket),
        permitted_actions: policy::permitted_actions(&by.viewer, &ticket),
        inside,
        id: ticket.id,
        version: ticket.version,
        subject: ticket.subject,
        kind: ticket.kind,
        channel: ticket.channel,
        language: ticket.language,
        urgency: ticket.urgency,
        stage: ticket.stage,
        stage_since: ticket.stage_since,
        hold: ticket.hold,
        major: ticket.major,
        approval: ticket.approval,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        first_response_at: ticket.first_response_at,
        first_resolved_at: ticket.first_resolved_at,
        resolved_at: ticket.resolved_at,
        confirmed_at: ticket.confirmed_at,
        closed_at: ticket.closed_at,
        close_code: ticket.close_code,
        reopen_count: ticket.reopen_count,
        escalation_count: ticket.escalation_count,
        reply_count: ticket.reply_count,
        assignee_count: ticket.assignee_count,
        team_count: ticket.team_count,
    })
}

fn wanted(by: &By, ticket: &Ticket) -> Wanted {
    let mut wanted = Wanted::default();
    wanted.people([ticket.requester]);
    wanted.people(ticket.assignee);
    wanted.organizations(ticket.organization);
    wanted.categories(ticket.category);
    if by.is_staff() {
        wanted.people(ticket.followers.iter().copied());
        wanted.teams(ticket.team);
    }
    wanted
}

fn inside(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    names: &Names,
    ticket: &Ticket,
) -> Result<Inside, Refusal> {
    let followers = ticket.followers.iter().map(|id| names.person(*id));
    let standing = tickets::promises_of(tx, &[ticket.id])?.remove(&ticket.id);
    let standing = standing.map_or(Standing::None, |(standing, _)| standing);
    let promises = clocks::promises(tx, &[(ticket.id, standing)], by.at)?;
    Ok(Inside {
        promise: promises.get(&ticket.id).copied(),
        impact: ticket.impact,
        priority: ticket.priority,
        priority_override: ticket.priority_override.clone(),
        level: ticket.level,
        team: ticket.team.map(|id| names.team(id)).transpose()?,
        tags: ticket.tags.clone(),
        followers: followers.collect::<Result<_, _>>()?,
        links: links(tx, by, settings, ticket.id)?,
        diagnosis: ticket.diagnosis.clone(),
        resolution: ticket.resolution.clone(),
        documentation: ticket.documentation.clone(),
    })
}

/// A link to a ticket that the reader does not see is not shown either.
fn links(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    ticket: TicketId,
) -> Result<Vec<LinkView>, Refusal> {
    let links = tickets::links_of(tx, ticket)?;
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let others: Vec<TicketId> = links.iter().map(|link| link.other).collect();
    let seen = tickets::visible_among(tx, &policy::visible(&by.viewer), &others)?;
    let view = |link: tickets::Link| {
        let other = seen.iter().find(|row| row.id == link.other)?;
        Some(LinkView {
            kind: link.kind,
            outgoing: link.outgoing,
            ticket: other.id,
            number: settings.number(other.id),
            subject: other.subject.clone(),
            status: other.status,
        })
    };
    Ok(links.into_iter().filter_map(view).collect())
}

/// When a ticket that waits for its requester's confirmation ends without it.
pub(crate) fn closes_at(settings: &Settings, ticket: &Ticket) -> Option<DateTime<Utc>> {
    let waits = ticket.stage == Stage::Closure && ticket.closed_at.is_none();
    waits.then(|| business_days::after(ticket.stage_since, settings.close_after_days))
}
