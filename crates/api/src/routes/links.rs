//! What the links in mails lead to. A GET looks, and changes nothing; what whoever has the letter
//! decides is a POST of the page that it opens.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use guichet_contract::session::{LinkRequest, LinkSignIn, Me};
use guichet_contract::survey::{Asked, StillWrong, SurveyAnswer};
use guichet_desk::post::links;
use guichet_desk::sessions::{Entry, SessionKind};
use guichet_desk::settings;
use guichet_domain::text::{Email, Name, Reason};

use super::sessions::UNKEPT;
use super::surveys::answer_of;
use crate::auth::actor::Actor;
use crate::auth::peer;
use crate::auth::secret::Token;
use crate::door::Door;
use crate::input::{Fields, Json, Path};
use crate::problem::Problem;
use crate::routes::me;
use crate::wire;

/// Shows what a link from a mail asks
///
/// Nothing is changed by it. A link that is not ours, has expired or is not for that any more is
/// not found.
#[utoipa::path(tag = "links", params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "What is asked", body = Asked)))]
#[get("/api/v1/links/{token}")]
pub async fn look_at_link(door: Data<Door>, token: Path<String>) -> Result<HttpResponse, Problem> {
    let (token, now) = (token.into_inner(), door.desk().now());
    let seal = door.carrier().seal.clone();
    let look = move |tx: &mut _| {
        let asked = links::look(tx, &seal, &token, now)?;
        Ok((settings::load(tx)?.name, asked))
    };
    let (desk, asked) = door.desk().read(look).await?;
    Ok(HttpResponse::Ok().json(wire::asked(desk, asked)))
}

/// Confirms by a link that the request is solved
///
/// Confirmed before, it stays so.
#[utoipa::path(tag = "links", params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "What is asked afterwards", body = Asked)))]
#[post("/api/v1/links/{token}/confirm")]
pub async fn confirm_by_link(
    door: Data<Door>,
    token: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, now) = (token.into_inner(), door.desk().now());
    let seal = door.carrier().seal.clone();
    let confirm = move |tx: &mut _| {
        let asked = links::confirm(tx, &seal, &token, now)?;
        Ok((settings::load(tx)?.name, asked))
    };
    let (desk, asked) = door.desk().write(confirm).await?;
    door.live().committed();
    Ok(HttpResponse::Ok().json(wire::asked(desk, asked)))
}

/// Says by a link that the request is not solved
#[utoipa::path(tag = "links", request_body = StillWrong,
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "What is asked afterwards", body = Asked)))]
#[post("/api/v1/links/{token}/not_solved")]
pub async fn not_solved_by_link(
    door: Data<Door>,
    token: Path<String>,
    input: Json<StillWrong>,
) -> Result<HttpResponse, Problem> {
    let reason = input.reason.as_deref().map(Reason::parse);
    let reason = Fields::read(|fields| fields.maybe("reason", reason))?;
    let (token, now) = (token.into_inner(), door.desk().now());
    let seal = door.carrier().seal.clone();
    let reopen = move |tx: &mut _| {
        let asked = links::not_solved(tx, &seal, &token, reason.as_ref(), now)?;
        Ok((settings::load(tx)?.name, asked))
    };
    let (desk, asked) = door.desk().write(reopen).await?;
    door.live().committed();
    Ok(HttpResponse::Ok().json(wire::asked(desk, asked)))
}

/// Says by a link how it was
#[utoipa::path(tag = "links", request_body = SurveyAnswer,
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "What is asked afterwards", body = Asked)))]
#[post("/api/v1/links/{token}/rate")]
pub async fn rate_by_link(
    door: Data<Door>,
    token: Path<String>,
    input: Json<SurveyAnswer>,
) -> Result<HttpResponse, Problem> {
    let answer = answer_of(&input)?;
    let (token, now) = (token.into_inner(), door.desk().now());
    let seal = door.carrier().seal.clone();
    let rate = move |tx: &mut _| {
        let asked = links::rate(tx, &seal, &token, &answer, now)?;
        Ok((settings::load(tx)?.name, asked))
    };
    let (desk, asked) = door.desk().write(rate).await?;
    door.live().committed();
    Ok(HttpResponse::Ok().json(wire::asked(desk, asked)))
}

/// Asks for a link to sign in by
///
/// It is sent by mail, works once, for fifteen minutes. Whether anybody has the address is not told.
#[utoipa::path(tag = "session", request_body = LinkRequest,
    responses((status = 204, description = "It is sent, if it is to be")))]
#[post("/api/v1/sessions/link")]
pub async fn ask_for_link(
    request: HttpRequest,
    input: Json<LinkRequest>,
) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let (email, name) = Fields::read(|fields| {
        let email = fields.text("email", Email::parse(&input.email));
        let name = fields.maybe("name", input.name.as_deref().map(Name::parse));
        Some((email?, name?))
    })?;
    let network = peer::of(&request, &door).network();
    door.throttle()
        .attempt(&format!("link {}", email.as_str()), network)?;
    let (language, now) = (input.language, door.desk().now());
    let ask = move |tx: &mut _| links::ask_entry(tx, &email, name.as_ref(), language, now);
    door.desk().write(ask).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sign in a browser by a link
///
/// The link works once. Sets the session cookie as signing in by password does.
#[utoipa::path(tag = "session", request_body = LinkSignIn,
    responses((status = 201, description = "Signed in", body = Me,
        headers(("Set-Cookie" = String, description = "The session.")))))]
#[post("/api/v1/sessions/enter")]
pub async fn enter(request: HttpRequest, input: Json<LinkSignIn>) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let LinkSignIn { token: link, keep } = input.into_inner();
    let network = peer::of(&request, &door).network();
    door.throttle()
        .attempt(&format!("entry {link:.40}"), network)?;
    let kept = keep.then_some(door.settings().session_lifetime.0);
    let token = Token::fresh().map_err(|error| Problem::fault(&error))?;
    let entry = Entry {
        kind: SessionKind::Browser,
        token_hash: token.hash(),
        lifetime: chrono::Duration::from_std(kept.unwrap_or(UNKEPT))
            .unwrap_or(chrono::Duration::days(1)),
    };
    let (seal, now) = (door.carrier().seal.clone(), door.desk().now());
    let enter = move |tx: &mut _| links::enter(tx, &seal, &link, &entry, now);
    let begun = door.desk().write(enter).await?;
    let me = me::show(&door, &Actor::new(begun, true)).await?;
    Ok(HttpResponse::Created()
        .cookie(door.cookie().set(&token, kept))
        .json(me))
}
