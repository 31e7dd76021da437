//! A PostgreSQL cluster in a temporary folder, for one run of the tests.

use crate::install::Program;
use crate::process::{self, Running};
use crate::{loopback, workspace};
use anyhow::{Context, Result, bail};
use nix::unistd::{User, geteuid};
use std::fs::{self, File};
use std::os::unix::{fs::chown, process::CommandExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const POSTGRESQL: Program = Program {
    name: "PostgreSQL",
    debian_package: "postgresql",
};
const START_WITHIN: Duration = Duration::from_secs(60);

/// A running cluster that trusts whoever asks on this machine; gone when dropped.
pub struct Cluster {
    // Dropped in this order: first the server, then its files.
    _server: Running,
    _folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts one, installing PostgreSQL if that is possible.
    pub fn start() -> Result<Self> {
        let programs = POSTGRESQL.ensure(find_programs)?;
        let folder = tempfile::Builder::new()
            .prefix("guichet-postgres-")
            .tempdir()?;
        let owner = owner()?;
        if let Some(owner) = &owner {
            chown(
                folder.path(),
                Some(owner.uid.as_raw()),
                Some(owner.gid.as_raw()),
            )?;
        }
        let place = Place {
            programs,
            folder: folder.path(),
            owner,
        };
        place.make()?;
        let port = loopback::free_port()?;
        let server = place.serve(port)?;
        println!("PostgreSQL: a throw-away cluster listens on 127.0.0.1:{port}");
        Ok(Self {
            _server: server,
            _folder: folder,
            port,
        })
    }

    /// Leads to its maintenance database, as superuser.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// Leads to a database of this name.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}

/// The folder with `initdb` and `postgres`: the newest version there is.
fn find_programs() -> Option<PathBuf> {
    let told = process::answer_of(Command::new("pg_config").arg("--bindir"));
    let told = told.map(|folder| PathBuf::from(folder.trim()));
    let on_path = workspace::find_program("initdb").and_then(|it| Some(it.parent()?.to_owned()));
    let holds_both =
        |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    [told, on_path]
        .into_iter()
        .flatten()
        .chain(debian_folders())
        .find(holds_both)
}

fn debian_folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(version_of(folder)));
    folders
}

fn version_of(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

/// PostgreSQL refuses to run as root: its own user, or nobody's.
fn owner() -> Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Some(user) = User::from_name(name)? {
            return Ok(Some(user));
        }
    }
    bail!("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as")
}

/// Where the cluster lives and whose it is.
struct Place<'a> {
    programs: PathBuf,
    folder: &'a Path,
    owner: Option<User>,
}

impl Place<'_> {
    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// A program of PostgreSQL, run as the owner, writing into the log.
    fn program(&self, name: &str) -> Result<Command> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut command = Command::new(self.programs.join(name));
        command
            .current_dir(self.folder)
            .stdout(log.try_clone()?)
            .stderr(log);
        command.arg("-D").arg(self.data());
        if let Some(owner) = &self.owner {
            command.uid(owner.uid.as_raw()).gid(owner.gid.as_raw());
        }
        Ok(command)
    }

    fn make(&self) -> Result<()> {
        let mut command = self.program("initdb")?;
        command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        command.args(["--locale=C.UTF-8", "--no-sync"]);
        process::run(&mut command).with_context(|| self.complaint())
    }

    fn serve(&self, port: u16) -> Result<Running> {
        let mut command = self.program("postgres")?;
        let settings = [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.folder.display()),
            "max_connections=200".to_owned(),
            // Nobody replicates or restores this cluster; what commits is still synced to disk.
            "wal_level=minimal".to_owned(),
            "max_wal_senders=0".to_owned(),
        ];
        for setting in settings {
            command.arg("-c").arg(setting);
        }
        let mut server = Running::start(&mut command)?;
        let started = Instant::now();
        while !self.is_ready() {
            if server.ended()?.is_some() || started.elapsed() > START_WITHIN {
                bail!(self.complaint());
            }
            if process::interrupted() {
                bail!("interrupted");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// The last line of the lock file says so, as `pg_ctl` reads it.
    fn is_ready(&self) -> bool {
        let lock = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        lock.lines()
            .nth(7)
            .is_some_and(|state| state.trim() == "ready")
    }

    fn complaint(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        format!("PostgreSQL did not start; it says:\n{}", log.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let cluster = Cluster::start().unwrap();
        let folder = cluster._folder.path().to_owned();
        assert!(std::net::TcpStream::connect(("127.0.0.1", cluster.port)).is_ok());
        let port = cluster.port;
        drop(cluster);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
