//! Deeds that lead a ticket along the line, and back.

use super::{Draft, handling};
use crate::text::Reason;
use crate::ticket::deeds::{
    Classification, Findings, Qualification, QuickSolution, Solution as GivenSolution,
};
use crate::ticket::event::{Change, Event};
use crate::ticket::refused::{Missing, Refused};
use crate::ticket::state::{Documentation, Ticket};
use crate::ticket::words::{Approval, CloseCode, Kind, Side, Stage};

/// What is solved cannot become an access request: the approval would come too late.
pub(super) fn requalify(draft: &mut Draft<'_>, nature: &Classification) -> Result<(), Refused> {
    classify(draft, nature);
    let solved = draft.ticket.stage >= Stage::Documentation;
    if solved && draft.ticket.approval == Some(Approval::Pending) {
        return Err(Refused::AlreadyResolved);
    }
    Ok(())
}

/// Sets the nature, and the priority where it is not overridden; an access request asks for approval.
fn classify(draft: &mut Draft<'_>, nature: &Classification) {
    let ticket = &draft.ticket;
    let kind = Change::new(ticket.kind, nature.kind);
    let category = Change::new(ticket.category, Some(nature.category));
    let impact = Change::new(ticket.impact, Some(nature.impact));
    let urgency = Change::new(ticket.urgency, Some(nature.urgency));
    if kind.is_real() || category.is_real() || impact.is_real() || urgency.is_real() {
        draft.emit(Event::Classified {
            kind,
            category,
            impact,
            urgency,
        });
    }
    if draft.ticket.priority_override.is_none() {
        handling::prioritize(draft, None);
    }
    let undecided = matches!(draft.ticket.approval, None | Some(Approval::Rejected));
    if nature.kind == Kind::AccessRequest && undecided {
        draft.emit(Event::ApprovalRequested);
    }
}

pub(super) fn qualify(draft: &mut Draft<'_>, qualification: Qualification) {
    classify(draft, &qualification.classification);
    let level = Change::new(
        draft.ticket.level,
        qualification.level.unwrap_or(draft.ticket.level),
    );
    if level.is_real() {
        draft.emit(Event::LevelChanged { level });
    }
    if let Some(team) = qualification.team {
        let team = Change::new(draft.ticket.team, Some(team));
        if team.is_real() {
            let assignee = Change::new(draft.ticket.assignee, draft.ticket.assignee);
            draft.emit(Event::Assigned { assignee, team });
        }
    }
    draft.go_to(Stage::Diagnosis);
}

pub(super) fn diagnose(draft: &mut Draft<'_>, findings: Findings) {
    draft.emit(Event::Diagnosed {
        cause: findings.cause.into_string(),
        cause_code: findings.cause_code.map(|code| code.into_string()),
        findings: findings.findings.into_string(),
    });
    draft.go_to(Stage::Resolution);
}

pub(super) fn resolve(draft: &mut Draft<'_>, solution: GivenSolution) {
    draft.emit(Event::Replied {
        message: solution.message,
        side: Side::Agent,
        thanks: false,
    });
    draft.emit(Event::Resolved {
        solution: solution.solution.into_string(),
        code: solution.code,
        message: Some(solution.message),
    });
    draft.go_to(Stage::Documentation);
}

/// A confirmation that came before the documentation ends the ticket now.
pub(super) fn document(draft: &mut Draft<'_>, documentation: Documentation) {
    draft.emit(Event::Documented { documentation });
    draft.go_to(Stage::Closure);
    if draft.ticket.confirmed_at.is_some() {
        draft.emit(Event::Closed {
            code: CloseCode::Confirmed,
            reason: None,
        });
    }
}

/// The same events as the long way, in one deed.
pub(super) fn solve(draft: &mut Draft<'_>, quick: QuickSolution) -> Result<(), Refused> {
    if draft.ticket.assignee.is_none() {
        handling::take(draft, quick.agent);
    }
    let nature = nature(&draft.ticket, &quick);
    let missing = missing(&draft.ticket, &quick);
    let (true, Some(nature)) = (missing.is_empty(), nature) else {
        return Err(Refused::Incomplete(missing));
    };
    if draft.ticket.stage == Stage::Qualification {
        qualify(
            draft,
            Qualification {
                classification: nature,
                level: None,
                team: None,
            },
        );
    } else {
        classify(draft, &nature);
    }
    if draft.ticket.approval == Some(Approval::Pending) {
        return Err(Refused::ApprovalPending);
    }
    if let (Stage::Diagnosis, Some(findings)) = (draft.ticket.stage, quick.findings) {
        diagnose(draft, findings);
    }
    resolve(draft, quick.solution);
    if let Some(documentation) = quick.documentation {
        document(draft, documentation);
    }
    Ok(())
}

fn nature(ticket: &Ticket, quick: &QuickSolution) -> Option<Classification> {
    Some(Classification {
        kind: quick.kind.unwrap_or(ticket.kind),
        category: quick.category.or(ticket.category)?,
        impact: quick.impact.or(ticket.impact)?,
        urgency: quick.urgency.or(ticket.urgency)?,
    })
}

fn missing(ticket: &Ticket, quick: &QuickSolution) -> Vec<Missing> {
    let diagnosed = ticket.stage == Stage::Resolution || quick.findings.is_some();
    [
        (
            quick.category.or(ticket.category).is_none(),
            Missing::Category,
        ),
        (quick.impact.or(ticket.impact).is_none(), Missing::Impact),
        (quick.urgency.or(ticket.urgency).is_none(), Missing::Urgency),
        (!diagnosed, Missing::Findings),
    ]
    .into_iter()
    .filter_map(|(lacks, what)| lacks.then_some(what))
    .collect()
}

/// From closure only the documentation can be taken up again: a solution is undone by reopening.
pub(super) fn send_back(
    draft: &mut Draft<'_>,
    stage: Stage,
    reason: Reason,
) -> Result<(), Refused> {
    let here = draft.ticket.stage;
    if here == Stage::Closure && stage < Stage::Documentation {
        return Err(Refused::AlreadyResolved);
    }
    if stage >= here || stage == Stage::Creation {
        return Err(Refused::StageNotEarlier(here));
    }
    draft.emit(Event::SentBack {
        reason: reason.into_string(),
    });
    draft.go_to(stage);
    Ok(())
}

/// Granted without, refused with a reason.
pub(super) fn decide_approval(draft: &mut Draft<'_>, refusal: Option<Reason>) {
    draft.emit(Event::ApprovalDecided {
        approved: refusal.is_none(),
        reason: refusal.map(Reason::into_string),
    });
}
