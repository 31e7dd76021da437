//! Which ticket a mail comes to.

use guichet_desk::post::receive::{self, Origin};
use guichet_domain::post::MailState;
use guichet_domain::ticket::{Channel, Side, Status};
use guichet_mail::incoming::Limits;
use guichet_testkit::on_both_databases;

use super::{PostHouse, SUPPORT, from};

on_both_databases! {
    fn a_mail_becomes_a_ticket_of_who_wrote_it(store) {
        let house = PostHouse::on(store);
        let received = house.comes(&from("camille", "TR: Re: Écran noir", "Bonjour,\n\nDepuis ce matin.").raw());
        assert_eq!(received.state, MailState::Taken);
        let ticket = house.ticket_of(received);
        assert_eq!(ticket.subject, "Écran noir");
        assert_eq!((ticket.requester.id, ticket.channel), (house.camille, Channel::Email));
        assert_eq!(ticket.status, Status::New);
        let messages = house.messages(house.ines, ticket.id);
        assert_eq!(messages[0].body, "Bonjour,\n\nDepuis ce matin.");
        let mail = messages[0].mail.clone().unwrap();
        assert!(!mail.verified);
        assert_eq!(mail.envelope.unwrap().0.email, "camille@guichet.example");
    }

    fn somebody_unknown_is_entered_with_the_name_of_the_mail(store) {
        let house = PostHouse::on(store);
        let mut mail = from("x", "Imprimante", "Elle ne répond plus.");
        mail.from = "Marc Petit <Marc.Petit@client.example>".to_owned();
        let ticket = house.ticket_of(house.comes(&mail.raw()));
        assert_eq!(ticket.requester.name, "Marc Petit");
        assert_eq!(ticket.requester.email.as_deref(), Some("marc.petit@client.example"));
    }

    fn an_answer_joins_by_its_signed_address_its_references_or_the_number(store) {
        let house = PostHouse::on(store);
        let ticket = house.ticket_of(house.comes(&from("camille", "Écran noir", "Depuis ce matin.").raw()));
        let receipt = house.posted().remove(0);
        assert_eq!(receipt.to, "camille@guichet.example");
        let by_everything = from("camille", "", "Toujours noir.").answering(&receipt);
        assert_ne!(by_everything.to, SUPPORT);
        let by_reference = from("camille", "", "Encore.").answering(&receipt).to(SUPPORT);
        let by_number = from("camille", &format!("Re: [{}] Écran", ticket.number), "Et le son.");
        for (count, mail) in [by_everything, by_reference, by_number].iter().enumerate() {
            let received = house.comes(&mail.raw());
            assert_eq!(received.ticket, Some(ticket.id), "{}", mail.raw());
            assert_eq!(house.messages(house.camille, ticket.id).len(), count + 2);
        }
    }

    fn an_answer_to_a_colleagues_mail_joins_by_its_reference(store) {
        let house = PostHouse::on(store);
        let first = from("camille", "Écran noir", "Depuis ce matin.").with("Cc: david@guichet.example");
        let ticket = house.ticket_of(house.comes(&first.raw()));
        let reference = format!("References: <{}>", first.id);
        let of_colleague = from("david", "Re: autre chose", "Chez moi aussi.").with(&reference);
        let received = house.comes(&of_colleague.raw());
        assert_eq!(received.ticket, Some(ticket.id));
        let messages = house.messages(house.david, ticket.id);
        assert_eq!((messages[1].side, messages[1].body.as_str()), (Side::Requester, "Chez moi aussi."));
    }

    fn an_answer_resumes_what_waits_for_it(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        house.posted();
        let (id, version) = (ticket.id, ticket.version);
        house.done(house.ines, move |tx, by| {
            let reason = guichet_domain::ticket::HoldReason::Requester;
            guichet_desk::tickets::hold(tx, by, id, version, reason, None)
        });
        let mail = from("camille", &format!("[{}]", ticket.number), "Voici la capture.");
        let after = house.ticket_of(house.comes(&mail.raw()));
        assert_eq!(after.status, Status::Open);
    }

    // S57
    fn s57_the_same_mail_twice_or_by_two_mailboxes_is_one_message(store) {
        let house = PostHouse::on(store);
        let raw = from("camille", "Écran noir", "Depuis ce matin.").raw();
        let first = house.comes(&raw);
        let again = house.comes(&raw);
        assert!(again.known && !first.known);
        assert_eq!((again.mail, again.ticket), (first.mail, first.ticket));
        let together = house.come(vec![raw.clone(), raw]);
        assert!(together.iter().all(|received| received.known));
        assert_eq!(house.messages(house.ines, first.ticket.unwrap()).len(), 1);
    }

    fn another_text_under_a_message_id_that_is_known_is_another_mail(store) {
        let house = PostHouse::on(store);
        let mut mail = from("camille", "Écran noir", "Depuis ce matin.");
        let first = house.comes(&mail.raw());
        mail.text = "Autre chose.".to_owned();
        let second = house.comes(&mail.raw());
        assert!(!second.known);
        assert_ne!(first.mail, second.mail);
    }

    fn too_late_for_it_an_answer_begins_a_ticket_that_follows(store) {
        let house = PostHouse::on(store);
        let old = house.closed();
        house.posted();
        house.later(chrono::Duration::days(40));
        let mail = from("camille", &format!("Re: [{}]", old.number), "Cela recommence.");
        let ticket = house.ticket_of(house.comes(&mail.raw()));
        assert_ne!(ticket.id, old.id);
        assert_eq!(ticket.inside.unwrap().links[0].ticket, old.id);
    }

    fn a_mail_that_a_gateway_hands_over_belongs_to_the_mailbox_it_is_addressed_to(store) {
        let house = PostHouse::on(store);
        let raw = from("camille", "Écran noir", "Depuis ce matin.").raw().replace('\n', "\r\n");
        let parsed = receive::parse(raw.into_bytes().into(), &Limits::default());
        let taken = house.desk.receive(&house.carrier, vec![(Origin::default(), parsed)]);
        let taken = futures::executor::block_on(taken).unwrap().remove(0);
        let mail = house.done(house.supervisor, move |tx, by| receive::get(tx, by, taken.mail));
        assert_eq!(mail.mailbox, Some(house.mailbox));
    }
}
