//! News and moments in the words of letters.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use guichet_domain::people::Language;
use guichet_domain::sla::ClockKind;
use guichet_domain::ticket::ReopenCause;

use crate::notifications::News;

/// A moment in words: `jeudi 19 mars à 14:52 (UTC)`; in the reader's time zone where it is known.
pub(super) fn moment(at: DateTime<Utc>, zone: Option<&str>, language: Language) -> String {
    let known: Option<Tz> = zone.and_then(|name| name.parse().ok());
    let local = at.with_timezone(&known.unwrap_or(Tz::UTC));
    let day = local.weekday().num_days_from_monday() as usize;
    let month = local.month0() as usize;
    let time = local.format("%H:%M");
    let zone = if known.is_some() { "" } else { " (UTC)" };
    match language {
        Language::Fr => format!(
            "{} {} {} à {time}{zone}",
            [
                "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"
            ][day],
            if local.day() == 1 {
                "1er".to_owned()
            } else {
                local.day().to_string()
            },
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ][month],
        ),
        Language::En => format!(
            "{} {} at {time}{zone}",
            local.format("%A"),
            local.format("%-d %B")
        ),
    }
}

/// News in a sentence.
pub(super) fn news(news: &News, language: Language) -> String {
    let pick = |fr: String, en: String| match language {
        Language::Fr => fr,
        Language::En => en,
    };
    match news {
        News::ClockAtRisk {
            clock,
            percent,
            due_at,
            ..
        } => {
            let due = moment(*due_at, None, language);
            let clock = clock_words(*clock, language);
            pick(
                format!("{clock} : {percent} % du temps est écoulé, l’échéance est {due}."),
                format!("{clock}: {percent} % of the time is used, it is due on {due}."),
            )
        }
        News::ClockBreached { clock, due_at, .. } => {
            let due = moment(*due_at, None, language);
            let clock = clock_words(*clock, language);
            pick(
                format!("{clock} : l’échéance du {due} est dépassée."),
                format!("{clock}: it was due on {due}, and is late."),
            )
        }
        News::Routed => pick(
            "Ce ticket vous est attribué.".to_owned(),
            "This ticket is assigned to you.".to_owned(),
        ),
        News::Replied => pick(
            "Le demandeur a écrit.".to_owned(),
            "The requester has written.".to_owned(),
        ),
        News::Reopened { cause } => reopened(*cause, language).to_owned(),
        News::Undelivered { address } => pick(
            format!("Un message n’a pas pu être remis à {address}."),
            format!("A message could not be delivered to {address}."),
        ),
        News::LowScore { score, .. } => pick(
            format!("Le demandeur a donné la note {score}."),
            format!("The requester gave a score of {score}."),
        ),
        News::MailboxFailing { mailbox, error } => pick(
            format!("La boîte « {mailbox} » ne peut plus être relevée : {error}"),
            format!("The mailbox “{mailbox}” cannot be read any more: {error}"),
        ),
        News::MailboxSilent { mailbox } => pick(
            format!("La boîte « {mailbox} » ne reçoit plus rien, contrairement à son habitude."),
            format!("The mailbox “{mailbox}” receives nothing any more, against its habit."),
        ),
        News::TooMuchMail { address } => pick(
            format!("{address} envoie trop d’e-mails : les suivants vont en quarantaine."),
            format!("{address} sends too much mail: what follows goes to quarantine."),
        ),
    }
}

fn clock_words(clock: ClockKind, language: Language) -> &'static str {
    match (clock, language) {
        (ClockKind::FirstResponse, Language::Fr) => "Première réponse",
        (ClockKind::FirstResponse, Language::En) => "First reply",
        (ClockKind::NextResponse, Language::Fr) => "Prochaine réponse",
        (ClockKind::NextResponse, Language::En) => "Next reply",
        (ClockKind::Resolution, Language::Fr) => "Résolution",
        (ClockKind::Resolution, Language::En) => "Resolution",
        (ClockKind::LevelResolution, Language::Fr) => "Temps au niveau",
        (ClockKind::LevelResolution, Language::En) => "Time at the level",
    }
}

fn reopened(cause: ReopenCause, language: Language) -> &'static str {
    match (cause, language) {
        (ReopenCause::NotSolved, Language::Fr) => "Le demandeur dit que ce n’est pas réglé.",
        (ReopenCause::NotSolved, Language::En) => "The requester says it is not solved.",
        (ReopenCause::Reply, Language::Fr) => "Le demandeur a écrit : le ticket est rouvert.",
        (ReopenCause::Reply, Language::En) => {
            "The requester has written: the ticket is open again."
        }
        (ReopenCause::Agent, Language::Fr) => "Le ticket est rouvert.",
        (ReopenCause::Agent, Language::En) => "The ticket is open again.",
        (ReopenCause::Undelivered, Language::Fr) => {
            "La solution n’a pas pu être remise : le ticket est rouvert."
        }
        (ReopenCause::Undelivered, Language::En) => {
            "The solution could not be delivered: the ticket is open again."
        }
        (ReopenCause::LowScore, Language::Fr) => {
            "Le demandeur n’est pas satisfait : le ticket est rouvert."
        }
        (ReopenCause::LowScore, Language::En) => {
            "The requester is not satisfied: the ticket is open again."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_readers_words_and_zone() {
        let at = "2026-03-19T13:52:00Z".parse().unwrap();
        let paris = Some("Europe/Paris");
        assert_eq!(moment(at, paris, Language::Fr), "jeudi 19 mars à 14:52");
        assert_eq!(
            moment(at, None, Language::En),
            "Thursday 19 March at 13:52 (UTC)"
        );
    }
}
