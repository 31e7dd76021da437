//! The outbox, addresses that are not written to, and invitations.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use guichet_contract::organization::NameQuery;
use guichet_contract::page::Page;
use guichet_contract::post::{FlaggedAddress, Letter, LettersQuery, TestLetter};
use guichet_desk::post::{self, letters};
use guichet_desk::{Refusal, Wrong};
use guichet_domain::ids::{LetterId, PersonId};
use guichet_domain::text::Email;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Json, Path, Query, parsed};
use crate::problem::{Code, Problem};
use crate::routes::answer;
use crate::wire;

/// Lists the letters
///
/// Newest first; all, or those that could not be sent.
#[utoipa::path(tag = "post", params(LettersQuery),
    responses((status = 200, description = "A page of them", body = Page<Letter>,
        headers(("Link" = Option<String>, description = "The next page")))))]
#[get("/api/v1/letters")]
pub async fn list_letters(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<LettersQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let (by, failed) = (actor.by(door.desk()), query.failed == Some(true));
    let list = move |tx: &mut _| letters::list(tx, &by, failed, &slice);
    let page = door.desk().read(list).await?;
    Ok(answer::page(page, &request.uri().to_string(), wire::letter))
}

/// Sends a letter to see whether letters can be sent
#[utoipa::path(tag = "post", request_body = TestLetter,
    responses((status = 201, description = "It is in the outbox", body = Letter)))]
#[post("/api/v1/letters/test")]
pub async fn send_test_letter(
    door: Data<Door>,
    actor: Actor,
    input: Json<TestLetter>,
) -> Result<HttpResponse, Problem> {
    let address = parsed("email", Email::parse(&input.email))?;
    let by = actor.by(door.desk());
    let send = move |tx: &mut _| letters::send_test(tx, &by, &address);
    let letter = wire::letter(door.desk().write(send).await?);
    Ok(HttpResponse::Created().json(letter))
}

/// Tries to send a letter again
#[utoipa::path(tag = "post", params(("id" = LetterId, Path, description = "Which one")),
    responses((status = 200, description = "It waits to be sent", body = Letter)))]
#[post("/api/v1/letters/{id}/retry")]
pub async fn retry_letter(
    door: Data<Door>,
    actor: Actor,
    id: Path<LetterId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let retry = move |tx: &mut _| letters::retry(tx, &by, id);
    Ok(HttpResponse::Ok().json(wire::letter(door.desk().write(retry).await?)))
}

/// Lists addresses that are not written to
///
/// In their order.
#[utoipa::path(tag = "post", params(NameQuery),
    responses((status = 200, description = "A page of them", body = Page<FlaggedAddress>,
        headers(("Link" = Option<String>, description = "The next page")))))]
#[get("/api/v1/flagged_addresses")]
pub async fn list_flagged_addresses(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<NameQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    if query.q.is_some() {
        let sentence = "This list is not searched.";
        return Err(Refusal::field("q", Wrong::Invalid(sentence)).into());
    }
    let slice = answer::slice(query.limit, query.cursor)?;
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| post::list_addresses(tx, &by, &slice);
    let page = door.desk().read(list).await?;
    Ok(answer::page(
        page,
        &request.uri().to_string(),
        wire::flagged,
    ))
}

/// Says that an address works again
#[utoipa::path(tag = "post",
    params(("address" = String, Path, description = "The address")),
    responses((status = 204, description = "It may be written to again")))]
#[delete("/api/v1/flagged_addresses/{address}")]
pub async fn clear_address(
    door: Data<Door>,
    actor: Actor,
    address: Path<String>,
) -> Result<HttpResponse, Problem> {
    let address = Email::parse(&address).map_err(|_| Problem::from(Code::NotFound))?;
    let by = actor.by(door.desk());
    let clear = move |tx: &mut _| post::clear_address(tx, &by, &address);
    door.desk().write(clear).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Invites a requester
///
/// By a letter with a link that signs in, once, within seven days.
#[utoipa::path(tag = "people", params(("id" = PersonId, Path, description = "Whom")),
    responses((status = 204, description = "The letter is in the outbox")))]
#[post("/api/v1/people/{id}/invite")]
pub async fn invite_person(
    door: Data<Door>,
    actor: Actor,
    id: Path<PersonId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let invite = move |tx: &mut _| letters::send_invitation(tx, &by, id);
    door.desk().write(invite).await?;
    Ok(HttpResponse::NoContent().finish())
}
