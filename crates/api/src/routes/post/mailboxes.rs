//! Mailboxes that the desk reads.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, patch, post};
use guichet_contract::mailbox::{Mailbox, MailboxPatch, NewFetchServer, NewMailbox, Reached};
use guichet_contract::page::Page;
use guichet_desk::post::mailboxes::{self, NewServer};
use guichet_desk::{Refusal, Wrong};
use guichet_domain::ids::MailboxId;
use guichet_domain::text::{Email, Line, Name};

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path};
use crate::postman;
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists the mailboxes
///
/// All of them, oldest first, with how reading each stands.
#[utoipa::path(tag = "post",
    responses((status = 200, description = "All of them", body = Page<Mailbox>)))]
#[get("/api/v1/mailboxes")]
pub async fn list_mailboxes(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| mailboxes::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::mailbox))
}

/// Adds a mailbox
#[utoipa::path(tag = "post", request_body = NewMailbox,
    responses((status = 201, description = "The new mailbox", body = Mailbox,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/mailboxes")]
pub async fn create_mailbox(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewMailbox>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let server = input.server.map(server).transpose()?;
    let new = Fields::read(|fields| {
        let name = fields.text("name", Name::parse(&input.name));
        let address = fields.text("address", Email::parse(&input.address));
        let authority = input.authority.as_deref().map(Line::parse);
        let authority = fields.maybe("authority", authority);
        Some(mailboxes::NewMailbox {
            name: name?,
            address: address?,
            active: input.active,
            team: input.team_id,
            language: input.language,
            kind: input.kind,
            server,
            authority: authority?,
        })
    })?;
    let (by, seal) = (actor.by(door.desk()), door.carrier().seal.clone());
    let create = move |tx: &mut _| mailboxes::create(tx, &by, &seal, &new);
    let mailbox = wire::mailbox(door.desk().write(create).await?);
    door.mailboxes_changed();
    let address = format!("/api/v1/mailboxes/{}", mailbox.id);
    Ok(answer::created(mailbox.version, &address, &mailbox))
}

/// Shows a mailbox
#[utoipa::path(tag = "post", params(("id" = MailboxId, Path, description = "Which one")),
    responses((status = 200, description = "The mailbox", body = Mailbox,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/mailboxes/{id}")]
pub async fn get_mailbox(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailboxId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| mailboxes::get(tx, &by, id);
    let mailbox = wire::mailbox(door.desk().read(get).await?);
    Ok(answer::versioned(mailbox.version, &mailbox))
}

/// Changes a mailbox
///
/// Its server is replaced as a whole; without a new password the present one stays.
#[utoipa::path(tag = "post", request_body = MailboxPatch,
    params(("id" = MailboxId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The mailbox afterwards", body = Mailbox,
        headers(("ETag" = String, description = "Its version")))))]
#[patch("/api/v1/mailboxes/{id}")]
pub async fn change_mailbox(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailboxId>,
    if_match: IfMatch,
    input: Json<MailboxPatch>,
) -> Result<HttpResponse, Problem> {
    let input = input.into_inner();
    let server = match input.server {
        Some(Some(new)) => Some(Some(server(new)?)),
        Some(None) => Some(None),
        None => None,
    };
    let patch = Fields::read(|fields| {
        let name = fields.maybe("name", input.name.as_deref().map(Name::parse));
        let address = fields.maybe("address", input.address.as_deref().map(Email::parse));
        let authority = fields.three_states("authority", input.authority, Line::parse);
        Some(mailboxes::MailboxPatch {
            name: name?,
            address: address?,
            active: input.active,
            team: input.team_id,
            language: input.language,
            kind: input.kind,
            server,
            authority: authority?,
        })
    })?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let seal = door.carrier().seal.clone();
    let change = move |tx: &mut _| mailboxes::change(tx, &by, &seal, id, if_match.0, &patch);
    let mailbox = wire::mailbox(door.desk().write(change).await?);
    door.mailboxes_changed();
    Ok(answer::versioned(mailbox.version, &mailbox))
}

/// Gives a mailbox up
///
/// Only one that is not read any more; what came by it stays.
#[utoipa::path(tag = "post",
    params(("id" = MailboxId, Path, description = "Which one"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/mailboxes/{id}")]
pub async fn delete_mailbox(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailboxId>,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let delete = move |tx: &mut _| mailboxes::delete(tx, &by, id, if_match.0);
    door.desk().write(delete).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Tries whether a mailbox can be read
///
/// Connects, signs in, opens the folder; nothing is fetched.
#[utoipa::path(tag = "post", params(("id" = MailboxId, Path, description = "Which one")),
    responses((status = 200, description = "What came of it", body = Reached)))]
#[post("/api/v1/mailboxes/{id}/check")]
pub async fn check_mailbox(
    door: Data<Door>,
    actor: Actor,
    id: Path<MailboxId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let seal = door.carrier().seal.clone();
    let look = move |tx: &mut _| mailboxes::account(tx, &by, &seal, id);
    let account = door.desk().read(look).await?;
    let reached = match account {
        Some(account) => postman::try_mailbox(&door, &account).await,
        None => Err("There is no server to fetch from.".to_owned()),
    };
    Ok(HttpResponse::Ok().json(Reached {
        ok: reached.is_ok(),
        error: reached.err(),
    }))
}

fn server(input: NewFetchServer) -> Result<NewServer, Problem> {
    let port = super::settings::port("server.port", input.port)?;
    let too_long = |secret: &String| secret.is_empty() || secret.chars().count() > 5_000;
    if input.secret.as_ref().is_some_and(too_long) {
        return Err(Refusal::field("server.secret", Wrong::OutOfRange).into());
    }
    Fields::read(|fields| {
        let host = fields.text("server.host", Line::parse(&input.host));
        let user = fields.text("server.user", Line::parse(&input.user));
        let folder = fields.text("server.folder", Line::parse(&input.folder));
        let move_to = input.move_to.as_deref().map(Line::parse);
        let move_to = fields.maybe("server.move_to", move_to);
        Some(NewServer {
            host: host?,
            port,
            security: input.security,
            sign_in: input.sign_in,
            user: user?,
            secret: input.secret,
            folder: folder?,
            after: input.after,
            move_to: move_to?,
        })
    })
}
