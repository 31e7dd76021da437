//! The real program with a mailbox and a mail server.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use guichet_client::contract::domain::people::Language;
use guichet_client::contract::domain::post::{AfterFetch, MailSecurity, MailSignIn};
use guichet_client::contract::domain::ticket::Kind as TicketKind;
use guichet_client::contract::mailbox::{NewFetchServer, NewMailbox};
use guichet_client::contract::post::{NewSendServer, PostSettingsPatch};
use guichet_client::contract::setup::Setup;
use guichet_client::{Client, Error};
use guichet_testkit::{Kind, TestDatabase};

use crate::bed;

const EMAIL: &str = "admin@guichet.example";
const PASSWORD: &str = "a long sentence as a password";

pub struct Desk {
    database: TestDatabase,
    folder: tempfile::TempDir,
    port: u16,
    program: Child,
}

impl Desk {
    pub async fn open(kind: Kind) -> Self {
        let database = TestDatabase::migrated(kind);
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let program = start(&database, &folder, port);
        let desk = Self {
            database,
            folder,
            port,
            program,
        };
        desk.set_up().await;
        desk
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// SIGKILL: no handler, no farewell.
    pub fn kill(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }

    pub fn start_again(&mut self) {
        self.program = start(&self.database, &self.folder, self.port);
    }

    /// A client that is signed in, as soon as the server answers.
    pub async fn client(&self) -> Client {
        let client = Client::new(&self.address()).unwrap();
        let begun = Instant::now();
        loop {
            match client.sign_in_for_token(EMAIL, PASSWORD).await {
                Ok(_) => return client,
                Err(Error::Unreachable(_)) if begun.elapsed() < Duration::from_secs(30) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => panic!("the server does not come back: {error}"),
            }
        }
    }

    /// A client that is not signed in: whoever has a letter.
    pub fn stranger(&self) -> Client {
        Client::new(&self.address()).unwrap()
    }

    async fn set_up(&self) {
        let setup = Setup {
            desk_name: "Guichet".to_owned(),
            name: "Ada Martin".to_owned(),
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
            language: Language::Fr,
        };
        let begun = Instant::now();
        while let Err(error) = self.stranger().set_up(&setup).await {
            assert!(begun.elapsed() < Duration::from_secs(30), "{error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn start(database: &TestDatabase, folder: &tempfile::TempDir, port: u16) -> Child {
    Command::new(env!("CARGO_BIN_EXE_guichet"))
        .arg("serve")
        .env("DATABASE_URL", database.url())
        .env("GUICHET_DATA", folder.path())
        .env("GUICHET_LISTEN", format!("127.0.0.1:{port}"))
        .env("GUICHET_BASE_URL", "https://desk.example")
        .env("GUICHET_PRIVATE_MAIL_SERVERS", "true")
        .env("GUICHET_RATE_LIMIT", "0")
        .env("GUICHET_LOGIN_ATTEMPTS", "10000")
        .env("GUICHET_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Settles a mailbox of the bed and, if letters are to be sent, its mail server.
pub async fn settle(client: &Client, address: &str, after: AfterFetch, sends: bool) {
    let mailbox = NewMailbox {
        name: "Assistance".to_owned(),
        address: address.to_owned(),
        active: true,
        team_id: None,
        language: Language::Fr,
        kind: TicketKind::Incident,
        server: Some(NewFetchServer {
            host: "localhost".to_owned(),
            port: i32::from(bed::port("GUICHET_TEST_IMAP")),
            security: MailSecurity::None,
            sign_in: MailSignIn::Password,
            user: address.to_owned(),
            secret: Some(bed::password()),
            folder: "INBOX".to_owned(),
            after,
            move_to: (after == AfterFetch::Move).then(|| "Traités".to_owned()),
        }),
        authority: None,
    };
    let sending = sends.then(|| NewSendServer {
        host: "localhost".to_owned(),
        port: i32::from(bed::port("GUICHET_TEST_SMTP")),
        security: MailSecurity::None,
        sign_in: MailSignIn::None,
        user: None,
        secret: None,
    });
    let patch = PostSettingsPatch {
        sending: Some(sending),
        survey_after_hours: Some(0),
        per_hour: Some(10_000),
        per_day: Some(100_000),
        ..PostSettingsPatch::default()
    };
    client.change_post_settings(0, &patch).await.unwrap();
    let made = client.create_mailbox(&mailbox).await.unwrap();
    let reached = client.check_mailbox(made.id).await.unwrap();
    assert!(reached.ok, "{:?}", reached.error);
}
