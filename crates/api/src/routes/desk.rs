//! What the desk sorts by and abides by: categories, tags, settings.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch, post};
use guichet_contract::category::{Category, CategoryPatch, NewCategory};
use guichet_contract::organization::NameQuery;
use guichet_contract::page::Page;
use guichet_contract::settings::{Settings, SettingsPatch};
use guichet_contract::tag::Tag;
use guichet_desk::{Refusal, Wrong, categories, settings, tags};
use guichet_domain::ids::CategoryId;
use guichet_domain::text::Name;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists the categories
///
/// All of them: the first level, then the second, each by name. Requesters see those in use.
#[utoipa::path(tag = "desk",
    responses((status = 200, description = "All of them", body = Page<Category>)))]
#[get("/api/v1/categories")]
pub async fn list_categories(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door
        .desk()
        .read(move |tx| categories::list(tx, &by))
        .await?;
    Ok(answer::whole(all, wire::category))
}

/// Adds a category
#[utoipa::path(tag = "desk", request_body = NewCategory,
    responses((status = 201, description = "The new category", body = Category,
        headers(("ETag" = String, description = "Its version")))))]
#[post("/api/v1/categories")]
pub async fn create_category(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewCategory>,
) -> Result<HttpResponse, Problem> {
    let new = categories::NewCategory {
        name: Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?,
        parent: input.parent_id,
    };
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| categories::create(tx, &by, &new);
    let category = wire::category(door.desk().write(create).await?);
    let address = format!("/api/v1/categories/{}", category.id);
    Ok(answer::created(category.version, &address, &category))
}

/// Changes a category
#[utoipa::path(tag = "desk", request_body = CategoryPatch,
    params(("id" = CategoryId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The category afterwards", body = Category,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/categories/{id}")]
pub async fn change_category(
    door: Data<Door>,
    actor: Actor,
    id: Path<CategoryId>,
    if_match: IfMatch,
    input: Json<CategoryPatch>,
) -> Result<HttpResponse, Problem> {
    let name = input.name.as_deref().map(Name::parse);
    let patch = categories::CategoryPatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        active: input.active,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| categories::change(tx, &by, id, if_match.0, &patch);
    let category = wire::category(door.desk().write(change).await?);
    Ok(answer::versioned(category.version, &category))
}

/// Lists tags in use
///
/// Those that begin with `q`, in alphabetical order, at most `limit`.
#[utoipa::path(tag = "desk", params(NameQuery),
    responses((status = 200, description = "Some of them", body = Page<Tag>)))]
#[get("/api/v1/tags")]
pub async fn list_tags(
    door: Data<Door>,
    actor: Actor,
    query: Query<NameQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    if query.cursor.is_some() {
        let sentence = "This list has one page.";
        return Err(Refusal::field("cursor", Wrong::Invalid(sentence)).into());
    }
    let slice = answer::slice(query.limit, None)?;
    let beginning = answer::words(query.q)?.unwrap_or_default();
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| tags::list(tx, &by, &beginning, slice.limit);
    let names = door.desk().read(list).await?;
    Ok(answer::whole(names, |name| Tag { name }))
}

/// Shows the settings
#[utoipa::path(tag = "desk", responses((status = 200, description = "The settings", body = Settings,
    headers(("ETag" = String, description = "Their version")))))]
#[get("/api/v1/settings")]
pub async fn get_settings(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let settings = door.desk().read(move |tx| settings::get(tx, &by)).await?;
    let settings = wire::settings(settings);
    Ok(answer::versioned(settings.version, &settings))
}

/// Changes the settings
#[utoipa::path(tag = "desk", request_body = SettingsPatch,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The settings afterwards", body = Settings,
        headers(("ETag" = String, description = "Their version")))))]
#[patch("/api/v1/settings")]
pub async fn change_settings(
    door: Data<Door>,
    actor: Actor,
    if_match: IfMatch,
    input: Json<SettingsPatch>,
) -> Result<HttpResponse, Problem> {
    let patch = settings_patch(input.into_inner())?;
    let by = actor.by(door.desk());
    let change = move |tx: &mut _| settings::change(tx, &by, if_match.0, &patch);
    let settings = wire::settings(door.desk().write(change).await?);
    Ok(answer::versioned(settings.version, &settings))
}

fn settings_patch(input: SettingsPatch) -> Result<settings::SettingsPatch, Problem> {
    let days = |field: &str, days: Option<i32>| {
        let whole = days.map(u32::try_from).transpose();
        whole.map_err(|_| Problem::from(Refusal::field(field, Wrong::OutOfRange)))
    };
    let name = input.name.as_deref().map(Name::parse);
    Ok(settings::SettingsPatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        language: input.language,
        ticket_prefix: input.ticket_prefix,
        matrix: input.matrix,
        remind_after_days: days("remind_after_days", input.remind_after_days)?,
        close_after_days: days("close_after_days", input.close_after_days)?,
        reopen_within_days: days("reopen_within_days", input.reopen_within_days)?,
    })
}
