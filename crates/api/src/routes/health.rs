//! Whether the server lives, whether it can serve, and what it counted.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use guichet_contract::health::Health;

use crate::auth::peer;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// The server is alive
///
/// Answers as long as the process can answer at all; asks nothing of the database.
#[utoipa::path(tag = "watching", responses((status = 200, description = "Alive", body = Health)))]
#[get("/health")]
pub async fn health() -> HttpResponse {
    HttpResponse::Ok().json(Health::default())
}

/// The server can serve
///
/// The database answers, its schema is up to date, and the server is not about to stop.
#[utoipa::path(tag = "watching", responses((status = 200, description = "Ready", body = Health)))]
#[get("/ready")]
pub async fn ready(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let not_ready = || Problem::new(Code::Unavailable).retry_after(2);
    if door.is_stopping() {
        return Err(not_ready());
    }
    let store = door.desk().store().clone();
    let pending = actix_web::web::block(move || store.pending()).await;
    match pending {
        Ok(Ok(pending)) if pending.is_empty() => Ok(HttpResponse::Ok().json(Health::default())),
        _ => Err(not_ready()),
    }
}

/// The figures for Prometheus
///
/// With the token of the setting `GUICHET_METRICS_TOKEN` from anywhere; without that setting only
/// from the machine itself and not through a proxy.
#[utoipa::path(
    tag = "watching",
    responses((status = 200, description = "Figures", body = String, content_type = "text/plain"))
)]
#[get("/metrics")]
pub async fn metrics(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let door = Door::of(&request)?;
    if !may_read_metrics(&request, door) {
        return Err(Code::NotFound.into());
    }
    let waiting = door.desk().store().waiting();
    crate::metrics::observe(&waiting, door.live().listeners());
    let mut response = HttpResponse::Ok();
    response.insert_header((
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    ));
    Ok(response.body(crate::metrics::render()))
}

fn may_read_metrics(request: &HttpRequest, door: &Door) -> bool {
    let Some(token) = &door.settings().metrics_token else {
        let peer = peer::of(request, door);
        return peer.address.is_loopback() && !peer.through_proxy;
    };
    let given = request.headers().get(header::AUTHORIZATION);
    let given = given.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    given.is_some_and(|given| same(given.as_bytes(), token.as_bytes()))
}

/// Compares in a time that depends on the lengths only.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}
