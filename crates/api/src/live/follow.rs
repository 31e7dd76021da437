//! Follows the journal: reads it in the order of its commits, at once after a commit of this
//! process, a little later after one of another replica.

use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::sleep;
use guichet_desk::Refusal;
use guichet_desk::news::{self, Position};

use crate::door::Door;

/// How soon streams hear what another replica did.
const WATCHED: Duration = Duration::from_millis(300);
/// How often the journal is read while nobody has a stream open, so that nothing piles up.
const UNWATCHED: Duration = Duration::from_secs(5);
/// How long a database that does not answer is left alone.
const TROUBLE: Duration = Duration::from_secs(1);
/// How many events are read at a time.
const BATCH: u32 = 200;

/// Tells the streams what happens, until the server stops.
pub async fn follow(door: Arc<Door>) {
    let mut place = None;
    while !door.is_stopping() {
        let read = match place {
            None => head(&door).await,
            Some(place) => tell(&door, place).await,
        };
        match read {
            Ok(read) => place = Some(read),
            Err(refusal) => {
                tracing::warn!(%refusal, "the journal could not be read");
                sleep(TROUBLE).await;
                continue;
            }
        }
        let pause = if door.live().listeners() > 0 {
            WATCHED
        } else {
            UNWATCHED
        };
        tokio::select! {
            () = door.live().wait_for_commit() => {}
            () = sleep(pause) => {}
        }
    }
}

async fn head(door: &Door) -> Result<Position, Refusal> {
    door.desk().read(news::head).await
}

/// Tells everything that follows a place, and gives the place after it.
async fn tell(door: &Door, mut place: Position) -> Result<Position, Refusal> {
    loop {
        let batch = door
            .desk()
            .read(move |tx| news::after(tx, place, BATCH))
            .await?;
        let more = batch.len() == BATCH as usize;
        for news in batch {
            place = news.position;
            door.live().publish(news);
        }
        if !more {
            return Ok(place);
        }
    }
}
