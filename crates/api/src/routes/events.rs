//! Live events.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use guichet_contract::journal::LiveEvent;
use guichet_desk::news::Position;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::live;
use crate::problem::Problem;

/// What changes, as it changes
///
/// Server-sent events: `ready` at the start, `change` with a [`LiveEvent`] for every ticket that
/// changes and may be seen, `reset` when something was missed and what is shown must be asked for
/// again. `Last-Event-ID` goes on where a broken stream ended.
#[utoipa::path(
    tag = "live",
    params(("Last-Event-ID" = Option<String>, Header, max_length = 200, description = "The id of the last event received.")),
    responses((status = 200, description = "The stream", body = LiveEvent, content_type = "text/event-stream"))
)]
#[get("/api/v1/events/stream")]
pub async fn stream_events(request: HttpRequest, actor: Actor) -> Result<HttpResponse, Problem> {
    let last = request
        .headers()
        .get("last-event-id")
        .and_then(|value| value.to_str().ok());
    // An id that is none of ours is one that is not remembered.
    let place = |id: &str| id.parse().unwrap_or(Position::START);
    let last = last.filter(|id| !id.is_empty()).map(place);
    let events = live::open(Door::shared(&request)?, actor, last)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // A compressor would hold events back, and so would a proxy that collects answers.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events))
}
