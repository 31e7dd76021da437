//! Everything that can be done with a ticket, with what each deed must carry.

use chrono::{DateTime, Utc};

use super::event::Alert;
use super::state::Documentation;
use super::words::{
    HoldReason, Impact, Kind, Level, LinkKind, Priority, ReopenCause, ResolutionCode, Side, Stage,
    Urgency,
};
use crate::ids::{CategoryId, MessageId, PersonId, TeamId, TicketId};
use crate::post::SurveyKind;
use crate::routing::Decision;
use crate::text::{Body, Line, Reason, Subject, Tag};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The name of a deed: what `permitted_actions` lists and the journal records.
    DeedKind {
        /// The ticket begins.
        Create = "create",
        /// An agent takes it.
        Take = "take",
        /// An agent or team is put in charge.
        Assign = "assign",
        /// Nature and priority are established.
        Qualify = "qualify",
        /// Nature and priority are corrected.
        Requalify = "requalify",
        /// The priority is set against the matrix, or given back to it.
        Prioritize = "prioritize",
        /// The probable cause is recorded.
        Diagnose = "diagnose",
        /// The solution is told.
        Resolve = "resolve",
        /// What was learnt is recorded.
        Document = "document",
        /// The requester says it is solved.
        Confirm = "confirm",
        /// The requester says it is not.
        NotSolved = "not_solved",
        /// It ends without an answer.
        Close = "close",
        /// It is taken up again.
        Reopen = "reopen",
        /// It waits.
        Hold = "hold",
        /// It waits no longer.
        Resume = "resume",
        /// It returns to an earlier stage.
        SendBack = "send_back",
        /// It is withdrawn.
        Cancel = "cancel",
        /// It was unsolicited.
        Spam = "spam",
        /// Everything up to the solution at once.
        Solve = "solve",
        /// It is handed upwards.
        Escalate = "escalate",
        /// It is handed downwards.
        Deescalate = "deescalate",
        /// A public message.
        Reply = "reply",
        /// An internal note.
        Note = "note",
        /// Tags are added or removed.
        Tag = "tag",
        /// It is bound to another ticket, or unbound.
        Link = "link",
        /// Someone follows it, or stops.
        Follow = "follow",
        /// Its subject is corrected.
        Rename = "rename",
        /// It is declared a major incident, or no longer.
        MarkMajor = "mark_major",
        /// The approval it needs is granted.
        Approve = "approve",
        /// The approval it needs is refused.
        Reject = "reject",
        /// The requester says how it was.
        Rate = "rate",
        /// A promise is in danger; done by the desk itself.
        Alert = "alert",
        /// The routing decides; done by the desk itself.
        Route = "route",
    }
}

/// What is done. Messages are stored beforehand in the same transaction; a refusal takes them back.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// See [`DeedKind::Take`].
    Take {
        /// Who takes it.
        agent: PersonId,
    },
    /// See [`DeedKind::Assign`].
    Assign(Assignment),
    /// See [`DeedKind::Qualify`].
    Qualify(Qualification),
    /// See [`DeedKind::Requalify`].
    Requalify(Classification),
    /// See [`DeedKind::Prioritize`]; `None` gives the priority back to the matrix.
    Prioritize(Option<(Priority, Reason)>),
    /// See [`DeedKind::Diagnose`].
    Diagnose(Findings),
    /// See [`DeedKind::Resolve`].
    Resolve(Solution),
    /// See [`DeedKind::Document`].
    Document(Documentation),
    /// See [`DeedKind::Confirm`].
    Confirm,
    /// See [`DeedKind::NotSolved`].
    NotSolved {
        /// What is still wrong.
        reason: Option<Reason>,
        /// The public message that says so, where a reason was given.
        message: Option<MessageId>,
    },
    /// See [`DeedKind::Close`]; by an agent with a reason, by the desk without.
    Close {
        /// Why.
        reason: Option<Reason>,
    },
    /// See [`DeedKind::Reopen`].
    Reopen {
        /// By what: an agent, or what the desk itself takes it up again for.
        cause: ReopenCause,
        /// Why.
        reason: Reason,
    },
    /// See [`DeedKind::Rate`].
    Rate {
        /// What was asked.
        survey: SurveyKind,
        /// The score given before, if there was one.
        before: Option<i32>,
        /// The score; within what the survey takes.
        score: i32,
    },
    /// See [`DeedKind::Hold`].
    Hold {
        /// What for.
        reason: HoldReason,
        /// Until when.
        until: Option<DateTime<Utc>>,
    },
    /// See [`DeedKind::Resume`].
    Resume,
    /// See [`DeedKind::SendBack`].
    SendBack {
        /// The earlier stage.
        stage: Stage,
        /// Why.
        reason: Reason,
    },
    /// See [`DeedKind::Cancel`].
    Cancel {
        /// Why.
        reason: Reason,
    },
    /// See [`DeedKind::Spam`].
    Spam {
        /// Why.
        reason: Reason,
    },
    /// See [`DeedKind::Solve`].
    Solve(Box<QuickSolution>),
    /// See [`DeedKind::Escalate`].
    Escalate(Handing),
    /// See [`DeedKind::Deescalate`].
    Deescalate(Handing),
    /// See [`DeedKind::Reply`].
    Reply {
        /// The stored message.
        message: MessageId,
        /// Who wrote it.
        side: Side,
        /// Whether it says nothing but thanks.
        thanks: bool,
    },
    /// See [`DeedKind::Note`].
    Note {
        /// The stored message.
        message: MessageId,
    },
    /// See [`DeedKind::Tag`].
    Tag {
        /// To put on.
        add: Vec<Tag>,
        /// To take off.
        remove: Vec<Tag>,
    },
    /// See [`DeedKind::Link`].
    Link {
        /// How.
        link: LinkKind,
        /// The other ticket.
        other: TicketId,
        /// Whether the two are bound already, as the store says.
        bound: bool,
        /// Whether they are to be bound afterwards.
        bind: bool,
    },
    /// See [`DeedKind::Follow`].
    Follow {
        /// Who.
        person: PersonId,
        /// Whether they follow afterwards.
        follow: bool,
    },
    /// See [`DeedKind::Rename`].
    Rename {
        /// The corrected line.
        subject: Subject,
    },
    /// See [`DeedKind::MarkMajor`].
    MarkMajor {
        /// Whether it is one.
        major: bool,
    },
    /// See [`DeedKind::Approve`].
    Approve,
    /// See [`DeedKind::Reject`].
    Reject {
        /// Why.
        reason: Reason,
    },
    /// See [`DeedKind::Alert`].
    Alert(Box<Alarm>),
    /// See [`DeedKind::Route`].
    Route(Box<Decision>),
}

