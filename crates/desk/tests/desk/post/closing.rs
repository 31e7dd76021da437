//! Confirmation, reminder, end, and how it was: by the links in letters.

use chrono::Duration;
use guichet_desk::post::PostPatch;
use guichet_desk::post::links;
use guichet_desk::surveys::{self, Answer};
use guichet_desk::{Conflict, Refusal, Slice, notifications};
use guichet_domain::post::SurveyKind;
use guichet_domain::text::Prose;
use guichet_domain::ticket::{CloseCode, Status};
use guichet_testkit::on_both_databases;

use super::{PostHouse, Posted, from};
use crate::given::reason;

fn of<'a>(letters: &'a [Posted], words: &str) -> &'a Posted {
    let found = letters.iter().find(|letter| letter.whole().contains(words));
    found.unwrap_or_else(|| panic!("no letter says {words}"))
}

impl PostHouse {
    fn looks(&self, token: &str) -> Result<links::Asked, Refusal> {
        let (seal, token, now) = (self.carrier.seal.clone(), token.to_owned(), self.now());
        self.desk
            .store()
            .write_blocking(move |tx| links::look(tx, &seal, &token, now))
    }

    fn confirms(&self, token: &str) -> Result<links::Asked, Refusal> {
        let (seal, token, now) = (self.carrier.seal.clone(), token.to_owned(), self.now());
        self.desk
            .store()
            .write_blocking(move |tx| links::confirm(tx, &seal, &token, now))
    }

    fn is_not_content(&self, token: &str) -> Result<links::Asked, Refusal> {
        let (seal, token, now) = (self.carrier.seal.clone(), token.to_owned(), self.now());
        self.desk.store().write_blocking(move |tx| {
            links::not_solved(tx, &seal, &token, Some(&reason("Toujours en panne")), now)
        })
    }

    fn rates(&self, token: &str, score: i32) -> Result<links::Asked, Refusal> {
        let (seal, token, now) = (self.carrier.seal.clone(), token.to_owned(), self.now());
        let answer = Answer {
            score,
            comment: Some(Prose::parse("Merci").unwrap()),
        };
        self.desk
            .store()
            .write_blocking(move |tx| links::rate(tx, &seal, &token, &answer, now))
    }
}

