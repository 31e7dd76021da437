//! Who is written to of what, and once.

use guichet_desk::notifications;
use guichet_desk::post::choices::{self, MailChoices};
use guichet_desk::post::letters as outbox;
use guichet_desk::post::templates::{self, NewWords};
use guichet_desk::{Refusal, Slice, tickets};
use guichet_domain::people::Language;
use guichet_domain::post::{LetterKind, LetterState};
use guichet_domain::text::{Line, Prose};
use guichet_domain::ticket::Status;
use guichet_mail::transport::smtp::SendError;
use guichet_testkit::on_both_databases;

use super::{PostHouse, from};

on_both_databases! {
    fn a_request_is_acknowledged_once_within_ten_minutes(store) {
        let house = PostHouse::on(store);
        house.comes(&from("camille", "Un", "Un").raw());
        house.comes(&from("camille", "Deux", "Deux").raw());
        let letters = house.posted();
        assert_eq!(letters.len(), 1);
        let letter = &letters[0];
        assert_eq!(letter.envelope_from, None);
        assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-replied"));
        assert_eq!(letter.header("X-Auto-Response-Suppress").as_deref(), Some("All"));
        house.later(chrono::Duration::minutes(11));
        house.comes(&from("camille", "Trois", "Trois").raw());
        assert_eq!(house.posted().len(), 1);
    }

    fn an_answer_goes_to_the_requester_in_the_same_thread_with_a_signed_way_back(store) {
        let house = PostHouse::on(store);
        let mail = from("camille", "Écran noir", "Depuis ce matin.");
        let ticket = house.ticket_of(house.comes(&mail.raw()));
        house.posted();
        house.replied(house.ines, ticket.id, "Avez-vous redémarré ?").unwrap();
        let letters = house.posted();
        let [letter] = &letters[..] else { panic!("{}", letters.len()) };
        assert_eq!(letter.to, "camille@guichet.example");
        assert!(letter.mail.text.contains("Avez-vous redémarré ?"));
        assert_eq!(letter.mail.subject, format!("[{}] Écran noir", ticket.number));
        assert_eq!(letter.mail.in_reply_to.first(), Some(&mail.id));
        assert_eq!(letter.mail.references.last(), Some(&mail.id));
        assert_eq!(letter.header("Auto-Submitted"), None);
        let back = &letter.mail.reply_to[0].email;
        assert_eq!(house.carrier.seal.read_reply_address(back).unwrap().0, ticket.id);
        let id = letter.mail.message_id.clone().unwrap();
        assert_eq!(house.carrier.seal.read_message_id(&id).unwrap().0, ticket.id);
        // Sent once, whoever looks again.
        assert!(house.posted().is_empty());
    }

    fn a_note_goes_to_nobody_outside(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        house.posted();
        let writing = crate::given::writing("Secret");
        house.done(house.ines, move |tx, by| tickets::note(tx, by, ticket.id, None, &writing));
        assert!(house.posted().is_empty());
    }

    fn what_is_refused_for_now_is_tried_again_as_the_same_mail(store) {
        let house = PostHouse::on(store);
        house.comes(&from("camille", "Un", "Un").raw());
        let busy = SendError::Temporary { code: Some(451), text: "451 later".to_owned() };
        house.refuse(Some(busy));
        assert_eq!(house.try_to_send().later, 1);
        assert_eq!(house.try_to_send().all(), 0);
        let lost = SendError::Unknown { text: "connection lost after DATA".to_owned() };
        house.refuse(Some(lost));
        house.later(chrono::Duration::minutes(2));
        assert_eq!(house.try_to_send().later, 1);
        house.refuse(None);
        house.later(chrono::Duration::minutes(10));
        let letters = house.posted();
        assert_eq!(letters.len(), 1);
    }

    fn what_is_refused_for_good_is_seen_on_the_message_and_opens_a_solution_again(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        house.posted();
        let gone = SendError::Permanent { code: 550, text: "550 5.1.1 no such user".to_owned() };
        house.refuse(Some(gone));
        let (id, version) = (ticket.id, ticket.version);
        let diagnosed = house.done(house.ines, move |tx, by| {
            tickets::diagnose(tx, by, id, version, &crate::given::findings())
        });
        house.done(house.ines, move |tx, by| {
            tickets::resolve(tx, by, id, diagnosed.version, &crate::given::solving("Réglé."))
        });
        // With it goes what tells the agent of it: the server takes nothing at all.
        assert!(house.try_to_send().ended >= 1);
        let after = house.seen(house.ines, id).unwrap();
        assert_eq!((after.status, after.reopen_count), (Status::Open, 1));
        let messages = house.messages(house.ines, id);
        let solution = messages.iter().find(|message| message.body == "Réglé.").unwrap();
        let delivery = &solution.deliveries[0];
        assert_eq!(delivery.state, LetterState::Failed);
        assert_eq!(delivery.error.as_deref(), Some("550 5.1.1 no such user"));
        assert!(messages.last().unwrap().body.contains("camille@guichet.example"));
        // Not for the requester's eyes.
        let seen = house.messages(house.camille, id);
        assert!(seen.iter().all(|message| message.deliveries.is_empty()));
        let told = house.done(house.ines, |tx, by| notifications::list(tx, by, &Slice::default()));
        assert!(told.page.items.iter().any(|told| matches!(told.news, notifications::News::Undelivered { .. })));
    }

    fn somebody_who_wants_no_mail_gets_none(store) {
        let house = PostHouse::on(store);
        house.done(house.camille, |tx, by| {
            choices::change(tx, by, MailChoices { requests: false, ..MailChoices::default() })
        });
        house.comes(&from("camille", "Un", "Un").raw());
        assert!(house.posted().is_empty());
    }

    fn other_words_are_used_and_unknown_variables_refused(store) {
        let house = PostHouse::on(store);
        let words = |body: &str| NewWords {
            subject: Line::parse("Reçu : {{ticket.subject}}").unwrap(),
            body: Prose::parse(body).unwrap(),
        };
        let (kind, language) = (LetterKind::Acknowledgement, Language::Fr);
        let wrong = words("{{requester.password}}");
        let refused = house.tried(house.admin, move |tx, by| {
            templates::change(tx, by, kind, language, None, &wrong)
        });
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
        let right = words("Merci {{recipient.name}}.");
        house.done(house.admin, move |tx, by| templates::change(tx, by, kind, language, None, &right));
        house.comes(&from("camille", "Écran", "{{ticket.number}}").raw());
        let letter = house.posted().remove(0);
        assert_eq!(letter.mail.subject, "Reçu : Écran");
        assert!(letter.mail.text.contains("Merci Camille Rousseau."));
    }

    fn a_letter_that_was_given_up_is_tried_again_by_hand(store) {
        let house = PostHouse::on(store);
        let address = crate::given::email("ada@guichet.example");
        let letter = house.done(house.admin, move |tx, by| outbox::send_test(tx, by, &address));
        let gone = SendError::Permanent { code: 550, text: "550 no".to_owned() };
        house.refuse(Some(gone));
        assert_eq!(house.try_to_send().ended, 1);
        let failed = house.done(house.admin, |tx, by| outbox::list(tx, by, true, &Slice::default()));
        assert_eq!(failed.items.len(), 1);
        house.refuse(None);
        house.done(house.admin, move |tx, by| outbox::retry(tx, by, letter.id));
        assert_eq!(house.posted().len(), 1);
    }

    fn what_waited_for_days_without_a_mail_server_is_not_sent_any_more(store) {
        let house = PostHouse::on(store);
        house.comes(&from("camille", "Un", "Un").raw());
        house.later(chrono::Duration::days(5));
        assert!(house.posted().is_empty());
    }
}
