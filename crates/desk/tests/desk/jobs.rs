//! What the desk does by itself.

use chrono::Duration;
use futures::executor::block_on;
use guichet_desk::settings::{self, SettingsPatch};
use guichet_desk::tickets;
use guichet_domain::ticket::event::{Actor, Event};
use guichet_domain::ticket::{CloseCode, HoldReason, ResumeCause, Status};
use guichet_testkit::on_both_databases;

use crate::given::House;

on_both_databases! {
    fn a_ticket_that_nobody_answers_closes_after_five_business_days(store) {
        let house = House::on(store);
        let ticket = house.documented();
        // Monday to Monday, the weekend between.
        house.clock.advance(Duration::days(7) - Duration::seconds(1));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().closed, 0);
        house.clock.advance(Duration::seconds(1));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().closed, 1);
        let closed = house.seen(house.camille, ticket.id).unwrap();
        assert_eq!(closed.close_code, Some(CloseCode::NoAnswer));
        assert_eq!(closed.closed_at, ticket.closes_at);
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap(), guichet_desk::Done::default());
    }

    fn the_delay_is_a_setting(store) {
        let house = House::on(store);
        house.done(house.admin, |tx, by| {
            let patch = SettingsPatch {
                remind_after_days: Some(1),
                close_after_days: Some(1),
                ..SettingsPatch::default()
            };
            settings::change(tx, by, None, &patch)
        });
        house.documented();
        house.clock.advance(Duration::days(1));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().closed, 1);
    }

    fn a_hold_ends_when_its_date_comes(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let (id, until) = (ticket.id, house.desk.now() + Duration::hours(3));
        let held = house.done(house.ines, move |tx, by| {
            tickets::hold(tx, by, id, ticket.version, HoldReason::Scheduled, Some(until))
        });
        assert_eq!(held.status, Status::WaitingThirdParty);
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().resumed, 0);
        house.clock.advance(Duration::hours(3));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().resumed, 1);
        assert_eq!(house.seen(house.camille, id).unwrap().status, Status::Open);
        let journal = house.done(house.ines, move |tx, by| {
            tickets::journal(tx, by, id, &guichet_desk::Slice::default())
        });
        let last = &journal.entries.last().unwrap().record;
        assert_eq!(last.actor, Actor::System);
        assert!(matches!(last.event, Event::Resumed { cause: ResumeCause::Due, .. }));
    }
}
