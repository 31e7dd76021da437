//! The words of letters.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use guichet_contract::page::Page;
use guichet_contract::post::{LetterPreview, LetterTemplate, LetterWords};
use guichet_desk::post::templates::{self, NewWords};
use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;
use guichet_domain::text::{Line, Prose};

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::answer;
use crate::wire;

/// Lists the words of letters
///
/// Every kind in every language, as they are now.
#[utoipa::path(tag = "post",
    responses((status = 200, description = "All of them", body = Page<LetterTemplate>)))]
#[get("/api/v1/letter_templates")]
pub async fn list_letter_templates(
    door: Data<Door>,
    actor: Actor,
) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let all = door.desk().read(move |tx| templates::list(tx, &by)).await?;
    Ok(answer::whole(all, wire::template))
}

/// Gives a kind of letter other words
#[utoipa::path(tag = "post", request_body = LetterWords,
    params(("kind" = LetterKind, Path, description = "What the letter is about"),
        ("language" = Language, Path, description = "In which language"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The words afterwards", body = LetterTemplate,
        headers(("ETag" = String, description = "Their version")))))]
#[put("/api/v1/letter_templates/{kind}/{language}")]
pub async fn change_letter_template(
    door: Data<Door>,
    actor: Actor,
    which: Path<(LetterKind, Language)>,
    if_match: IfMatch,
    input: Json<LetterWords>,
) -> Result<HttpResponse, Problem> {
    let (kind, language) = which.into_inner();
    let new = words(&input)?;
    let by = actor.by(door.desk());
    let change = move |tx: &mut _| templates::change(tx, &by, kind, language, if_match.0, &new);
    let template = wire::template(door.desk().write(change).await?);
    Ok(answer::versioned(template.version, &template))
}

/// Gives a kind of letter its usual words back
#[utoipa::path(tag = "post",
    params(("kind" = LetterKind, Path, description = "What the letter is about"),
        ("language" = Language, Path, description = "In which language")),
    responses((status = 200, description = "The words afterwards", body = LetterTemplate)))]
#[delete("/api/v1/letter_templates/{kind}/{language}")]
pub async fn reset_letter_template(
    door: Data<Door>,
    actor: Actor,
    which: Path<(LetterKind, Language)>,
) -> Result<HttpResponse, Problem> {
    let (kind, language) = which.into_inner();
    let by = actor.by(door.desk());
    let reset = move |tx: &mut _| templates::reset(tx, &by, kind, language);
    let template = wire::template(door.desk().write(reset).await?);
    Ok(answer::versioned(template.version, &template))
}

/// Shows how a letter would look
///
/// About an invented request; nothing is kept.
#[utoipa::path(tag = "post", request_body = LetterWords,
    params(("kind" = LetterKind, Path, description = "What the letter is about"),
        ("language" = Language, Path, description = "In which language")),
    responses((status = 200, description = "The letter", body = LetterPreview)))]
#[post("/api/v1/letter_templates/{kind}/{language}/preview")]
pub async fn preview_letter(
    door: Data<Door>,
    actor: Actor,
    which: Path<(LetterKind, Language)>,
    input: Json<LetterWords>,
) -> Result<HttpResponse, Problem> {
    let (kind, language) = which.into_inner();
    let by = actor.by(door.desk());
    let preview = templates::preview(&by, kind, language, &words(&input)?)?;
    Ok(HttpResponse::Ok().json(wire::preview(preview)))
}

fn words(input: &LetterWords) -> Result<NewWords, Problem> {
    Fields::read(|fields| {
        let subject = fields.text("subject", Line::parse(&input.subject));
        let body = fields.text("body", Prose::parse(&input.body));
        Some(NewWords {
            subject: subject?,
            body: body?,
        })
    })
}
