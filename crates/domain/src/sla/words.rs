//! The closed vocabularies of promises.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a clock measures.
    ClockKind {
        /// From the creation to the first public reply by an agent.
        FirstResponse = "first_response",
        /// From a message of the requester to the next public reply by an agent.
        NextResponse = "next_response",
        /// From the creation to the solution.
        Resolution = "resolution",
        /// From the arrival at a level to the departure from it, or the solution.
        LevelResolution = "level_resolution",
    }
}

vocabulary! {
    /// How a clock stands.
    ClockState {
        /// Time passes.
        Running = "running",
        /// Time does not pass: the ticket is on a hold that pauses it, or is solved.
        Paused = "paused",
        /// It ended in time.
        Met = "met",
        /// The time is over, whether it goes on or has ended.
        Breached = "breached",
    }
}

vocabulary! {
    /// How the most pressing promise of a ticket stands; the order is that of a list.
    Standing {
        /// The time is over.
        Breached = "breached",
        /// A warning threshold is passed.
        AtRisk = "at_risk",
        /// There is time.
        OnTrack = "on_track",
        /// No clock runs, at least one is paused.
        Paused = "paused",
        /// Nothing is promised, or everything is kept.
        None = "none",
    }
}

vocabulary! {
    /// Who is told of a promise in danger.
    Audience {
        /// The agent in charge; the team where there is none, the supervisors where there is no team.
        Assignee = "assignee",
        /// Everyone of the team in charge; the supervisors where there is none.
        Team = "team",
        /// All supervisors.
        Supervisors = "supervisors",
    }
}

vocabulary! {
    /// To which level a promise in danger raises a ticket.
    RaiseTo {
        /// The next higher level.
        Next = "next",
        /// The second, unless it is there or higher already.
        N2 = "n2",
        /// The third, unless it is there already.
        N3 = "n3",
    }
}
