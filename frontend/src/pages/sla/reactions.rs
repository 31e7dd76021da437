//! What is done about a promise in danger: the usual choices, and everything else.

use crate::i18n::t::policy::reaction as words;
use guichet_domain::sla::{Audience, RaiseTo, Reaction};

/// One of the choices of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    None,
    Notify,
    Raise,
    RaiseAndNotify,
    /// None of the others.
    Custom,
}

impl Preset {
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Notify,
        Self::Raise,
        Self::RaiseAndNotify,
        Self::Custom,
    ];

    /// Which one a reaction is.
    pub fn of(reaction: &Reaction) -> Self {
        let mut reaction = reaction.clone();
        reaction.notify.sort_unstable();
        Self::ALL
            .into_iter()
            .find(|preset| preset.reaction().as_ref() == Some(&reaction))
            .unwrap_or(Self::Custom)
    }

    /// The reaction that it stands for.
    pub fn reaction(self) -> Option<Reaction> {
        let (notify, raise_to) = match self {
            Self::None => (Vec::new(), None),
            Self::Notify => (vec![Audience::Assignee, Audience::Supervisors], None),
            Self::Raise => (Vec::new(), Some(RaiseTo::Next)),
            Self::RaiseAndNotify => (Audience::ALL.to_vec(), Some(RaiseTo::N3)),
            Self::Custom => return None,
        };
        Some(Reaction {
            notify,
            raise_to,
            ..Reaction::default()
        })
    }

    /// Its value in the select.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Notify => "notify",
            Self::Raise => "raise",
            Self::RaiseAndNotify => "raise_and_notify",
            Self::Custom => "custom",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => words::none(),
            Self::Notify => words::notify(),
            Self::Raise => words::raise(),
            Self::RaiseAndNotify => words::raise_and_notify(),
            Self::Custom => words::custom(),
        }
    }
}
