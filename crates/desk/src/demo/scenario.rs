//! What people ask, and how it is settled: read from the texts beside this file.

use guichet_domain::ticket::{Impact, Kind, ResolutionCode, Urgency};
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenarios {
    pub(super) scenario: Vec<Scenario>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub(super) category: String,
    pub(super) kind: Kind,
    pub(super) impact: Impact,
    pub(super) urgency: Urgency,
    pub(super) team: String,
    pub(super) tags: Vec<String>,
    pub(super) subjects: Vec<String>,
    pub(super) message: String,
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) note: String,
    pub(super) cause: String,
    pub(super) findings: String,
    pub(super) solution: String,
    pub(super) code: ResolutionCode,
    pub(super) documentation: Option<String>,
    pub(super) nothing: Option<String>,
}

impl Scenario {
    /// Whether the service desk can settle it at first contact.
    pub(super) fn is_quick(&self) -> bool {
        self.documentation.is_none() && !self.needs_approval()
    }

    pub(super) fn needs_approval(&self) -> bool {
        self.kind == Kind::AccessRequest
    }
}

/// What a ticket fills into the texts of its scenario.
#[derive(Debug, Clone)]
pub(super) struct Particulars {
    pub(super) workstation: String,
    pub(super) place: &'static str,
    pub(super) first_name: String,
}

const PLACES: &[&str] = &[
    "1er étage",
    "2e étage",
    "3e étage",
    "rez-de-chaussée",
    "bâtiment B",
    "dépôt de Lyon",
    "site de Rennes",
    "magasin de Dijon",
];

impl Particulars {
    pub(super) fn of(requester: &str, dice: &mut fastrand::Rng) -> Self {
        let first_name = requester.split(' ').next().unwrap_or(requester);
        Self {
            workstation: format!("MV-{:04}", dice.u16(100..900)),
            place: PLACES[dice.usize(0..PLACES.len())],
            first_name: first_name.to_owned(),
        }
    }

    pub(super) fn fill(&self, text: &str) -> String {
        text.replace("{poste}", &self.workstation)
            .replace("{lieu}", self.place)
            .replace("{prenom}", &self.first_name)
    }
}
