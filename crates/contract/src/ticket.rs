//! Tickets: in lists, whole, and how they are asked for and begun.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{AttachmentId, CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{
    Approval, Channel, CloseCode, DeedKind, Diagnosis, Documentation, Hold, HoldReason, Impact,
    Kind, Level, LinkKind, Priority, Resolution, Stage, Status, Urgency,
};
use serde::{Deserialize, Serialize};

use crate::category::CategoryRef;
use crate::clock::Promise;
use crate::list;
use crate::organization::OrganizationRef;
use crate::person::PersonRef;
use crate::team::TeamRef;

/// A ticket in a list. What is for staff only is `null` for requesters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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
    /// Its priority; staff only.
    pub priority: Option<Priority>,
    /// The level that holds it; staff only.
    pub level: Option<Level>,
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
    /// The team in charge; staff only.
    pub team: Option<TeamRef>,
    /// The agent in charge.
    pub assignee: Option<PersonRef>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When its journal last grew.
    pub updated_at: DateTime<Utc>,
    /// How its most pressing promise stands; `null` where nothing is promised. Staff only.
    pub promise: Option<Promise>,
}

/// A ticket, whole. What is for staff only is `null` or empty for requesters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// The number.
    pub id: TicketId,
    /// The number as people quote it, `GU-1042`.
    pub number: String,
    /// Grows with each deed that changes something; the `ETag`.
    pub version: i64,
    /// One line that says what it is about.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// The category.
    pub category: Option<CategoryRef>,
    /// Staff only.
    pub tags: Vec<String>,
    /// Who asked.
    pub requester: PersonRef,
    /// The organization.
    pub organization: Option<OrganizationRef>,
    /// By which way it came.
    pub channel: Channel,
    /// The language of messages to the requester.
    pub language: Language,
    /// How many are hindered; staff only.
    pub impact: Option<Impact>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Its priority; staff only.
    pub priority: Option<Priority>,
    /// Why the priority is not the matrix's; staff only.
    pub priority_override: Option<String>,
    /// The level that holds it; staff only.
    pub level: Option<Level>,
    /// The team in charge; staff only.
    pub team: Option<TeamRef>,
    /// The agent in charge.
    pub assignee: Option<PersonRef>,
    /// Where in its life it is.
    pub stage: Stage,
    /// When it entered that stage.
    pub stage_since: DateTime<Utc>,
    /// When it entered each stage of the line for the last time, in order, up to the present one.
    pub line: Vec<Station>,
    /// What the outside sees of it.
    pub status: Status,
    /// What it waits for, if anything.
    pub hold: Option<Hold>,
    /// Whether it is a major incident.
    pub major: bool,
    /// The state of the approval it needs, if it needs one.
    pub approval: Option<Approval>,
    /// Those who follow it; staff only.
    pub followers: Vec<PersonRef>,
    /// Links to other tickets that the reader sees; staff only.
    pub links: Vec<Link>,
    /// The probable cause; staff only.
    pub diagnosis: Option<Diagnosis>,
    /// The last solution; staff only: requesters read the message that goes with it.
    pub resolution: Option<Resolution>,
    /// What was learnt; staff only.
    pub documentation: Option<Documentation>,
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
    /// When it closes by itself if nobody answers; `null` unless it waits for the confirmation.
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
    /// How its most pressing promise stands; `null` where nothing is promised. Staff only.
    pub promise: Option<Promise>,
    /// What the reader may do with it right now.
    pub permitted_actions: Vec<DeedKind>,
}

/// A stage that a ticket has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Station {
    /// The stage.
    pub stage: Stage,
    /// When it was last entered.
    pub at: DateTime<Utc>,
}

/// A link, read from the ticket that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Link {
    /// How the two are bound.
    pub kind: LinkKind,
    /// Whether this ticket carries the link (`this is caused by the other`) or the other one does.
    pub outgoing: bool,
    /// The other ticket.
    pub ticket_id: TicketId,
    /// Its number as people quote it.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Its status.
    pub status: Status,
}

