//! Mails become tickets and messages, and what happens to tickets becomes letters.

mod bounces;
mod closing;
mod forged;
mod letters;
mod machine;
mod quarantine;
mod threading;

use std::sync::Mutex;

use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use futures::executor::block_on;
use futures::future::BoxFuture;
use guichet_desk::Slice;
use guichet_desk::messages::{self, MessageView};
use guichet_desk::post::letters::Sent;
use guichet_desk::post::mailboxes::{self, NewMailbox};
use guichet_desk::post::receive::{self, Origin, Received};
use guichet_desk::post::{self, Carrier, Mailer, Outgoing, PostPatch, Sending};
use guichet_desk::tickets::TicketView;
use guichet_domain::ids::{MailboxId, PersonId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::{MailSecurity, MailSignIn};
use guichet_domain::text::Line;
use guichet_domain::ticket::Kind;
use guichet_mail::incoming::{Limits, Mail};
use guichet_mail::outgoing::Composed;
use guichet_mail::seal::Seal;
use guichet_mail::transport::smtp::SendError;
use guichet_testkit::TestStore;

use crate::given::{House, email, name};

/// The address of the desk.
pub const SUPPORT: &str = "support@guichet.example";
/// The mail server whose word on senders counts.
pub const AUTHORITY: &str = "mx.guichet.example";

/// Takes letters instead of a mail server, or refuses them.
#[derive(Default)]
pub struct MailTray {
    letters: Mutex<Vec<Composed>>,
    refusal: Mutex<Option<SendError>>,
}

impl Mailer for MailTray {
    fn send<'a>(
        &'a self,
        _: &'a Sending,
        letter: &'a Composed,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        async move {
            match self.refusal.lock().unwrap().clone() {
                Some(error) => Err(error),
                None => {
                    self.letters.lock().unwrap().push(letter.clone());
                    Ok(())
                }
            }
        }
        .boxed()
    }
}

/// A letter as it was sent.
pub struct Posted {
    pub to: String,
    pub envelope_from: Option<String>,
    pub raw: String,
    pub mail: Mail,
}

impl Posted {
    fn read(letter: Composed) -> Self {
        Self {
            to: letter.recipients[0].clone(),
            mail: guichet_mail::incoming::read(&letter.raw, &Limits::default()).unwrap(),
            raw: String::from_utf8(letter.raw).unwrap(),
            envelope_from: letter.envelope_from,
        }
    }

    pub fn header(&self, called: &str) -> Option<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap();
        let lines = head.replace("\r\n ", " ");
        let start = format!("{}:", called.to_lowercase());
        let line = lines
            .split("\r\n")
            .find(|line| line.to_lowercase().starts_with(&start))?;
        Some(line[start.len()..].trim().to_owned())
    }

    /// The text, with what a mail program would fold.
    pub fn whole(&self) -> String {
        let folded = self.mail.quoted.clone().unwrap_or_default();
        format!("{}\n{folded}", self.mail.text)
    }

    /// The token of the first link that leads there.
    pub fn link(&self, place: &str) -> String {
        let start = format!("https://desk.example/{place}/");
        let whole = self.whole();
        let rest = whole.split(&start).nth(1).unwrap();
        let end = rest.find(|c: char| c.is_whitespace() || c == '?' || c == '>' || c == ')');
        rest[..end.unwrap_or(rest.len())].to_owned()
    }
}

/// A desk with a mailbox and a mail server.
pub struct PostHouse {
    pub house: House,
    pub carrier: Carrier,
    pub tray: MailTray,
    pub mailbox: MailboxId,
}

impl std::ops::Deref for PostHouse {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl PostHouse {
    pub fn on(store: &TestStore) -> Self {
        let house = House::on(store);
        let seal = Seal::from_secret(b"a secret of the tests, long enough");
        let mailbox = NewMailbox {
            name: name("Assistance"),
            address: email(SUPPORT),
            active: true,
            team: None,
            language: Language::Fr,
            kind: Kind::Incident,
            server: None,
            authority: Some(Line::parse(AUTHORITY).unwrap()),
        };
        let own = seal.clone();
        let mailbox = house.done(house.admin, move |tx, by| {
            mailboxes::create(tx, by, &own, &mailbox)
        });
        let own = seal.clone();
        let sending = PostPatch {
            sending: Some(Some(Outgoing {
                host: Line::parse("127.0.0.1").unwrap(),
                port: 25,
                security: MailSecurity::None,
                sign_in: MailSignIn::None,
                user: None,
                secret: None,
            })),
            ..PostPatch::default()
        };
        house.done(house.admin, move |tx, by| {
            post::change(tx, by, &own, None, &sending)
        });
        Self {
            house,
            carrier: Carrier {
                seal,
                base_url: "https://desk.example".to_owned(),
            },
            tray: MailTray::default(),
            mailbox: mailbox.id,
        }
    }

