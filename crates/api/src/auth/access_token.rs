//! Access tokens of API clients: JWT signed with HS256, valid for minutes, bound to a session
//! that is looked up on every request, so that signing out acts at once.

use chrono::{DateTime, Utc};
use guichet_domain::ids::PersonId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::secret::SigningKey;

/// Whom the tokens are for.
const AUDIENCE: &str = "guichet-api";

/// Makes and checks access tokens.
pub struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    issuer: String,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: i64,
    iat: i64,
    exp: i64,
}

/// Whom a valid token speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The person.
    pub person: PersonId,
    /// The session it was given out in.
    pub session: i64,
}

impl AccessTokens {
    /// Tokens of the desk at this address.
    pub fn new(key: &SigningKey, issuer: String) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 0;
        Self {
            encoding: EncodingKey::from_secret(key.as_bytes()),
            decoding: DecodingKey::from_secret(key.as_bytes()),
            validation,
            issuer,
        }
    }

    /// A token for a session.
    ///
    /// # Errors
    /// Only if the claims could not be written as JSON.
    pub fn sign(
        &self,
        bearer: Bearer,
        now: DateTime<Utc>,
        lifetime: std::time::Duration,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: bearer.person.to_string(),
            sid: bearer.session,
            iat: now.timestamp(),
            exp: now.timestamp() + i64::try_from(lifetime.as_secs()).unwrap_or(0),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
    }

    /// Whom a token speaks for; `None` for one that is forged, for others, or expired.
    pub fn check(&self, token: &str) -> Option<Bearer> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation);
        let claims = claims.ok()?.claims;
        Some(Bearer {
            person: claims.sub.parse().ok()?,
            session: claims.sid,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};
    use std::time::Duration;

    const ISSUER: &str = "https://desk.example.com";
    const BEARER: Bearer = Bearer {
        person: PersonId(7),
        session: 42,
    };

    fn key(text: &str) -> SigningKey {
        SigningKey::from_secret(&text.repeat(8)).unwrap()
    }

    fn tokens() -> AccessTokens {
        AccessTokens::new(&key("correct-"), ISSUER.to_owned())
    }

    fn minutes(n: u64) -> Duration {
        Duration::from_secs(60 * n)
    }

    fn forged(change: impl FnOnce(&mut Value)) -> String {
        let mut claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": "7", "sid": 42,
            "iat": Utc::now().timestamp(), "exp": Utc::now().timestamp() + 60,
        });
        change(&mut claims);
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &tokens().encoding).unwrap()
    }

    #[test]
    fn a_token_speaks_for_the_person_it_was_given_to() {
        let token = tokens().sign(BEARER, Utc::now(), minutes(15)).unwrap();
        assert_eq!(tokens().check(&token), Some(BEARER));
    }

    #[test]
    fn a_token_expires() {
        let past = Utc::now() - chrono::Duration::minutes(16);
        let token = tokens().sign(BEARER, past, minutes(15)).unwrap();
        assert_eq!(tokens().check(&token), None);
    }

    #[test]
    fn a_token_for_others_or_without_an_end_is_refused() {
        assert!(tokens().check(&forged(|_| ())).is_some());
        for name in ["exp", "iss", "aud", "sub", "sid"] {
            let token = forged(|claims| {
                claims.as_object_mut().unwrap().remove(name);
            });
            assert_eq!(tokens().check(&token), None, "without {name}");
        }
        for (name, value) in [("iss", "https://evil.example"), ("aud", "others")] {
            let token = forged(|claims| claims[name] = json!(value));
            assert_eq!(tokens().check(&token), None, "{name} = {value}");
        }
    }

    #[test]
    fn an_unsigned_token_or_one_of_another_key_or_algorithm_is_refused() {
        let token = tokens().sign(BEARER, Utc::now(), minutes(15)).unwrap();
        let claims = token.split('.').nth(1).unwrap();
        for header in [
            r#"{"alg":"none"}"#,
            r#"{"alg":"None","typ":"JWT"}"#,
            r#"{"alg":"HS256","kid":"../../dev/null"}"#,
            r#"{"alg":"RS256","jku":"https://evil.example/keys"}"#,
        ] {
            for signature in ["", "AAAA"] {
                let header = URL_SAFE_NO_PAD.encode(header);
                let forged = format!("{header}.{claims}.{signature}");
                assert_eq!(tokens().check(&forged), None, "{header}");
            }
        }
        let others = AccessTokens::new(&key("another-"), ISSUER.to_owned());
        assert_eq!(others.check(&token), None);
        let mut longer = Header::new(Algorithm::HS512);
        longer.kid = Some("x".to_owned());
        let claims =
            json!({"iss": ISSUER, "aud": AUDIENCE, "sub": "7", "sid": 42, "exp": i64::MAX});
        let token = jsonwebtoken::encode(&longer, &claims, &tokens().encoding).unwrap();
        assert_eq!(tokens().check(&token), None);
    }
}
