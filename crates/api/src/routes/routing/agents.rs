//! What the routing knows of agents.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch};
use guichet_contract::page::Page;
use guichet_contract::routing::{Agent, AgentPatch};
use guichet_desk::routing::agents;
use guichet_domain::ids::PersonId;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists the agents
///
/// Everybody who can be put in charge of tickets, by name, with what the routing knows of them.
#[utoipa::path(tag = "routing",
    responses((status = 200, description = "All of them", body = Page<Agent>)))]
#[get("/api/v1/agents")]
pub async fn list_agents(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| agents::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::agent))
}

/// Shows an agent
#[utoipa::path(tag = "routing", params(("id" = PersonId, Path, description = "Who")),
    responses((status = 200, description = "The agent", body = Agent,
        headers(("ETag" = String, description = "The version")))))]
#[get("/api/v1/agents/{id}")]
pub async fn get_agent(
    door: Data<Door>,
    actor: Actor,
    id: Path<PersonId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let agent = door.desk().read(move |tx| agents::get(tx, &by, id)).await?;
    let agent = wire::agent(agent);
    Ok(answer::versioned(agent.version, &agent))
}

/// Changes what the routing knows of an agent
#[utoipa::path(tag = "routing", request_body = AgentPatch,
    params(("id" = PersonId, Path, description = "Who"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The agent afterwards", body = Agent,
        headers(("ETag" = String, description = "The version")))))]
#[patch("/api/v1/agents/{id}")]
pub async fn change_agent(
    door: Data<Door>,
    actor: Actor,
    id: Path<PersonId>,
    if_match: IfMatch,
    input: Json<AgentPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let patch = agents::AgentPatch {
        capacity: input.capacity,
        languages: input.languages,
        skills: input.skills.as_deref().map(wire::abilities),
        calendar: input.calendar_id,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| agents::change(tx, &by, id, if_match.0, &patch);
    let agent = wire::agent(door.desk().write(change).await?);
    Ok(answer::versioned(agent.version, &agent))
}
