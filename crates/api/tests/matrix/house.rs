//! A door over a furnished desk: everybody who appears in the table, and tickets for them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use chrono::Duration;
use clap::Parser;
use futures_util::stream;
use guichet_api::auth::secret::{SigningKey, Token};
use guichet_api::door::Door;
use guichet_api::settings::ServerSettings;
use guichet_desk::attachments::Upload;
use guichet_desk::calendars::{self, NewCalendar};
use guichet_desk::passwords::{Password, PasswordHash};
use guichet_desk::people::{NewPerson, PersonPatch};
use guichet_desk::post::mailboxes::{self, NewMailbox};
use guichet_desk::post::receive::{self, Origin};
use guichet_desk::post::{Flagged, letters};
use guichet_desk::routing::absences::{self, NewAbsence};
use guichet_desk::routing::rules::{self, NewRule};
use guichet_desk::routing::skills;
use guichet_desk::sessions::{self, Entry, SessionKind, SignIn};
use guichet_desk::sla_policies::{self, NewSlaPolicy};
use guichet_desk::tickets::{self, Handling, NewTicket, Writing};
use guichet_desk::{By, Connection, Desk, Refusal, SystemClock, people};
use guichet_domain::calendar::{Definition, Period, Week};
use guichet_domain::ids::{
    AbsenceId, AttachmentId, CalendarId, LetterId, MailId, MailboxId, PersonId, RoutingRuleId,
    SkillId, SlaPolicyId, TicketId,
};
use guichet_domain::people::{Language, Role};
use guichet_domain::post::AddressFlag;
use guichet_domain::sla::{Conditions, Terms};
use guichet_domain::text::{Body, Email, Line, Name, Subject, Tag};
use guichet_domain::ticket::deeds::{Classification, Qualification};
use guichet_domain::ticket::{Channel, Impact, Kind, MessageKind, Urgency};
use guichet_mail::incoming::Limits;
use guichet_mail::seal::{Link, LinkAct};
use guichet_store::files::Files;
use guichet_testkit::TestStore;
use tempfile::TempDir;

use crate::cast::{Cast, Column};
use crate::http::{self, Answer, Serve};

/// The password of everybody.
pub const PASSWORD: &str = "un mot de passe";
/// What every ticket is about.
pub const SUBJECT: &str = "Imprimante bloquée";
/// Stands in everything that only staff may read, and nowhere else.
pub const INTERNAL: &str = "interne";

/// An address that the desk writes from.
const OWN_ADDRESS: &str = "own@guichet.example";

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    settings: ServerSettings,
}

/// The hash of the password, computed once.
pub fn hash() -> PasswordHash {
    static HASH: OnceLock<PasswordHash> = OnceLock::new();
    HASH.get_or_init(|| Password::parse(PASSWORD).unwrap().hash().unwrap())
        .clone()
}

/// A door and what must live as long as it.
pub struct House {
    pub cast: Cast,
    door: Arc<Door>,
    serve: Serve,
    cookies: RefCell<HashMap<PersonId, String>>,
    entered: Cell<u32>,
    _files: TempDir,
}

/// A ticket as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    pub ticket: TicketId,
    pub version: i64,
}

/// Runs a trial in a furnished house on a store.
pub fn trial(store: &TestStore, trial: impl AsyncFnOnce(House)) {
    actix_web::rt::System::new().block_on(async {
        trial(House::on(store).await).await;
    });
}

