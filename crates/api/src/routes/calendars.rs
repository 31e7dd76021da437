//! Business calendars.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, patch, post};
use guichet_contract::calendar::{
    Calendar, CalendarPatch, ClosedDay, NewCalendar, ReadDays, ReadIcal, SkippedEvent, YearQuery,
};
use guichet_contract::page::Page;
use guichet_desk::calendars::{self, ical};
use guichet_desk::{Refusal, Wrong};
use guichet_domain::ids::CalendarId;
use guichet_domain::text::Name;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists the calendars
///
/// All of them, by name.
#[utoipa::path(tag = "promises",
    responses((status = 200, description = "All of them", body = Page<Calendar>)))]
#[get("/api/v1/calendars")]
pub async fn list_calendars(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| calendars::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::calendar))
}

/// Makes a calendar
#[utoipa::path(tag = "promises", request_body = NewCalendar,
    responses((status = 201, description = "The new calendar", body = Calendar,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/calendars")]
pub async fn create_calendar(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewCalendar>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let new = calendars::NewCalendar {
        name: Fields::read(|fields| fields.text("name", Name::parse(&input.name)))?,
        definition: input.definition,
    };
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| calendars::create(tx, &by, &new);
    let calendar = wire::calendar(door.desk().write(create).await?);
    let address = format!("/api/v1/calendars/{}", calendar.id);
    Ok(answer::created(calendar.version, &address, &calendar))
}

/// Shows a calendar
#[utoipa::path(tag = "promises", params(("id" = CalendarId, Path, description = "Which one")),
    responses((status = 200, description = "The calendar", body = Calendar,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/calendars/{id}")]
pub async fn get_calendar(
    door: Data<Door>,
    actor: Actor,
    id: Path<CalendarId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| calendars::get(tx, &by, id);
    let calendar = wire::calendar(door.desk().read(get).await?);
    Ok(answer::versioned(calendar.version, &calendar))
}

/// Changes a calendar
///
/// What is promised by it is measured anew; what has ended stays as it ended.
#[utoipa::path(tag = "promises", request_body = CalendarPatch,
    params(("id" = CalendarId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The calendar afterwards", body = Calendar,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/calendars/{id}")]
pub async fn change_calendar(
    door: Data<Door>,
    actor: Actor,
    id: Path<CalendarId>,
    if_match: IfMatch,
    input: Json<CalendarPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let name = input.name.as_deref().map(Name::parse);
    let patch = calendars::CalendarPatch {
        name: Fields::read(|fields| fields.maybe("name", name))?,
        definition: input.definition,
    };
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| calendars::change(tx, &by, id, if_match.0, &patch);
    let calendar = wire::calendar(door.desk().write(change).await?);
    door.promises_changed();
    Ok(answer::versioned(calendar.version, &calendar))
}

/// Takes a calendar away
///
/// Only one that nothing counts by.
#[utoipa::path(tag = "promises",
    params(("id" = CalendarId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/calendars/{id}")]
pub async fn delete_calendar(
    door: Data<Door>,
    actor: Actor,
    id: Path<CalendarId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| calendars::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lists the closed days of a year
///
/// Holidays and own days, by date.
#[utoipa::path(tag = "promises",
    params(("id" = CalendarId, Path, description = "Which calendar"), YearQuery),
    responses((status = 200, description = "All of them", body = Page<ClosedDay>)))]
#[get("/api/v1/calendars/{id}/closed_days")]
pub async fn list_closed_days(
    door: Data<Door>,
    actor: Actor,
    id: Path<CalendarId>,
    query: Query<YearQuery>,
) -> Result<HttpResponse, Problem> {
    let (by, id, year) = (
        actor.by(door.desk()),
        id.into_inner(),
        query.into_inner().year,
    );
    let list = move |tx: &mut _| calendars::closed_days(tx, &by, id, year);
    Ok(answer::whole(
        door.desk().read(list).await?,
        wire::closed_day,
    ))
}

/// Reads days from an iCalendar file
///
/// Gives the all-day events of the file as days to close on. Nothing is kept: put them into a
/// calendar's `days`.
#[utoipa::path(tag = "promises", request_body = ReadIcal,
    responses((status = 200, description = "What was read", body = ReadDays)))]
#[post("/api/v1/calendars/read_ical")]
pub async fn read_ical(input: Json<ReadIcal>) -> Result<HttpResponse, Problem> {
    let text = input.into_inner().text;
    // A large file takes a while: other requests must not wait for it.
    let read = actix_web::web::block(move || ical::read(&text)).await;
    let read = read
        .map_err(|error| Problem::fault(&error))?
        .map_err(|unreadable| Refusal::field("text", Wrong::Sentence(unreadable.to_string())))?;
    let skipped = read.skipped.into_iter().map(|skipped| SkippedEvent {
        summary: skipped.summary,
        reason: skipped.reason.to_string(),
    });
    Ok(HttpResponse::Ok().json(ReadDays {
        days: read.days,
        skipped: skipped.collect(),
    }))
}
