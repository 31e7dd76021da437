//! The settings of the post, and what each wants to be told by mail.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch, put};
use guichet_contract::post::{MailChoices, NewSendServer, PostSettings, PostSettingsPatch};
use guichet_desk::post::{self, Outgoing, PostPatch, choices};
use guichet_desk::{Refusal, Wrong};
use guichet_domain::text::{Email, Line, Name};

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, all_parsed};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Shows the settings of the post
#[utoipa::path(tag = "post",
    responses((status = 200, description = "The settings", body = PostSettings,
        headers(("ETag" = String, description = "Their version")))))]
#[get("/api/v1/settings/post")]
pub async fn get_post_settings(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let settings = door.desk().read(move |tx| post::get(tx, &by)).await?;
    let settings = wire::post_settings(settings);
    Ok(answer::versioned(settings.version, &settings))
}

/// Changes the settings of the post
///
/// The server is replaced as a whole; without a new password the present one stays.
#[utoipa::path(tag = "post", request_body = PostSettingsPatch,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The settings afterwards", body = PostSettings,
        headers(("ETag" = String, description = "Their version")))))]
#[patch("/api/v1/settings/post")]
pub async fn change_post_settings(
    door: Data<Door>,
    actor: Actor,
    if_match: IfMatch,
    input: Json<PostSettingsPatch>,
) -> Result<HttpResponse, Problem> {
    let patch = post_patch(input.into_inner())?;
    let (by, seal) = (actor.by(door.desk()), door.carrier().seal.clone());
    let change = move |tx: &mut _| post::change(tx, &by, &seal, if_match.0, &patch);
    let settings = wire::post_settings(door.desk().write(change).await?);
    Ok(answer::versioned(settings.version, &settings))
}

fn post_patch(input: PostSettingsPatch) -> Result<PostPatch, Problem> {
    let whole = |field: &str, number: Option<i32>| {
        let number = number.map(u32::try_from).transpose();
        number.map_err(|_| Problem::from(Refusal::field(field, Wrong::OutOfRange)))
    };
    let list = |field: &str, list: Option<Vec<String>>| match list {
        Some(list) => all_parsed(field, &list, Name::parse).map(Some),
        None => Ok(None),
    };
    let sending = match input.sending {
        Some(Some(server)) => Some(Some(outgoing(server)?)),
        Some(None) => Some(None),
        None => None,
    };
    let sender = Fields::read(|fields| fields.three_states("sender", input.sender, Email::parse))?;
    Ok(PostPatch {
        sending,
        sender,
        plus_addresses: input.plus_addresses,
        acknowledge: input.acknowledge,
        registration: input.registration,
        domains: list("domains", input.domains)?,
        blocked: list("blocked", input.blocked)?,
        per_hour: whole("per_hour", input.per_hour)?,
        per_day: whole("per_day", input.per_day)?,
        survey: input.survey,
        survey_after_hours: whole("survey_after_hours", input.survey_after_hours)?,
        reopen_on_low_score: input.reopen_on_low_score,
    })
}

fn outgoing(input: NewSendServer) -> Result<Outgoing, Problem> {
    let port = port("sending.port", input.port)?;
    let too_long = |secret: &String| secret.is_empty() || secret.chars().count() > 5_000;
    if input.secret.as_ref().is_some_and(too_long) {
        return Err(Refusal::field("sending.secret", Wrong::OutOfRange).into());
    }
    Fields::read(|fields| {
        let host = fields.text("sending.host", Line::parse(&input.host));
        let user = fields.maybe("sending.user", input.user.as_deref().map(Line::parse));
        Some(Outgoing {
            host: host?,
            port,
            security: input.security,
            sign_in: input.sign_in,
            user: user?,
            secret: input.secret,
        })
    })
}

/// A port as programs number them.
pub(super) fn port(field: &str, number: i32) -> Result<u16, Problem> {
    match u16::try_from(number) {
        Ok(port) if port > 0 => Ok(port),
        Ok(_) | Err(_) => Err(Refusal::field(field, Wrong::OutOfRange).into()),
    }
}

/// Shows what one is told by mail
#[utoipa::path(tag = "session",
    responses((status = 200, description = "What is chosen", body = MailChoices)))]
#[get("/api/v1/me/mail_choices")]
pub async fn get_mail_choices(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let choices = door.desk().read(move |tx| choices::get(tx, &by)).await?;
    Ok(HttpResponse::Ok().json(wire::mail_choices(choices)))
}

/// Chooses what one is told by mail
#[utoipa::path(tag = "session", request_body = MailChoices,
    responses((status = 200, description = "What is chosen", body = MailChoices)))]
#[put("/api/v1/me/mail_choices")]
pub async fn set_mail_choices(
    door: Data<Door>,
    actor: Actor,
    input: Json<MailChoices>,
) -> Result<HttpResponse, Problem> {
    let MailChoices {
        requests,
        surveys,
        tickets,
        alerts,
    } = input.into_inner();
    let chosen = choices::MailChoices {
        requests,
        surveys,
        tickets,
        alerts,
    };
    let by = actor.by(door.desk());
    let change = move |tx: &mut _| choices::change(tx, &by, chosen);
    Ok(HttpResponse::Ok().json(wire::mail_choices(door.desk().write(change).await?)))
}