impl House {
    async fn on(store: &TestStore) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        let desk = Desk::new((**store).clone(), files, Arc::new(SystemClock), 10_000);
        let cast = Cast::furnish(&desk);
        let flags = ["guichet", "--rate-limit", "0", "--login-attempts", "1000"];
        let key = SigningKey::from_secret("a secret of the tests, long enough").unwrap();
        let door = Door::new(CommandLine::parse_from(flags).settings, desk, &key);
        let door = Arc::new(door);
        Self {
            cast,
            serve: http::serve(Arc::clone(&door)).await,
            door,
            cookies: RefCell::default(),
            entered: Cell::new(0),
            _files: folder,
        }
    }

    pub fn desk(&self) -> &Desk {
        self.door.desk()
    }

    /// Somebody, now, with the rights they have now.
    pub fn by(&self, person: PersonId) -> By {
        let viewer = self
            .desk()
            .store()
            .read_blocking(move |tx| guichet_store::people::viewer(tx, person));
        let viewer = viewer.unwrap().expect("an active person");
        self.desk().by(viewer, Channel::Portal)
    }

    /// What somebody does at the desk without going through the door.
    #[track_caller]
    pub fn done<T: Send + 'static>(
        &self,
        person: PersonId,
        mut deed: impl FnMut(&mut Connection, &By) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        let by = self.by(person);
        let done = self.desk().store().write_blocking(move |tx| deed(tx, &by));
        done.unwrap_or_else(|refusal: Refusal| panic!("refused: {refusal:?}"))
    }

    /// The cookie of somebody who is signed in.
    pub fn cookie(&self, person: PersonId) -> String {
        let mut cookies = self.cookies.borrow_mut();
        let cookie = cookies.entry(person).or_insert_with(|| self.begin(person));
        cookie.clone()
    }

    /// Signs somebody in without the work of checking the password.
    fn begin(&self, person: PersonId) -> String {
        let token = Token::fresh().unwrap();
        let sign_in = SignIn {
            person,
            password: hash(),
            entry: Entry {
                kind: SessionKind::Browser,
                token_hash: token.hash(),
                lifetime: Duration::days(1),
            },
        };
        let at = self.desk().now();
        let begun = self
            .desk()
            .store()
            .write_blocking(move |tx| sessions::begin(tx, at, &sign_in));
        begun.unwrap().expect("an active person with the password");
        format!("guichet={}", token.as_str())
    }

    /// A mailbox that is not read: the one there is, or a new one.
    pub fn mailbox(&self) -> MailboxId {
        let all = self.done(self.cast.admin, mailboxes::list);
        let free = all.iter().find(|mailbox| mailbox.address != OWN_ADDRESS);
        free.map_or_else(|| self.new_mailbox(&self.fresh_name()), |free| free.id)
    }

    fn new_mailbox(&self, name: &str) -> MailboxId {
        let seal = self.door.carrier().seal.clone();
        let new = NewMailbox {
            address: Email::parse(&format!("{name}@guichet.example")).unwrap(),
            name: Name::parse(name).unwrap(),
            active: false,
            team: None,
            language: Language::Fr,
            kind: Kind::Incident,
            server: None,
            authority: None,
        };
        let made = self.done(self.cast.admin, move |tx, by| {
            mailboxes::create(tx, by, &seal, &new)
        });
        made.id
    }

    /// A letter that waits to be sent.
    pub fn letter(&self) -> LetterId {
        let address = Email::parse("ada@guichet.example").unwrap();
        let asked = self.done(self.cast.admin, move |tx, by| {
            letters::send_test(tx, by, &address)
        });
        asked.id
    }

    /// A link by which somebody answers about a ticket.
    pub fn link(&self, ticket: TicketId, person: PersonId) -> String {
        let expires_at = self.desk().now() + Duration::days(1);
        self.door.carrier().seal.link(&Link {
            act: LinkAct::Answer,
            ticket,
            person,
            expires_at,
        })
    }

    /// An address that is not written to.
    pub fn flagged_address(&self) -> String {
        let address = format!("{}@guichet.example", self.fresh_name());
        let now = self.desk().now();
        let flagged = Flagged {
            address: address.clone(),
            flag: AddressFlag::Hard,
            detail: "550 5.1.1".to_owned(),
            since: now,
            until: now + Duration::days(60),
        };
        let flag = move |tx: &mut Connection| -> Result<(), Refusal> {
            Ok(guichet_store::addresses::flag(tx, &flagged)?)
        };
        self.desk().store().write_blocking(flag).unwrap();
        address
    }

    /// A mail of somebody, unlike any other.
    pub fn mail(&self, from: &str) -> Vec<u8> {
        let name = self.fresh_name();
        let mail = format!(
            "From: {from} <{name}@guichet.example>\r\nTo: support@guichet.example\r\n\
             Message-ID: <{name}@guichet.example>\r\nSubject: {SUBJECT}\r\n\r\nBonjour\r\n"
        );
        mail.into_bytes()
    }

    /// A mail that waits for somebody to look at it: it comes from an address of the desk's own.
    pub async fn quarantined(&self) -> MailId {
        let all = self.done(self.cast.admin, mailboxes::list);
        if !all.iter().any(|mailbox| mailbox.address == OWN_ADDRESS) {
            self.new_mailbox("own");
        }
        let name = self.fresh_name();
        let raw =
            format!("From: {OWN_ADDRESS}\r\nMessage-ID: <{name}@x>\r\nSubject: x\r\n\r\nx\r\n");
        let parsed = receive::parse(raw.into_bytes().into(), &Limits::default());
        let received = self
            .desk()
            .receive(self.door.carrier(), vec![(Origin::default(), parsed)]);
        received.await.unwrap()[0].mail
    }

    /// A name that nobody and nothing has yet.
    pub fn fresh_name(&self) -> String {
        self.entered.set(self.entered.get() + 1);
        format!("fresh{}", self.entered.get())
    }

    /// Somebody who has just been entered.
    pub fn fresh(&self, role: Role) -> PersonId {
        let name = self.fresh_name();
        let new = NewPerson {
            role,
            email: Some(Email::parse(&format!("{name}@guichet.example")).unwrap()),
            ..NewPerson::named(Name::parse(&name).unwrap())
        };
        let entered = self.done(self.cast.admin, move |tx, by| people::create(tx, by, &new));
        entered.id
    }

    /// The address somebody signs in by.
    pub fn email(&self, person: PersonId) -> String {
        let found = self.done(self.cast.admin, move |tx, by| people::get(tx, by, person));
        found.email.unwrap()
    }

    /// Signed out, and with the password of everybody again.
    pub fn forget_session(&self, person: PersonId) {
        self.cookies.borrow_mut().remove(&person);
        self.done(self.cast.admin, move |tx, by| {
            let patch = PersonPatch {
                password: Some(hash()),
                ..PersonPatch::default()
            };
            people::change(tx, by, person, None, &patch)
        });
        self.cookies.borrow_mut().remove(&person);
    }

    /// Asks just so.
    pub async fn ask(&self, request: TestRequest) -> Answer {
        (self.serve)(request).await
    }

    /// Asks as somebody does from our own pages; as nobody without a person.
    pub async fn ask_as(
        &self,
        person: impl Into<Option<PersonId>>,
        request: TestRequest,
    ) -> Answer {
        let request = request.insert_header(("sec-fetch-site", "same-origin"));
        self.ask(match person.into() {
            Some(person) => request.insert_header(("cookie", self.cookie(person))),
            None => request,
        })
        .await
    }

    /// A ticket of a column: led to the diagnosis by the support team, with a note and a tag,
    /// followed by somebody elsewhere.
    pub fn ticket_for(&self, column: &Column) -> Given {
        self.ticket_of(column.asker)
    }

    pub fn ticket_of(&self, asker: PersonId) -> Given {
        let cast = &self.cast;
        let (agent, follower, vpn) = (cast.agent, cast.follower, cast.category);
        let new = new_ticket(Handling {
            requester: Some(asker),
            team: Some(cast.support),
            assignee: Some(agent),
            tags: vec![Tag::parse(INTERNAL).unwrap()],
            ..Handling::default()
        });
        let qualification = Qualification {
            classification: Classification {
                kind: Kind::Incident,
                category: vpn,
                impact: Impact::Person,
                urgency: Urgency::Low,
            },
            level: None,
            team: None,
        };
        let note = writing(INTERNAL, Vec::new());
        let view = self.done(agent, move |tx, by| {
            let view = tickets::create(tx, by, &new)?;
            let view = tickets::qualify(tx, by, view.id, view.version, &qualification)?;
            tickets::note(tx, by, view.id, None, &note)?;
            tickets::follow(tx, by, view.id, Some(follower), true)
        });
        Given {
            ticket: view.id,
            version: view.version,
        }
    }

    /// A ticket without a team, that every agent sees.
    pub fn unrouted(&self) -> TicketId {
        let new = new_ticket(Handling::default());
        let view = self.done(self.cast.admin, move |tx, by| tickets::create(tx, by, &new));
        view.id
    }

    /// Whether somebody leads tickets.
    pub fn is_staff(&self, person: PersonId) -> bool {
        self.by(person).viewer.role.is_staff()
    }

    /// A rule that is not used.
    pub fn routing_rule(&self) -> RoutingRuleId {
        let new = NewRule {
            name: Name::parse(&self.fresh_name()).unwrap(),
            active: false,
            conditions: Conditions::default(),
            team: self.cast.support,
            level: None,
            skills: Vec::new(),
        };
        self.done(self.cast.admin, move |tx, by| rules::create(tx, by, &new))
            .id
    }

    /// All the rules.
    pub fn routing_rules(&self) -> Vec<RoutingRuleId> {
        let all = self.done(self.cast.admin, rules::list);
        all.into_iter().map(|rule| rule.id).collect()
    }

    /// A skill that nobody has.
    pub fn skill(&self) -> SkillId {
        let name = Name::parse(&self.fresh_name()).unwrap();
        self.done(self.cast.admin, move |tx, by| skills::create(tx, by, &name))
            .id
    }

    /// An absence that is over.
    pub fn absence_of(&self, person: PersonId) -> AbsenceId {
        let new = NewAbsence {
            person,
            from: self.desk().now() - Duration::days(2),
            until: self.desk().now() - Duration::days(1),
            replacement: None,
            note: None,
        };
        self.done(self.cast.admin, move |tx, by| {
            absences::create(tx, by, &new)
        })
        .id
    }

    /// A calendar that nothing counts by.
    pub fn calendar(&self) -> CalendarId {
        let new = NewCalendar {
            name: Name::parse(&self.fresh_name()).unwrap(),
            definition: office(),
        };
        let made = self.done(self.cast.admin, move |tx, by| {
            calendars::create(tx, by, &new)
        });
        made.id
    }

    /// An SLA policy that promises nothing yet.
    pub fn sla_policy(&self) -> SlaPolicyId {
        let new = NewSlaPolicy {
            name: Name::parse(&self.fresh_name()).unwrap(),
            active: true,
            terms: Terms::default(),
        };
        let made = self.done(self.cast.admin, move |tx, by| {
            sla_policies::create(tx, by, &new)
        });
        made.id
    }

    /// The SLA policies in their order.
    pub fn sla_policies(&self) -> Vec<SlaPolicyId> {
        let all = self.done(self.cast.admin, sla_policies::list);
        all.into_iter().map(|policy| policy.id).collect()
    }

    /// The version of a ticket, without asking anybody's leave.
    pub fn version(&self, ticket: TicketId) -> i64 {
        let get = move |tx: &mut Connection| guichet_store::tickets::get(tx, ticket);
        self.desk().store().read_blocking(get).unwrap().version
    }

    /// A file that somebody has uploaded.
    pub async fn file_of(&self, person: PersonId) -> AttachmentId {
        let upload = Upload {
            name: Line::parse("capture.png").unwrap(),
            media_type: Line::parse("image/png").unwrap(),
        };
        let bytes = Ok::<_, std::io::Error>(Bytes::from_static(b"pixels"));
        let content = stream::iter(vec![bytes]);
        let uploaded = self.desk().upload(self.by(person), upload, content).await;
        uploaded.unwrap().id
    }

    /// A file of the agent on a reply or on a note of a ticket.
    pub async fn file_on(&self, ticket: TicketId, kind: MessageKind) -> AttachmentId {
        let file = self.file_of(self.cast.agent).await;
        let writing = writing("Voici le fichier", vec![file]);
        self.done(self.cast.agent, move |tx, by| match kind {
            MessageKind::Note => tickets::note(tx, by, ticket, None, &writing).map(drop),
            MessageKind::Reply => tickets::reply(tx, by, ticket, None, &writing).map(drop),
        });
        file
    }
}

/// Mondays from nine to twelve.
pub fn office() -> Definition {
    Definition {
        time_zone: "Europe/Paris".to_owned(),
        week: Week {
            monday: vec![Period {
                from: "09:00".parse().unwrap(),
                to: "12:00".parse().unwrap(),
            }],
            ..Week::default()
        },
        holidays: None,
        days: Vec::new(),
    }
}

fn new_ticket(handling: Handling) -> NewTicket {
    NewTicket {
        subject: Subject::parse(SUBJECT).unwrap(),
        body: Body::parse("Elle clignote.").unwrap(),
        kind: Kind::Incident,
        category: None,
        urgency: None,
        attachments: Vec::new(),
        handling: Some(handling),
    }
}

fn writing(text: &str, attachments: Vec<AttachmentId>) -> Writing {
    Writing {
        body: Body::parse(text).unwrap(),
        attachments,
    }
}
