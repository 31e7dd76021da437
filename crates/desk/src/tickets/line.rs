//! Deeds that lead a ticket along the line, and back.

use guichet_domain::ids::{AttachmentId, CategoryId, TicketId};
use guichet_domain::text::{Body, Reason};
use guichet_domain::ticket::deeds::{
    Classification, Findings, Qualification, QuickSolution, Solution,
};
use guichet_domain::ticket::{
    Deed, DeedKind, Documentation, Impact, Kind, ResolutionCode, Side, Stage, Ticket, Urgency,
};
use guichet_store::Connection;

use super::ground::{deed, simple};
use super::view::TicketView;
use crate::messages::{self, Draft};
use crate::references::{active_category, active_team, documentation};
use crate::{By, Refusal, Wrong};

/// What to correct of a ticket's nature; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requalification {
    /// What it is about.
    pub kind: Option<Kind>,
    /// The category.
    pub category: Option<CategoryId>,
    /// How many are hindered.
    pub impact: Option<Impact>,
    /// How soon.
    pub urgency: Option<Urgency>,
}

/// A solution, told to the requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solving {
    /// How it was solved.
    pub code: ResolutionCode,
    /// What was done, for the desk.
    pub solution: Body,
    /// The public message; the solution itself when `None`.
    pub message: Option<Body>,
    /// Files of the message, uploaded before.
    pub attachments: Vec<AttachmentId>,
}

/// What the stages up to the solution still need, all at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickSolve {
    /// What is to be set of the nature; what is `None` stays.
    pub nature: Requalification,
    /// Cause and findings, where the diagnosis is still open.
    pub findings: Option<Findings>,
    /// The solution.
    pub solving: Solving,
    /// What was learnt; with it the ticket goes on to closure.
    pub documentation: Option<Documentation>,
}

/// An agent takes the ticket; the first to do so ends the creation.
pub fn take(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
) -> Result<TicketView, Refusal> {
    let agent = by.viewer.person;
    simple(tx, by, id, version, Deed::Take { agent })
}

/// Nature and priority are established; where only a team is named, its level goes on.
pub fn qualify(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    qualification: &Qualification,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::Qualify,
        Some(version),
        |tx, ticket| {
            let nature = qualification.classification.clone();
            changed_category(tx, ticket, nature.category)?;
            let mut level = qualification.level;
            if let Some(team) = qualification.team {
                let team = active_team(tx, "team_id", team)?;
                level = level.or(Some(team.profile.level));
            }
            Ok(Deed::Qualify(Qualification {
                classification: nature,
                level,
                team: qualification.team,
            }))
        },
    )
}

/// Nature and priority are corrected.
pub fn requalify(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    nature: &Requalification,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::Requalify,
        Some(version),
        |tx, ticket| {
            let missing = |field| Refusal::field(field, Wrong::Missing);
            let category = nature.category.or(ticket.category);
            let category = category.ok_or_else(|| missing("category_id"))?;
            changed_category(tx, ticket, category)?;
            let impact = nature.impact.or(ticket.impact);
            let urgency = nature.urgency.or(ticket.urgency);
            Ok(Deed::Requalify(Classification {
                kind: nature.kind.unwrap_or(ticket.kind),
                category,
                impact: impact.ok_or_else(|| missing("impact"))?,
                urgency: urgency.ok_or_else(|| missing("urgency"))?,
            }))
        },
    )
}

/// A category that is put aside later stays where it is.
fn changed_category(
    tx: &mut Connection,
    ticket: &Ticket,
    category: CategoryId,
) -> Result<(), Refusal> {
    if ticket.category == Some(category) {
        return Ok(());
    }
    active_category(tx, "category_id", category)
}

/// The probable cause is recorded.
pub fn diagnose(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    findings: &Findings,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Diagnose(findings.clone()))
}

/// The solution is told to the requester.
pub fn resolve(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    solving: &Solving,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::Resolve,
        Some(version),
        |tx, ticket| Ok(Deed::Resolve(tell(tx, by, ticket.id, solving)?)),
    )
}

/// Stores the public message of a solution.
fn tell(
    tx: &mut Connection,
    by: &By,
    ticket: TicketId,
    solving: &Solving,
) -> Result<Solution, Refusal> {
    let body = solving.message.as_ref().unwrap_or(&solving.solution);
    let draft = Draft::reply(by, Side::Agent, body).with(&solving.attachments);
    Ok(Solution {
        solution: solving.solution.clone(),
        code: solving.code,
        message: messages::add(tx, by, ticket, draft)?,
    })
}

/// What was learnt is recorded.
pub fn document(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    learnt: &Documentation,
) -> Result<TicketView, Refusal> {
    let learnt = documentation(learnt)?;
    simple(tx, by, id, version, Deed::Document(learnt))
}

/// It returns to an earlier stage.
pub fn send_back(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    stage: Stage,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = reason.clone();
    simple(tx, by, id, version, Deed::SendBack { stage, reason })
}

/// Everything up to the solution at once.
pub fn solve(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    quick: &QuickSolve,
) -> Result<TicketView, Refusal> {
    let learnt = quick
        .documentation
        .as_ref()
        .map(documentation)
        .transpose()?;
    deed(tx, by, id, DeedKind::Solve, Some(version), |tx, ticket| {
        if let Some(category) = quick.nature.category {
            changed_category(tx, ticket, category)?;
        }
        Ok(Deed::Solve(Box::new(QuickSolution {
            agent: by.viewer.person,
            kind: quick.nature.kind,
            category: quick.nature.category,
            impact: quick.nature.impact,
            urgency: quick.nature.urgency,
            findings: quick.findings.clone(),
            solution: tell(tx, by, ticket.id, &quick.solving)?,
            documentation: learnt,
        })))
    })
}
