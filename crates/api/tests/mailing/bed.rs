//! The mail servers, and the people who write through them.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;
use guichet_mail::incoming::{Limits, Mail, read};
use guichet_mail::outgoing::{Automatic, EnvelopeFrom, Language, Letter, Mailbox, compose};
use guichet_mail::transport::smtp::Smtp;
use guichet_mail::transport::{Login, Security, Server, Timeouts};

/// How long something may take that passes through several servers.
const PATIENCE: Duration = Duration::from_secs(30);

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run these tests with `cargo xtask test --only mail`")
    })
}

/// The port of a server of the bed.
pub fn port(name: &str) -> u16 {
    let place = setting(name);
    place.rsplit(':').next().unwrap().parse().unwrap()
}

pub fn password() -> String {
    setting("GUICHET_TEST_MAIL_PASSWORD")
}

fn folder() -> PathBuf {
    PathBuf::from(setting("GUICHET_TEST_MAIL_FOLDER"))
}

/// Makes a mailbox that nobody else uses; gives its address.
pub fn mailbox(name: &str, domain: &str) -> String {
    let address = format!("{name}-{}@{domain}", std::process::id());
    let mailboxes = folder().join("mailboxes");
    let mut path = mailboxes.join(&address);
    make(&mailboxes, &path);
    path.push("Maildir");
    make(&mailboxes, &path);
    for part in ["tmp", "new", "cur"] {
        make(&mailboxes, &path.join(part));
    }
    address
}

fn make(owned_like: &Path, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    own(owned_like, folder);
}

fn own(like: &Path, path: &Path) {
    let owner = fs::metadata(like).unwrap();
    if nix_is_root() {
        chown(path, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
}

fn nix_is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Puts mails into a mailbox as a mail server does.
pub fn deliver(address: &str, mails: impl Iterator<Item = String>) {
    let mailboxes = folder().join("mailboxes");
    let maildir = mailboxes.join(address).join("Maildir");
    for (number, mail) in mails.enumerate() {
        let name = format!(
            "{}.{}_{number}.test",
            Utc::now().timestamp(),
            std::process::id()
        );
        let unfinished = maildir.join("tmp").join(&name);
        fs::write(&unfinished, mail.replace('\n', "\r\n")).unwrap();
        own(&mailboxes, &unfinished);
        fs::rename(unfinished, maildir.join("new").join(name)).unwrap();
    }
}

/// Somebody who writes and reads mail.
pub struct Person {
    pub address: String,
    seen: usize,
}

impl Person {
    pub fn new(name: &str) -> Self {
        Self {
            address: mailbox(name, "client.example"),
            seen: 0,
        }
    }

    /// Writes through the mail server.
    pub async fn writes(&self, to: &str, subject: &str, text: &str, answers: Option<&Mail>) {
        let server = Server {
            host: "localhost".to_owned(),
            port: port("GUICHET_TEST_SMTP"),
            security: Security::None,
            authority: None,
            allow_private: true,
        };
        let smtp = Smtp::new(server, Login::None, Timeouts::default(), None);
        let answered = answers.and_then(|mail| mail.message_id.clone());
        let letter = Letter {
            from: Mailbox {
                name: Some("Camille Rousseau".to_owned()),
                email: self.address.clone(),
            },
            to: Mailbox {
                name: None,
                email: to.to_owned(),
            },
            cc: Vec::new(),
            reply_to: None,
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: None,
            message_id: format!("{}@client.example", Utc::now().timestamp_micros()),
            references: answered.iter().cloned().collect(),
            in_reply_to: answered,
            automatic: Automatic::No,
            loop_mark: "none".to_owned(),
            date: Utc::now(),
            language: Language::Fr,
            list: None,
            files: Vec::new(),
            envelope_from: EnvelopeFrom::Address(self.address.clone()),
        };
        smtp.send(&compose(&letter).unwrap()).await.unwrap();
    }

    /// The next mail that comes to this person.
    pub async fn gets(&mut self) -> Mail {
        let begun = Instant::now();
        loop {
            let all = self.mails();
            if let Some(raw) = all.get(self.seen) {
                self.seen += 1;
                return read(raw, &Limits::default()).unwrap();
            }
            assert!(begun.elapsed() < PATIENCE, "{} gets no mail", self.address);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Everything that came, oldest first.
    pub fn mails(&self) -> Vec<Vec<u8>> {
        let new = folder()
            .join("mailboxes")
            .join(&self.address)
            .join("Maildir/new");
        let mut files: Vec<PathBuf> = fs::read_dir(new)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        files.iter().map(|file| fs::read(file).unwrap()).collect()
    }
}

/// Waits until something is there.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} does not come");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
