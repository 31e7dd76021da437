//! Rules that lead tickets to a team.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, patch, post};
use guichet_contract::page::Page;
use guichet_contract::routing::{NewRoutingRule, RoutingRule, RoutingRuleOrder, RoutingRulePatch};
use guichet_desk::routing::rules;
use guichet_domain::ids::RoutingRuleId;
use guichet_domain::text::Name;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists the routing rules
///
/// All of them, in the order in which they are tried.
#[utoipa::path(tag = "routing",
    responses((status = 200, description = "All of them", body = Page<RoutingRule>)))]
#[get("/api/v1/routing_rules")]
pub async fn list_routing_rules(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| rules::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::routing_rule))
}

/// Makes a routing rule
///
/// It comes last. Of those that are active, the first whose conditions a new ticket meets decides.
#[utoipa::path(tag = "routing", request_body = NewRoutingRule,
    responses((status = 201, description = "The new rule", body = RoutingRule,
        headers(("ETag" = String, description = "Its version")))))]
#[post("/api/v1/routing_rules")]
pub async fn create_routing_rule(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewRoutingRule>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let new = rules::NewRule {
        name: Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?,
        active: input.active.unwrap_or(true),
        conditions: input.conditions,
        team: input.team_id,
        level: input.level,
        skills: wire::abilities(&input.skills),
    };
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| rules::create(tx, &by, &new);
    let rule = wire::routing_rule(door.desk().write(create).await?);
    let address = format!("/api/v1/routing_rules/{}", rule.id);
    Ok(answer::created(rule.version, &address, &rule))
}

/// Changes a routing rule
#[utoipa::path(tag = "routing", request_body = RoutingRulePatch,
    params(("id" = RoutingRuleId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The rule afterwards", body = RoutingRule,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/routing_rules/{id}")]
pub async fn change_routing_rule(
    door: Data<Door>,
    actor: Actor,
    id: Path<RoutingRuleId>,
    if_match: IfMatch,
    input: Json<RoutingRulePatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let name = input.name.as_deref().map(Name::parse);
    let patch = rules::RulePatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        active: input.active,
        conditions: input.conditions,
        team: input.team_id,
        level: input.level,
        skills: input.skills.as_deref().map(wire::abilities),
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| rules::change(tx, &by, id, if_match.0, &patch);
    let rule = wire::routing_rule(door.desk().write(change).await?);
    Ok(answer::versioned(rule.version, &rule))
}

/// Deletes a routing rule
///
/// What it has decided stands.
#[utoipa::path(tag = "routing",
    params(("id" = RoutingRuleId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/routing_rules/{id}")]
pub async fn delete_routing_rule(
    door: Data<Door>,
    actor: Actor,
    id: Path<RoutingRuleId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| rules::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Orders the routing rules
///
/// Names every rule once, in the order in which they are to be tried.
#[utoipa::path(tag = "routing", request_body = RoutingRuleOrder,
    responses((status = 200, description = "All of them, in the new order",
        body = Page<RoutingRule>)))]
#[post("/api/v1/routing_rules/order")]
pub async fn order_routing_rules(
    door: Data<Door>,
    actor: Actor,
    input: Json<RoutingRuleOrder>,
) -> Result<HttpResponse, Problem> {
    let (by, ids) = (actor.by(door.desk()), input.into_inner().ids);
    let order = move |tx: &mut _| rules::order(tx, &by, &ids);
    let all = door.desk().write(order).await?;
    Ok(answer::whole(all, wire::routing_rule))
}
