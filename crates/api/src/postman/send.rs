//! Carries letters out.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::rt::time::sleep;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use guichet_desk::post::{Mailer, Sending};
use guichet_mail::outgoing::Composed;
use guichet_mail::transport::Timeouts;
use guichet_mail::transport::smtp::{SendError, Smtp};

use super::{login, server};
use crate::door::Door;

/// How long the outbox is left alone when nothing is due.
const PAUSE: Duration = Duration::from_secs(1);
/// The same where there is no mail server yet, or the store does not answer.
const LONG_PAUSE: Duration = Duration::from_secs(5);

/// Empties the outbox for as long as the server runs.
pub async fn run(door: Arc<Door>) {
    let mailer = SmtpMailer {
        door: Arc::clone(&door),
        open: Mutex::default(),
    };
    while !door.is_stopping() {
        let pause = match round(&door, &mailer).await {
            Ok(Some(0)) => PAUSE,
            Ok(Some(_)) => continue,
            Ok(None) => LONG_PAUSE,
            Err(refusal) => {
                tracing::warn!(%refusal, "the outbox could not be looked at");
                LONG_PAUSE
            }
        };
        sleep(pause).await;
    }
}

/// How many letters were looked at; `None` where there is no mail server.
async fn round(door: &Door, mailer: &SmtpMailer) -> Result<Option<usize>, guichet_desk::Refusal> {
    let desk = door.desk();
    let Some(sending) = desk.sending(door.carrier()).await? else {
        return Ok(None);
    };
    let sent = desk.send_letters(door.carrier(), &sending, mailer).await?;
    if sent.ended > 0 {
        door.live().committed();
    }
    Ok(Some(sent.all()))
}

/// Hands letters to the mail server that is settled, over connections that are kept a while.
struct SmtpMailer {
    door: Arc<Door>,
    open: Mutex<Option<(Sending, Arc<Smtp>)>>,
}

impl SmtpMailer {
    fn smtp(&self, by: &Sending) -> Arc<Smtp> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match &*open {
            Some((known, smtp)) if known == by => Arc::clone(smtp),
            _ => {
                let to = &by.server;
                let server = server(&self.door, &to.host, to.port, to.security);
                let login = login(to.sign_in, &to.user, &by.secret);
                let smtp = Arc::new(Smtp::new(server, login, Timeouts::default(), None));
                *open = Some((by.clone(), Arc::clone(&smtp)));
                smtp
            }
        }
    }
}

impl Mailer for SmtpMailer {
    fn send<'a>(
        &'a self,
        by: &'a Sending,
        letter: &'a Composed,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        let smtp = self.smtp(by);
        async move { smtp.send(letter).await.map(|_| ()) }.boxed()
    }
}
