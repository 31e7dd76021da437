//! Every change of what the routing goes by is kept with who made it.

use guichet_desk::routing::agents::AgentPatch;
use guichet_desk::routing::rules::{self, RulePatch};
use guichet_desk::routing::{absences, skills};

use guichet_domain::routing::RoutingMethod;
use guichet_store::audit;
use guichet_testkit::on_both_databases;

use super::rule;
use crate::given::{House, name};

on_both_databases! {
    fn changes_of_rules_skills_agents_and_absences_are_in_the_audit_log(store) {
        let house = House::on(store);
        let (paul, network) = (house.paul, house.network);
        let vpn = house.skill("VPN");
        house.done(house.supervisor, move |tx, by| skills::change(tx, by, vpn, None, Some(&name("Tunnels"))));
        house.knows(paul, AgentPatch { capacity: Some(Some(4)), ..AgentPatch::default() });
        let made = house.rule(rule("Tout", network));
        let other = house.rule(rule("Rien", network));
        house.done(house.supervisor, move |tx, by| rules::order(tx, by, &[other.id, made.id]));
        house.done(house.supervisor, move |tx, by| {
            rules::change(tx, by, made.id, None, &RulePatch { active: Some(false), ..RulePatch::default() })
        });
        house.done(house.supervisor, move |tx, by| rules::delete(tx, by, made.id, None));
        let absence = house.away(paul, 3, None);
        house.done(paul, move |tx, by| {
            let until = Some(absence.until + chrono::Duration::hours(1));
            absences::change(tx, by, absence.id, None, &absences::AbsencePatch { until, ..Default::default() })
        });
        house.done(paul, move |tx, by| absences::delete(tx, by, absence.id, None));
        house.done(house.supervisor, move |tx, by| skills::delete(tx, by, vpn, None));
        house.routes(network, RoutingMethod::LeastLoaded);
        let acts = house.done(house.admin, |tx, _| Ok(audit::list(tx, None, 13)?));
        let mut told: Vec<String> = acts.items.iter()
            .map(|(_, act)| format!("{} {}", act.object, act.act)).collect();
        told.reverse();
        assert_eq!(told, [
            "skill created", "skill changed", "agent changed",
            "routing_rule created", "routing_rule created", "routing_rules changed",
            "routing_rule changed", "routing_rule deleted",
            "absence created", "absence changed", "absence deleted",
            "skill deleted", "team changed",
        ]);
    }

    fn the_method_of_a_team_is_part_of_its_version_and_the_turn_is_not(store) {
        let house = House::on(store);
        let network = house.network;
        let version = || house.done(house.ines, move |tx, by| guichet_desk::teams::get(tx, by, network)).version;
        let before = version();
        house.routes(network, RoutingMethod::RoundRobin);
        assert_eq!(version(), before + 1);
        assert_eq!(house.given(network), [Some(house.paul)]);
        assert_eq!(version(), before + 1);
    }
}
