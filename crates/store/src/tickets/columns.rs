//! A ticket as rows: the narrow one that lists read, and the facts that only its page shows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::ticket::{
    Approval, Channel, CloseCode, Hold, HoldReason, Impact, Kind, Level, Priority, Stage, Status,
    Ticket, Urgency,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;
use crate::schema::{ticket_facts, tickets};
use crate::time::Moment;
use crate::word::Word;

/// A row of `tickets`, without its number.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tickets)]
pub(super) struct Columns {
    version: i64,
    subject: String,
    kind: Word<Kind>,
    category_id: Option<i64>,
    requester_id: i64,
    organization_id: Option<i64>,
    channel: Word<Channel>,
    language: Word<Language>,
    impact: Option<Word<Impact>>,
    urgency: Option<Word<Urgency>>,
    priority: Word<Priority>,
    priority_override: Option<String>,
    level: Word<Level>,
    team_id: Option<i64>,
    assignee_id: Option<i64>,
    stage: Word<Stage>,
    stage_since: Moment,
    status: Word<Status>,
    hold_reason: Option<Word<HoldReason>>,
    hold_until: Option<Moment>,
    hold_since: Option<Moment>,
    major: bool,
    approval: Option<Word<Approval>>,
    created_at: Moment,
    updated_at: Moment,
    resolved_at: Option<Moment>,
    closed_at: Option<Moment>,
    close_code: Option<Word<CloseCode>>,
    reopen_count: i32,
}

impl From<&Ticket> for Columns {
    fn from(ticket: &Ticket) -> Self {
        let hold = ticket.hold.as_ref();
        Self {
            version: ticket.version,
            subject: ticket.subject.clone(),
            kind: Word(ticket.kind),
            category_id: ticket.category.map(|id| id.0),
            requester_id: ticket.requester.0,
            organization_id: ticket.organization.map(|id| id.0),
            channel: Word(ticket.channel),
            language: Word(ticket.language),
            impact: ticket.impact.map(Word),
            urgency: ticket.urgency.map(Word),
            priority: Word(ticket.priority),
            priority_override: ticket.priority_override.clone(),
            level: Word(ticket.level),
            team_id: ticket.team.map(|id| id.0),
            assignee_id: ticket.assignee.map(|id| id.0),
            stage: Word(ticket.stage),
            stage_since: ticket.stage_since.into(),
            status: Word(ticket.status()),
            hold_reason: hold.map(|hold| Word(hold.reason)),
            hold_until: hold.and_then(|hold| hold.until).map(Moment::from),
            hold_since: hold.map(|hold| hold.since.into()),
            major: ticket.major,
            approval: ticket.approval.map(Word),
            created_at: ticket.created_at.into(),
            updated_at: ticket.updated_at.into(),
            resolved_at: ticket.resolved_at.map(Moment::from),
            closed_at: ticket.closed_at.map(Moment::from),
            close_code: ticket.close_code.map(Word),
            reopen_count: ticket.reopen_count,
        }
    }
}

/// What a deed changed of a row of `tickets`. Only that is written: SQLite renews every index of a
/// column that is named, changed or not.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = tickets)]
pub(super) struct Changes {
    version: i64,
    updated_at: Moment,
    subject: Option<String>,
    kind: Option<Word<Kind>>,
    category_id: Option<Option<i64>>,
    impact: Option<Option<Word<Impact>>>,
    urgency: Option<Option<Word<Urgency>>>,
    priority: Option<Word<Priority>>,
    priority_override: Option<Option<String>>,
    level: Option<Word<Level>>,
    team_id: Option<Option<i64>>,
    assignee_id: Option<Option<i64>>,
    stage: Option<Word<Stage>>,
    stage_since: Option<Moment>,
    status: Option<Word<Status>>,
    hold_reason: Option<Option<Word<HoldReason>>>,
    hold_until: Option<Option<Moment>>,
    hold_since: Option<Option<Moment>>,
    major: Option<bool>,
    approval: Option<Option<Word<Approval>>>,
    resolved_at: Option<Option<Moment>>,
    closed_at: Option<Option<Moment>>,
    close_code: Option<Option<Word<CloseCode>>>,
    reopen_count: Option<i32>,
}

