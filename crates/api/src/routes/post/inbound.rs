//! What came in: mails handed over by gateways, and those in quarantine.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, http::header, post, web};
use guichet_contract::page::Page;
use guichet_contract::post::{InboundAnswer, InboundQuery, IncomingMail, MailsQuery};
use guichet_desk::post::receive::{self, Origin};
use guichet_domain::ids::MailId;
use guichet_mail::incoming::Limits;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Path, Query, media_type, read_body};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Takes in a mail
///
/// For gateways that receive mails themselves: the whole mail as it came (RFC 5322), in the body.
/// The same mail handed over twice is taken in once.
#[utoipa::path(tag = "post", params(InboundQuery),
    request_body(content = String, content_type = "message/rfc822", description = "The mail"),
    responses((status = 200, description = "What became of it", body = InboundAnswer)))]
#[post("/api/v1/channels/email/inbound")]
pub async fn receive_mail(
    request: HttpRequest,
    door: Data<Door>,
    _actor: Actor,
    query: Query<InboundQuery>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    media_type(&request, &["message/rfc822"])?;
    let limits = Limits::default();
    let time = door.settings().request_timeout.0;
    let raw = read_body(&request, payload.into_inner(), limits.bytes, time).await?;
    let parsed = web::block(move || receive::parse(raw, &limits))
        .await
        .map_err(|error| Problem::fault(&error))?;
    let origin = Origin {
        mailbox: query.mailbox_id,
        place: None,
    };
    let carrier = door.carrier();
    let received = door.desk().receive(carrier, vec![(origin, parsed)]).await?;
    door.live().committed();
    let one = received.first().copied();
    let one = one.ok_or_else(|| Problem::fault(&"a mail came to nothing"))?;
    Ok(HttpResponse::Ok().json(wire::inbound(one)))
}

/// Lists the mails that came in
///
/// Newest first; all, or those in quarantine.
#[utoipa::path(tag = "post", params(MailsQuery),
    responses((status = 200, description = "A page of them", body = Page<IncomingMail>,
        headers(("Link" = Option<String>, description = "The next page")))))]
#[get("/api/v1/mails")]
pub async fn list_mails(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<MailsQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let (by, quarantined) = (actor.by(door.desk()), query.quarantined == Some(true));
    let list = move |tx: &mut _| receive::list(tx, &by, quarantined, &slice);
    let page = door.desk().read(list).await?;
    let address = request.uri().to_string();
    Ok(answer::page(page, &address, wire::incoming_mail))
}

/// Shows a mail that came in
#[utoipa::path(tag = "post", params(("id" = MailId, Path, description = "Which one")),
    responses((status = 200, description = "The mail", body = IncomingMail)))]
#[get("/api/v1/mails/{id}")]
pub async fn get_mail(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| receive::get(tx, &by, id);
    Ok(HttpResponse::Ok().json(wire::incoming_mail(door.desk().read(get).await?)))
}

/// Gives the whole of a mail in quarantine
///
/// As it came, to be saved and looked at with care.
#[utoipa::path(tag = "post", params(("id" = MailId, Path, description = "Which one")),
    responses((status = 200, description = "The mail", content_type = "application/octet-stream",
        body = Vec<u8>)))]
#[get("/api/v1/mails/{id}/raw")]
pub async fn get_raw_mail(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let raw = door.desk().raw_mail(by, id).await?;
    let disposition = format!("attachment; filename=\"mail-{id}.eml\"");
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ))
        .body(raw))
}

/// Takes a mail out of quarantine
///
/// Somebody has looked at it: it is taken in after all, as if it came now.
#[utoipa::path(tag = "post", params(("id" = MailId, Path, description = "Which one")),
    responses((status = 200, description = "What became of it", body = IncomingMail)))]
#[post("/api/v1/mails/{id}/release")]
pub async fn release_mail(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let mail = door.desk().release(door.carrier(), by, id).await?;
    Ok(HttpResponse::Ok().json(wire::incoming_mail(mail)))
}

/// Leaves a mail in quarantine as nothing
#[utoipa::path(tag = "post", params(("id" = MailId, Path, description = "Which one")),
    responses((status = 200, description = "What became of it", body = IncomingMail)))]
#[post("/api/v1/mails/{id}/dismiss")]
pub async fn dismiss_mail(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let dismiss = move |tx: &mut _| receive::dismiss(tx, &by, id);
    Ok(HttpResponse::Ok().json(wire::incoming_mail(door.desk().write(dismiss).await?)))
}
