//! Replies, notes, and what they move.

use guichet_desk::tickets::{Replied, hold, note, reply};
use guichet_desk::{Refusal, Slice, messages, tickets};
use guichet_domain::ticket::{HoldReason, MessageKind, Refused, Side, Stage, Status};
use guichet_testkit::on_both_databases;

use crate::given::{House, writing};

on_both_databases! {
    fn the_first_answer_of_an_agent_takes_the_ticket(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let Ok(Replied::Here(ticket)) = house.replied(house.ines, id, "Je regarde.") else {
            panic!("refused");
        };
        assert_eq!(ticket.stage, Stage::Qualification);
        assert_eq!(ticket.assignee.unwrap().id, house.ines);
        assert_eq!(ticket.reply_count, 1);
        assert!(ticket.first_response_at.is_some());
    }

    fn the_requesters_answer_ends_the_wait_for_it(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let id = ticket.id;
        let held = house.done(house.ines, move |tx, by| {
            hold(tx, by, id, ticket.version, HoldReason::Requester, None)
        });
        assert_eq!(held.status, Status::WaitingRequester);
        let Ok(Replied::Here(ticket)) = house.replied(house.camille, id, "Voici la capture") else {
            panic!("refused");
        };
        assert_eq!(ticket.status, Status::Open);
    }

    fn a_bare_thanks_is_flagged_and_reopens_nothing(store) {
        let house = House::on(store);
        let id = house.documented().id;
        let Ok(Replied::Here(ticket)) = house.replied(house.camille, id, "Merci beaucoup !") else {
            panic!("refused");
        };
        assert_eq!(ticket.status, Status::Resolved);
        let page = house.done(house.ines, move |tx, by| {
            messages::list(tx, by, id, &Slice::default())
        });
        let last = page.items.last().unwrap();
        assert!(last.thanks && last.side == Side::Requester);
    }

    fn an_agent_cannot_reply_to_a_closed_ticket(store) {
        let house = House::on(store);
        let id = house.closed().id;
        let refused = house.replied(house.ines, id, "Au fait…");
        assert_eq!(refused, Err(Refusal::Rejected(Refused::Closed)));
        let page = house.done(house.ines, move |tx, by| {
            messages::list(tx, by, id, &Slice::default())
        });
        assert!(page.items.iter().all(|message| message.body != "Au fait…"));
    }

    fn a_note_is_for_staff_and_stays_unseen_by_requesters(store) {
        let house = House::on(store);
        let id = house.qualified().id;
        house.done(house.ines, move |tx, by| {
            note(tx, by, id, None, &writing("Client difficile"))
        });
        let refused = house.tried(house.camille, move |tx, by| {
            note(tx, by, id, None, &writing("Note à moi-même"))
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
        let kinds = |person| {
            let page = house.done(person, move |tx, by| {
                messages::list(tx, by, id, &Slice::default())
            });
            page.items.iter().map(|message| message.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(house.ines), [MessageKind::Reply, MessageKind::Note]);
        assert_eq!(kinds(house.camille), [MessageKind::Reply]);
    }

    fn a_message_written_upon_an_old_version_is_refused_only_if_so_wished(store) {
        let house = House::on(store);
        let id = house.qualified().id;
        let old = house.tried(house.ines, move |tx, by| {
            reply(tx, by, id, Some(1), &writing("Bonjour"))
        });
        assert_eq!(old, Err(Refusal::Stale));
        assert!(house.replied(house.ines, id, "Bonjour").is_ok());
    }

    fn a_long_conversation_comes_in_pages(store) {
        let house = House::on(store);
        let id = house.qualified().id;
        for n in 0..6 {
            house.replied(house.camille, id, &format!("message {n}")).unwrap();
        }
        let mut slice = Slice { limit: 3, cursor: None };
        let mut texts = Vec::new();
        loop {
            let asked = slice.clone();
            let page = house.done(house.camille, move |tx, by| {
                messages::list(tx, by, id, &asked)
            });
            texts.extend(page.items.into_iter().map(|message| message.body));
            slice.cursor = page.next;
            if slice.cursor.is_none() {
                break;
            }
        }
        assert_eq!(texts.len(), 7);
        assert_eq!(texts[6], "message 5");
        let wrong = Slice { limit: 3, cursor: Some("x".to_owned()) };
        let refused = house.tried(house.camille, move |tx, by| {
            tickets::journal(tx, by, id, &wrong)
        });
        assert!(matches!(refused, Err(Refusal::Invalid(_))));
    }
}
