//! Organizations.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use guichet_contract::organization::{NameQuery, NewOrganization, Organization, OrganizationPatch};
use guichet_contract::page::Page;
use guichet_desk::organizations;
use guichet_domain::ids::OrganizationId;
use guichet_domain::people::Sharing;
use guichet_domain::text::{Name, Reason};

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists organizations
///
/// By name.
#[utoipa::path(tag = "people", params(NameQuery),
    responses((status = 200, description = "A page", body = Page<Organization>,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/organizations")]
pub async fn list_organizations(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<NameQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let words = answer::words(query.q)?;
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| organizations::list(tx, &by, words.as_deref(), &slice);
    let page = door.desk().read(list).await?;
    Ok(answer::page(
        page,
        &request.uri().to_string(),
        wire::organization,
    ))
}

/// Enters an organization
#[utoipa::path(tag = "people", request_body = NewOrganization,
    responses((status = 201, description = "The new organization", body = Organization,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/organizations")]
pub async fn create_organization(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewOrganization>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let new = Fields::read(|fields| {
        let name = fields.text("name", Name::parse(&input.name));
        let notes = fields.maybe("notes", input.notes.as_deref().map(Reason::parse));
        Some(organizations::NewOrganization {
            name: name?,
            notes: notes?,
            sharing: input.sharing.unwrap_or(Sharing::None),
        })
    })?;
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| organizations::create(tx, &by, &new);
    let organization = wire::organization(door.desk().write(create).await?);
    let address = format!("/api/v1/organizations/{}", organization.id);
    Ok(answer::created(
        organization.version,
        &address,
        &organization,
    ))
}

/// Shows an organization
#[utoipa::path(tag = "people", params(("id" = OrganizationId, Path, description = "Which one")),
    responses((status = 200, description = "The organization", body = Organization,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/organizations/{id}")]
pub async fn get_organization(
    door: Data<Door>,
    actor: Actor,
    id: Path<OrganizationId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| organizations::get(tx, &by, id);
    let organization = wire::organization(door.desk().read(get).await?);
    Ok(answer::versioned(organization.version, &organization))
}

/// Changes an organization
///
/// Whose tickets are shared with whom is for administrators.
#[utoipa::path(tag = "people", request_body = OrganizationPatch,
    params(("id" = OrganizationId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The organization afterwards", body = Organization,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/organizations/{id}")]
pub async fn change_organization(
    door: Data<Door>,
    actor: Actor,
    id: Path<OrganizationId>,
    if_match: IfMatch,
    input: Json<OrganizationPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let patch = Fields::read(|fields| {
        let name = fields.maybe("name", input.name.as_deref().map(Name::parse));
        let notes = fields.three_states("notes", input.notes, Reason::parse);
        Some(organizations::OrganizationPatch {
            name: name?,
            notes: notes?,
            sharing: input.sharing,
        })
    })?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| organizations::change(tx, &by, id, if_match.0, &patch);
    let organization = wire::organization(door.desk().write(change).await?);
    // Who reads whose tickets may have changed.
    door.live().sessions_changed();
    Ok(answer::versioned(organization.version, &organization))
}
