//! Priority from impact and urgency, by a matrix that an administrator can edit.

use serde::{Deserialize, Serialize};

use super::words::{Impact, Priority, Urgency};

/// The priority of each impact and urgency: rows `person`, `team`, `service`, `company`;
/// columns `low`, `medium`, `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Matrix(pub [[Priority; 3]; 4]);

impl Default for Matrix {
    fn default() -> Self {
        use Priority::{P1, P2, P3, P4};
        Self([[P4, P4, P3], [P4, P3, P2], [P3, P2, P1], [P2, P1, P1]])
    }
}

impl Matrix {
    /// The priority of an impact and an urgency.
    pub fn priority(&self, impact: Impact, urgency: Urgency) -> Priority {
        self.0[impact as usize][urgency as usize]
    }

    /// The priority while one of the two is not known yet: one person, medium urgency is assumed.
    pub fn presumed(&self, impact: Option<Impact>, urgency: Option<Urgency>) -> Priority {
        self.priority(
            impact.unwrap_or(Impact::Person),
            urgency.unwrap_or(Urgency::Medium),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_matrix_is_the_one_of_the_manual() {
        let rows = Impact::ALL.iter().map(|impact| {
            Urgency::ALL
                .iter()
                .map(|urgency| Matrix::default().priority(*impact, *urgency).as_str())
                .collect::<Vec<_>>()
                .join(" ")
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            ["p4 p4 p3", "p4 p3 p2", "p3 p2 p1", "p2 p1 p1"]
        );
    }
}