/// A ticket to begin. Requesters begin their own; staff can begin one for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewTicket {
    /// One line that says what it is about.
    #[cfg_attr(
        feature = "schema",
        schema(
            min_length = 1,
            max_length = 250,
            example = "VPN : connexion impossible"
        )
    )]
    pub subject: String,
    /// The first message.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100_000))]
    pub body: String,
    /// `incident` when absent.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// How soon, as the requester says.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// Files uploaded before.
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// Staff only: who asks; oneself when absent.
    #[serde(default)]
    pub requester_id: Option<PersonId>,
    /// Staff only: by which way it came; `portal` for requesters, `api` or `phone` for staff.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Staff only: how many are hindered.
    #[serde(default)]
    pub impact: Option<Impact>,
    /// Staff only: the level that gets it; `n1` when absent, or the team's.
    #[serde(default)]
    pub level: Option<Level>,
    /// Staff only: the team that gets it.
    #[serde(default)]
    pub team_id: Option<TeamId>,
    /// Staff only: the agent who takes it.
    #[serde(default)]
    pub assignee_id: Option<PersonId>,
    /// Staff only.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A list that everybody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SystemView {
    /// Assigned to me, not resolved.
    Mine,
    /// New and open tickets of my teams, and those without a team.
    ToHandle,
    /// Not resolved, without an agent.
    Unassigned,
    /// Not resolved, that I follow.
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
    /// Those I asked for.
    Requested,
    /// Everything.
    All,
}

/// The order of a list; the number decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TicketSort {
    /// Last changed first.
    #[default]
    #[serde(rename = "-updated_at")]
    UpdatedDescending,
    /// Longest unchanged first.
    #[serde(rename = "updated_at")]
    UpdatedAscending,
    /// Newest first.
    #[serde(rename = "-created_at")]
    CreatedDescending,
    /// Oldest first.
    #[serde(rename = "created_at")]
    CreatedAscending,
    /// Most pressing first, among equals the oldest.
    #[serde(rename = "priority")]
    Priority,
    /// By promise: broken, at risk, on track, paused, none; the nearest due time first.
    #[serde(rename = "promise")]
    Promise,
}

/// Which tickets to list, in which order. Filters narrow the view; several values of one filter,
/// parted by commas, widen it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query, style = Form))]
pub struct TicketQuery {
    /// The list to start from; everything visible when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<SystemView>,
    /// Only these statuses.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<Status>,
    /// Only these stages.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub stage: Vec<Stage>,
    /// Only these priorities; staff only.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub priority: Vec<Priority>,
    /// Only these levels; staff only.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub level: Vec<Level>,
    /// Only those whose promise stands so; `none` are those without a promise. Staff only.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub promise: Vec<Standing>,
    /// Only these kinds.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<Kind>,
    /// Only these channels.
    #[cfg_attr(feature = "schema", param(explode = false, max_items = 10))]
    #[serde(with = "list", skip_serializing_if = "Vec::is_empty")]
    pub channel: Vec<Channel>,
    /// Only this team; staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Only this agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<PersonId>,
    /// Only with an agent in charge, or only without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<bool>,
    /// Only this requester.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester_id: Option<PersonId>,
    /// Only this organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<OrganizationId>,
    /// Only this category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_id: Option<CategoryId>,
    /// Only with this tag; staff only.
    #[cfg_attr(feature = "schema", param(min_length = 1, max_length = 50))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Only with this text in the subject, or with this number.
    #[cfg_attr(feature = "schema", param(max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order; last changed first when absent.
    #[cfg_attr(feature = "schema", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<TicketSort>,
    /// How many to send: 1 to 100, 50 when absent.
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the former page.
    #[cfg_attr(feature = "schema", param(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How many tickets some views hold, counted up to a bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ViewCounts {
    /// Counting stops here: a count equal to it means "at least".
    pub bound: i64,
    /// One per system view that shows a number.
    pub views: Vec<ViewCount>,
    /// Not resolved, per team.
    pub teams: Vec<TeamCount>,
}

/// The size of one view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ViewCount {
    /// The view.
    pub view: SystemView,
    /// How many tickets.
    pub count: i64,
}

/// The size of one team's queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamCount {
    /// The team.
    pub team: TeamRef,
    /// How many tickets.
    pub count: i64,
}
