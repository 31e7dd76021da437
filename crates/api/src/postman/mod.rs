//! The postman: carries letters out and fetches mails, beside the requests. One task for the outbox
//! and one for each mailbox, so that none waits for another.

mod fetch;
mod send;

use std::sync::Arc;

use actix_web::rt;
use guichet_desk::post::mailboxes::Account;
use guichet_domain::post::{MailSecurity, MailSignIn};
use guichet_mail::transport::imap::Imap;
use guichet_mail::transport::{Authority, Login, Security, Server, Timeouts};

use crate::door::Door;

/// Begins the rounds; they end with the server.
pub fn start(door: &Arc<Door>) {
    rt::spawn(send::run(Arc::clone(door)));
    rt::spawn(fetch::run(Arc::clone(door)));
}

/// Whether a mailbox lets the desk in; what its server says where it does not.
pub async fn try_mailbox(door: &Door, account: &Account) -> Result<(), String> {
    let mut imap = open(door, account).await?;
    let selected = imap.select(&account.server.folder).await;
    imap.logout().await;
    selected.map(|_| ()).map_err(|error| error.to_string())
}

async fn open(door: &Door, account: &Account) -> Result<Imap, String> {
    let of = &account.server;
    let server = server(door, &of.host, of.port, of.security);
    let login = login(of.sign_in, &of.user, &account.secret);
    let timeouts = Timeouts::default();
    let open = Imap::open(&server, &login, &timeouts);
    open.await.map_err(|error| error.to_string())
}

/// A server as it is reached from here.
fn server(door: &Door, host: &str, port: u16, security: MailSecurity) -> Server {
    let settings = door.settings();
    Server {
        host: host.to_owned(),
        port,
        security: match security {
            MailSecurity::Tls => Security::Tls,
            MailSecurity::StartTls => Security::StartTls,
            MailSecurity::None => Security::None,
        },
        authority: settings.mail_authority.clone().map(Authority::File),
        allow_private: settings.private_mail_servers,
    }
}

fn login(sign_in: MailSignIn, user: &str, secret: &str) -> Login {
    let (user, secret) = (user.to_owned(), secret.to_owned());
    match sign_in {
        MailSignIn::None => Login::None,
        MailSignIn::Password => Login::Password {
            user,
            password: secret,
        },
        MailSignIn::XOAuth2 => Login::XOAuth2 {
            user,
            token: secret,
        },
    }
}
