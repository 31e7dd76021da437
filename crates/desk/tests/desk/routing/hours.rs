//! Working hours, and who is told of a ticket.

use chrono::Duration;
use futures::executor::block_on;
use guichet_desk::calendars::{self, CalendarPatch, NewCalendar};
use guichet_desk::notifications::{self, News};
use guichet_desk::routing::agents::{self, AgentPatch};
use guichet_desk::{Conflict, Refusal, Slice};
use guichet_domain::calendar::{Definition, Period, Week};
use guichet_domain::ids::{CalendarId, PersonId, TicketId};
use guichet_domain::routing::{RoutingMethod, Verdict};
use guichet_testkit::on_both_databases;

use crate::given::{House, name};

/// Mondays from eight to twelve, Paris time; the clock of the house stands at ten there.
fn mornings() -> Definition {
    Definition {
        time_zone: "Europe/Paris".to_owned(),
        week: Week {
            monday: vec![Period {
                from: "08:00".parse().unwrap(),
                to: "12:00".parse().unwrap(),
            }],
            ..Week::default()
        },
        holidays: None,
        days: Vec::new(),
    }
}

impl House {
    fn hours(&self, definition: Definition) -> CalendarId {
        let new = NewCalendar {
            name: name("Matins"),
            definition,
        };
        self.done(self.supervisor, move |tx, by| {
            calendars::create(tx, by, &new)
        })
        .id
    }

    fn works_by(&self, person: PersonId, calendar: Option<CalendarId>) {
        let calendar = Some(calendar);
        self.knows(
            person,
            AgentPatch {
                calendar,
                ..AgentPatch::default()
            },
        );
    }

    /// Of which tickets somebody was told that the routing gave them.
    fn told_of(&self, person: PersonId) -> Vec<TicketId> {
        let told = self.done(person, |tx, by| {
            notifications::list(tx, by, &Slice::default())
        });
        let routed = told
            .page
            .items
            .into_iter()
            .filter(|one| one.news == News::Routed);
        routed.filter_map(|one| one.ticket).collect()
    }
}

on_both_databases! {
    fn nobody_gets_a_ticket_outside_the_working_hours(store) {
        let house = House::on(store);
        let paul = house.paul;
        house.routes(house.network, RoutingMethod::LeastLoaded);
        let calendar = house.hours(mornings());
        house.works_by(paul, Some(calendar));
        let agent = house.done(house.ines, move |tx, by| agents::get(tx, by, paul));
        assert_eq!(agent.calendar.unwrap().name, "Matins");
        assert_eq!(house.given(house.network), [Some(paul)]);
        // Noon in Paris.
        house.clock.advance(Duration::hours(2));
        let late = house.given_to(house.network);
        assert_eq!(house.assignee(late.id), None);
        assert_eq!(house.verdict(late.id, paul), Some(Verdict::OffHours));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().routed, 0);
        // What waited overnight is given when the next morning begins.
        house.clock.advance(Duration::days(7) - Duration::hours(4));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().routed, 1);
        assert_eq!(house.assignee(late.id), Some(paul));
    }

    fn other_hours_count_from_the_moment_they_are_settled(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let calendar = house.hours(mornings());
        house.works_by(house.paul, Some(calendar));
        let closed = Definition {
            week: Week { tuesday: mornings().week.monday, ..Week::default() },
            ..mornings()
        };
        house.done(house.supervisor, move |tx, by| {
            let patch = CalendarPatch { definition: Some(closed.clone()), ..CalendarPatch::default() };
            calendars::change(tx, by, calendar, None, &patch)
        });
        assert_eq!(house.given(house.network), [None]);
        house.works_by(house.paul, None);
        assert_eq!(house.given(house.network), [Some(house.paul)]);
    }

    fn whoever_stands_in_must_be_at_work(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let calendar = house.hours(mornings());
        house.works_by(house.ines, Some(calendar));
        house.away(house.paul, 8, Some(house.ines));
        assert_eq!(house.given(house.network), [Some(house.ines)]);
        house.clock.advance(Duration::hours(3));
        let ticket = house.given_to(house.network);
        assert_eq!(house.verdict(ticket.id, house.ines), Some(Verdict::OffHours));
    }

    fn a_calendar_that_somebody_works_by_stays(store) {
        let house = House::on(store);
        let calendar = house.hours(mornings());
        house.works_by(house.paul, Some(calendar));
        let tried = house.tried(house.supervisor, move |tx, by| calendars::delete(tx, by, calendar, None));
        assert_eq!(tried, Err(Refusal::Conflict(Conflict::InUse)));
        house.works_by(house.paul, None);
        house.done(house.supervisor, move |tx, by| calendars::delete(tx, by, calendar, None));
    }

    fn whoever_is_given_a_ticket_is_told(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let given = house.given_to(house.network).id;
        house.away(house.paul, 1, None);
        let waits = house.given_to(house.network).id;
        assert_eq!(house.told_of(house.paul), [given]);
        assert!(house.told_of(house.ines).is_empty());
        house.clock.advance(Duration::hours(1));
        block_on(house.desk.do_what_is_due()).unwrap();
        assert_eq!(house.told_of(house.paul), [waits, given]);
    }
}
