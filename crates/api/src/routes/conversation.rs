//! What was said and done on a ticket: messages, journal, and in whose hands it was.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use guichet_contract::journal::{Interval, Journal};
use guichet_contract::message::Message;
use guichet_contract::page::{Page, Slice};
use guichet_desk::{messages, tickets};
use guichet_domain::ids::TicketId;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists the messages of a ticket
///
/// Oldest first. Requesters read replies only, never notes.
#[utoipa::path(tag = "messages",
    params(("id" = TicketId, Path, description = "The ticket"), Slice),
    responses((status = 200, description = "A page", body = Page<Message>,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/tickets/{id}/messages")]
pub async fn list_messages(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
    slice: Query<Slice>,
) -> Result<HttpResponse, Problem> {
    let (by, id, slice) = (actor.by(door.desk()), id.into_inner(), slice.into_inner());
    let slice = answer::slice(slice.limit, slice.cursor)?;
    let page = door
        .desk()
        .read(move |tx| messages::list(tx, &by, id, &slice))
        .await?;
    Ok(answer::page(
        page,
        &request.uri().to_string(),
        wire::message,
    ))
}

/// Lists the events of a ticket
///
/// Oldest first, with the names of those mentioned. Requesters read what they see of the line.
#[utoipa::path(tag = "tickets",
    params(("id" = TicketId, Path, description = "The ticket"), Slice),
    responses((status = 200, description = "A page of the journal", body = Journal,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/tickets/{id}/events")]
pub async fn list_events(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
    slice: Query<Slice>,
) -> Result<HttpResponse, Problem> {
    let (by, id, slice) = (actor.by(door.desk()), id.into_inner(), slice.into_inner());
    let slice = answer::slice(slice.limit, slice.cursor)?;
    let journal = door
        .desk()
        .read(move |tx| tickets::journal(tx, &by, id, &slice))
        .await?;
    let journal = wire::journal(journal);
    let mut answer = HttpResponse::Ok();
    if let Some(link) = answer::next_link(&request.uri().to_string(), journal.next.as_deref()) {
        answer.insert_header((header::LINK, link));
    }
    Ok(answer.json(journal))
}

/// Lists in whose hands a ticket was
///
/// One row for each time a level, a team or an agent held it, oldest first.
#[utoipa::path(tag = "tickets", params(("id" = TicketId, Path, description = "The ticket")),
    responses((status = 200, description = "All of them", body = Page<Interval>)))]
#[get("/api/v1/tickets/{id}/intervals")]
pub async fn list_intervals(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let spans = door
        .desk()
        .read(move |tx| tickets::spans(tx, &by, id))
        .await?;
    let interval = |span: tickets::Span| Interval {
        axis: span.axis,
        holder: span.holder,
        started_at: wire::time(span.started_at),
        ended_at: span.ended_at.map(wire::time),
    };
    Ok(HttpResponse::Ok().json(Page {
        items: spans.into_iter().map(interval).collect(),
        next: None,
    }))
}
