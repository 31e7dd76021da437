//! Mail is no proof of who wrote it: what may not come of it.

use guichet_domain::post::MailState;
use guichet_domain::ticket::Side;
use guichet_testkit::on_both_databases;

use super::{PostHouse, SUPPORT, from};

on_both_databases! {
    // S50
    fn s50_a_forged_agent_never_answers_a_requester(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        house.posted();
        house.replied(house.camille, ticket.id, "Alors ?").unwrap();
        let letters = house.posted();
        let told = letters.iter().find(|letter| letter.to == "inès@guichet.example").unwrap();
        let before = house.messages(house.camille, ticket.id).len();
        let forged = from("inès", "", "Envoyez votre mot de passe.").answering(told);
        let received = house.comes(&forged.raw());
        assert_eq!(received.state, MailState::Quarantined);
        // A result of another server, or below ours, is nobody's word.
        let forged = from("inès", "", "Envoyez votre mot de passe.").answering(told)
            .with("Authentication-Results: evil.example; dmarc=pass header.from=guichet.example");
        assert_eq!(house.comes(&forged.raw()).state, MailState::Quarantined);
        assert_eq!(house.messages(house.camille, ticket.id).len(), before);
        assert!(house.posted().is_empty());
    }

    fn an_agent_answers_from_a_mail_program_what_was_sent_to_that_agent(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        house.posted();
        house.replied(house.camille, ticket.id, "Alors ?").unwrap();
        let letters = house.posted();
        let told = letters.iter().find(|letter| letter.to == "inès@guichet.example").unwrap();
        let answer = from("inès", "", "Redémarrez le poste.").answering(told).vouched();
        let received = house.comes(&answer.raw());
        assert_eq!(received.ticket, Some(ticket.id));
        let messages = house.messages(house.camille, ticket.id);
        let last = messages.last().unwrap();
        assert_eq!((last.side, last.body.as_str()), (Side::Agent, "Redémarrez le poste."));
        // The letter of another agent is nobody else's to answer.
        let taken = from("ada", "", "Moi aussi.").answering(told).vouched();
        assert_eq!(house.comes(&taken.raw()).state, MailState::Quarantined);
    }

    // S50
    fn s50_a_message_id_that_only_looks_like_ours_counts_for_nothing(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        let forged = format!("In-Reply-To: <gu.{}.1.aaaaaaaaaaaaaaaaaaaaaaaaaa@guichet.example>", ticket.id);
        let received = house.comes(&from("zoé", "Bonjour", "Je suis Camille.").with(&forged).raw());
        assert_ne!(received.ticket, Some(ticket.id));
    }

    // S51
    fn s51_an_outsider_with_the_number_or_a_guessed_address_never_joins(store) {
        let house = PostHouse::on(store);
        let ticket = house.qualified();
        let guessed = SUPPORT.replace('@', &format!("+{}-aaaaaaaaaaaaaaaa@", ticket.id));
        for mail in [
            from("zoé", &format!("[{}]", ticket.number), "Que dit-elle ?"),
            from("zoé", "Bonjour", "Que dit-elle ?").to(&guessed),
        ] {
            let received = house.comes(&mail.raw());
            assert_ne!(received.ticket, Some(ticket.id));
            for letter in house.posted() {
                assert!(!letter.raw.contains("connexion échoue"), "{}", letter.raw);
            }
        }
        assert_eq!(house.messages(house.ines, ticket.id).len(), 1);
    }

    // S52
    fn s52_the_mail_of_a_third_party_to_a_tickets_address_is_not_for_its_requester(store) {
        let house = PostHouse::on(store);
        let ticket = house.ticket_of(house.comes(&from("camille", "Écran noir", "Depuis ce matin.").raw()));
        let receipt = house.posted().remove(0);
        let mut mail = from("x", "Your verification code", "Your code is 123456.").answering(&receipt);
        mail.from = "no-reply@service.example".to_owned();
        let received = house.comes(&mail.raw());
        assert_ne!(received.ticket, Some(ticket.id));
        assert_eq!(house.messages(house.camille, ticket.id).len(), 1);
        let other = received.ticket.unwrap();
        assert!(house.seen(house.camille, other).is_err());
        // Those of the desk see that the two have to do with each other.
        let seen = house.seen(house.ines, other).unwrap();
        assert_eq!(seen.inside.unwrap().links[0].ticket, ticket.id);
    }

    fn what_an_agent_forwards_is_asked_by_who_wrote_it(store) {
        let house = PostHouse::on(store);
        let text = "Pour toi.\n\n---------- Forwarded message ---------\n\
            From: Marc Petit <marc@client.example>\nDate: Mon, 2 Mar 2026 at 09:00\n\
            Subject: Imprimante\nTo: <ines@guichet.example>\n\nElle ne répond plus.";
        let received = house.comes(&from("inès", "Fwd: Imprimante", text).vouched().raw());
        let ticket = house.ticket_of(received);
        assert_eq!(ticket.requester.email.as_deref(), Some("marc@client.example"));
        assert_eq!(ticket.subject, "Imprimante");
    }
}
