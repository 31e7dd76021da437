//! What can go wrong with a call.

use guichet_contract::problem::{Code, Problem};

/// Why a call gave no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The desk refused it and says why.
    #[error("{}", .0.title)]
    Refused(Box<Problem>),
    /// Something between here and the desk answered with this status.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// No answer: no network, or no server.
    #[error("the server could not be reached: {0}")]
    Unreachable(String),
    /// An answer that is not understood, or a request that cannot be written.
    #[error("not understood: {0}")]
    Unreadable(String),
}

impl Error {
    /// The code of a refusal.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Status(_) | Self::Unreachable(_) | Self::Unreadable(_) => None,
        }
    }
}
