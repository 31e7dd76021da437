//! The mail servers that the task started, and what a test may do to them.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::DateTime;
use guichet_mail::outgoing::{
    Automatic, Composed, EnvelopeFrom, Language, Letter, Mailbox, compose,
};
use guichet_mail::transport::imap::Imap;
use guichet_mail::transport::{Authority, Login, Security, Server, Timeouts};

/// As long as such servers may take on a busy machine.
pub const PATIENT: Timeouts = Timeouts {
    connect: Duration::from_secs(10),
    command: Duration::from_secs(20),
    transfer: Duration::from_secs(60),
};

/// What the task says of them.
fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run these tests with `cargo xtask test --only mail`")
    })
}

/// The way to a server, trusting the certificate of the test bed.
pub fn server(name: &str, security: Security) -> Server {
    let told = told(name);
    let (host, port) = told.split_once(':').unwrap();
    Server {
        host: host.to_owned(),
        port: port.parse().unwrap(),
        security,
        authority: Some(Authority::File(folder().join("authority.pem"))),
        allow_private: true,
    }
}

/// The folder of the test bed.
pub fn folder() -> PathBuf {
    PathBuf::from(told("GUICHET_TEST_MAIL_FOLDER"))
}

/// The account of a user.
pub fn account(user: &str) -> Login {
    let (user, password) = (user.to_owned(), told("GUICHET_TEST_MAIL_PASSWORD"));
    Login::Password { user, password }
}

/// A mailbox that no other test knows.
pub struct Post {
    address: String,
}

impl Post {
    /// An empty one.
    pub async fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let this = Self {
            address: format!("desk{number}-{}@help.example", std::process::id()),
        };
        // Dovecot makes it when it is first opened.
        this.open().await.logout().await;
        this
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Signed in, in its inbox.
    pub async fn open(&self) -> Imap {
        let server = server("GUICHET_TEST_IMAP", Security::None);
        let mut imap = Imap::open(&server, &account(&self.address), &PATIENT)
            .await
            .unwrap();
        imap.select("INBOX").await.unwrap();
        imap
    }

    /// Where its mails lie.
    pub fn maildir(&self) -> PathBuf {
        folder()
            .join("mailboxes")
            .join(&self.address)
            .join("Maildir")
    }

    /// A mail arrives.
    pub fn deliver(&self, raw: &[u8]) {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{number:06}.{}.test", std::process::id());
        let unfinished = self.maildir().join("tmp").join(&name);
        fs::write(&unfinished, raw).unwrap();
        give(&unfinished, &self.maildir());
        fs::rename(unfinished, self.maildir().join("new").join(name)).unwrap();
    }
}

/// Dovecot runs as someone else where the tests run as root.
fn give(file: &Path, like: &Path) {
    let owner = fs::metadata(like).unwrap();
    chown(file, Some(owner.uid()), Some(owner.gid())).unwrap();
}

/// What the sink does wrong for as long as this lives. One test at a time.
pub struct Misbehaviour(#[allow(dead_code)] MutexGuard<'static, ()>);

impl Misbehaviour {
    /// See `e2e/mail/sink.py`.
    pub fn new(what: &str) -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let this = Self(ONE.lock().unwrap_or_else(PoisonError::into_inner));
        this.change(what);
        this
    }

    /// Something else from now on.
    pub fn change(&self, what: &str) {
        let unfinished = folder().join("misbehave.tmp");
        fs::write(&unfinished, what).unwrap();
        fs::rename(unfinished, folder().join("misbehave.json")).unwrap();
    }
}

impl Drop for Misbehaviour {
    fn drop(&mut self) {
        let _ = fs::remove_file(folder().join("misbehave.json"));
    }
}

/// A letter to someone, told from all others by its Message-ID.
pub fn letter(to: &str) -> Letter {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    Letter {
        from: Mailbox {
            name: Some("Dépannage".to_owned()),
            email: "desk@help.example".to_owned(),
        },
        to: Mailbox {
            name: None,
            email: to.to_owned(),
        },
        cc: Vec::new(),
        reply_to: None,
        subject: "Écran noir".to_owned(),
        text: ".\nfin\n".to_owned(),
        html: None,
        message_id: format!("test.{number}.{}@help.example", std::process::id()),
        in_reply_to: None,
        references: Vec::new(),
        automatic: Automatic::No,
        loop_mark: "test".to_owned(),
        date: DateTime::from_timestamp(1_900_000_000, 0).unwrap(),
        language: Language::Fr,
        list: None,
        files: Vec::new(),
        envelope_from: EnvelopeFrom::Address("bounces@help.example".to_owned()),
    }
}

/// The same, ready for the post.
pub fn mail(to: &str) -> Composed {
    compose(&letter(to)).unwrap()
}

/// The envelopes with which the sink took this very mail.
pub fn taken(mail: &Composed) -> Vec<String> {
    let files = fs::read_dir(folder().join("sent"))
        .unwrap()
        .map(|file| file.unwrap().path());
    let same = |file: &PathBuf| {
        file.extension().is_some_and(|it| it == "eml") && fs::read(file).unwrap() == mail.raw
    };
    let envelope = |file: PathBuf| fs::read_to_string(file.with_extension("json")).unwrap();
    files.filter(same).map(envelope).collect()
}
