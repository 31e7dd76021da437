//! Promises: policies, the clocks of a ticket, and what is told of them.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post};
use guichet_contract::clock::Clocks;
use guichet_contract::notification::{Notifications, ReadNotifications};
use guichet_contract::page::{Page, Slice};
use guichet_contract::sla::{
    NewSlaPolicy, SlaEffect, SlaPolicy, SlaPolicyOrder, SlaPolicyPatch, SlaPreview,
};
use guichet_desk::{clocks, notifications, sla_policies};
use guichet_domain::ids::{SlaPolicyId, TicketId};
use guichet_domain::text::Name;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists the SLA policies
///
/// All of them, in the order in which they are tried.
#[utoipa::path(tag = "promises",
    responses((status = 200, description = "All of them", body = Page<SlaPolicy>)))]
#[get("/api/v1/sla_policies")]
pub async fn list_sla_policies(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| sla_policies::list(tx, &by);
    Ok(answer::whole(
        door.desk().read(list).await?,
        wire::sla_policy,
    ))
}

/// Makes an SLA policy
///
/// It comes last. Open tickets that it is for are measured by it at once.
#[utoipa::path(tag = "promises", request_body = NewSlaPolicy,
    responses((status = 201, description = "The new policy", body = SlaPolicy,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/sla_policies")]
pub async fn create_sla_policy(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewSlaPolicy>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let new = sla_policies::NewSlaPolicy {
        name: Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?,
        active: input.active.unwrap_or(true),
        terms: input.terms,
    };
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| sla_policies::create(tx, &by, &new);
    let policy = wire::sla_policy(door.desk().write(create).await?);
    door.promises_changed();
    let address = format!("/api/v1/sla_policies/{}", policy.id);
    Ok(answer::created(policy.version, &address, &policy))
}

/// Shows an SLA policy
#[utoipa::path(tag = "promises", params(("id" = SlaPolicyId, Path, description = "Which one")),
    responses((status = 200, description = "The policy", body = SlaPolicy,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/sla_policies/{id}")]
pub async fn get_sla_policy(
    door: Data<Door>,
    actor: Actor,
    id: Path<SlaPolicyId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| sla_policies::get(tx, &by, id);
    let policy = wire::sla_policy(door.desk().read(get).await?);
    Ok(answer::versioned(policy.version, &policy))
}

/// Changes an SLA policy
///
/// Open tickets are measured anew by it, and keep the time that is used.
#[utoipa::path(tag = "promises", request_body = SlaPolicyPatch,
    params(("id" = SlaPolicyId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The policy afterwards", body = SlaPolicy,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/sla_policies/{id}")]
pub async fn change_sla_policy(
    door: Data<Door>,
    actor: Actor,
    id: Path<SlaPolicyId>,
    if_match: IfMatch,
    input: Json<SlaPolicyPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let name = input.name.as_deref().map(Name::parse);
    let patch = sla_policies::SlaPolicyPatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        active: input.active,
        terms: input.terms,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| sla_policies::change(tx, &by, id, if_match.0, &patch);
    let policy = wire::sla_policy(door.desk().write(change).await?);
    door.promises_changed();
    Ok(answer::versioned(policy.version, &policy))
}

/// Takes an SLA policy away
///
/// Its open tickets are promised by the next policy that is for them; what has ended stays.
#[utoipa::path(tag = "promises",
    params(("id" = SlaPolicyId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/sla_policies/{id}")]
pub async fn delete_sla_policy(
    door: Data<Door>,
    actor: Actor,
    id: Path<SlaPolicyId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| sla_policies::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    door.promises_changed();
    Ok(HttpResponse::NoContent().finish())
}

/// Puts the SLA policies in order
///
/// Each is named once; the first whose conditions a ticket meets is its own.
#[utoipa::path(tag = "promises", request_body = SlaPolicyOrder,
    responses((status = 200, description = "All of them, in that order", body = Page<SlaPolicy>)))]
#[post("/api/v1/sla_policies/order")]
pub async fn order_sla_policies(
    door: Data<Door>,
    actor: Actor,
    input: Json<SlaPolicyOrder>,
) -> Result<HttpResponse, Problem> {
    let (by, ids) = (actor.by(door.desk()), input.into_inner().ids);
    let order = move |tx: &mut _| sla_policies::order(tx, &by, &ids);
    let policies = door.desk().write(order).await?;
    door.promises_changed();
    Ok(answer::whole(policies, wire::sla_policy))
}

/// Says what a change would have done
///
/// Computed from the journals of the tickets of the last 30 days; nothing is kept. For supervisors
/// who see every ticket.
#[utoipa::path(tag = "promises", request_body = SlaPreview,
    responses((status = 200, description = "The effect", body = SlaEffect)))]
#[post("/api/v1/sla_policies/preview")]
pub async fn preview_sla_policy(
    door: Data<Door>,
    actor: Actor,
    input: Json<SlaPreview>,
) -> Result<HttpResponse, Problem> {
    let (by, input) = (actor.by(door.desk()), input.into_inner());
    let preview = move |tx: &mut _| sla_policies::preview(tx, &by, input.policy_id, &input.terms);
    Ok(HttpResponse::Ok().json(wire::effect(door.desk().report(preview).await?)))
}

/// Explains the clocks of a ticket
///
/// Every stretch of time, and the open times of the calendar that counted.
#[utoipa::path(tag = "promises", params(("id" = TicketId, Path, description = "The ticket")),
    responses((status = 200, description = "All of its clocks", body = Clocks)))]
#[get("/api/v1/tickets/{id}/clocks")]
pub async fn list_clocks(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let clocks = move |tx: &mut _| clocks::of_ticket(tx, &by, id);
    Ok(HttpResponse::Ok().json(wire::clocks(door.desk().read(clocks).await?)))
}

/// Lists one's notifications
///
/// Newest first.
#[utoipa::path(tag = "promises", params(Slice),
    responses((status = 200, description = "A page", body = Notifications,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/notifications")]
pub async fn list_notifications(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<Slice>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| notifications::list(tx, &by, &slice);
    let told = wire::notifications(door.desk().read(list).await?);
    let mut answer = HttpResponse::Ok();
    let address = request.uri().to_string();
    if let Some(link) = answer::next_link(&address, told.next.as_deref()) {
        answer.insert_header((actix_web::http::header::LINK, link));
    }
    Ok(answer.json(told))
}

/// Marks notifications as read
///
/// Up to one of them, or all.
#[utoipa::path(tag = "promises", request_body = ReadNotifications,
    responses((status = 204, description = "They are read")))]
#[post("/api/v1/notifications/read")]
pub async fn read_notifications(
    door: Data<Door>,
    actor: Actor,
    input: Json<ReadNotifications>,
) -> Result<HttpResponse, Problem> {
    let (by, up_to) = (actor.by(door.desk()), input.into_inner().up_to);
    let read = move |tx: &mut _| notifications::mark_read(tx, &by, up_to);
    door.desk().write(read).await?;
    Ok(HttpResponse::NoContent().finish())
}
