//! What mail servers report about our letters.

use guichet_desk::Slice;
use guichet_desk::post;
use guichet_domain::post::{AddressFlag, LetterState, MailState};
use guichet_domain::ticket::Status;
use guichet_testkit::on_both_databases;

use super::{PostHouse, Posted};

/// A report about a letter (RFC 3464).
fn report(about: &Posted, status: &str, recipient: &str) -> String {
    let (to, id) = (
        about.envelope_from.clone().unwrap(),
        about.mail.message_id.clone().unwrap(),
    );
    let action = if status.starts_with('5') {
        "failed"
    } else {
        "delayed"
    };
    format!(
        "Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mx.client.example>\nTo: {to}\n\
         Subject: Undelivered Mail Returned to Sender\nMessage-ID: <{status}.{recipient}.report@mx>\n\
         Auto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"edge\"\n\n\
         --edge\nContent-Type: text/plain\n\nI'm sorry.\n\n\
         --edge\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.client.example\n\n\
         Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; 550 {status} User unknown\n\n\
         --edge\nContent-Type: message/rfc822\n\nMessage-ID: <{id}>\nSubject: x\n\nx\n\n--edge--\n"
    )
}

on_both_databases! {
    fn a_solution_that_comes_back_opens_the_ticket_again_and_flags_the_address(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let solution = letters.iter().find(|letter| letter.mail.text.contains("Certificat")).unwrap();
        let received = house.comes(&report(solution, "5.1.1", "camille@guichet.example"));
        assert_eq!((received.state, received.ticket), (MailState::Noted, Some(ticket.id)));
        let after = house.seen(house.ines, ticket.id).unwrap();
        assert_eq!((after.status, after.reopen_count), (Status::Open, 1));
        let messages = house.messages(house.ines, ticket.id);
        let told = messages.iter().find(|message| message.body.contains("Certificat")).unwrap();
        assert_eq!(told.deliveries[0].state, LetterState::Bounced);
        let flagged = house.done(house.ines, |tx, by| post::list_addresses(tx, by, &Slice::default()));
        assert_eq!(flagged.items[0].address, "camille@guichet.example");
        assert_eq!(flagged.items[0].flag, AddressFlag::Hard);
        // The same report again opens nothing again, and nothing goes there any more.
        house.comes(&report(solution, "5.1.2", "camille@guichet.example"));
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().reopen_count, 1);
        house.replied(house.ines, ticket.id, "Par téléphone alors.").unwrap();
        assert!(house.posted().iter().all(|letter| letter.to != "camille@guichet.example"));
        let address = crate::given::email("camille@guichet.example");
        house.done(house.ines, move |tx, by| post::clear_address(tx, by, &address));
        house.replied(house.ines, ticket.id, "Bonjour à nouveau.").unwrap();
        assert!(house.posted().iter().any(|letter| letter.to == "camille@guichet.example"));
    }

    fn a_delay_is_no_failure(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let solution = letters.iter().find(|letter| letter.mail.text.contains("Certificat")).unwrap();
        house.comes(&report(solution, "4.4.1", "camille@guichet.example"));
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().status, Status::Resolved);
    }

    fn a_report_about_nothing_of_ours_changes_nothing(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let solution = letters.iter().find(|letter| letter.mail.text.contains("Certificat")).unwrap();
        let real = report(solution, "5.1.1", "camille@guichet.example");
        let id = solution.mail.message_id.clone().unwrap();
        let to = solution.envelope_from.clone().unwrap();
        let forged = real.replace(&id, "gu.1.1.forged@guichet.example").replace(&to, "support@guichet.example");
        let received = house.comes(&forged);
        assert_eq!((received.state, received.ticket), (MailState::Noted, None));
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().status, Status::Resolved);
        let flagged = house.done(house.ines, |tx, by| post::list_addresses(tx, by, &Slice::default()));
        assert!(flagged.items.is_empty());
        assert!(house.posted().is_empty());
    }

    fn what_a_postmaster_writes_is_looked_at_by_somebody(store) {
        let house = PostHouse::on(store);
        let raw = "From: Anna <postmaster@client.example>\nTo: support@guichet.example\n\
            Subject: Bonjour\nMessage-ID: <1@client.example>\n\nPouvez-vous m'aider ?\n";
        let received = house.comes(raw);
        assert_eq!(received.state, MailState::Quarantined);
        let by = house.by(house.supervisor);
        let released = futures::executor::block_on(house.desk.release(&house.carrier, by, received.mail));
        assert_eq!(released.unwrap().state, MailState::Taken);
    }
}
