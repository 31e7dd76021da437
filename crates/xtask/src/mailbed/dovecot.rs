//! Dovecot 2.3, serving mailboxes out of a folder to whoever knows the one password. A mailbox is
//! made when someone first asks for it.

use super::{Owner, PASSWORD};
use crate::install::Program;
use crate::process::Running;
use crate::{loopback, workspace};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOVECOT: Program = Program {
    name: "dovecot",
    debian_package: "dovecot-imapd",
};

/// Where it listens.
#[derive(Clone, Copy)]
pub struct Ports {
    /// In the clear, with STARTTLS.
    pub imap: u16,
    /// With TLS from the first byte.
    pub imaps: u16,
}

/// The program, installed if need be.
pub fn ensure() -> Result<PathBuf> {
    DOVECOT.ensure(find)
}

/// Not on the PATH of everyone; and of no use without its IMAP.
fn find() -> Option<PathBuf> {
    let usual = PathBuf::from("/usr/sbin/dovecot");
    let program = if usual.is_file() {
        usual
    } else {
        workspace::find_program("dovecot")?
    };
    let imap = ["/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap"];
    imap.iter()
        .any(|imap| Path::new(imap).is_file())
        .then_some(program)
}

/// Serves `folder/mailboxes`.
pub fn serve(program: &Path, folder: &Path, owner: &Owner, ports: Ports) -> Result<Running> {
    let settings = folder.join("dovecot.conf");
    fs::write(&settings, configuration(folder, owner, ports))?;
    let log = folder.join("dovecot.log");
    let output = File::create(&log)?;
    owner.own(&log)?;
    let mut command = Command::new(program);
    command
        .arg("-F")
        .arg("-c")
        .arg(&settings)
        .current_dir(folder);
    command.stdout(output.try_clone()?).stderr(output);
    if nix::unistd::geteuid().is_root() {
        command
            .uid(owner.user.uid.as_raw())
            .gid(owner.group.gid.as_raw());
    }
    let mut server = Running::start(&mut command)?;
    loopback::wait_until_open(&mut server, ports.imap).with_context(|| {
        let log = fs::read_to_string(&log).unwrap_or_default();
        format!("dovecot did not start; it says:\n{}", log.trim_end())
    })?;
    Ok(server)
}

/// Nothing in it needs root: no other users, no `chroot`.
fn configuration(folder: &Path, owner: &Owner, ports: Ports) -> String {
    let folder = folder.display();
    let (user, group) = (&owner.user.name, &owner.group.name);
    let Ports { imap, imaps } = ports;
    format!(
        "base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 200
mail_location = maildir:%h/Maildir
ssl = yes
ssl_cert = <{folder}/authority.pem
ssl_key = <{folder}/key.pem
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mailboxes/%Lu allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
"
    )
}
