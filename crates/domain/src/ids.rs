//! Identifiers: one type per kind of thing, so that a team is never taken for a person.

/// The largest number that every JSON reader keeps whole: 2⁵³ − 1 (RFC 8259 §6).
const LARGEST: i64 = 9_007_199_254_740_991;

/// A number that identifies nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from 1 to {LARGEST}")]
pub struct NotAnId;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(value_type = i64, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1042))]
        pub struct $name(pub i64);

        impl TryFrom<i64> for $name {
            type Error = NotAnId;

            fn try_from(number: i64) -> Result<Self, NotAnId> {
                if (1..=LARGEST).contains(&number) {
                    Ok(Self(number))
                } else {
                    Err(NotAnId)
                }
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A ticket; the number people quote, shown with the desk's prefix (`GU-1042`).
    TicketId
);
id!(
    /// A person: requester, agent, supervisor or administrator.
    PersonId
);
id!(
    /// An organization that requesters belong to.
    OrganizationId
);
id!(
    /// A team of agents.
    TeamId
);
id!(
    /// A category, of one of two levels.
    CategoryId
);
id!(
    /// A public reply or an internal note.
    MessageId
);
id!(
    /// A file attached to a message.
    AttachmentId
);
id!(
    /// The place of an event in the journal: increasing, never reused.
    EventSeq
);
id!(
    /// A business calendar.
    CalendarId
);
id!(
    /// An SLA policy.
    SlaPolicyId
);
id!(
    /// A clock of a ticket.
    ClockId
);
id!(
    /// Something told to a person by the desk.
    NotificationId
);
id!(
    /// A mailbox that the desk reads.
    MailboxId
);
id!(
    /// A mail that came in.
    MailId
);
id!(
    /// A letter that goes out.
    LetterId
);
id!(
    /// A skill of agents.
    SkillId
);
id!(
    /// A rule that leads tickets to a team.
    RoutingRuleId
);
id!(
    /// A time during which an agent is not there.
    AbsenceId
);