/// Who comes in charge; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    /// `Some(None)` takes the agent off.
    pub assignee: Option<Option<PersonId>>,
    /// `Some(None)` takes the team off.
    pub team: Option<Option<TeamId>>,
}

/// The nature of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// What it is about.
    pub kind: Kind,
    /// The category.
    pub category: CategoryId,
    /// How many are hindered.
    pub impact: Impact,
    /// How soon.
    pub urgency: Urgency,
}

/// What ends the qualification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualification {
    /// The nature.
    pub classification: Classification,
    /// The level that goes on; `None` keeps it.
    pub level: Option<Level>,
    /// The team that goes on; `None` keeps it.
    pub team: Option<TeamId>,
}

/// What ends the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The probable cause.
    pub cause: Reason,
    /// The desk's own code of it.
    pub cause_code: Option<Line<60>>,
    /// What was seen and tried.
    pub findings: Body,
}

/// What ends the resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// What was done.
    pub solution: Body,
    /// How.
    pub code: ResolutionCode,
    /// The stored public message to the requester.
    pub message: MessageId,
}

/// All that the stages up to the solution still need; what they have is kept where `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickSolution {
    /// Who solves it.
    pub agent: PersonId,
    /// What it is about.
    pub kind: Option<Kind>,
    /// The category.
    pub category: Option<CategoryId>,
    /// How many are hindered.
    pub impact: Option<Impact>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Cause and findings; needed where the diagnosis is still open.
    pub findings: Option<Findings>,
    /// The solution.
    pub solution: Solution,
    /// What was learnt; with it the ticket goes on to closure.
    pub documentation: Option<Documentation>,
}

/// A change of hands between levels: at least one of level, team, agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handing {
    /// The level; where absent, escalation keeps it and de-escalation takes the next lower.
    pub level: Option<Level>,
    /// The team; where absent, it stays.
    pub team: Option<TeamId>,
    /// The agent; where absent, the ticket waits for one to take it.
    pub assignee: Option<PersonId>,
    /// Why.
    pub reason: Reason,
    /// The stored internal note for those who take over.
    pub note: MessageId,
}

/// A promise in danger, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// What is in danger.
    pub alert: Alert,
    /// The level the ticket is raised to, where that is higher than its own.
    pub level: Option<Level>,
    /// The priority it gets, where that is higher than its own.
    pub priority: Option<Priority>,
    /// The team it is handed to.
    pub team: Option<TeamId>,
    /// The agent it is handed to.
    pub assignee: Option<PersonId>,
    /// The stored internal note for those who take over, where it changes hands.
    pub note: Option<MessageId>,
    /// Why, in a sentence: the reason of escalation and priority.
    pub reason: Reason,
}

impl Deed {
    /// Its name.
    pub fn kind(&self) -> DeedKind {
        match self {
            Self::Take { .. } => DeedKind::Take,
            Self::Assign(_) => DeedKind::Assign,
            Self::Qualify(_) => DeedKind::Qualify,
            Self::Requalify(_) => DeedKind::Requalify,
            Self::Prioritize(_) => DeedKind::Prioritize,
            Self::Diagnose(_) => DeedKind::Diagnose,
            Self::Resolve(_) => DeedKind::Resolve,
            Self::Document(_) => DeedKind::Document,
            Self::Confirm => DeedKind::Confirm,
            Self::NotSolved { .. } => DeedKind::NotSolved,
            Self::Close { .. } => DeedKind::Close,
            Self::Reopen { .. } => DeedKind::Reopen,
            Self::Hold { .. } => DeedKind::Hold,
            Self::Resume => DeedKind::Resume,
            Self::SendBack { .. } => DeedKind::SendBack,
            Self::Cancel { .. } => DeedKind::Cancel,
            Self::Spam { .. } => DeedKind::Spam,
            Self::Solve(_) => DeedKind::Solve,
            Self::Escalate(_) => DeedKind::Escalate,
            Self::Deescalate(_) => DeedKind::Deescalate,
            Self::Reply { .. } => DeedKind::Reply,
            Self::Note { .. } => DeedKind::Note,
            Self::Tag { .. } => DeedKind::Tag,
            Self::Link { .. } => DeedKind::Link,
            Self::Follow { .. } => DeedKind::Follow,
            Self::Rename { .. } => DeedKind::Rename,
            Self::MarkMajor { .. } => DeedKind::MarkMajor,
            Self::Approve => DeedKind::Approve,
            Self::Reject { .. } => DeedKind::Reject,
            Self::Rate { .. } => DeedKind::Rate,
            Self::Alert(_) => DeedKind::Alert,
            Self::Route(_) => DeedKind::Route,
        }
    }
}
