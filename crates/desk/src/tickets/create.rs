//! A ticket begins.

use guichet_domain::ids::{AttachmentId, CategoryId, MessageId, PersonId, TeamId, TicketId};
use guichet_domain::text::{Body, Subject, Tag};
use guichet_domain::ticket::{
    Channel, Created, Deed, Impact, Kind, Level, LinkKind, Side, Ticket, Urgency, perform as domain,
};
use guichet_store::people::Person;
use guichet_store::{Connection, tickets};

use super::ground::perform;
use super::view::{TicketView, show};
use crate::messages::{self, Draft};
use crate::post::letters;
use crate::references::{active_agent, active_category, active_person, active_team};
use crate::settings::Settings;
use crate::{By, Refusal, clocks, routing, settings};

/// A ticket to begin, as anybody may ask for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// One line that says what it is about.
    pub subject: Subject,
    /// The first message.
    pub body: Body,
    /// What it is about.
    pub kind: Kind,
    /// The category.
    pub category: Option<CategoryId>,
    /// How soon, as the requester says.
    pub urgency: Option<Urgency>,
    /// Files of the first message, uploaded before.
    pub attachments: Vec<AttachmentId>,
    /// What only staff may say; refused from others.
    pub handling: Option<Handling>,
}

/// What staff may say of a ticket they begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handling {
    /// Who asks; oneself when `None`.
    pub requester: Option<PersonId>,
    /// By which way it came; `phone` when `None` and somebody else asks.
    pub channel: Option<Channel>,
    /// How many are hindered.
    pub impact: Option<Impact>,
    /// The level that gets it; the team's or `n1` when `None`.
    pub level: Option<Level>,
    /// The team that gets it.
    pub team: Option<TeamId>,
    /// The agent who takes it.
    pub assignee: Option<PersonId>,
    /// Tags.
    pub tags: Vec<Tag>,
}

/// Begins a ticket with its first message; with an agent named, the agent takes it at once, without
/// it is routed.
pub fn create(tx: &mut Connection, by: &By, new: &NewTicket) -> Result<TicketView, Refusal> {
    if new.handling.is_some() && !by.is_staff() {
        return Err(Refusal::Forbidden);
    }
    let handling = new.handling.clone().unwrap_or_default();
    let settings = settings::load(tx)?;
    let created = created(tx, by, &settings, new, &handling)?;
    let message = Draft {
        channel: created.channel,
        ..Draft::reply(by, Side::Requester, &new.body).with(&new.attachments)
    };
    let (mut ticket, _) = begin(tx, by, created, message)?;
    letters::begun(tx, &ticket, false)?;
    if let Some(agent) = handling.assignee {
        active_agent(tx, "assignee_id", agent)?;
        let take = Deed::Take { agent };
        ticket = perform(tx, &ticket, take, by.actor(), by.at, &settings.rules())?;
    } else {
        ticket = routing::created(tx, ticket, by.at, &settings.rules())?;
    }
    show(tx, by, &settings, ticket)
}

fn created(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    new: &NewTicket,
    handling: &Handling,
) -> Result<Created, Refusal> {
    let requester = handling.requester.unwrap_or(by.viewer.person);
    let requester = active_person(tx, "requester_id", requester)?;
    if let Some(category) = new.category {
        active_category(tx, "category_id", category)?;
    }
    let mut level = handling.level;
    if let Some(team) = handling.team {
        let team = active_team(tx, "team_id", team)?;
        level = level.or(Some(team.profile.level));
    }
    let tags = handling.tags.iter().map(|tag| tag.as_str().to_owned());
    Ok(Created {
        subject: new.subject.as_str().to_owned(),
        kind: new.kind,
        category: new.category,
        tags: tags.collect(),
        requester: requester.id,
        organization: requester.profile.organization,
        channel: handling.channel.unwrap_or(channel(by, &requester)),
        language: requester.profile.language,
        impact: handling.impact,
        urgency: new.urgency,
        priority: settings.matrix.presumed(handling.impact, new.urgency),
        level: level.unwrap_or(Level::N1),
        team: handling.team,
        automatic: false,
    })
}

/// Who types a ticket for somebody else has most likely been called.
fn channel(by: &By, requester: &Person) -> Channel {
    match by.channel {
        Channel::Portal if requester.id != by.viewer.person => Channel::Phone,
        channel => channel,
    }
}

fn begin(
    tx: &mut Connection,
    by: &By,
    created: Created,
    message: Draft<'_>,
) -> Result<(Ticket, MessageId), Refusal> {
    let id = tickets::reserve_id(tx)?;
    let automatic = created.automatic;
    let (ticket, records) = domain::create(id, created, by.actor(), by.at);
    tickets::create(tx, &ticket, &records)?;
    clocks::begin(tx, &ticket, automatic)?;
    let message = messages::add(tx, by, id, message)?;
    Ok((ticket, message))
}

/// Begins a ticket that came by another way than the pages, with its first message; it is routed.
pub(crate) fn arrive(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    created: Created,
    message: Draft<'_>,
) -> Result<(Ticket, MessageId), Refusal> {
    let (ticket, message) = begin(tx, by, created, message)?;
    let ticket = routing::created(tx, ticket, by.at, &settings.rules())?;
    Ok((ticket, message))
}

/// Takes up a ticket that ended too long ago: a new one of the same nature, linked to it.
pub(super) fn follow_up(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    old: &Ticket,
    message: Draft<'_>,
) -> Result<(Ticket, MessageId), Refusal> {
    let created = Created {
        subject: old.subject.clone(),
        kind: old.kind,
        category: old.category,
        tags: Vec::new(),
        requester: old.requester,
        organization: old.organization,
        channel: by.channel,
        language: old.language,
        impact: None,
        urgency: None,
        priority: settings.matrix.presumed(None, None),
        level: Level::N1,
        team: None,
        automatic: false,
    };
    let (ticket, message) = begin(tx, by, created, message)?;
    letters::begun(tx, &ticket, false)?;
    let link = linked_to(old.id);
    let rules = settings.rules();
    let ticket = perform(tx, &ticket, link, by.actor(), by.at, &rules)?;
    let ticket = routing::created(tx, ticket, by.at, &rules)?;
    Ok((ticket, message))
}

fn linked_to(old: TicketId) -> Deed {
    Deed::Link {
        link: LinkKind::FollowUpOf,
        other: old,
        bound: false,
        bind: true,
    }
}
