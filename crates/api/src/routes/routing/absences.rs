//! Times during which agents are not there.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post};
use guichet_contract::page::Page;
use guichet_contract::routing::{Absence, AbsencePatch, AbsenceQuery, NewAbsence};
use guichet_desk::routing::absences;
use guichet_domain::ids::AbsenceId;
use guichet_domain::text::Line;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists absences
///
/// By their beginning; without `past` only those that last or are to come.
#[utoipa::path(tag = "routing", params(AbsenceQuery),
    responses((status = 200, description = "A page", body = Page<Absence>,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/absences")]
pub async fn list_absences(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<AbsenceQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let listing = absences::Listing {
        person: query.person_id,
        past: query.past.unwrap_or(false),
    };
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| absences::list(tx, &by, &listing, &slice);
    let page = door.desk().read(list).await?;
    Ok(answer::page(
        page,
        &request.uri().to_string(),
        wire::absence,
    ))
}

/// Enters an absence
///
/// One's own; supervisors enter anybody's.
#[utoipa::path(tag = "routing", request_body = NewAbsence,
    responses((status = 201, description = "The new absence", body = Absence,
        headers(("ETag" = String, description = "Its version")))))]
#[post("/api/v1/absences")]
pub async fn create_absence(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewAbsence>,
) -> Result<HttpResponse, Problem> {
    let note = input.note.as_deref().map(Line::parse);
    let new = absences::NewAbsence {
        person: input.person_id,
        from: input.from,
        until: input.until,
        replacement: input.replacement_id,
        note: Fields::read(|fields| fields.maybe("note", note))?,
    };
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| absences::create(tx, &by, &new);
    let absence = wire::absence(door.desk().write(create).await?);
    let address = format!("/api/v1/absences/{}", absence.id);
    Ok(answer::created(absence.version, &address, &absence))
}

/// Changes an absence
#[utoipa::path(tag = "routing", request_body = AbsencePatch,
    params(("id" = AbsenceId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The absence afterwards", body = Absence,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/absences/{id}")]
pub async fn change_absence(
    door: Data<Door>,
    actor: Actor,
    id: Path<AbsenceId>,
    if_match: IfMatch,
    input: Json<AbsencePatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let note = Fields::read(|fields| fields.three_states("note", input.note, Line::parse))?;
    let patch = absences::AbsencePatch {
        from: input.from,
        until: input.until,
        replacement: input.replacement_id,
        note,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| absences::change(tx, &by, id, if_match.0, &patch);
    let absence = wire::absence(door.desk().write(change).await?);
    Ok(answer::versioned(absence.version, &absence))
}

/// Deletes an absence
#[utoipa::path(tag = "routing",
    params(("id" = AbsenceId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/absences/{id}")]
pub async fn delete_absence(
    door: Data<Door>,
    actor: Actor,
    id: Path<AbsenceId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| absences::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    Ok(HttpResponse::NoContent().finish())
}
