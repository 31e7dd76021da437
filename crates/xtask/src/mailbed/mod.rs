//! The mail servers that tests talk to: mailboxes to fetch from, and a sink that mails are sent to.
//! All of it lies in a temporary folder:
//!
//! - `mailboxes/ADDRESS/Maildir`: what dovecot serves; a file moved into `new` has arrived.
//! - `sent/*.eml`, each with a `*.json` of its envelope: what the sink took.
//! - `misbehave.json`: what the sink does wrong from now on (see `e2e/mail/sink.py`).
//! - `authority.pem`: whom to trust for TLS with either.

mod dovecot;

use crate::process::{self, Running};
use crate::{loopback, python, workspace};
use anyhow::{Context, Result};
use nix::unistd::{Group, User, geteuid};
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// The password of every mailbox, and of `desk` at the sink.
const PASSWORD: &str = "mailbed";

/// Running servers; gone when dropped.
pub struct Mailbed {
    // Dropped in this order: first the servers, then their files.
    _mailboxes: Running,
    _sink: Running,
    folder: TempDir,
    imap: u16,
    imaps: u16,
    smtp: u16,
}

impl Mailbed {
    /// Starts them, installing what is missing if that is possible.
    pub fn start() -> Result<Self> {
        let dovecot = dovecot::ensure()?;
        let folder = tempfile::Builder::new().prefix("guichet-mail-").tempdir()?;
        let owner = Owner::find()?;
        prepare(folder.path(), &owner)?;
        let (imap, imaps) = (loopback::free_port()?, loopback::free_port()?);
        let ports = dovecot::Ports { imap, imaps };
        let mailboxes = dovecot::serve(&dovecot, folder.path(), &owner, ports)?;
        let smtp = loopback::free_port()?;
        let sink = serve_sink(folder.path(), smtp)?;
        println!(
            "mail: mailboxes on 127.0.0.1:{imap} (TLS {imaps}), sink on 127.0.0.1:{smtp}, in {}",
            folder.path().display()
        );
        Ok(Self {
            _mailboxes: mailboxes,
            _sink: sink,
            folder,
            imap,
            imaps,
            smtp,
        })
    }

    /// What tests are told about them.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("GUICHET_TEST_IMAP", format!("localhost:{}", self.imap)),
            ("GUICHET_TEST_IMAPS", format!("localhost:{}", self.imaps)),
            ("GUICHET_TEST_SMTP", format!("localhost:{}", self.smtp)),
            (
                "GUICHET_TEST_MAIL_FOLDER",
                self.folder.path().display().to_string(),
            ),
            ("GUICHET_TEST_MAIL_PASSWORD", PASSWORD.to_owned()),
        ]
    }
}

/// Serves them for trying out by hand, until Ctrl-C.
pub fn serve() -> Result<()> {
    let bed = Mailbed::start()?;
    for (name, value) in bed.environment() {
        println!("export {name}={value}");
    }
    while !process::interrupted() {
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Whom dovecot runs as: it need not be root, and mails need not be root's.
struct Owner {
    user: User,
    group: Group,
}

impl Owner {
    fn find() -> Result<Self> {
        let user = match geteuid().is_root() {
            true => User::from_name("nobody")?,
            false => User::from_uid(geteuid())?,
        };
        let user = user.context("there is no user to run dovecot as")?;
        let group = Group::from_gid(user.gid)?.context("the user has no group")?;
        Ok(Self { user, group })
    }

    fn own(&self, path: &Path) -> Result<()> {
        chown(
            path,
            Some(self.user.uid.as_raw()),
            Some(self.group.gid.as_raw()),
        )?;
        Ok(())
    }
}

fn prepare(folder: &Path, owner: &Owner) -> Result<()> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    for name in ["mailboxes", "run", "sent"] {
        fs::create_dir(folder.join(name))?;
    }
    owner.own(&folder.join("mailboxes"))?;
    owner.own(&folder.join("run"))?;
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
    fs::write(folder.join("authority.pem"), made.cert.pem())?;
    let key = folder.join("key.pem");
    fs::write(&key, made.signing_key.serialize_pem())?;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;
    owner.own(&key)
}

fn serve_sink(folder: &Path, port: u16) -> Result<Running> {
    let mut command = python::command("python")?;
    command.arg(script()).arg(folder).arg(port.to_string());
    command.arg("--password").arg(PASSWORD);
    let mut sink = Running::start(&mut command)?;
    loopback::wait_until_open(&mut sink, port)?;
    Ok(sink)
}

fn script() -> PathBuf {
    workspace::path("e2e/mail/sink.py")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn the_servers_answer_and_leave_nothing_behind() {
        let bed = Mailbed::start().unwrap();
        let folder = bed.folder.path().to_owned();
        let ports = [bed.imap, bed.imaps, bed.smtp];
        assert!(
            ports
                .iter()
                .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok())
        );
        drop(bed);
        assert!(
            ports
                .iter()
                .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_err())
        );
        assert!(!folder.exists());
    }
}
