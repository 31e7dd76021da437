//! Signing in and out, by cookie and by token.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, delete, post};
use guichet_contract::session::{Me, RevokeToken, SignIn, TokenRequest, Tokens};
use guichet_desk::sessions::{self, Rotation, SessionKind, SignedIn};

use crate::auth::access_token::Bearer;
use crate::auth::actor::Actor;
use crate::auth::credentials;
use crate::auth::secret::Token;
use crate::door::Door;
use crate::input::Json;
use crate::problem::{Code, Problem};
use crate::routes::me;

/// How long a session lasts that is not to outlive the browser, should the browser never close.
pub(super) const UNKEPT: Duration = Duration::from_secs(86_400);

/// Sign in a browser
///
/// Sets the session cookie, HttpOnly and bound to this site. A wrong address and a wrong password
/// are answered alike.
#[utoipa::path(
    tag = "session",
    responses((status = 201, description = "Signed in", body = Me, headers(("Set-Cookie" = String, description = "The session."))))
)]
#[post("/api/v1/sessions")]
pub async fn sign_in(request: HttpRequest, input: Json<SignIn>) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let SignIn {
        email,
        password,
        keep,
    } = input.into_inner();
    let known = credentials::check(&request, &door, &email, password).await?;
    let kept = keep.then_some(door.settings().session_lifetime.0);
    let lifetime = kept.unwrap_or(UNKEPT);
    let kind = SessionKind::Browser;
    let (begun, token) = credentials::begin(&request, &door, known, kind, lifetime).await?;
    let me = me::show(&door, &Actor::new(begun, true)).await?;
    Ok(HttpResponse::Created()
        .cookie(door.cookie().set(&token, kept))
        .json(me))
}

/// Sign out
///
/// Ends the session that the request is made in, and takes the cookie away.
#[utoipa::path(tag = "session", responses((status = 204, description = "Signed out")))]
#[delete("/api/v1/sessions/current")]
pub async fn sign_out(request: HttpRequest, actor: Actor) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let (at, session) = (door.desk().now(), actor.session);
    door.desk()
        .write(move |tx| sessions::end(tx, at, session))
        .await?;
    door.live().sessions_changed();
    Ok(HttpResponse::NoContent()
        .cookie(door.cookie().clear())
        .finish())
}

/// Get tokens for a client
///
/// With address and password, or with the refresh token of the former answer, which is spent by
/// it. A refresh token that is used twice ends its session.
#[utoipa::path(tag = "session", responses((status = 200, description = "Tokens", body = Tokens)))]
#[post("/api/v1/tokens")]
pub async fn get_tokens(
    request: HttpRequest,
    input: Json<TokenRequest>,
) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    let lifetime = door.settings().refresh_token_lifetime.0;
    let (begun, refresh) = match input.into_inner() {
        TokenRequest::Password { email, password } => {
            let known = credentials::check(&request, &door, &email, password).await?;
            credentials::begin(&request, &door, known, SessionKind::Client, lifetime).await?
        }
        TokenRequest::RefreshToken { refresh_token } => {
            renew(&door, &refresh_token, lifetime).await?
        }
    };
    Ok(HttpResponse::Ok().json(tokens(&door, &begun, &refresh)?))
}

async fn renew(door: &Door, spent: &str, lifetime: Duration) -> Result<(SignedIn, Token), Problem> {
    let refused = || Problem::new(Code::InvalidRefreshToken);
    let spent = Token::parse(spent).ok_or_else(refused)?.hash();
    let next = Token::fresh().map_err(|error| Problem::fault(&error))?;
    let (at, next_hash) = (door.desk().now(), next.hash());
    let lifetime = chrono::Duration::from_std(lifetime).unwrap_or(chrono::Duration::days(1));
    let rotate = move |tx: &mut _| sessions::rotate(tx, at, &spent, &next_hash, lifetime);
    match door.desk().write(rotate).await? {
        Rotation::Renewed(begun) => Ok((begun, next)),
        Rotation::Unknown => Err(refused()),
        Rotation::Reused => {
            tracing::warn!("a refresh token was used twice; its session was ended");
            door.live().sessions_changed();
            Err(refused())
        }
    }
}

fn tokens(door: &Door, begun: &SignedIn, refresh: &Token) -> Result<Tokens, Problem> {
    let lifetime = door.settings().access_token_lifetime.0;
    let bearer = Bearer {
        person: begun.viewer.person,
        session: begun.session.0,
    };
    let signed = door
        .access_tokens()
        .sign(bearer, door.desk().now(), lifetime);
    Ok(Tokens {
        access_token: signed.map_err(|error| Problem::fault(&error))?,
        token_type: "Bearer".to_owned(),
        expires_in: i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX),
        refresh_token: refresh.as_str().to_owned(),
    })
}

/// Give tokens back
///
/// Ends the session of a refresh token with everything that came from the same sign-in. An
/// unknown token is answered alike (RFC 7009 §2.2).
#[utoipa::path(tag = "session", responses((status = 204, description = "Given back")))]
#[post("/api/v1/tokens/revoke")]
pub async fn revoke_token(
    request: HttpRequest,
    input: Json<RevokeToken>,
) -> Result<HttpResponse, Problem> {
    let door = Door::shared(&request)?;
    if let Some(token) = Token::parse(&input.refresh_token) {
        let (at, hash) = (door.desk().now(), token.hash());
        door.desk()
            .write(move |tx| sessions::end_by_token(tx, at, &hash))
            .await?;
        door.live().sessions_changed();
    }
    Ok(HttpResponse::NoContent().finish())
}
