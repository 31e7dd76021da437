//! How it was.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, put};
use chrono::Duration;
use guichet_contract::page::Page;
use guichet_contract::survey::{Survey, SurveyAnswer, Tally, TallyQuery};
use guichet_desk::surveys::{self, Answer};
use guichet_domain::ids::TicketId;
use guichet_domain::text::Prose;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Shows how the requester of a ticket was asked, and has answered
///
/// `null` where nothing is asked.
#[utoipa::path(tag = "tickets", params(("id" = TicketId, Path, description = "Which ticket")),
    responses((status = 200, description = "The survey", body = Option<Survey>)))]
#[get("/api/v1/tickets/{id}/survey")]
pub async fn get_survey(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| surveys::of_ticket(tx, &by, id);
    let survey = door.desk().read(get).await?;
    Ok(HttpResponse::Ok().json(survey.map(wire::survey)))
}

/// Says how it was
///
/// For the requester of a closed ticket; the answer can be changed for seven days.
#[utoipa::path(tag = "tickets", request_body = SurveyAnswer,
    params(("id" = TicketId, Path, description = "Which ticket")),
    responses((status = 200, description = "The answer", body = Survey)))]
#[put("/api/v1/tickets/{id}/survey")]
pub async fn answer_survey(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
    input: Json<SurveyAnswer>,
) -> Result<HttpResponse, Problem> {
    let answer = answer_of(&input)?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let say = move |tx: &mut _| surveys::answer(tx, &by, id, &answer);
    let survey = door.desk().write(say).await?;
    door.live().committed();
    Ok(HttpResponse::Ok().json(wire::survey(survey)))
}

/// Counts how requesters have answered
///
/// For each kind of survey that was answered in the time: the last thirty days unless said.
#[utoipa::path(tag = "tickets", params(TallyQuery),
    responses((status = 200, description = "The answers", body = Page<Tally>)))]
#[get("/api/v1/reports/satisfaction")]
pub async fn count_satisfaction(
    door: Data<Door>,
    actor: Actor,
    query: Query<TallyQuery>,
) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let until = query.until.unwrap_or(by.at);
    let from = query.from.unwrap_or(by.at - Duration::days(30));
    let count = move |tx: &mut _| surveys::tally(tx, &by, from, until);
    let tallies = door.desk().report(count).await?;
    Ok(answer::whole(tallies, wire::tally))
}

/// What a requester says, as the desk takes it.
pub(super) fn answer_of(input: &SurveyAnswer) -> Result<Answer, Problem> {
    let comment = input.comment.as_deref().map(Prose::parse);
    Ok(Answer {
        score: input.score,
        comment: Fields::read(|fields| fields.maybe("comment", comment))?,
    })
}
