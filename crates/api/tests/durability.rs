//! Killed in the middle of its work and started again, the server has lost nothing it said it had.

#![allow(clippy::unwrap_used)]

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use guichet_client::Client;
use guichet_client::contract::deed::Write;
use guichet_client::contract::domain::ids::TicketId;
use guichet_client::contract::domain::people::Language;
use guichet_client::contract::domain::ticket::DeedKind;
use guichet_client::contract::page::Slice;
use guichet_client::contract::setup::Setup;
use guichet_client::contract::ticket::NewTicket;
use guichet_client::{DeedBody, Error};
use guichet_testkit::{Kind, TestDatabase};

const ROUNDS: u32 = 10;
const CLIENTS: u32 = 6;
const EMAIL: &str = "admin@guichet.example";
const PASSWORD: &str = "a long sentence as a password";

/// Something the server has acknowledged.
#[derive(Clone)]
struct Kept {
    ticket: TicketId,
    text: String,
}

/// The real program on a database, and what it said.
struct Desk {
    database: TestDatabase,
    folder: tempfile::TempDir,
    port: u16,
    program: Child,
}

impl Desk {
    fn open(kind: Kind) -> Self {
        let database = TestDatabase::migrated(kind);
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = port.local_addr().unwrap().port();
        let program = start(&database, &folder, port);
        Self {
            database,
            folder,
            port,
            program,
        }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// SIGKILL: no handler, no farewell.
    fn kill(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }

    fn start_again(&mut self) {
        self.program = start(&self.database, &self.folder, self.port);
    }

    /// A client that is signed in, as soon as the server answers.
    async fn client(&self) -> Client {
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

    async fn set_up(&self) {
        let client = Client::new(&self.address()).unwrap();
        let setup = Setup {
            desk_name: "Guichet".to_owned(),
            name: "Admin".to_owned(),
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
            language: Language::Fr,
        };
        let begun = Instant::now();
        while let Err(error) = client.set_up(&setup).await {
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
        .env("GUICHET_RATE_LIMIT", "0")
        .env("GUICHET_LOGIN_ATTEMPTS", "10000")
        .env("GUICHET_LOG", "error")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Begins tickets and writes on them until the server is gone.
async fn write(client: Client, name: String, kept: Arc<Mutex<Vec<Kept>>>) {
    for number in 0.. {
        let subject = format!("{name} n{number}");
        let new = NewTicket {
            subject: subject.clone(),
            body: format!("first of {subject}"),
            kind: None,
            category_id: None,
            urgency: None,
            attachment_ids: Vec::new(),
            requester_id: None,
            channel: None,
            impact: None,
            level: None,
            team_id: None,
            assignee_id: None,
            tags: Vec::new(),
        };
        let Ok(ticket) = client.create_ticket(&new).await else {
            return;
        };
        let keep = |text: String| {
            let ticket = ticket.id;
            kept.lock().unwrap().push(Kept { ticket, text });
        };
        keep(new.body);
        let note = format!("note of {subject}");
        let body = DeedBody::Write(Write {
            body: note.clone(),
            attachment_ids: Vec::new(),
            version: None,
        });
        match client.deed(ticket.id, DeedKind::Note, &body).await {
            Ok(_) => keep(note),
            Err(_) => return,
        }
    }
}

/// Everything acknowledged is there, word for word, and every journal ends where its ticket is.
async fn check(client: &Client, kept: &[Kept]) {
    for Kept { ticket, text } in kept {
        let slice = Slice::default();
        let messages = client.messages(*ticket, &slice).await.unwrap();
        let found = messages.items.iter().any(|message| message.body == *text);
        assert!(found, "{text} was acknowledged and is gone");
        let version = client.ticket(*ticket).await.unwrap().version;
        let journal = client.events(*ticket, &slice).await.unwrap();
        assert_eq!(
            journal.items.last().map(|event| event.version),
            Some(version)
        );
    }
}

async fn is_killed_and_loses_nothing(kind: Kind) {
    let mut desk = Desk::open(kind);
    desk.set_up().await;
    let mut all = 0;
    for round in 0..ROUNDS {
        let client = desk.client().await;
        let kept = Arc::new(Mutex::new(Vec::new()));
        let writers: Vec<_> = (0..CLIENTS)
            .map(|writer| {
                let name = format!("r{round} w{writer}");
                tokio::spawn(write(client.clone(), name, Arc::clone(&kept)))
            })
            .collect();
        // A different moment of the work in every round.
        tokio::time::sleep(Duration::from_millis(u64::from(250 + round * 97 % 400))).await;
        desk.kill();
        for writer in writers {
            writer.await.unwrap();
        }
        desk.start_again();
        let kept = kept.lock().unwrap().clone();
        all += kept.len();
        check(&desk.client().await, &kept).await;
    }
    assert!(
        all > 100,
        "only {all} writes were tried: that shows nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_no_acknowledged_write_on_sqlite() {
    is_killed_and_loses_nothing(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_no_acknowledged_write_on_postgres() {
    is_killed_and_loses_nothing(Kind::Postgres).await;
}
