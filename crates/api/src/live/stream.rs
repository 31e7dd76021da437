//! One stream of server-sent events (HTML Standard §9.2): what its reader may see, as it happens.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use guichet_contract::journal::LiveEvent;
use guichet_desk::news::{News, Position};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::DeedKind;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Arrivals, Place};
use crate::auth::actor::Actor;
use crate::auth::session;
use crate::door::Door;
use crate::problem::{Code, Problem};
use crate::wire;

/// A stream says that it lives this often; each time it asks whether its session still does.
const BEAT: Duration = Duration::from_secs(15);

/// Opens a stream for a reader, going on after the event `last`.
///
/// # Errors
/// `unavailable` when too many streams are open.
pub fn open(
    door: Arc<Door>,
    actor: Actor,
    last: Option<Position>,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + use<>, Problem> {
    let live = Arc::clone(door.live());
    let place = live
        .enter()
        .ok_or_else(|| Problem::new(Code::Unavailable).retry_after(30))?;
    let (missed, news) = live.listen(last);
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.reset();
    let mut ready = VecDeque::from([Bytes::from_static(
        b"retry: 2000\nevent: ready\ndata: {}\n\n",
    )]);
    if missed.is_none() {
        ready.push_back(reset());
    }
    let reader = Reader {
        sessions: live.sessions.subscribe(),
        closed: live.closed.subscribe(),
        door,
        actor,
        ready,
        missed: missed.unwrap_or_default(),
        told: None,
        news,
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
    missed: VecDeque<Arc<News>>,
    /// A deed is several events of the journal; a reader is told of it once. What the desk tells of
    /// a promise has the version of the deed before.
    told: Option<(TicketId, i64, DeedKind)>,
    news: Arrivals,
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
            let happening = match self.missed.pop_front() {
                Some(news) => Happening::News(news),
                None => self.happening().await,
            };
            match happening {
                Happening::Closed => return None,
                Happening::SessionsChanged => self.still_signed_in().await?,
                Happening::Beat => {
                    self.still_signed_in().await?;
                    return Some(Bytes::from_static(b": beat\n\n"));
                }
                Happening::News(news) if self.is_new(&news) => return Some(written(&news)),
                Happening::News(_) => {}
                Happening::Missed => return Some(reset()),
            }
        }
    }

    /// Whether this is for the reader, and of a deed not told of yet.
    fn is_new(&mut self, news: &News) -> bool {
        let record = &news.entry.record;
        let deed = (record.ticket, record.version, record.deed);
        let is_new = self.told != Some(deed) && news.is_for(&self.actor.viewer);
        if is_new {
            self.told = Some(deed);
        }
        is_new
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
            news = self.news.recv() => match news {
                Ok(news) => Happening::News(news),
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
    News(Arc<News>),
    Missed,
}

fn written(news: &News) -> Bytes {
    let record = &news.entry.record;
    let event = LiveEvent {
        seq: news.entry.seq,
        ticket_id: record.ticket,
        version: record.version,
        deed: record.deed,
        actor: record.actor,
        at: wire::time(record.at),
    };
    let data = serde_json::to_string(&event).unwrap_or_default();
    Bytes::from(format!(
        "id: {}\nevent: change\ndata: {data}\n\n",
        news.position
    ))
}

fn reset() -> Bytes {
    Bytes::from_static(b"event: reset\ndata: {}\n\n")
}
