//! The desk: opens the one transaction of each deed, and knows the time and the files.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use guichet_domain::people::{Role, Viewer};
use guichet_store::files::Files;
use guichet_store::{Answer, Connection, Store};

use crate::clock::Clock;
use crate::refusal::Refusal;

/// What deeds are done with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    files: Files,
    clock: Arc<dyn Clock>,
    max_file_size: u64,
}

/// Who does a deed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub viewer: Viewer,
    /// When; one moment for the whole deed, in whole microseconds.
    pub at: DateTime<Utc>,
}

impl By {
    /// Refuses those who are less than `role`.
    pub(crate) fn require(&self, role: Role) -> Result<(), Refusal> {
        if self.viewer.role >= role {
            Ok(())
        } else {
            Err(Refusal::Forbidden)
        }
    }
}

impl Desk {
    /// A desk on a store and a place for files; files are at most `max_file_size` bytes.
    pub fn new(store: Store, files: Files, clock: Arc<dyn Clock>, max_file_size: u64) -> Self {
        Self {
            store,
            files,
            clock,
            max_file_size,
        }
    }

    /// The present moment, as precise as it is stored.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }

    /// Someone who does something now.
    pub fn by(&self, viewer: Viewer) -> By {
        By {
            viewer,
            at: self.now(),
        }
    }

    /// Does a deed in a transaction of its own. It may be run more than once before it is kept.
    pub fn write<F, T>(&self, deed: F) -> Answer<T, Refusal>
    where
        F: FnMut(&mut Connection) -> Result<T, Refusal> + Send + 'static,
        T: Send + 'static,
    {
        self.store.write(deed)
    }

    /// Reads on one consistent state.
    pub fn read<F, T>(&self, look: F) -> Answer<T, Refusal>
    where
        F: FnMut(&mut Connection) -> Result<T, Refusal> + Send + 'static,
        T: Send + 'static,
    {
        self.store.read(look)
    }

    /// Like `read`, for what may take long.
    pub fn report<F, T>(&self, look: F) -> Answer<T, Refusal>
    where
        F: FnMut(&mut Connection) -> Result<T, Refusal> + Send + 'static,
        T: Send + 'static,
    {
        self.store.report(look)
    }

    /// The store behind it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where the bytes of attachments are kept.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The largest file, in bytes.
    pub fn max_file_size(&self) -> u64 {
        self.max_file_size
    }
}
