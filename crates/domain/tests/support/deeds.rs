//! One deed of each kind, with input that fits the ticket it is meant for.

use guichet_domain::ids::{CategoryId, MessageId, TicketId};
use guichet_domain::people::Viewer;
use guichet_domain::post::SurveyKind;
use guichet_domain::routing::{Decision, RoutingMethod, RoutingReason};
use guichet_domain::sla::ClockKind;
use guichet_domain::text::{Body, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{
    Alarm, Assignment, Classification, Findings, Handing, Qualification, QuickSolution, Solution,
};
use guichet_domain::ticket::event::Alert;
use guichet_domain::ticket::{
    Approval, Deed, DeedKind, Documentation, HoldReason, Impact, Kind, LinkKind, Priority,
    ReopenCause, ResolutionCode, Side, Stage, Ticket, Urgency,
};

use super::people::{AGENT, COLLEAGUE, DESKTOP, FOLLOWER, NETWORK};

/// A message as the store would have kept it.
pub const MESSAGE: MessageId = MessageId(7001);
/// Another ticket.
pub const OTHER: TicketId = TicketId(1043);

pub fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

pub fn tag(word: &str) -> Tag {
    Tag::parse(word).expect("a tag")
}

fn body(text: &str) -> Body {
    Body::parse(text).expect("a text")
}

pub fn findings() -> Findings {
    Findings {
        cause: reason("The certificate has expired"),
        cause_code: None,
        findings: body("The log of the gateway says so."),
    }
}

pub fn solution() -> Solution {
    Solution {
        solution: body("A new certificate was issued."),
        code: ResolutionCode::Fixed,
        message: MESSAGE,
    }
}

pub fn classified_as(kind: Kind) -> Classification {
    Classification {
        kind,
        category: CategoryId(2),
        impact: Impact::Team,
        urgency: Urgency::High,
    }
}

pub fn qualify_as(kind: Kind) -> Deed {
    Deed::Qualify(Qualification {
        classification: classified_as(kind),
        level: None,
        team: None,
    })
}

pub fn learnt() -> Documentation {
    Documentation::Note {
        text: "Certificates end in January.".to_owned(),
    }
}

/// All that the way to the solution needs; `documentation` is left to the next one.
pub fn quick_solution(kind: Kind) -> QuickSolution {
    let nature = classified_as(kind);
    QuickSolution {
        agent: AGENT,
        kind: Some(nature.kind),
        category: Some(nature.category),
        impact: Some(nature.impact),
        urgency: Some(nature.urgency),
        findings: Some(findings()),
        solution: solution(),
        documentation: None,
    }
}

pub fn reply_of(side: Side) -> Deed {
    Deed::Reply {
        message: MESSAGE,
        side,
        thanks: false,
    }
}

pub fn thanks() -> Deed {
    Deed::Reply {
        message: MESSAGE,
        side: Side::Requester,
        thanks: true,
    }
}

pub fn hold_for(reason: HoldReason) -> Deed {
    Deed::Hold {
        reason,
        until: None,
    }
}

/// A handing that names nobody yet.
pub fn handing() -> Handing {
    Handing {
        level: None,
        team: None,
        assignee: None,
        reason: reason("It needs other hands"),
        note: MESSAGE,
    }
}

/// A quick solution needs a granted approval where it stays an access request.
fn solvable_kind(ticket: &Ticket) -> Kind {
    match (ticket.kind, ticket.approval) {
        (Kind::AccessRequest, Some(Approval::Approved)) => Kind::AccessRequest,
        (Kind::AccessRequest, _) => Kind::ServiceRequest,
        (kind, _) => kind,
    }
}

fn earlier(stage: Stage) -> Stage {
    match stage {
        Stage::Creation => Stage::Creation,
        Stage::Qualification | Stage::Diagnosis => Stage::Qualification,
        Stage::Resolution => Stage::Diagnosis,
        Stage::Documentation => Stage::Resolution,
        Stage::Closure => Stage::Documentation,
    }
}

/// A warning that changes nothing.
pub fn alarm() -> Alarm {
    Alarm {
        alert: Alert {
            clock: ClockKind::Resolution,
            level: None,
            percent: 80,
            due_at: super::story::morning(),
            late: false,
        },
        level: None,
        priority: None,
        team: None,
        assignee: None,
        note: None,
        reason: reason("80% of the time is used"),
    }
}

/// A routing to somebody of a team.
pub fn decision(ticket: &Ticket) -> Decision {
    Decision {
        rule: None,
        team: Some(NETWORK),
        level: ticket.level,
        assignee: Some(COLLEAGUE),
        method: RoutingMethod::RoundRobin,
        reason: RoutingReason::Turn,
        considered: Vec::new(),
    }
}

/// A deed of a kind as a viewer would do it: a reply is written on the own side of the counter.
pub fn sensible_by(viewer: &Viewer, kind: DeedKind, ticket: &Ticket) -> Option<Deed> {
    let serves = viewer.role.is_staff() && ticket.requester != viewer.person;
    match kind {
        DeedKind::Reply if serves => Some(reply_of(Side::Agent)),
        kind => sensible(kind, ticket),
    }
}

/// A deed of a kind as someone would do it who knows the ticket. `None` for the creation: that is
/// not done to a ticket. A reply is the requester's.
pub fn sensible(kind: DeedKind, ticket: &Ticket) -> Option<Deed> {
    let because = || reason("There is a reason");
    Some(match kind {
        DeedKind::Create => return None,
        DeedKind::Take => Deed::Take { agent: AGENT },
        DeedKind::Assign => Deed::Assign(Assignment {
            assignee: Some(Some(COLLEAGUE)),
            team: Some(Some(NETWORK)),
        }),
        DeedKind::Qualify => qualify_as(ticket.kind),
        DeedKind::Requalify => Deed::Requalify(classified_as(ticket.kind)),
        DeedKind::Prioritize => Deed::Prioritize(Some((Priority::P1, because()))),
        DeedKind::Diagnose => Deed::Diagnose(findings()),
        DeedKind::Resolve => Deed::Resolve(solution()),
        DeedKind::Document => Deed::Document(learnt()),
        DeedKind::Confirm => Deed::Confirm,
        DeedKind::NotSolved => Deed::NotSolved {
            reason: Some(because()),
            message: Some(MESSAGE),
        },
        DeedKind::Close => Deed::Close {
            reason: Some(because()),
        },
        DeedKind::Reopen => Deed::Reopen {
            cause: ReopenCause::Agent,
            reason: because(),
        },
        DeedKind::Hold => hold_for(HoldReason::ThirdParty),
        DeedKind::Resume => Deed::Resume,
        DeedKind::SendBack => Deed::SendBack {
            stage: earlier(ticket.stage),
            reason: because(),
        },
        DeedKind::Cancel => Deed::Cancel { reason: because() },
        DeedKind::Spam => Deed::Spam { reason: because() },
        DeedKind::Solve => Deed::Solve(Box::new(quick_solution(solvable_kind(ticket)))),
        DeedKind::Escalate => Deed::Escalate(Handing {
            level: ticket.level.above(),
            team: [DESKTOP, NETWORK]
                .into_iter()
                .find(|team| ticket.team != Some(*team)),
            ..handing()
        }),
        DeedKind::Deescalate => Deed::Deescalate(Handing {
            level: ticket.level.below(),
            team: Some(DESKTOP),
            ..handing()
        }),
        DeedKind::Reply => reply_of(Side::Requester),
        DeedKind::Note => Deed::Note { message: MESSAGE },
        DeedKind::Tag => Deed::Tag {
            add: vec![tag("vpn")],
            remove: Vec::new(),
        },
        DeedKind::Link => Deed::Link {
            link: LinkKind::Related,
            other: OTHER,
            bound: false,
            bind: true,
        },
        DeedKind::Follow => Deed::Follow {
            person: FOLLOWER,
            follow: true,
        },
        DeedKind::Rename => Deed::Rename {
            subject: Subject::parse("VPN: expired certificate").expect("a subject"),
        },
        DeedKind::MarkMajor => Deed::MarkMajor { major: true },
        DeedKind::Approve => Deed::Approve,
        DeedKind::Reject => Deed::Reject { reason: because() },
        DeedKind::Rate => Deed::Rate {
            survey: SurveyKind::Csat,
            before: None,
            score: 4,
        },
        DeedKind::Alert => Deed::Alert(Box::new(alarm())),
        DeedKind::Route => Deed::Route(Box::new(decision(ticket))),
    })
}
