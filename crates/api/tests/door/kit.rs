//! A door over a desk on a database of its own, with people to sign in.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::SET_COOKIE;
use actix_web::test;
use actix_web::test::TestRequest;
use chrono::Duration;
use clap::Parser;
use guichet_api::app;
use guichet_api::auth::secret::{SigningKey, Token};
use guichet_api::door::Door;
use guichet_api::settings::ServerSettings;
use guichet_desk::passwords::{Password, PasswordHash};
use guichet_desk::people::{self, NewPerson};
use guichet_desk::sessions::{self, Entry, SessionKind, SignIn, SignedIn};
use guichet_desk::setup::{self, Setup};
use guichet_desk::{By, Desk, SystemClock};
use guichet_domain::ids::PersonId;
use guichet_domain::people::{AgentScope, Language, Role, Viewer};
use guichet_domain::text::{Email, Name};
use guichet_domain::ticket::Channel;
use guichet_store::files::Files;
use guichet_testkit::{Kind, TestStore};
use serde_json::Value;
use tempfile::TempDir;

/// The password of everybody in the tests.
pub const PASSWORD: &str = "un mot de passe";

/// Its hash, computed once.
fn hash() -> PasswordHash {
    static HASH: OnceLock<PasswordHash> = OnceLock::new();
    HASH.get_or_init(|| Password::parse(PASSWORD).unwrap().hash().unwrap())
        .clone()
}

/// The key every door of the tests signs with.
pub fn key() -> SigningKey {
    SigningKey::from_secret("a secret of the tests, long enough").unwrap()
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: ServerSettings,
}

/// A door and what must live as long as it.
pub struct House {
    pub door: Arc<Door>,
    _store: TestStore,
    _folder: TempDir,
}

impl House {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// A door with flags as on the command line.
    pub fn with(flags: &[&str]) -> Self {
        Self::on(Kind::Sqlite, flags)
    }

    pub fn on(kind: Kind, flags: &[&str]) -> Self {
        let store = TestStore::new(kind);
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&folder.path().to_string_lossy()).unwrap();
        let desk = Desk::new((*store).clone(), files, Arc::new(SystemClock), 1_000);
        let line = Line::parse_from(["guichet"].iter().chain(flags));
        let door = Door::new(line.settings, desk, &key());
        Self {
            door: Arc::new(door),
            _store: store,
            _folder: folder,
        }
    }

    pub fn desk(&self) -> &Desk {
        self.door.desk()
    }

    /// Enters somebody; the first call sets the desk up.
    pub fn enter(&self, role: Role, email: &str) -> PersonId {
        let at = self.desk().now();
        let new = NewPerson {
            email: Some(Email::parse(email).unwrap()),
            role,
            password: Some(hash()),
            ..NewPerson::named(Name::parse(email).unwrap())
        };
        let first = Setup {
            desk_name: Name::parse("Vermeil").unwrap(),
            name: Name::parse("Admin").unwrap(),
            email: Email::parse("admin@vermeil.example").unwrap(),
            password: hash(),
            language: Language::Fr,
        };
        let entered = self.desk().store().write_blocking(move |tx| {
            if setup::state(tx)?.needed {
                setup::begin(tx, at, &first)?;
            }
            people::create(tx, &admin(at), &new)
        });
        entered.unwrap().id
    }

    /// Signs somebody in who was entered, without the work of checking the password.
    pub fn begin(&self, person: PersonId) -> (SignedIn, Token) {
        let token = Token::fresh().unwrap();
        let sign_in = SignIn {
            person,
            password: hash(),
            entry: Entry {
                kind: SessionKind::Browser,
                token_hash: token.hash(),
                lifetime: Duration::days(1),
            },
        };
        let at = self.desk().now();
        let begun = self
            .desk()
            .store()
            .write_blocking(move |tx| sessions::begin(tx, at, &sign_in));
        (begun.unwrap().unwrap(), token)
    }

    /// Enters somebody of a role, signs them in and gives the cookie.
    pub fn sign_in(&self, role: Role) -> String {
        let person = self.enter(role, &format!("{role}@vermeil.example"));
        format!("guichet={}", self.begin(person).1.as_str())
    }

    /// Serves one request.
    pub async fn answer(&self, request: TestRequest) -> Answer {
        let app = test::init_service(app::build(Arc::clone(&self.door))).await;
        Answer::of(test::call_service(&app, request.to_request()).await).await
    }
}

/// The administrator, who enters the others.
fn admin(at: chrono::DateTime<chrono::Utc>) -> By {
    let viewer = Viewer {
        person: PersonId(1),
        role: Role::Admin,
        scope: AgentScope::All,
        teams: Vec::new(),
        organization: None,
        reads_organization: false,
    };
    By {
        viewer,
        at,
        channel: Channel::Api,
    }
}

/// An answer, read whole.
pub struct Answer {
    pub status: u16,
    headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub async fn of<B: MessageBody>(response: ServiceResponse<B>) -> Self {
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()));
        let headers = headers.collect();
        let body = test::read_body(response).await.to_vec();
        Self {
            status,
            headers,
            body,
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The cookie that was set, as it is sent back.
    pub fn cookie(&self) -> String {
        let cookie = self.header(SET_COOKIE.as_str());
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The code of a problem, after everything a problem must have was looked at.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["status"], self.status);
        assert_eq!(body["request_id"], self.header("x-request-id"));
        let code = body["code"].as_str().unwrap().to_owned();
        assert_eq!(body["type"], format!("urn:guichet:problem:{code}"));
        code
    }
}

pub fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(path)
}

/// A request of our own pages with a cookie.
pub fn as_page(request: TestRequest, cookie: &str) -> TestRequest {
    request
        .insert_header(("cookie", cookie))
        .insert_header(("sec-fetch-site", "same-origin"))
}
