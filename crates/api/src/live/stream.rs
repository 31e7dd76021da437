//! One stream of server-sent events (HTML Standard §9.2): what its reader may see, as it happens.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use guichet_contract::journal::LiveEvent;
use guichet_domain::ticket::{Ticket, policy};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Changes, Place};
use crate::auth::actor::Actor;
use crate::auth::session;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// A stream says that it lives this often; each time it asks whether its session still does.
const BEAT: Duration = Duration::from_secs(15);

/// What changed, with the ticket it changed so that everyone's right to know can be judged.
#[derive(Debug)]
pub struct Change {
    /// The place in the journal, opaque; sent as the id of the event.
    pub id: String,
    /// Whether requesters may know.
    pub public: bool,
    /// The ticket as it is after the change.
    pub ticket: Arc<Ticket>,
    /// What is sent.
    pub event: LiveEvent,
}

impl Change {
    fn is_for(&self, actor: &Actor) -> bool {
        let viewer = &actor.viewer;
        (self.public || viewer.role.is_staff()) && policy::sees(viewer, &self.ticket)
    }
}

/// Opens a stream for a reader, going on after the event `last`.
///
/// # Errors
/// `unavailable` when too many streams are open.
pub fn open(
    door: Arc<Door>,
    actor: Actor,
    last: Option<&str>,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + use<>, Problem> {
    let live = Arc::clone(door.live());
    let place = live
        .enter()
        .ok_or_else(|| Problem::new(Code::Unavailable).retry_after(30))?;
    let (missed, changes) = live.listen(last);
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.reset();
    let mut ready = VecDeque::from([Bytes::from_static(
        b"retry: 2000\nevent: ready\ndata: {}\n\n",
    )]);
    match missed {
        Some(missed) => ready.extend(
            missed
                .iter()
                .filter(|c| c.is_for(&actor))
                .map(|c| written(c)),
        ),
        None => ready.push_back(reset()),
    }
    let reader = Reader {
        sessions: live.sessions.subscribe(),
        closed: live.closed.subscribe(),
        door,
        actor,
        ready,
        changes,
        beat,
        _place: place,
    };
    Ok(unfold(reader, |mut reader| async move {
        let bytes = reader.next().await?;
        Some((Ok(bytes), reader))
    }))
}

struct Reader {
    door: Arc<Door>,
    actor: Actor,
    ready: VecDeque<Bytes>,
    changes: Changes,
    sessions: watch::Receiver<u64>,
    closed: watch::Receiver<bool>,
    beat: Interval,
    _place: Place,
}

impl Reader {
    /// The next piece of the stream; `None` where it ends.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(bytes) = self.ready.pop_front() {
            return Some(bytes);
        }
        loop {
            match self.happening().await {
                Happening::Closed => return None,
                Happening::SessionsChanged => self.still_signed_in().await?,
                Happening::Beat => {
                    self.still_signed_in().await?;
                    return Some(Bytes::from_static(b": beat\n\n"));
                }
                Happening::Change(change) if change.is_for(&self.actor) => {
                    return Some(written(&change));
                }
                Happening::Change(_) => {}
                Happening::Missed => return Some(reset()),
            }
        }
    }

    /// Waits for what comes first. A session that ended comes before what it may no longer see.
    async fn happening(&mut self) -> Happening {
        tokio::select! {
            biased;
            _ = self.closed.wait_for(|closed| *closed) => Happening::Closed,
            changed = self.sessions.changed() => {
                changed.map_or(Happening::Closed, |()| Happening::SessionsChanged)
            }
            _ = self.beat.tick() => Happening::Beat,
            change = self.changes.recv() => match change {
                Ok(change) => Happening::Change(change),
                Err(RecvError::Lagged(_)) => Happening::Missed,
                Err(RecvError::Closed) => Happening::Closed,
            },
        }
    }

    /// Learns the reader's present rights. A database that cannot answer now ends the stream too:
    /// the client comes back by itself.
    async fn still_signed_in(&mut self) -> Option<()> {
        self.actor = session::again(&self.door, &self.actor).await.ok()?;
        Some(())
    }
}

/// What a stream waits for.
enum Happening {
    Closed,
    SessionsChanged,
    Beat,
    Change(Arc<Change>),
    Missed,
}

fn written(change: &Change) -> Bytes {
    let data = serde_json::to_string(&change.event).unwrap_or_default();
    Bytes::from(format!(
        "id: {}\nevent: change\ndata: {data}\n\n",
        change.id
    ))
}

fn reset() -> Bytes {
    Bytes::from_static(b"event: reset\ndata: {}\n\n")
}
