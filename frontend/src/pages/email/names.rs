//! The vocabulary of the mail in the words of the reader, and as the lines of selects.

use crate::i18n::t::post as w;
use guichet_domain::post::{
    AddressFlag, AfterFetch, LetterKind, LetterState, MailNature, MailSecurity, MailSignIn,
    MailState, Registration, SurveyKind,
};

macro_rules! named {
    ($($(#[$meta:meta])* $function:ident($type:ident) in $area:ident { $($variant:ident => $key:ident),+ $(,)? })+) => { $(
        $(#[$meta])*
        pub fn $function(word: $type) -> &'static str {
            match word { $($type::$variant => w::$area::$key(),)+ }
        }
    )+ };
}

named! {
    /// How a connection is protected.
    security(MailSecurity) in security { Tls => tls, StartTls => starttls, None => none }
    /// How the desk signs in.
    sign_in(MailSignIn) in sign_in { None => none, Password => password, XOAuth2 => xoauth2 }
    /// What becomes of a mail on its server.
    after(AfterFetch) in after { Keep => keep, Move => elsewhere, Delete => delete }
    /// Who may write.
    registration(Registration) in registration { Open => open, Domains => domains, Invitation => invitation }
    /// How satisfaction is asked for.
    survey(SurveyKind) in survey { Csat => csat, Nps => nps, Ces => ces }
    /// What a letter is about.
    letter(LetterKind) in letter {
        Acknowledgement => acknowledgement, Reply => reply, Solution => solution,
        Reminder => reminder, Closure => closure, Survey => survey, Notification => notification,
        SignIn => sign_in, Invitation => invitation, Transcript => transcript, Test => test,
    }
    /// When a letter is sent.
    occasion(LetterKind) in occasion {
        Acknowledgement => acknowledgement, Reply => reply, Solution => solution,
        Reminder => reminder, Closure => closure, Survey => survey, Notification => notification,
        SignIn => sign_in, Invitation => invitation, Transcript => transcript, Test => test,
    }
    /// What became of a letter.
    letter_state(LetterState) in letter_state {
        Waiting => waiting, Sent => sent, Failed => failed, Bounced => bounced,
        Suppressed => suppressed, Cancelled => cancelled,
    }
    /// What became of a mail.
    mail_state(MailState) in mail_state {
        Taken => taken, Quarantined => quarantined, Dismissed => dismissed, Noted => noted,
    }
    /// What wrote a mail.
    nature(MailNature) in nature {
        Person => person, Machine => machine, OutOfOffice => out_of_office, Bounce => bounce,
        Complaint => complaint,
    }
    /// Why an address is not written to.
    flag(AddressFlag) in flag { Hard => hard, Soft => soft, Complaint => complaint }
}

/// The words of a vocabulary as the lines of a select.
pub fn lines<T: Copy + ToString>(all: &[T], name: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter()
        .map(|&word| (word.to_string(), name(word).to_owned()))
        .collect()
}

/// Why a mail is in quarantine; a word that is not known stands for itself.
pub fn reason(code: &str) -> String {
    let words = match code {
        "too_large" => w::reason::too_large(),
        "headers_too_large" | "too_many_headers" => w::reason::headers(),
        "too_many_parts" | "too_deep" => w::reason::parts(),
        "too_many_recipients" => w::reason::recipients(),
        "too_slow" => w::reason::too_slow(),
        "no_sender" => w::reason::no_sender(),
        "malformed" => w::reason::malformed(),
        "withheld" => w::reason::withheld(),
        "own_mail" => w::reason::own_mail(),
        "own_address" => w::reason::own_address(),
        "blocked_sender" => w::reason::blocked_sender(),
        "too_many" => w::reason::too_many(),
        "unverified_agent" => w::reason::unverified_agent(),
        "foreign_letter" => w::reason::foreign_letter(),
        "ticket_closed" => w::reason::ticket_closed(),
        "unknown_sender" => w::reason::unknown_sender(),
        "inactive_sender" => w::reason::inactive_sender(),
        "out_of_office" => w::reason::out_of_office(),
        "unclear_report" => w::reason::unclear_report(),
        "fault" => w::reason::fault(),
        other => return other.to_owned(),
    };
    words.to_owned()
}
