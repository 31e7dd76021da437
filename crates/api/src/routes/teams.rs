//! Teams of agents.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch, post};
use guichet_contract::page::Page;
use guichet_contract::team::{NewTeam, Team, TeamPatch};
use guichet_desk::teams;
use guichet_domain::ids::TeamId;
use guichet_domain::routing::RoutingMethod;
use guichet_domain::text::Name;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path};
use crate::problem::Problem;
use crate::wire;

/// Lists the teams
///
/// All of them, by name, with their agents.
#[utoipa::path(tag = "people",
    responses((status = 200, description = "All of them", body = Page<Team>)))]
#[get("/api/v1/teams")]
pub async fn list_teams(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let teams = door.desk().read(move |tx| teams::list(tx, &by)).await?;
    Ok(answer::whole(teams, wire::team))
}

/// Forms a team
#[utoipa::path(tag = "people", request_body = NewTeam,
    responses((status = 201, description = "The new team", body = Team,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/teams")]
pub async fn create_team(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewTeam>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let name = Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?;
    let new = teams::NewTeam {
        name,
        level: input.level,
        routing: input.routing.unwrap_or(RoutingMethod::Manual),
        members: input.member_ids.unwrap_or_default(),
    };
    let by = actor.by(door.desk());
    let team = door
        .desk()
        .write(move |tx| teams::create(tx, &by, &new))
        .await?;
    door.live().sessions_changed();
    let team = wire::team(team);
    let address = format!("/api/v1/teams/{}", team.id);
    Ok(answer::created(team.version, &address, &team))
}

/// Shows a team
#[utoipa::path(tag = "people", params(("id" = TeamId, Path, description = "Which one")),
    responses((status = 200, description = "The team", body = Team,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/teams/{id}")]
pub async fn get_team(
    door: Data<Door>,
    actor: Actor,
    id: Path<TeamId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let team = door.desk().read(move |tx| teams::get(tx, &by, id)).await?;
    let team = wire::team(team);
    Ok(answer::versioned(team.version, &team))
}

/// Changes a team
#[utoipa::path(tag = "people", request_body = TeamPatch,
    params(("id" = TeamId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The team afterwards", body = Team,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/teams/{id}")]
pub async fn change_team(
    door: Data<Door>,
    actor: Actor,
    id: Path<TeamId>,
    if_match: IfMatch,
    input: Json<TeamPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let name = input.name.as_deref().map(Name::parse);
    let patch = teams::TeamPatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        level: input.level,
        active: input.active,
        routing: input.routing,
        members: input.member_ids,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| teams::change(tx, &by, id, if_match.0, &patch);
    let team = wire::team(door.desk().write(change).await?);
    // Whoever joined or left sees other tickets from now on.
    door.live().sessions_changed();
    Ok(answer::versioned(team.version, &team))
}
