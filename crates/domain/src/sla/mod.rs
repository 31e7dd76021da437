//! Promises (SLA): what is promised by which policy, the clocks that measure it, and what becomes
//! of a ticket whose promise is in danger.

pub mod clock;
pub mod conditions;
pub mod follow;
pub mod measure;
pub mod policy;
pub mod terms;

mod words;

pub use clock::{Clock, EntryKind, Reading, Run};
pub use conditions::{Conditions, Lineage};
pub use follow::{Course, course};
pub use measure::{Always, Measure};
pub use policy::Policy;
pub use terms::{LevelTargets, Pauses, PriorityTargets, Reaction, Targets, Terms};
pub use words::{Audience, ClockKind, ClockState, RaiseTo, Standing};
