//! The cookie of a browser session.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};

use super::secret::Token;

/// The cookie as the address of the desk demands it: with TLS bound to the very host (`__Host-`),
/// without TLS (a trial on one's own machine) plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionCookie {
    https: bool,
}

impl SessionCookie {
    /// For a desk that people reach by https or not.
    pub fn new(https: bool) -> Self {
        Self { https }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        if self.https {
            "__Host-guichet"
        } else {
            "guichet"
        }
    }

    /// The cookie that signs a browser in: until it closes, or for `kept`.
    pub fn set(self, token: &Token, kept: Option<Duration>) -> Cookie<'static> {
        let mut cookie = self.build(token.as_str().to_owned());
        if let Some(kept) = kept {
            let seconds = i64::try_from(kept.as_secs()).unwrap_or(i64::MAX);
            cookie.set_max_age(actix_web::cookie::time::Duration::seconds(seconds));
        }
        cookie
    }

    /// The cookie that takes it away.
    pub fn clear(self) -> Cookie<'static> {
        let mut cookie = self.build(String::new());
        cookie.make_removal();
        cookie
    }

    /// The token a request carries. A name sent twice was planted: none of them is believed.
    pub fn read(self, request: &HttpRequest) -> Option<Token> {
        let cookies = request.cookies().ok()?;
        let mut ours = cookies.iter().filter(|cookie| cookie.name() == self.name());
        match (ours.next(), ours.next()) {
            (Some(cookie), None) => Token::parse(cookie.value()),
            _ => None,
        }
    }

    fn build(self, value: String) -> Cookie<'static> {
        Cookie::build(self.name(), value)
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn with_tls_the_cookie_is_bound_to_the_host_and_hidden_from_scripts() {
        let token = Token::fresh().unwrap();
        let cookie = SessionCookie::new(true).set(&token, None).to_string();
        for part in [
            "__Host-guichet=",
            "HttpOnly",
            "Secure",
            "SameSite=Lax",
            "Path=/",
        ] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain") && !cookie.contains("Max-Age"));
    }

    #[test]
    fn a_kept_session_outlives_the_browser() {
        let token = Token::fresh().unwrap();
        let cookie = SessionCookie::new(false).set(&token, Some(Duration::from_secs(60)));
        assert!(cookie.to_string().contains("Max-Age=60"));
        assert!(!cookie.to_string().contains("Secure"));
    }

    #[test]
    fn a_cookie_that_was_planted_beside_ours_is_not_believed() {
        let token = Token::fresh().unwrap();
        let read = |header: String| {
            let request = TestRequest::get()
                .insert_header(("cookie", header))
                .to_http_request();
            SessionCookie::new(false)
                .read(&request)
                .map(|token| token.hash())
        };
        assert_eq!(
            read(format!("guichet={}", token.as_str())),
            Some(token.hash())
        );
        assert_eq!(
            read(format!("guichet={0}; guichet={0}", token.as_str())),
            None
        );
        assert_eq!(read("guichet=short".to_owned()), None);
    }
}
