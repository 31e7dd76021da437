//! How the columns and values of a log are read: a file written by who knows the log.

use std::collections::{BTreeMap, HashMap};

use guichet_domain::people::Language;
use guichet_domain::ticket::observe::{Seen, SeenSolution};
use guichet_domain::ticket::{
    Channel, CloseCode, HoldReason, Impact, Kind, Priority, ResolutionCode, Stage, Urgency,
};
use serde::Deserialize;

/// What a mapping file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Where the tickets come from.
    pub source: String,
    /// The language of the requesters.
    pub language: Language,
    /// The kind of every ticket.
    pub kind: Kind,
    pub(super) csv: Csv,
    pub(super) columns: Columns,
    pub(super) subject: Subject,
    pub(super) requester: Requester,
    pub(super) state: BTreeMap<String, State>,
    #[serde(default)]
    pub(super) channel: HashMap<String, Channel>,
    #[serde(default)]
    pub(super) impact: HashMap<String, Impact>,
    #[serde(default)]
    pub(super) urgency: HashMap<String, Urgency>,
    #[serde(default)]
    pub(super) priority: HashMap<String, Priority>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Csv {
    pub(super) delimiter: char,
    pub(super) unknown: Vec<String>,
    pub(super) time: String,
}

/// The column that carries each thing; what a log does not have is left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    pub(super) external_id: String,
    pub(super) at: String,
    pub(super) created_at: String,
    pub(super) state: String,
    pub(super) requester: String,
    pub(super) resolved_at: Option<String>,
    pub(super) closed_at: Option<String>,
    pub(super) actor: Option<String>,
    pub(super) assignee: Option<String>,
    pub(super) team: Option<String>,
    pub(super) category: Option<String>,
    pub(super) subcategory: Option<String>,
    pub(super) channel: Option<String>,
    pub(super) impact: Option<String>,
    pub(super) urgency: Option<String>,
    pub(super) priority: Option<String>,
    pub(super) solution: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subject {
    pub(super) columns: Vec<String>,
    pub(super) joined_by: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requester {
    pub(super) unknown: String,
}

/// What one value of the state column means.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    stage: Option<Stage>,
    hold: Option<HoldReason>,
    resolved: Option<ResolutionCode>,
    closed: Option<CloseCode>,
}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is not TOML, or not of this shape.
    #[error("{0}")]
    Shape(String),
    /// A state that contradicts itself.
    #[error(
        "the state `{0}` must have a `stage` before the solution, or `resolved`, perhaps with \
         `closed`, or nothing at all"
    )]
    State(String),
    /// A delimiter that no CSV file has.
    #[error("`csv.delimiter` must be one ASCII character")]
    Delimiter,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Says which line or value cannot be used.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mapping: Self =
            toml::from_str(text).map_err(|error| MappingError::Shape(error.to_string()))?;
        if !mapping.csv.delimiter.is_ascii() {
            return Err(MappingError::Delimiter);
        }
        for (value, state) in &mapping.state {
            if !state.is_sound() {
                return Err(MappingError::State(value.clone()));
            }
        }
        Ok(mapping)
    }

    pub(super) fn is_unknown(&self, value: &str) -> bool {
        value.is_empty() || self.csv.unknown.iter().any(|word| word == value)
    }
}

impl State {
    fn is_sound(&self) -> bool {
        match (self.stage, self.resolved) {
            (Some(stage), None) => stage <= Stage::Resolution && self.closed.is_none(),
            (None, Some(_)) => self.hold.is_none(),
            (None, None) => self.hold.is_none() && self.closed.is_none(),
            (Some(_), Some(_)) => false,
        }
    }

    /// What it says of a ticket, if anything.
    pub(super) fn seen(&self, solution: Option<&str>) -> Option<Seen> {
        if let Some(stage) = self.stage {
            let hold = self.hold;
            return Some(Seen::Working { stage, hold });
        }
        let code = self.resolved?;
        let solution = SeenSolution {
            solution: solution.unwrap_or(code.as_str()).to_owned(),
            code,
        };
        Some(match self.closed {
            Some(end) => Seen::Closed(end, solution),
            None => Seen::Resolved(solution),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../mappings/servicenow_incidents.toml");

    #[test]
    fn the_shipped_mapping_is_sound() {
        let mapping = Mapping::parse(SHIPPED).unwrap();
        assert_eq!(mapping.source, "servicenow");
        assert!(mapping.is_unknown("?"));
    }

    #[test]
    fn a_state_on_hold_after_its_solution_is_refused() {
        let wrong = SHIPPED.replace(
            r#""Resolved" = { resolved = "fixed" }"#,
            r#""Resolved" = { resolved = "fixed", hold = "requester" }"#,
        );
        assert_eq!(
            Mapping::parse(&wrong).unwrap_err(),
            MappingError::State("Resolved".to_owned())
        );
    }

    #[test]
    fn an_unknown_setting_is_named() {
        let wrong = SHIPPED.replace("[requester]", "[requestor]");
        let error = Mapping::parse(&wrong).unwrap_err().to_string();
        assert!(error.contains("requestor"), "{error}");
    }
}
