//! The desk: opens the one transaction of each deed, and knows the time and the files.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use guichet_domain::people::{Role, Viewer};
use guichet_domain::ticket::Channel;
use guichet_domain::ticket::event::Actor;
use guichet_store::files::Files;
use guichet_store::{Answer, Connection, Store};
use tokio::sync::RwLock;

use crate::clock::Clock;
use crate::refusal::Refusal;

/// What deeds are done with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    files: Files,
    clock: Arc<dyn Clock>,
    max_file_size: u64,
    /// Held by those who name bytes, and alone by who deletes those that nobody names. Replicas
    /// on one database have a lock each: between them the moment is short, not impossible.
    sweeping: Arc<RwLock<()>>,
}

/// Who does a deed, when, and by which way it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub viewer: Viewer,
    /// When; one moment for the whole deed, in whole microseconds.
    pub at: DateTime<Utc>,
    /// By which way: `portal` for people in their browser, `api` for programs.
    pub channel: Channel,
}

impl By {
    /// As the journal names who did it.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person(self.viewer.person)
    }

    /// Whether it is an agent, a supervisor or an administrator.
    pub(crate) fn is_staff(&self) -> bool {
        self.viewer.role.is_staff()
    }

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
            sweeping: Arc::default(),
        }
    }

    /// The present moment, as precise as it is stored.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }

    /// Someone who does something now, in a browser (`portal`) or by a program (`api`).
    pub fn by(&self, viewer: Viewer, channel: Channel) -> By {
        By {
            viewer,
            at: self.now(),
            channel,
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

    pub(crate) fn sweeping(&self) -> &RwLock<()> {
        &self.sweeping
    }

    /// The largest file, in bytes.
    pub fn max_file_size(&self) -> u64 {
        self.max_file_size
    }
}
