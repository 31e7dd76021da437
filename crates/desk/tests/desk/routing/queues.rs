//! What waits in a team's queue goes to whoever comes back or becomes free.

use chrono::Duration;
use futures::executor::block_on;
use guichet_desk::routing::Ability;
use guichet_desk::routing::agents::AgentPatch;
use guichet_desk::routing::rules::{self, NewRule, RulePatch};
use guichet_desk::tickets::{self, Handling};
use guichet_domain::ids::TicketId;
use guichet_domain::routing::{RoutingMethod, RoutingReason};
use guichet_domain::sla::Conditions;
use guichet_domain::text::Tag;
use guichet_domain::ticket::deeds::Assignment;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{HoldReason, Impact, Priority};
use guichet_testkit::on_both_databases;

use super::{at_most, rule};
use crate::given::House;

impl House {
    /// How many waiting tickets a round of the jobs has given to somebody.
    fn routed(&self) -> usize {
        block_on(self.desk.do_what_is_due()).unwrap().routed
    }

    fn urgent(&self, impact: Impact) -> TicketId {
        let handling = Handling {
            team: Some(self.network),
            impact: Some(impact),
            ..Handling::default()
        };
        self.begun(handling).id
    }
}

on_both_databases! {
    fn a_queue_drains_when_somebody_comes_back(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        house.away(house.paul, 2, None);
        let waiting = [(); 3].map(|()| house.given_to(house.network).id);
        house.clock.advance(Duration::hours(1));
        assert_eq!(house.routed(), 0);
        // That nobody was there is told once.
        assert_eq!(house.decisions(waiting[0]).len(), 1);
        house.clock.advance(Duration::hours(1));
        assert_eq!(house.routed(), 3);
        for ticket in waiting {
            assert_eq!(house.assignee(ticket), Some(house.paul));
            let decisions = house.decisions(ticket);
            assert_eq!(decisions.len(), 2);
            assert_eq!(decisions[1].reason, RoutingReason::Turn);
        }
        assert_eq!(house.routed(), 0);
    }

    fn the_most_pressing_come_first_and_then_the_oldest(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::LeastLoaded);
        house.knows(house.paul, at_most(0));
        let low = house.urgent(Impact::Person);
        house.clock.advance(Duration::minutes(1));
        let high = house.urgent(Impact::Company);
        house.clock.advance(Duration::minutes(1));
        let later = house.urgent(Impact::Company);
        let priority = |id| house.seen(house.admin, id).unwrap().inside.unwrap().priority;
        assert!(priority(high) < priority(low));
        assert!(priority(low) > Priority::P1);
        for (capacity, expected) in [(1, high), (2, later), (3, low)] {
            house.knows(house.paul, at_most(capacity));
            assert_eq!(house.routed(), 1);
            assert_eq!(house.assignee(expected), Some(house.paul), "{capacity}");
        }
    }

    fn a_queue_drains_when_somebody_becomes_free(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::LeastLoaded);
        house.knows(house.paul, at_most(1));
        let first = house.given_to(house.network);
        let second = house.given_to(house.network);
        assert_eq!(house.routed(), 0);
        let until = house.desk.now() + Duration::days(1);
        house.done(house.ines, move |tx, by| {
            tickets::hold(tx, by, first.id, first.version, HoldReason::Scheduled, Some(until))
        });
        assert_eq!(house.routed(), 1);
        assert_eq!(house.assignee(second.id), Some(house.paul));
    }

    fn a_ticket_that_nobody_can_lead_does_not_keep_the_others_waiting(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::SkillBased);
        let vpn = house.skill("VPN");
        let ability = Ability { skill: vpn, degree: 2 };
        let asks = house.rule(NewRule { skills: vec![ability], ..rule("VPN", house.network) });
        house.away(house.paul, 1, None);
        let hard: Vec<TicketId> = (0..3).map(|_| house.urgent(Impact::Company)).collect();
        // Without the rule nothing is asked for.
        house.done(house.supervisor, move |tx, by| {
            let conditions = Conditions {
                tags: vec!["vpn".to_owned()],
                ..Default::default()
            };
            let patch = RulePatch {
                conditions: Some(conditions),
                ..Default::default()
            };
            rules::change(tx, by, asks.id, None, &patch)
        });
        for id in hard.clone() {
            let tag = Tag::parse("vpn").unwrap();
            house.done(house.ines, move |tx, by| tickets::tag(tx, by, id, std::slice::from_ref(&tag), &[]));
        }
        let easy = house.urgent(Impact::Person);
        house.clock.advance(Duration::hours(1));
        assert_eq!(house.routed(), 1);
        assert_eq!(house.assignee(easy), Some(house.paul));
        house.skilled(house.paul, &[(vpn, 2)]);
        assert_eq!(house.routed(), 3);
    }

    fn a_round_gives_away_a_hundred_at_most(store) {
        let house = House::on(store);
        house.knows(house.paul, at_most(0));
        house.routes(house.network, RoutingMethod::RoundRobin);
        for _ in 0..205 {
            house.given_to(house.network);
        }
        let none = AgentPatch {
            capacity: Some(None),
            ..Default::default()
        };
        house.knows(house.paul, none);
        assert_eq!([(); 4].map(|()| house.routed()), [100, 100, 5, 0]);
    }

    fn manual_teams_and_what_is_on_hold_are_left_alone(store) {
        let house = House::on(store);
        house.given_to(house.network);
        assert_eq!(house.routed(), 0);
        let ticket = house.qualified();
        let (id, version, network) = (ticket.id, ticket.version, house.network);
        let held = house.done(house.ines, move |tx, by| {
            tickets::hold(tx, by, id, version, HoldReason::Requester, None)
        });
        house.done(house.ines, move |tx, by| {
            let assignment = Assignment {
                assignee: Some(None),
                team: Some(Some(network)),
            };
            tickets::assign(tx, by, id, held.version, &assignment)
        });
        house.routes(house.network, RoutingMethod::LeastLoaded);
        assert_eq!(house.routed(), 1, "the other one");
        assert_eq!(house.assignee(id), None);
    }

    fn what_the_job_does_the_desk_did_itself(store) {
        let house = House::on(store);
        house.given_to(house.network);
        let ticket = house.given_to(house.network).id;
        house.routes(house.network, RoutingMethod::RoundRobin);
        assert_eq!(house.routed(), 2);
        let journal = house.done(house.admin, move |tx, by| {
            tickets::journal(tx, by, ticket, &guichet_desk::Slice::default())
        });
        let kinds: Vec<&str> = journal.entries[1..].iter()
            .map(|entry| entry.record.event.kind()).collect();
        assert_eq!(kinds, ["routed", "assigned", "stage_changed"]);
        for entry in &journal.entries[1..] {
            assert_eq!((entry.record.actor, entry.record.version), (Actor::System, 2));
        }
    }
}
