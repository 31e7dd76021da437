//! A piece of work on its way to a connection, and its answer on the way back.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use futures::channel::oneshot;

use crate::{Connection, Error};

/// Whether what a job wrote may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Keep,
    Undo,
}

/// What happened to the transaction that a job was part of.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    /// The job's own result holds.
    Settled,
    /// The transaction failed around it, so whatever it gave is void.
    Failed(Error),
}

/// Work waiting in a queue. May be run several times before it is answered once.
pub(crate) trait Job: Send {
    fn run(&mut self, conn: &mut Connection) -> Outcome;
    fn answer(self: Box<Self>, fate: Fate);
    /// Nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
    fn queued_at(&self) -> Instant;
}

/// A job together with its future answer.
pub(crate) fn job<F, T, E>(work: F) -> (Box<dyn Job>, Answer<T, E>)
where
    F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let work = Work {
        work,
        result: None,
        reply,
        queued_at: Instant::now(),
    };
    (Box::new(work), Answer(answer))
}

struct Work<F, T, E> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    queued_at: Instant,
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnMut(&mut Connection) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, conn: &mut Connection) -> Outcome {
        let work = &mut self.work;
        // Sound: after a panic the connection is unwound to where it was, and the closure is
        // dropped without being called again.
        let result = catch_unwind(AssertUnwindSafe(|| work(conn)))
            .unwrap_or_else(|panic| Err(panicked(panic.as_ref()).into()));
        let outcome = if result.is_ok() {
            Outcome::Keep
        } else {
            Outcome::Undo
        };
        self.result = Some(result);
        outcome
    }

    fn answer(self: Box<Self>, fate: Fate) {
        let result = match (fate, self.result) {
            (Fate::Settled, Some(result)) => result,
            (Fate::Settled, None) => Err(Error::Unavailable.into()),
            (Fate::Failed(error), _) => Err(error.into()),
        };
        // The one who asked may have gone away; then there is nobody to tell.
        let _ = self.reply.send(result);
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_canceled()
    }

    fn queued_at(&self) -> Instant {
        self.queued_at
    }
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned());
    Error::Broken(format!("a job panicked: {words}"))
}

/// The answer to come. Dropping it before the work has begun takes the work back.
#[must_use = "work whose answer nobody awaits may never be done"]
pub struct Answer<T, E>(oneshot::Receiver<Result<T, E>>);

impl<T, E: From<Error>> Future for Answer<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|answered| {
            // The queue was closed before the work was done.
            answered.unwrap_or_else(|oneshot::Canceled| Err(Error::Unavailable.into()))
        })
    }
}

impl<T, E: From<Error>> Answer<T, E> {
    /// Waits on the calling thread, which must not be one that serves requests.
    pub(crate) fn wait(self) -> Result<T, E> {
        futures::executor::block_on(self)
    }
}
