//! Which agent gets a ticket that begins or is handed over.

use chrono::Duration;
use guichet_desk::routing::agents::AgentPatch;
use guichet_desk::routing::rules::NewRule;
use guichet_desk::routing::{Ability, skills};
use guichet_desk::tickets::{self, Hand, Handling};
use guichet_domain::people::Language;
use guichet_domain::routing::{RoutingMethod, RoutingReason, Verdict};
use guichet_domain::ticket::deeds::Classification;
use guichet_domain::ticket::deeds::{Assignment, Qualification};
use guichet_domain::ticket::{HoldReason, Impact, Kind, Level, Stage, Status, Urgency};
use guichet_testkit::on_both_databases;

use super::{at_most, rule};
use crate::given::{House, body, reason, to_n2};

on_both_databases! {
    fn a_manual_team_without_a_rule_leaves_no_trace(store) {
        let house = House::on(store);
        let ticket = house.given_to(house.support);
        assert_eq!(ticket.version, 1);
        assert_eq!(house.decisions(ticket.id), []);
        assert_eq!(house.assignee(ticket.id), None);
    }

    fn a_team_that_takes_turns_gives_each_ticket_to_the_next(store) {
        let house = House::on(store);
        let [nadia, omar] = house.agents(house.network, ["Nadia Kern", "Omar Diallo"]);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let turns = [house.paul, nadia, omar, house.paul].map(Some);
        assert_eq!(house.given(house.network), turns);
        house.away(nadia, 1, None);
        assert_eq!(house.given(house.network), [omar, house.paul, omar].map(Some));
    }

    fn a_ticket_given_to_an_agent_is_taken_up_at_once(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let ticket = house.given_to(house.network);
        assert_eq!((ticket.version, ticket.stage), (2, Stage::Qualification));
        assert_eq!(ticket.status, Status::Open);
        let decision = house.decisions(ticket.id).pop().unwrap();
        assert_eq!(decision.team, Some(house.network));
        assert_eq!(decision.level, Level::N2);
        assert_eq!(decision.rule, None);
        assert_eq!(decision.reason, RoutingReason::Turn);
        assert_eq!(decision.assignee, Some(house.paul));
    }

    fn the_least_loaded_comes_first_and_what_is_on_hold_does_not_count(store) {
        let house = House::on(store);
        let [nadia] = house.agents(house.network, ["Nadia Kern"]);
        house.routes(house.network, RoutingMethod::LeastLoaded);
        let first = house.given_to(house.network);
        assert_eq!(house.assignee(first.id), Some(house.paul));
        assert_eq!(house.given(house.network), [nadia, house.paul].map(Some));
        // Paul has two and Nadia one, until one of his waits.
        let (id, version) = (first.id, first.version);
        house.done(house.ines, move |tx, by| {
            let until = by.at + Duration::hours(1);
            tickets::hold(tx, by, id, version, HoldReason::Scheduled, Some(until))
        });
        assert_eq!(house.given(house.network), [nadia, house.paul].map(Some));
    }

    fn nobody_gets_more_than_the_capacity(store) {
        let house = House::on(store);
        let [nadia] = house.agents(house.network, ["Nadia Kern"]);
        house.knows(house.paul, at_most(1));
        house.knows(nadia, at_most(0));
        for method in [RoutingMethod::RoundRobin, RoutingMethod::LeastLoaded, RoutingMethod::SkillBased] {
            house.routes(house.network, method);
            let ticket = house.given_to(house.network);
            let verdict = house.verdict(ticket.id, house.paul).unwrap();
            match method {
                RoutingMethod::RoundRobin => assert_eq!(verdict, Verdict::Chosen),
                _ => assert_eq!(verdict, Verdict::Full, "{method}"),
            }
            assert_eq!(house.verdict(ticket.id, nadia), Some(Verdict::Full));
        }
    }

    fn that_nobody_is_available_stands_in_the_journal(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::LeastLoaded);
        house.away(house.paul, 2, None);
        let ticket = house.given_to(house.network);
        assert_eq!(ticket.stage, Stage::Creation);
        let decision = house.decisions(ticket.id).pop().unwrap();
        assert_eq!(decision.reason, RoutingReason::NobodyAvailable);
        assert_eq!(decision.assignee, None);
        assert_eq!(house.verdict(ticket.id, house.paul), Some(Verdict::Absent));
        // Whoever is back gets the next one.
        house.clock.advance(Duration::hours(2));
        assert_eq!(house.given(house.network), [Some(house.paul)]);
    }

    fn whoever_cannot_be_put_in_charge_gets_nothing(store) {
        let house = House::on(store);
        let [nadia] = house.agents(house.network, ["Nadia Kern"]);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let left = guichet_desk::people::PersonPatch { active: Some(false), ..Default::default() };
        house.done(house.admin, move |tx, by| guichet_desk::people::change(tx, by, nadia, None, &left));
        assert_eq!(house.given(house.network), [Some(house.paul); 3]);
    }

    fn a_replacement_of_another_team_gets_it_in_the_place_of_the_absent(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        house.away(house.paul, 4, Some(house.ines));
        let ticket = house.given_to(house.network);
        assert_eq!(house.assignee(ticket.id), Some(house.ines));
        assert_eq!(house.decisions(ticket.id)[0].reason, RoutingReason::Replacement);
        assert_eq!(house.verdict(ticket.id, house.paul), Some(Verdict::Absent));
        // She is away too, and somebody stands in for her.
        house.away(house.ines, 2, Some(house.supervisor));
        assert_eq!(house.given(house.network), [Some(house.supervisor)]);
        house.knows(house.supervisor, at_most(1));
        assert_eq!(house.given(house.network), [None]);
    }

    fn skills_and_language_decide_where_the_team_goes_by_them(store) {
        let house = House::on(store);
        let [nadia, omar] = house.agents(house.network, ["Nadia Kern", "Omar Diallo"]);
        let vpn = house.skill("VPN");
        house.routes(house.network, RoutingMethod::SkillBased);
        house.skilled(house.paul, &[(vpn, 1)]);
        house.skilled(nadia, &[(vpn, 3)]);
        house.skilled(omar, &[(vpn, 2)]);
        let languages = Some(vec![Language::En]);
        house.knows(omar, AgentPatch { languages, ..AgentPatch::default() });
        let ability = Ability { skill: vpn, degree: 2 };
        let asks = house.rule(NewRule { skills: vec![ability], ..rule("VPN", house.network) });
        // By the rule, and where the team was named.
        let begun = house.begun(Handling::default());
        for (ticket, rule) in [(begun, Some(asks.id)), (house.given_to(house.network), None)] {
            let decision = house.decisions(ticket.id).pop().unwrap();
            assert_eq!((decision.rule, decision.assignee), (rule, Some(nadia)));
            assert_eq!(decision.reason, RoutingReason::Skills);
            assert_eq!(house.verdict(ticket.id, house.paul), Some(Verdict::Skill));
            assert_eq!(house.verdict(ticket.id, omar), Some(Verdict::Language));
        }
        // What is not asked for any more does not count.
        house.done(house.supervisor, move |tx, by| skills::delete(tx, by, vpn, None));
        assert_eq!(house.given(house.network), [Some(house.paul)]);
    }

    fn what_somebody_chose_is_not_overruled(store) {
        let house = House::on(store);
        house.routes(house.support, RoutingMethod::RoundRobin);
        house.rule(rule("Tout", house.network));
        let ticket = house.begun(Handling {
            team: Some(house.support),
            assignee: Some(house.admin),
            ..Handling::default()
        });
        assert_eq!(house.assignee(ticket.id), Some(house.admin));
        let ticket = house.begun(Handling { assignee: Some(house.admin), ..Handling::default() });
        assert_eq!(house.assignee(ticket.id), Some(house.admin));
        assert_eq!(house.decisions(ticket.id), []);
        // Nor is an agent who is in charge when another team is.
        let id = ticket.id;
        let team = Some(Some(house.support));
        house.done(house.ines, move |tx, by| {
            let assignment = Assignment { assignee: None, team };
            tickets::assign(tx, by, id, ticket.version, &assignment)
        });
        assert_eq!(house.assignee(id), Some(house.admin));
        assert_eq!(house.decisions(id), []);
    }

    fn a_ticket_handed_to_another_team_finds_its_agent_there(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let (network, vpn) = (house.network, house.vpn);
        // Assigned to a team.
        let ticket = house.asked();
        let assigned = house.done(house.ines, move |tx, by| {
            let assignment = Assignment { assignee: None, team: Some(Some(network)) };
            tickets::assign(tx, by, ticket.id, ticket.version, &assignment)
        });
        assert_eq!(house.assignee(assigned.id), Some(house.paul));
        assert_eq!((assigned.version, assigned.stage), (3, Stage::Qualification));
        // Escalated to it.
        let ticket = house.qualified();
        let escalated = house.done(house.ines, move |tx, by| {
            let hand = Hand { level: None, team: Some(network), ..to_n2() };
            tickets::escalate(tx, by, ticket.id, ticket.version, &hand)
        });
        assert_eq!(house.assignee(escalated.id), Some(house.paul));
        // Qualified by somebody who does not lead it.
        let ticket = house.asked();
        let id = ticket.id;
        let taken = house.done(house.ines, move |tx, by| tickets::take(tx, by, id, 1));
        let left = house.done(house.ines, move |tx, by| {
            let assignment = Assignment { assignee: Some(None), team: None };
            tickets::assign(tx, by, id, taken.version, &assignment)
        });
        assert_eq!(house.decisions(id), []);
        house.done(house.ines, move |tx, by| {
            let classification = Classification {
                kind: Kind::Incident,
                category: vpn,
                impact: Impact::Person,
                urgency: Urgency::Low,
            };
            let qualification = Qualification { classification, level: None, team: Some(network) };
            tickets::qualify(tx, by, id, left.version, &qualification)
        });
        assert_eq!(house.assignee(id), Some(house.paul));
    }

    fn a_ticket_handed_down_finds_its_agent_there(store) {
        let house = House::on(store);
        house.members(house.support, &[house.supervisor]);
        house.routes(house.support, RoutingMethod::LeastLoaded);
        let ticket = house.begun(Handling {
            team: Some(house.network),
            assignee: Some(house.paul),
            ..Handling::default()
        });
        let support = house.support;
        let handed = house.done(house.paul, move |tx, by| {
            let hand = Hand {
                level: None,
                team: Some(support),
                assignee: None,
                reason: reason("Rien à faire ici"),
                note: body("Le poste est en cause."),
            };
            tickets::deescalate(tx, by, ticket.id, ticket.version, &hand)
        });
        assert_eq!(house.assignee(handed.id), Some(house.supervisor));
        assert_eq!(handed.inside.unwrap().level, Level::N1);
    }

    fn the_journal_names_everybody_a_decision_mentions(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        house.away(house.paul, 1, Some(house.supervisor));
        let ticket = house.given_to(house.network);
        let journal = house.done(house.admin, move |tx, by| {
            tickets::journal(tx, by, ticket.id, &guichet_desk::Slice::default())
        });
        for person in [house.paul, house.supervisor] {
            assert!(journal.people.iter().any(|named| named.id == person));
        }
        assert!(journal.teams.iter().any(|named| named.id == house.network));
        // How the desk works inside is not for the requester.
        let journal = house.done(house.camille, move |tx, by| {
            tickets::journal(tx, by, ticket.id, &guichet_desk::Slice::default())
        });
        assert!(journal.people.iter().all(|named| named.id != house.paul));
    }

    fn a_follow_up_is_routed_like_any_new_ticket(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::RoundRobin);
        let closed = house.closed();
        house.rule(rule("Tout", house.network));
        house.clock.advance(Duration::days(40));
        let replied = house.replied(house.camille, closed.id, "De nouveau impossible").unwrap();
        let tickets::Replied::FollowUp(ticket) = replied else { panic!("too late to reopen") };
        assert_eq!(house.assignee(ticket.id), Some(house.paul));
    }
}
