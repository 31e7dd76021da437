//! Theme and density: attributes of `<html>`, kept in this browser (`start.js` sets them first).

use crate::browser;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close the rows of lists stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// 34 px.
    Compact,
    /// 40 px.
    Standard,
    /// 48 px.
    Roomy,
}

impl Theme {
    /// The one in force.
    #[must_use]
    pub fn in_force() -> Self {
        match browser::stored("guichet.theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Puts it in force.
    pub fn apply(self) {
        apply(
            "theme",
            match self {
                Self::System => None,
                Self::Light => Some("light"),
                Self::Dark => Some("dark"),
            },
        );
    }
}

impl Density {
    /// The one in force.
    #[must_use]
    pub fn in_force() -> Self {
        match browser::stored("guichet.density").as_deref() {
            Some("compact") => Self::Compact,
            Some("roomy") => Self::Roomy,
            _ => Self::Standard,
        }
    }

    /// Puts it in force.
    pub fn apply(self) {
        apply(
            "density",
            match self {
                Self::Compact => Some("compact"),
                Self::Standard => None,
                Self::Roomy => Some("roomy"),
            },
        );
    }
}

fn apply(name: &str, value: Option<&str>) {
    let (key, attribute) = (format!("guichet.{name}"), format!("data-{name}"));
    match value {
        Some(value) => {
            browser::store(&key, value);
            browser::set_root_attribute(&attribute, value);
        }
        None => {
            browser::forget(&key);
            browser::remove_root_attribute(&attribute);
        }
    }
}
