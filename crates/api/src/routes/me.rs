//! Oneself.

use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use guichet_contract::session::{Me, MePatch, PasswordChange};
use guichet_desk::{me, passwords::Password};
use guichet_domain::text::{Line, Name};

use crate::auth::actor::Actor;
use crate::auth::peer;
use crate::door::Door;
use crate::input::{Fields, Json};
use crate::problem::{Code, Problem};
use crate::wire;

/// Who is signed in
#[utoipa::path(tag = "session", responses((status = 200, description = "Oneself", body = Me)))]
#[get("/api/v1/me")]
pub async fn get_me(request: HttpRequest, actor: Actor) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    Ok(HttpResponse::Ok().json(show(&door, &actor).await?))
}

/// Who someone is, as they are told themselves.
pub async fn show(door: &Door, actor: &Actor) -> Result<Me, Problem> {
    let by = actor.by(door.desk());
    let me = door.desk().read(move |tx| me::get(tx, &by)).await?;
    Ok(wire::me(me, &actor.viewer, door.desk().max_file_size()))
}

/// Change one's own name, language or time zone
#[utoipa::path(tag = "session", responses((status = 200, description = "Changed", body = Me)))]
#[patch("/api/v1/me")]
pub async fn change_me(
    request: HttpRequest,
    actor: Actor,
    input: Json<MePatch>,
) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let MePatch {
        name,
        language,
        time_zone,
    } = input.into_inner();
    let patch = Fields::read(|fields| {
        let name = fields.maybe("name", name.map(|name| Name::parse(&name)));
        let zone = time_zone.clone().flatten().map(|zone| Line::parse(&zone));
        let zone = fields.maybe("time_zone", zone);
        let time_zone = time_zone.map(|_| zone.clone().flatten());
        zone?;
        Some(me::MePatch {
            name: name?,
            language,
            time_zone,
        })
    })?;
    let by = actor.by(door.desk());
    let me = door
        .desk()
        .write(move |tx| me::change(tx, &by, &patch))
        .await?;
    Ok(HttpResponse::Ok().json(wire::me(me, &actor.viewer, door.desk().max_file_size())))
}

/// Change one's own password
///
/// Ends all other sessions.
#[utoipa::path(tag = "session", responses((status = 204, description = "Changed")))]
#[post("/api/v1/me/password")]
pub async fn change_password(
    request: HttpRequest,
    actor: Actor,
    input: Json<PasswordChange>,
) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let PasswordChange { current, new } = input.into_inner();
    let new = Fields::read(|fields| fields.password("new", Password::parse(&new)))?;
    // Whoever finds an open session must not guess the password in it.
    let network = peer::of(&request, &door).network();
    door.throttle()
        .attempt(&format!("person {}", actor.viewer.person), network)?;
    let by = actor.by(door.desk());
    let asked = by.clone();
    let known = door
        .desk()
        .read(move |tx| me::password_hash(tx, &asked))
        .await?;
    let right = door.passwords().matches(current, known.clone()).await?;
    let (Some(known), true) = (known, right) else {
        return Err(Code::WrongCredentials.into());
    };
    let next = door.passwords().hash(new).await?;
    let session = actor.session;
    let set = move |tx: &mut _| me::set_password(tx, &by, session, &known, &next);
    door.desk().write(set).await?;
    door.live().sessions_changed();
    Ok(HttpResponse::NoContent().finish())
}