    pub fn settle(&self, patch: PostPatch) {
        let seal = self.carrier.seal.clone();
        self.done(self.admin, move |tx, by| {
            post::change(tx, by, &seal, None, &patch)
        });
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.desk.now()
    }

    /// A mail comes in.
    pub fn comes(&self, raw: &str) -> Received {
        self.come(vec![raw.to_owned()]).remove(0)
    }

    /// Mails come in together.
    pub fn come(&self, raws: Vec<String>) -> Vec<Received> {
        let origin = Origin {
            mailbox: Some(self.mailbox),
            place: None,
        };
        let parsed = raws.into_iter().map(|raw| {
            let raw = raw.replace('\n', "\r\n").into_bytes();
            (origin, receive::parse(raw.into(), &Limits::default()))
        });
        let mails = parsed.collect();
        block_on(self.desk.receive(&self.carrier, mails)).unwrap()
    }

    /// The ticket that a mail has come to.
    #[track_caller]
    pub fn ticket_of(&self, received: Received) -> TicketView {
        let id = received.ticket.expect("the mail is on a ticket");
        self.seen(self.admin, id).unwrap()
    }

    /// Everything that is due is sent.
    pub fn posted(&self) -> Vec<Posted> {
        self.try_to_send();
        let letters = std::mem::take(&mut *self.tray.letters.lock().unwrap());
        letters.into_iter().map(Posted::read).collect()
    }

    pub fn try_to_send(&self) -> Sent {
        let sending = block_on(self.desk.sending(&self.carrier)).unwrap().unwrap();
        let mut all = Sent::default();
        loop {
            let sent = self.desk.send_letters(&self.carrier, &sending, &self.tray);
            let sent = block_on(sent).unwrap();
            if sent.all() == 0 {
                return all;
            }
            all = Sent {
                sent: all.sent + sent.sent,
                later: all.later + sent.later,
                ended: all.ended + sent.ended,
            };
        }
    }

    /// Whatever is sent from now on is refused so.
    pub fn refuse(&self, error: Option<SendError>) {
        *self.tray.refusal.lock().unwrap() = error;
    }

    pub fn messages(&self, reader: PersonId, ticket: TicketId) -> Vec<MessageView> {
        let list = self.done(reader, move |tx, by| {
            messages::list(tx, by, ticket, &Slice::default())
        });
        list.items
    }

    pub fn later(&self, by: Duration) {
        self.clock.advance(by);
    }
}

/// A mail of somebody.
pub struct Written {
    pub from: String,
    pub to: String,
    pub subject: String,
    pub id: String,
    pub more: String,
    pub text: String,
}

/// A mail to the desk, unlike any other.
pub fn from(who: &str, subject: &str, text: &str) -> Written {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    Written {
        from: format!("{who}@guichet.example"),
        to: SUPPORT.to_owned(),
        subject: subject.to_owned(),
        id: format!("{number}@their.example"),
        more: String::new(),
        text: text.to_owned(),
    }
}

impl Written {
    pub fn with(mut self, header: &str) -> Self {
        self.more.push_str(header);
        self.more.push('\n');
        self
    }

    pub fn to(mut self, address: &str) -> Self {
        address.clone_into(&mut self.to);
        self
    }

    /// It answers a letter, as mail programs do.
    pub fn answering(self, letter: &Posted) -> Self {
        let id = letter.mail.message_id.clone().unwrap();
        let subject = format!("Re: {}", letter.mail.subject);
        let reply_to = letter.mail.reply_to.first().map(|to| to.email.clone());
        let mut answer = self.with(&format!("In-Reply-To: <{id}>\nReferences: <{id}>"));
        answer.subject = subject;
        answer.to = reply_to.unwrap_or(answer.to);
        answer
    }

    /// Our own mail server vouches for the sender.
    pub fn vouched(self) -> Self {
        let domain = self.from.split('@').nth(1).unwrap().to_owned();
        let results =
            format!("Authentication-Results: {AUTHORITY};\n dmarc=pass header.from={domain}");
        self.with(&results)
    }

    pub fn raw(&self) -> String {
        let Self {
            from,
            to,
            subject,
            id,
            more,
            text,
        } = self;
        format!(
            "{more}From: {from}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}>\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        )
    }
}
