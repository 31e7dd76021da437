//! Live events: what changed is told to everyone who may see it and has a stream open.
//!
//! A stream that missed something (a slow reader, an id that is no longer remembered) is told to
//! `reset`: its client asks for what it shows, as it did when it opened.

mod follow;
mod stream;

pub use follow::follow;
pub use stream::open;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use guichet_desk::news::{News, Position};
use tokio::sync::{Notify, broadcast, watch};

/// How many changes are remembered for streams that come back.
const REMEMBERED: usize = 1_024;

/// The streams of this process, and what they are told.
pub struct Live {
    recent: Mutex<VecDeque<Arc<News>>>,
    news: broadcast::Sender<Arc<News>>,
    sessions: watch::Sender<u64>,
    closed: watch::Sender<bool>,
    committed: Notify,
    listeners: AtomicUsize,
    most: usize,
}

impl Live {
    /// For at most so many streams at once.
    pub fn new(most: usize) -> Self {
        Self {
            recent: Mutex::new(VecDeque::with_capacity(REMEMBERED)),
            news: broadcast::channel(REMEMBERED).0,
            sessions: watch::channel(0).0,
            closed: watch::channel(false).0,
            committed: Notify::new(),
            listeners: AtomicUsize::new(0),
            most,
        }
    }

    /// Tells every stream what happened.
    pub fn publish(&self, news: News) {
        let news = Arc::new(news);
        // Remembered and sent under one lock: a stream that opens meanwhile gets it exactly once.
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() == REMEMBERED {
            recent.pop_front();
        }
        recent.push_back(Arc::clone(&news));
        // Nobody listening is no failure.
        let _ = self.news.send(news);
    }

    /// Something was committed here: the journal is to be read at once.
    pub fn committed(&self) {
        self.committed.notify_one();
    }

    /// Waits until something is committed here.
    pub async fn wait_for_commit(&self) {
        self.committed.notified().await;
    }

    /// Sessions ended or rights changed: every stream asks again whether it may go on.
    pub fn sessions_changed(&self) {
        self.sessions.send_modify(|count| *count += 1);
    }

    /// Ends every stream, and those to come.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    /// How many streams are open.
    pub fn listeners(&self) -> usize {
        self.listeners.load(Ordering::Relaxed)
    }

    /// A place among the streams, or nothing when all are taken.
    fn enter(self: &Arc<Self>) -> Option<Place> {
        let taken = self.listeners.fetch_add(1, Ordering::Relaxed);
        let place = Place(Arc::clone(self));
        (taken < self.most).then_some(place)
    }

    /// What happened after this place, and what will. `None` for the first when the place is not
    /// remembered.
    fn listen(&self, last: Option<Position>) -> (Option<VecDeque<Arc<News>>>, Arrivals) {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let missed = match last {
            None => Some(VecDeque::new()),
            Some(last) => {
                let place = recent.iter().position(|news| news.position == last);
                place.map(|place| recent.iter().skip(place + 1).cloned().collect())
            }
        };
        (missed, self.news.subscribe())
    }
}

type Arrivals = broadcast::Receiver<Arc<News>>;

/// Given back when the stream ends, however it ends.
struct Place(Arc<Live>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.listeners.fetch_sub(1, Ordering::Relaxed);
    }
}
