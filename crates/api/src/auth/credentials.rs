//! Signing in with address and password: the same answer and the same time whether or not the
//! account exists.

use std::sync::Arc;

use actix_web::HttpRequest;
use chrono::Duration;
use guichet_desk::passwords::PasswordHash;
use guichet_desk::sessions::{self, Entry, SessionKind, SignIn, SignedIn};
use guichet_domain::ids::PersonId;
use guichet_domain::text::Email;

use super::peer;
use super::secret::Token;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// Someone whose password was right.
pub struct Known {
    person: PersonId,
    password: PasswordHash,
}

/// Whose address and password these are.
///
/// # Errors
/// `wrong_credentials`, or `too_many_attempts` without looking.
pub async fn check(
    request: &HttpRequest,
    door: &Arc<Door>,
    email: &str,
    password: String,
) -> Result<Known, Problem> {
    let network = peer::of(request, door).network();
    door.throttle().attempt(email, network)?;
    let found = match Email::parse(email) {
        Ok(email) => {
            door.desk()
                .read(move |tx| sessions::credentials(tx, &email))
                .await?
        }
        Err(_) => None,
    };
    let hash = found.as_ref().and_then(|found| found.password.clone());
    let right = door.passwords().matches(password, hash.clone()).await?;
    match (found, hash) {
        (Some(found), Some(password)) if right => Ok(Known {
            person: found.person,
            password,
        }),
        (found, _) => {
            let person = found.map(|found| found.person.0);
            tracing::warn!(?person, %network, "a sign-in was refused");
            Err(Code::WrongCredentials.into())
        }
    }
}

/// Begins a session with a new secret. One that the request came with is ended, so that nobody
/// is signed in with a cookie that somebody else knows.
///
/// # Errors
/// `wrong_credentials` where the person was deactivated or the password changed meanwhile.
pub async fn begin(
    request: &HttpRequest,
    door: &Arc<Door>,
    known: Known,
    kind: SessionKind,
    lifetime: std::time::Duration,
) -> Result<(SignedIn, Token), Problem> {
    let token = Token::fresh().map_err(|error| Problem::fault(&error))?;
    let sign_in = SignIn {
        person: known.person,
        password: known.password,
        entry: Entry {
            kind,
            token_hash: token.hash(),
            lifetime: Duration::from_std(lifetime).unwrap_or(Duration::days(1)),
        },
    };
    let former = door.cookie().read(request).map(|token| token.hash());
    let former = former.filter(|_| kind == SessionKind::Browser);
    let at = door.desk().now();
    let begin = move |tx: &mut _| {
        if let Some(former) = &former {
            sessions::end_by_token(tx, at, former)?;
        }
        sessions::begin(tx, at, &sign_in)
    };
    let begun = door
        .desk()
        .write(begin)
        .await?
        .ok_or(Problem::new(Code::WrongCredentials))?;
    tracing::info!(person = begun.viewer.person.0, kind = %kind, "signed in");
    Ok((begun, token))
}

/// The person who has just set the desk up, with the password set a moment ago.
pub fn just_set_up(person: PersonId, password: PasswordHash) -> Known {
    Known { person, password }
}
