//! Machines write, too: nothing is lost of it, and nothing comes of it.

use guichet_domain::post::{MailNature, MailState};
use guichet_domain::ticket::{MessageKind, Status};
use guichet_testkit::on_both_databases;

use super::{PostHouse, from};

on_both_databases! {
    fn the_mail_of_a_machine_begins_a_ticket_that_nobody_is_answered_for(store) {
        let house = PostHouse::on(store);
        let mail = from("camille", "Sauvegarde terminée", "Tout va bien.").with("Auto-Submitted: auto-generated");
        let ticket = house.ticket_of(house.comes(&mail.raw()));
        assert_eq!(ticket.subject, "Sauvegarde terminée");
        assert!(house.posted().is_empty());
        let messages = house.messages(house.ines, ticket.id);
        assert_eq!(messages[0].mail.as_ref().unwrap().nature, MailNature::Machine);
    }

    fn an_out_of_office_is_a_note_and_opens_nothing_again(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let solution = letters.iter().find(|letter| letter.mail.text.contains("Certificat")).unwrap();
        let away = from("camille", "", "Je suis absente jusqu’au 12.").answering(solution)
            .with("Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All");
        let received = house.comes(&away.raw());
        assert_eq!(received.ticket, Some(ticket.id));
        let after = house.seen(house.ines, ticket.id).unwrap();
        assert_eq!(after.status, Status::Resolved);
        let messages = house.messages(house.ines, ticket.id);
        let last = messages.last().unwrap();
        assert_eq!((last.kind, last.author.clone()), (MessageKind::Note, None));
        assert!(house.posted().is_empty());
    }

    // S53
    fn s53_two_desks_that_answer_each_other_come_to_an_end(store) {
        let house = PostHouse::on(store);
        let mut exchanged = 0;
        let mut mail = from("x", "Bonjour", "Nous avons bien reçu votre demande.");
        mail.from = "help@other.example".to_owned();
        // The other desk answers everything, and marks nothing.
        for _ in 0..100 {
            house.comes(&mail.raw());
            let answers = house.posted();
            let Some(letter) = answers.iter().find(|letter| letter.to == "help@other.example") else {
                break;
            };
            exchanged += 1;
            assert!(letter.header("Auto-Submitted").is_some());
            assert_eq!(letter.envelope_from, None);
            mail = from("x", "", "Nous avons bien reçu votre demande.").answering(letter);
            mail.from = "help@other.example".to_owned();
        }
        assert_eq!(exchanged, 1);
        // Even where it begins a new thread each time.
        for _ in 0..5 {
            let mut mail = from("x", "Bonjour", "Nous avons bien reçu votre demande.");
            mail.from = "help@other.example".to_owned();
            house.comes(&mail.raw());
            house.later(chrono::Duration::seconds(20));
        }
        assert!(house.posted().iter().all(|letter| letter.to != "help@other.example"));
    }

    fn s53_our_own_mail_comes_to_nothing(store) {
        let house = PostHouse::on(store);
        house.comes(&from("camille", "Écran noir", "Depuis ce matin.").raw());
        let receipt = house.posted().remove(0);
        let looped = house.comes(&receipt.raw.replace("\r\n", "\n"));
        assert_eq!(looped.state, MailState::Quarantined);
        let own = from("x", "Bonjour", "Bonjour");
        let own = own.raw().replace("x@guichet.example", "support@guichet.example");
        assert_eq!(house.comes(&own).state, MailState::Quarantined);
    }

    fn nobody_is_acknowledged_who_does_not_read_it_or_did_not_write_to_us(store) {
        let house = PostHouse::on(store);
        for address in ["no-reply@client.example", "postmaster@client.example", "noreply-7@client.example"] {
            let mut mail = from("x", "Bonjour", "Bonjour à tous");
            mail.from = address.to_owned();
            house.comes(&mail.raw());
        }
        let blind = from("camille", "Bonjour", "Bonjour à tous").to("list@client.example");
        house.comes(&blind.raw());
        let answered = |letter: &&crate::post::Posted| letter.to == "camille@guichet.example" || letter.to.starts_with("no") || letter.to.starts_with("post");
        assert_eq!(house.posted().iter().filter(answered).count(), 0);
    }
}