on_both_databases! {
    fn a_click_looks_a_second_confirms_and_the_end_asks_how_it_was(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let token = of(&letters, "Certificat").link("answer");
        for _ in 0..3 {
            let asked = house.looks(&token).unwrap();
            assert!(asked.can_confirm && asked.can_reopen && !asked.confirmed);
        }
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().status, Status::Resolved);
        let asked = house.confirms(&token).unwrap();
        assert_eq!(asked.status, Status::Closed);
        let after = house.seen(house.ines, ticket.id).unwrap();
        assert_eq!(after.close_code, Some(CloseCode::Confirmed));
        // Twice is once.
        assert_eq!(house.confirms(&token).unwrap().status, Status::Closed);
        assert!(house.posted().is_empty());
        house.later(Duration::hours(2));
        let letters = house.posted();
        let survey = of(&letters, "Comment cela");
        let rate = survey.link("rate");
        let asked = house.rates(&rate, 4).unwrap();
        assert_eq!(asked.survey.unwrap().score, Some(4));
        house.rates(&rate, 5).unwrap();
        let seen = house.done(house.ines, move |tx, by| surveys::of_ticket(tx, by, ticket.id)).unwrap();
        assert_eq!((seen.score, seen.comment.as_deref()), (Some(5), Some("Merci")));
        house.later(Duration::days(8));
        assert_eq!(house.rates(&rate, 1), Err(Refusal::Conflict(Conflict::TooLate)));
        let tally = house.done(house.ines, |tx, by| {
            surveys::tally(tx, by, by.at - Duration::days(30), by.at)
        });
        assert_eq!(tally[0].scores, [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1)]);
    }

    fn confirmed_before_it_is_documented_it_ends_with_the_documentation(store) {
        let house = PostHouse::on(store);
        let ticket = house.resolved();
        let letters = house.posted();
        let asked = house.confirms(&of(&letters, "Certificat").link("answer")).unwrap();
        assert!(asked.confirmed);
        assert_eq!(asked.status, Status::Resolved);
        let (id, version) = (ticket.id, house.seen(house.ines, ticket.id).unwrap().version);
        let ended = house.done(house.ines, move |tx, by| {
            guichet_desk::tickets::document(tx, by, id, version, &crate::given::nothing_learnt())
        });
        assert_eq!(ended.status, Status::Closed);
    }

    fn not_solved_opens_it_again_with_the_words(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let token = of(&letters, "Certificat").link("answer");
        let asked = house.is_not_content(&token).unwrap();
        assert_eq!(asked.status, Status::Open);
        assert!(!asked.can_confirm);
        let messages = house.messages(house.ines, ticket.id);
        assert_eq!(messages.last().unwrap().body, "Toujours en panne");
        assert!(matches!(house.confirms(&token), Err(Refusal::Rejected(_))));
    }

    fn a_link_ends_with_its_time_its_person_and_its_ticket(store) {
        let house = PostHouse::on(store);
        house.documented();
        let letters = house.posted();
        let token = of(&letters, "Certificat").link("answer");
        let mut broken = token.clone();
        broken.replace_range(4..5, if &token[4..5] == "A" { "B" } else { "A" });
        assert_eq!(house.looks(&broken), Err(Refusal::NotFound));
        assert_eq!(house.looks(""), Err(Refusal::NotFound));
        house.later(Duration::days(61));
        assert_eq!(house.looks(&token), Err(Refusal::NotFound));
    }

    fn a_reminder_comes_after_two_business_days_unless_it_was_answered(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        house.posted();
        house.later(Duration::hours(47));
        assert!(house.posted().is_empty());
        house.later(Duration::hours(2));
        let letters = house.posted();
        assert_eq!(letters.len(), 1);
        let reminder = of(&letters, "sera clôturée");
        assert!(reminder.whole().contains("lundi 9 mars"), "{}", reminder.whole());
        house.later(Duration::days(6));
        let done = futures::executor::block_on(house.desk.do_what_is_due()).unwrap();
        assert_eq!(done.closed, 1);
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().close_code, Some(CloseCode::NoAnswer));
        let letters = house.posted();
        assert!(of(&letters, "est clôturée").to == "camille@guichet.example");
    }

    fn an_answered_solution_is_not_reminded_of(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        house.posted();
        house.replied(house.camille, ticket.id, "Cela ne marche toujours pas").unwrap();
        house.posted();
        house.later(Duration::days(3));
        assert!(house.posted().is_empty());
    }

    fn a_bare_thanks_by_mail_opens_nothing_again(store) {
        let house = PostHouse::on(store);
        let ticket = house.documented();
        let letters = house.posted();
        let solution = of(&letters, "Certificat");
        house.comes(&from("camille", "", "Merci, ça marche !").answering(solution).raw());
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().status, Status::Resolved);
        let messages = house.messages(house.ines, ticket.id);
        assert!(messages.last().unwrap().thanks);
        house.comes(&from("camille", "", "En fait non, la panne est revenue.").answering(solution).raw());
        assert_eq!(house.seen(house.ines, ticket.id).unwrap().status, Status::Open);
    }

    fn a_low_score_is_told_and_opens_it_again_where_that_is_settled(store) {
        let house = PostHouse::on(store);
        house.settle(PostPatch { reopen_on_low_score: Some(true), ..PostPatch::default() });
        let ticket = house.closed();
        let id = ticket.id;
        house.posted();
        house.done(house.camille, move |tx, by| {
            surveys::answer(tx, by, id, &Answer { score: 1, comment: None })
        });
        let after = house.seen(house.ines, id).unwrap();
        assert_eq!((after.status, after.reopen_count), (Status::Open, 1));
        let told = house.done(house.supervisor, |tx, by| notifications::list(tx, by, &Slice::default()));
        let low = notifications::News::LowScore { survey: SurveyKind::Csat, score: 1 };
        assert_eq!(told.page.items[0].news, low);
    }

    fn only_the_requester_says_how_it_was_and_within_the_scores(store) {
        let house = PostHouse::on(store);
        let id = house.closed().id;
        let say = |person, score| {
            let answer = Answer { score, comment: None };
            house.tried(person, move |tx, by| surveys::answer(tx, by, id, &answer))
        };
        assert_eq!(say(house.ines, 5).map(|_| ()), Err(Refusal::Forbidden));
        assert_eq!(say(house.zoe, 5).map(|_| ()), Err(Refusal::NotFound));
        assert!(matches!(say(house.camille, 6), Err(Refusal::Invalid(_))));
        assert!(say(house.camille, 5).is_ok());
    }
}