impl Changes {
    /// The difference between two states. Requester, organization, channel, language and time of
    /// creation are facts of the beginning: no event changes them.
    pub(super) fn between(before: &Ticket, after: &Ticket) -> Self {
        let (old, new) = (Columns::from(before), Columns::from(after));
        Self {
            version: new.version,
            updated_at: new.updated_at,
            subject: changed(old.subject, new.subject),
            kind: changed(old.kind, new.kind),
            category_id: changed(old.category_id, new.category_id),
            impact: changed(old.impact, new.impact),
            urgency: changed(old.urgency, new.urgency),
            priority: changed(old.priority, new.priority),
            priority_override: changed(old.priority_override, new.priority_override),
            level: changed(old.level, new.level),
            team_id: changed(old.team_id, new.team_id),
            assignee_id: changed(old.assignee_id, new.assignee_id),
            stage: changed(old.stage, new.stage),
            stage_since: changed(old.stage_since, new.stage_since),
            status: changed(old.status, new.status),
            hold_reason: changed(old.hold_reason, new.hold_reason),
            hold_until: changed(old.hold_until, new.hold_until),
            hold_since: changed(old.hold_since, new.hold_since),
            major: changed(old.major, new.major),
            approval: changed(old.approval, new.approval),
            resolved_at: changed(old.resolved_at, new.resolved_at),
            closed_at: changed(old.closed_at, new.closed_at),
            close_code: changed(old.close_code, new.close_code),
            reopen_count: changed(old.reopen_count, new.reopen_count),
        }
    }
}

fn changed<T: PartialEq>(old: T, new: T) -> Option<T> {
    (old != new).then_some(new)
}

/// A row of `ticket_facts`, without the number of its ticket.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = ticket_facts, treat_none_as_null = true)]
pub(super) struct Facts {
    qualified_at: Option<Moment>,
    first_response_at: Option<Moment>,
    first_resolved_at: Option<Moment>,
    confirmed_at: Option<Moment>,
    escalation_count: i32,
    reply_count: i32,
    assignee_count: i32,
    team_count: i32,
    diagnosis: Option<Value>,
    resolution: Option<Value>,
    documentation: Option<Value>,
}

impl Facts {
    pub(super) fn of(ticket: &Ticket) -> Result<Self, Error> {
        Ok(Self {
            qualified_at: ticket.qualified_at.map(Moment::from),
            first_response_at: ticket.first_response_at.map(Moment::from),
            first_resolved_at: ticket.first_resolved_at.map(Moment::from),
            confirmed_at: ticket.confirmed_at.map(Moment::from),
            escalation_count: ticket.escalation_count,
            reply_count: ticket.reply_count,
            assignee_count: ticket.assignee_count,
            team_count: ticket.team_count,
            diagnosis: to_json(ticket.diagnosis.as_ref())?,
            resolution: to_json(ticket.resolution.as_ref())?,
            documentation: to_json(ticket.documentation.as_ref())?,
        })
    }
}

fn to_json<T: Serialize>(value: Option<&T>) -> Result<Option<Value>, Error> {
    let json = value.map(serde_json::to_value).transpose();
    json.map_err(|error| Error::Broken(error.to_string()))
}

fn from_json<T: DeserializeOwned>(value: Option<Value>) -> Result<Option<T>, Error> {
    let parsed = value.map(serde_json::from_value).transpose();
    parsed.map_err(|error| Error::Broken(error.to_string()))
}

/// Puts the ticket together again.
pub(super) fn assemble(
    id: TicketId,
    row: Columns,
    facts: Facts,
    tags: Vec<String>,
    followers: Vec<PersonId>,
) -> Result<Ticket, Error> {
    Ok(Ticket {
        id,
        version: row.version,
        hold: hold(&row),
        subject: row.subject,
        kind: row.kind.0,
        category: row.category_id.map(CategoryId),
        tags,
        requester: PersonId(row.requester_id),
        organization: row.organization_id.map(OrganizationId),
        channel: row.channel.0,
        language: row.language.0,
        impact: row.impact.map(|word| word.0),
        urgency: row.urgency.map(|word| word.0),
        priority: row.priority.0,
        priority_override: row.priority_override,
        level: row.level.0,
        team: row.team_id.map(TeamId),
        assignee: row.assignee_id.map(PersonId),
        stage: row.stage.0,
        stage_since: row.stage_since.into(),
        major: row.major,
        approval: row.approval.map(|word| word.0),
        followers,
        diagnosis: from_json(facts.diagnosis)?,
        resolution: from_json(facts.resolution)?,
        documentation: from_json(facts.documentation)?,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        qualified_at: time(facts.qualified_at),
        first_response_at: time(facts.first_response_at),
        first_resolved_at: time(facts.first_resolved_at),
        resolved_at: time(row.resolved_at),
        confirmed_at: time(facts.confirmed_at),
        closed_at: time(row.closed_at),
        close_code: row.close_code.map(|word| word.0),
        reopen_count: row.reopen_count,
        escalation_count: facts.escalation_count,
        reply_count: facts.reply_count,
        assignee_count: facts.assignee_count,
        team_count: facts.team_count,
    })
}

fn hold(row: &Columns) -> Option<Hold> {
    Some(Hold {
        reason: row.hold_reason?.0,
        until: time(row.hold_until),
        since: row.hold_since?.into(),
    })
}

fn time(moment: Option<Moment>) -> Option<DateTime<Utc>> {
    moment.map(DateTime::from)
}
