//! Skills that agents can have.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, patch, post};
use guichet_contract::page::Page;
use guichet_contract::routing::{NewSkill, Skill, SkillPatch};
use guichet_desk::routing::skills;
use guichet_domain::ids::SkillId;
use guichet_domain::text::Name;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists the skills
///
/// All of them, by name.
#[utoipa::path(tag = "routing",
    responses((status = 200, description = "All of them", body = Page<Skill>)))]
#[get("/api/v1/skills")]
pub async fn list_skills(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| skills::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::skill))
}

/// Adds a skill
#[utoipa::path(tag = "routing", request_body = NewSkill,
    responses((status = 201, description = "The new skill", body = Skill,
        headers(("ETag" = String, description = "Its version")))))]
#[post("/api/v1/skills")]
pub async fn create_skill(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewSkill>,
) -> Result<HttpResponse, Problem> {
    let name = Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?;
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| skills::create(tx, &by, &name);
    let skill = wire::skill(door.desk().write(create).await?);
    let address = format!("/api/v1/skills/{}", skill.id);
    Ok(answer::created(skill.version, &address, &skill))
}

/// Renames a skill
#[utoipa::path(tag = "routing", request_body = SkillPatch,
    params(("id" = SkillId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The skill afterwards", body = Skill,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/skills/{id}")]
pub async fn change_skill(
    door: Data<Door>,
    actor: Actor,
    id: Path<SkillId>,
    if_match: IfMatch,
    input: Json<SkillPatch>,
) -> Result<HttpResponse, Problem> {
    let name = input.name.as_deref().map(Name::parse);
    let name = Fields::read(|fields| fields.maybe("name", name))?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| skills::change(tx, &by, id, if_match.0, name.as_ref());
    let skill = wire::skill(door.desk().write(change).await?);
    Ok(answer::versioned(skill.version, &skill))
}

/// Deletes a skill
///
/// It is taken off agents and rules.
#[utoipa::path(tag = "routing",
    params(("id" = SkillId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/skills/{id}")]
pub async fn delete_skill(
    door: Data<Door>,
    actor: Actor,
    id: Path<SkillId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| skills::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    Ok(HttpResponse::NoContent().finish())
}
