//! The first page of an empty desk.

use actix_web::{HttpRequest, HttpResponse, get, post};
use guichet_contract::session::Me;
use guichet_contract::setup::{Setup, SetupState};
use guichet_desk::passwords::Password;
use guichet_desk::sessions::SessionKind;
use guichet_desk::setup;
use guichet_domain::text::{Email, Name};

use crate::auth::actor::Actor;
use crate::auth::credentials;
use crate::door::Door;
use crate::input::{Fields, Json};
use crate::problem::{Code, Problem};
use crate::routes::me;
use crate::wire;

/// Whether the desk waits for its first administrator
#[utoipa::path(tag = "session", responses((status = 200, description = "The state", body = SetupState)))]
#[get("/api/v1/setup")]
pub async fn get_setup(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let state = Door::of(&request)?.desk().read(setup::state).await?;
    Ok(HttpResponse::Ok().json(wire::setup_state(state)))
}

/// Name the desk and make its first administrator
///
/// Once: afterwards it is refused. Signs the administrator in.
#[utoipa::path(
    tag = "session",
    responses((status = 201, description = "Set up", body = Me, headers(("Set-Cookie" = String, description = "The session."))))
)]
#[post("/api/v1/setup")]
pub async fn set_up(request: HttpRequest, input: Json<Setup>) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    if !door.desk().read(setup::state).await?.needed {
        return Err(Code::AlreadySetUp.into());
    }
    let input = input.into_inner();
    let (desk_name, name, email, password) = Fields::read(|fields| {
        let desk_name = fields.text("desk_name", Name::parse(&input.desk_name));
        let name = fields.text("name", Name::parse(&input.name));
        let email = fields.text("email", Email::parse(&input.email));
        let password = fields.password("password", Password::parse(&input.password));
        Some((desk_name?, name?, email?, password?))
    })?;
    let password = door.passwords().hash(password).await?;
    let (at, language) = (door.desk().now(), input.language);
    let new = setup::Setup {
        desk_name,
        name,
        email,
        password: password.clone(),
        language,
    };
    let person = door
        .desk()
        .write(move |tx| setup::begin(tx, at, &new))
        .await?;
    let known = credentials::just_set_up(person, password);
    let lifetime = door.settings().session_lifetime.0;
    let kind = SessionKind::Browser;
    let (begun, token) = credentials::begin(&request, &door, known, kind, lifetime).await?;
    let me = me::show(&door, &Actor::new(begun, true)).await?;
    Ok(HttpResponse::Created()
        .cookie(door.cookie().set(&token, Some(lifetime)))
        .json(me))
}
