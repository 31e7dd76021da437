//! A ticket's story so far: each deed is done by `perform`, a minute after the one before.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{CategoryId, PersonId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::{
    Channel, Created, Deed, DeedKind, Documentation, Event, Kind, Level, Priority, Record, Refused,
    Rules, Stage, Ticket, Urgency, perform,
};

use super::deeds::{reason, sensible};
use super::people::{AGENT, DESKTOP, REQUESTER, VERMEIL};

/// The morning on which every story begins.
pub fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).expect("a time in January 2026")
}

/// What the requester wrote: the ticket arrives at level 2, so that it can be handed both ways.
pub fn arrival() -> Created {
    Created {
        subject: "VPN does not connect".to_owned(),
        kind: Kind::Incident,
        category: Some(CategoryId(1)),
        tags: Vec::new(),
        requester: REQUESTER,
        organization: Some(VERMEIL),
        channel: Channel::Portal,
        language: Language::Fr,
        impact: None,
        urgency: Some(Urgency::Medium),
        priority: Priority::P4,
        level: Level::N2,
        team: Some(DESKTOP),
        automatic: false,
    }
}

/// A ticket, its journal and the time.
#[derive(Debug, Clone)]
pub struct Story {
    pub ticket: Ticket,
    pub journal: Vec<Record>,
    pub now: DateTime<Utc>,
}

impl Story {
    /// The usual request.
    pub fn begins() -> Self {
        Self::begins_with(arrival())
    }

    /// A request of one's own.
    pub fn begins_with(created: Created) -> Self {
        let actor = Actor::Person(created.requester);
        let (ticket, journal) = perform::create(TicketId(1042), created, actor, morning());
        Self {
            ticket,
            journal,
            now: morning(),
        }
    }

    /// An incident led to a position.
    pub fn at(position: Position) -> Self {
        Self::of_kind_at(Kind::Incident, position)
    }

    /// A ticket of a kind led to a position by the deeds that end each stage. An access request is
    /// left with its approval pending, and comes back to the qualification for that.
    pub fn of_kind_at(kind: Kind, position: Position) -> Self {
        use DeedKind::{Close, Diagnose, Document, Qualify, Resolve, SendBack, Take};
        let access = kind == Kind::AccessRequest;
        let deeds: &[DeedKind] = match position {
            Position::At(Stage::Creation) => &[],
            Position::At(Stage::Qualification) if access => &[Take, Qualify, SendBack],
            Position::At(Stage::Qualification) => &[Take],
            Position::At(Stage::Diagnosis) => &[Take, Qualify],
            Position::At(Stage::Resolution) => &[Take, Qualify, Diagnose],
            Position::At(Stage::Documentation) => &[Take, Qualify, Diagnose, Resolve],
            Position::At(Stage::Closure) => &[Take, Qualify, Diagnose, Resolve, Document],
            Position::Ended => &[Take, Qualify, Diagnose, Resolve, Document, Close],
        };
        let story = Self::begins_with(Created { kind, ..arrival() });
        let story = deeds.iter().fold(story, |story, deed| {
            let deed = sensible(*deed, &story.ticket).expect("a deed on a ticket");
            story.then(deed)
        });
        assert_eq!(Position::of(&story.ticket), position);
        story
    }

    /// Time goes by.
    pub fn after(mut self, time: Duration) -> Self {
        self.now += time;
        self
    }

    /// Tries a deed a minute later.
    pub fn attempt(&self, actor: Actor, deed: Deed) -> Result<Self, Refused> {
        let now = self.now + Duration::minutes(1);
        let (ticket, records) = perform(&self.ticket, deed, actor, now, &Rules::default())?;
        let mut journal = self.journal.clone();
        journal.extend(records);
        Ok(Self {
            ticket,
            journal,
            now,
        })
    }

    /// The agent does it.
    pub fn then(self, deed: Deed) -> Self {
        self.then_by(AGENT, deed)
    }

    /// Someone does it.
    pub fn then_by(self, person: PersonId, deed: Deed) -> Self {
        self.then_of(Actor::Person(person), deed)
    }

    /// A person or the desk itself does it.
    pub fn then_of(self, actor: Actor, deed: Deed) -> Self {
        let kind = deed.kind();
        self.attempt(actor, deed)
            .unwrap_or_else(|refused| panic!("`{kind}` is refused: {refused}"))
    }

    /// The code by which a deed of the agent is refused.
    pub fn refuses(&self, deed: Deed) -> &'static str {
        self.refuses_to(AGENT, deed)
    }

    /// The code by which someone's deed is refused.
    pub fn refuses_to(&self, person: PersonId, deed: Deed) -> &'static str {
        let kind = deed.kind();
        match self.attempt(Actor::Person(person), deed) {
            Ok(_) => panic!("`{kind}` is not refused"),
            Err(refused) => refused.code(),
        }
    }

    /// The kinds of the events that the last deed added.
    pub fn last_deed(&self) -> Vec<&'static str> {
        self.journal
            .iter()
            .filter(|record| record.version == self.ticket.version)
            .map(|record| record.event.kind())
            .collect()
    }

    /// The last event.
    pub fn last_event(&self) -> &Event {
        &self.journal.last().expect("a journal begins").event
    }

    /// Solved, with nothing left to record.
    pub fn documented(self) -> Self {
        self.then(Deed::Document(Documentation::NothingToDocument {
            reason: reason("Known already").into_string(),
        }))
    }
}
