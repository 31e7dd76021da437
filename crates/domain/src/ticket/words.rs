//! The closed vocabularies of a ticket.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a ticket is about.
    Kind {
        /// Something does not work.
        Incident = "incident",
        /// The common cause of incidents.
        Problem = "problem",
        /// Something is wanted: equipment, an answer.
        ServiceRequest = "service_request",
        /// A right is wanted; needs an approval.
        AccessRequest = "access_request",
    }
}

vocabulary! {
    /// By which way a ticket or message arrived.
    Channel {
        /// The requesters' portal.
        Portal = "portal",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// Chat.
        Chat = "chat",
        /// The REST API.
        Api = "api",
        /// A monitoring system.
        Monitoring = "monitoring",
        /// A social network.
        Social = "social",
    }
}

vocabulary! {
    /// How many are hindered.
    Impact {
        /// One person.
        Person = "person",
        /// A team.
        Team = "team",
        /// A strategic business tool.
        Service = "service",
        /// The whole company.
        Company = "company",
    }
}

vocabulary! {
    /// How soon it must be settled.
    Urgency {
        /// It can wait.
        Low = "low",
        /// It hinders.
        Medium = "medium",
        /// It stops the work.
        High = "high",
    }
}

vocabulary! {
    /// The order in which tickets are led; `p1` comes first.
    Priority {
        /// Critical.
        P1 = "p1",
        /// High.
        P2 = "p2",
        /// Normal.
        P3 = "p3",
        /// Low.
        P4 = "p4",
    }
}

vocabulary! {
    /// The support level that holds a ticket.
    Level {
        /// First contact.
        N1 = "n1",
        /// Specialists.
        N2 = "n2",
        /// Experts, makers.
        N3 = "n3",
    }
}

vocabulary! {
    /// Where in its life a ticket is. Always exactly one.
    Stage {
        /// Arrived, nobody has looked.
        Creation = "creation",
        /// Nature and priority are established.
        Qualification = "qualification",
        /// The probable cause is sought.
        Diagnosis = "diagnosis",
        /// The solution is applied.
        Resolution = "resolution",
        /// What was learnt is recorded.
        Documentation = "documentation",
        /// The requester confirms.
        Closure = "closure",
    }
}

vocabulary! {
    /// What the outside sees of a ticket; derived from stage, hold and closing.
    Status {
        /// Nobody has looked.
        New = "new",
        /// Being worked on.
        Open = "open",
        /// On hold until the requester answers.
        WaitingRequester = "waiting_requester",
        /// On hold for anything else: a third party, a date, an approval.
        WaitingThirdParty = "waiting_third_party",
        /// Solved, not yet confirmed.
        Resolved = "resolved",
        /// Ended.
        Closed = "closed",
    }
}

vocabulary! {
    /// What a ticket on hold waits for.
    HoldReason {
        /// An answer of the requester.
        Requester = "requester",
        /// A supplier or another third party.
        ThirdParty = "third_party",
        /// A date.
        Scheduled = "scheduled",
        /// An approval.
        Approval = "approval",
    }
}

vocabulary! {
    /// How a ticket was solved.
    ResolutionCode {
        /// The cause was removed.
        Fixed = "fixed",
        /// The requester can work; the cause remains.
        Workaround = "workaround",
        /// What was asked for was delivered or granted.
        Fulfilled = "fulfilled",
        /// The answer was given.
        Answered = "answered",
        /// It did not happen again and could not be made to.
        NotReproducible = "not_reproducible",
        /// Another ticket is about the same.
        Duplicate = "duplicate",
        /// It was refused, with the reason in the solution.
        Declined = "declined",
    }
}

vocabulary! {
    /// How a ticket ended.
    CloseCode {
        /// The requester confirmed.
        Confirmed = "confirmed",
        /// No answer within the delay.
        NoAnswer = "no_answer",
        /// An agent closed it, with a reason.
        ByAgent = "by_agent",
        /// Withdrawn before it was solved; left out of figures.
        Cancelled = "cancelled",
        /// Unsolicited; left out of figures.
        Spam = "spam",
    }
}

vocabulary! {
    /// The state of the approval that an access request needs.
    Approval {
        /// Asked for, not decided.
        Pending = "pending",
        /// Granted.
        Approved = "approved",
        /// Refused.
        Rejected = "rejected",
    }
}

vocabulary! {
    /// How one ticket is bound to another, read from the ticket that carries the link.
    LinkKind {
        /// This ticket repeats the other.
        DuplicateOf = "duplicate_of",
        /// This incident is caused by the other, a problem.
        CausedBy = "caused_by",
        /// This ticket is a part of the other.
        ChildOf = "child_of",
        /// This ticket takes up the other, closed one.
        FollowUpOf = "follow_up_of",
        /// The two have to do with each other.
        Related = "related",
    }
}

vocabulary! {
    /// Whether a message is seen by the requester.
    MessageKind {
        /// Public.
        Reply = "reply",
        /// Internal: staff only.
        Note = "note",
    }
}

vocabulary! {
    /// On which side of the counter the author of a public message stands.
    Side {
        /// The requester or another participant.
        Requester = "requester",
        /// The support team.
        Agent = "agent",
    }
}

vocabulary! {
    /// What made a ticket open again.
    ReopenCause {
        /// The requester said it is not solved.
        NotSolved = "not_solved",
        /// The requester wrote again.
        Reply = "reply",
        /// An agent took it up again.
        Agent = "agent",
        /// The mail that told the solution could not be delivered.
        Undelivered = "undelivered",
        /// The requester was not satisfied.
        LowScore = "low_score",
    }
}

vocabulary! {
    /// What ended a hold.
    ResumeCause {
        /// An agent went on.
        Agent = "agent",
        /// The requester answered.
        Reply = "reply",
        /// The date came.
        Due = "due",
        /// The ticket left the stage it was held in.
        Advance = "advance",
    }
}

impl Level {
    /// The next higher level, if there is one.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::N1 => Some(Self::N2),
            Self::N2 => Some(Self::N3),
            Self::N3 => None,
        }
    }

    /// The next lower level, if there is one.
    pub fn below(self) -> Option<Self> {
        match self {
            Self::N1 => None,
            Self::N2 => Some(Self::N1),
            Self::N3 => Some(Self::N2),
        }
    }
}

impl CloseCode {
    /// Whether a ticket closed this way is left out of figures.
    pub fn is_left_out_of_figures(self) -> bool {
        matches!(self, Self::Cancelled | Self::Spam)
    }
}
