//! What may stand between double braces, and in which letters.

use std::collections::BTreeMap;

use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;

/// Something that is put into a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// What the desk is called.
    DeskName,
    /// Whom the letter is for.
    RecipientName,
    /// The number of the ticket as people quote it.
    TicketNumber,
    /// Its subject.
    TicketSubject,
    /// Its page.
    TicketUrl,
    /// Who asked.
    RequesterName,
    /// Who wrote the message.
    AuthorName,
    /// The words of the message.
    Message,
    /// When the ticket closes by itself.
    ClosesAt,
    /// Where the requester says that it is solved.
    LinkConfirm,
    /// Where the requester says that it is not.
    LinkNotSolved,
    /// Where the requester says how it was.
    LinkRate,
    /// A row of scores, each a link.
    Scores,
    /// What happened, in a sentence.
    News,
    /// Where whoever has the letter signs in.
    LinkSignIn,
}

impl Variable {
    const ALL: [Self; 15] = [
        Self::DeskName,
        Self::RecipientName,
        Self::TicketNumber,
        Self::TicketSubject,
        Self::TicketUrl,
        Self::RequesterName,
        Self::AuthorName,
        Self::Message,
        Self::ClosesAt,
        Self::LinkConfirm,
        Self::LinkNotSolved,
        Self::LinkRate,
        Self::Scores,
        Self::News,
        Self::LinkSignIn,
    ];

    /// As it is written between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeskName => "desk.name",
            Self::RecipientName => "recipient.name",
            Self::TicketNumber => "ticket.number",
            Self::TicketSubject => "ticket.subject",
            Self::TicketUrl => "ticket.url",
            Self::RequesterName => "requester.name",
            Self::AuthorName => "author.name",
            Self::Message => "message",
            Self::ClosesAt => "closes_at",
            Self::LinkConfirm => "link.confirm",
            Self::LinkNotSolved => "link.not_solved",
            Self::LinkRate => "link.rate",
            Self::Scores => "scores",
            Self::News => "news",
            Self::LinkSignIn => "link.sign_in",
        }
    }

    /// Whether letters of a kind have it.
    fn is_in(self, kind: LetterKind) -> bool {
        use LetterKind::{
            Acknowledgement, Closure, Invitation, Notification, Reminder, Reply, SignIn, Solution,
            Survey, Test, Transcript,
        };
        match self {
            Self::DeskName | Self::RecipientName => true,
            Self::TicketNumber | Self::TicketSubject | Self::TicketUrl | Self::RequesterName => {
                !matches!(kind, SignIn | Invitation | Test)
            }
            Self::AuthorName => matches!(kind, Reply | Solution),
            Self::Message => {
                matches!(kind, Acknowledgement | Reply | Solution | Transcript)
            }
            Self::ClosesAt => matches!(kind, Reminder),
            Self::LinkConfirm | Self::LinkNotSolved => matches!(kind, Solution | Reminder),
            Self::LinkRate | Self::Scores => matches!(kind, Survey | Closure),
            Self::News => matches!(kind, Notification),
            Self::LinkSignIn => matches!(kind, SignIn | Invitation),
        }
    }

    /// The variable of a name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The variables of a kind of letter.
pub(super) fn of(kind: LetterKind) -> impl Iterator<Item = Variable> {
    Variable::ALL
        .into_iter()
        .filter(move |variable| variable.is_in(kind))
}

/// What is put in for each variable; a variable without a value is nothing.
pub type Values = BTreeMap<Variable, String>;

/// A request that does not exist, for previews.
pub(super) fn invented(language: Language) -> Values {
    let french = language == Language::Fr;
    let pick = |fr: &str, en: &str| if french { fr } else { en }.to_owned();
    Values::from([
        (Variable::DeskName, "Guichet".to_owned()),
        (Variable::RecipientName, "Inès Laurent".to_owned()),
        (Variable::TicketNumber, "GU-1042".to_owned()),
        (
            Variable::TicketSubject,
            pick("Le VPN ne se connecte plus", "The VPN no longer connects"),
        ),
        (
            Variable::TicketUrl,
            "https://desk.example/t/1042".to_owned(),
        ),
        (Variable::RequesterName, "Inès Laurent".to_owned()),
        (Variable::AuthorName, "Karim Benali".to_owned()),
        (
            Variable::Message,
            pick(
                "Bonjour,\n\nLe certificat est renouvelé : pouvez-vous réessayer ?",
                "Hello,\n\nThe certificate has been renewed: could you try again?",
            ),
        ),
        (
            Variable::ClosesAt,
            pick("jeudi 19 mars à 14:52", "Thursday 19 March at 14:52"),
        ),
        (
            Variable::LinkConfirm,
            "https://desk.example/answer/…#yes".to_owned(),
        ),
        (
            Variable::LinkNotSolved,
            "https://desk.example/answer/…#no".to_owned(),
        ),
        (Variable::LinkRate, "https://desk.example/rate/…".to_owned()),
        (
            Variable::Scores,
            (1..=5)
                .map(|score| format!("{score} https://desk.example/rate/…?score={score}"))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        (
            Variable::News,
            pick(
                "La première réponse est due à 14:10.",
                "The first reply is due at 14:10.",
            ),
        ),
        (
            Variable::LinkSignIn,
            "https://desk.example/sign-in/…".to_owned(),
        ),
    ])
}
