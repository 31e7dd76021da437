//! A bounded queue of jobs and the threads that serve it.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use crate::Error;
use crate::job::{Fate, Job};

/// Jobs arriving on one side.
pub(crate) type Queue = Receiver<Box<dyn Job>>;

/// What a thread does with its queue until the store is closed.
pub(crate) type Serve = Box<dyn FnOnce(Queue) + Send>;

/// A queue with its threads.
pub(crate) struct Lane {
    /// `None` once the lane is closing.
    entrance: Option<Sender<Box<dyn Job>>>,
    threads: Vec<JoinHandle<()>>,
}

impl Lane {
    /// Opens a lane that holds at most `capacity` waiting jobs, with one thread for each server.
    pub(crate) fn open(name: &str, capacity: usize, servers: Vec<Serve>) -> Result<Self, Error> {
        let (entrance, queue) = bounded(capacity);
        let threads = servers
            .into_iter()
            .map(|serve| {
                let queue = queue.clone();
                thread::Builder::new()
                    .name(format!("store-{name}"))
                    .spawn(move || serve(queue))
            })
            .collect::<Result<_, _>>()
            .map_err(|error| Error::Broken(format!("no thread for the store: {error}")))?;
        Ok(Self {
            entrance: Some(entrance),
            threads,
        })
    }

    /// Puts a job in the queue, or answers it with `Unavailable` when the queue is full.
    pub(crate) fn submit(&self, job: Box<dyn Job>) {
        let Some(entrance) = &self.entrance else {
            return job.answer(Fate::Failed(Error::Unavailable));
        };
        match entrance.try_send(job) {
            Ok(()) => {}
            Err(TrySendError::Full(job) | TrySendError::Disconnected(job)) => {
                tracing::warn!("a store queue is full");
                job.answer(Fate::Failed(Error::Unavailable));
            }
        }
    }

    /// How many jobs wait.
    pub(crate) fn waiting(&self) -> usize {
        self.entrance.as_ref().map_or(0, Sender::len)
    }
}

impl Drop for Lane {
    /// Lets the threads finish what is queued, so that nothing accepted is dropped on the floor.
    fn drop(&mut self) {
        self.entrance = None;
        for thread in self.threads.drain(..) {
            // A job may hold the last handle of the store: a thread cannot wait for itself.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

/// Takes a job out of hand that is not worth beginning: its caller went away or waited too long.
pub(crate) fn still_wanted(job: Box<dyn Job>, patience: Duration) -> Option<Box<dyn Job>> {
    if job.is_abandoned() {
        return None;
    }
    if job.queued_at().elapsed() > patience {
        job.answer(Fate::Failed(Error::Unavailable));
        return None;
    }
    Some(job)
}
