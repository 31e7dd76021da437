//! What somebody has to look at first.

use futures::executor::block_on;
use guichet_desk::post::PostPatch;
use guichet_desk::post::receive;
use guichet_desk::{Refusal, Slice, notifications};
use guichet_domain::post::{MailState, Registration};
use guichet_testkit::on_both_databases;

use super::{PostHouse, from};
use crate::given::name;

impl PostHouse {
    fn waiting(&self) -> Vec<receive::MailView> {
        let list = self.done(self.supervisor, |tx, by| {
            receive::list(tx, by, true, &Slice::default())
        });
        list.items
    }
}

on_both_databases! {
    fn whoever_may_not_write_waits_and_is_taken_in_by_hand(store) {
        let house = PostHouse::on(store);
        house.settle(PostPatch {
            registration: Some(Registration::Domains),
            domains: Some(vec![name("client.example")]),
            ..PostPatch::default()
        });
        let mut stranger = from("x", "Bonjour", "Je voudrais un devis.");
        stranger.from = "marc@elsewhere.example".to_owned();
        let received = house.comes(&stranger.raw());
        assert_eq!(received.state, MailState::Quarantined);
        let waiting = house.waiting();
        assert_eq!(waiting[0].reason.as_deref(), Some("unknown_sender"));
        let raw = block_on(house.desk.raw_mail(house.by(house.supervisor), received.mail)).unwrap();
        assert!(String::from_utf8_lossy(&raw).contains("devis"));
        assert_eq!(block_on(house.desk.raw_mail(house.by(house.ines), received.mail)), Err(Refusal::Forbidden));
        let by = house.by(house.supervisor);
        let released = block_on(house.desk.release(&house.carrier, by, received.mail)).unwrap();
        assert_eq!(released.state, MailState::Taken);
        let ticket = house.seen(house.ines, released.ticket.unwrap()).unwrap();
        assert_eq!(ticket.subject, "Bonjour");
        assert!(house.waiting().is_empty());
        let mut known = from("x", "Bonjour", "Je voudrais un devis.");
        known.from = "anna@client.example".to_owned();
        assert_eq!(house.comes(&known.raw()).state, MailState::Taken);
        assert_eq!(house.comes(&from("camille", "Bonjour", "Moi aussi").raw()).state, MailState::Taken);
    }

    // S56
    fn s56_what_comes_too_often_from_one_address_waits_and_others_go_on(store) {
        let house = PostHouse::on(store);
        house.settle(PostPatch { per_hour: Some(5), ..PostPatch::default() });
        let flood: Vec<String> = (0..12).map(|n| from("camille", &format!("{n}"), "x").raw()).collect();
        let states: Vec<MailState> = house.come(flood).iter().map(|received| received.state).collect();
        assert_eq!(states.iter().filter(|state| **state == MailState::Taken).count(), 5);
        assert_eq!(house.comes(&from("david", "Moi", "x").raw()).state, MailState::Taken);
        let told = house.done(house.supervisor, |tx, by| notifications::list(tx, by, &Slice::default()));
        let floods = told.page.items.iter()
            .filter(|told| matches!(told.news, notifications::News::TooMuchMail { .. }));
        assert_eq!(floods.count(), 1);
        house.later(chrono::Duration::hours(2));
        assert_eq!(house.comes(&from("camille", "Encore", "x").raw()).state, MailState::Taken);
    }

    // S54
    fn s54_a_mail_that_cannot_be_read_keeps_nobody_waiting(store) {
        let house = PostHouse::on(store);
        let broken = "\u{0}\u{1}not a mail at all".to_owned();
        let fine = from("camille", "Écran noir", "Depuis ce matin.").raw();
        let received = house.come(vec![broken, fine]);
        assert_eq!(received[0].state, MailState::Quarantined);
        assert_eq!(received[1].state, MailState::Taken);
        assert_eq!(house.waiting().len(), 1);
    }

    fn what_is_nothing_is_dismissed_and_still_found(store) {
        let house = PostHouse::on(store);
        house.settle(PostPatch { blocked: Some(vec![name("spam.example")]), ..PostPatch::default() });
        let mut mail = from("x", "Gagnez", "Cliquez");
        mail.from = "win@mail.spam.example".to_owned();
        let received = house.comes(&mail.raw());
        let dismissed = house.done(house.supervisor, move |tx, by| receive::dismiss(tx, by, received.mail));
        assert_eq!(dismissed.state, MailState::Dismissed);
        assert!(house.waiting().is_empty());
        // The same again is known.
        assert!(house.comes(&mail.raw()).known);
        let found = house.done(house.supervisor, move |tx, by| receive::get(tx, by, received.mail));
        assert_eq!(found.reason.as_deref(), Some("blocked_sender"));
    }
}
