//! Which team a ticket goes to.

use guichet_desk::routing::rules::{self, NewRule, RulePatch};
use guichet_desk::routing::{Ability, skills};
use guichet_desk::teams::{self, TeamPatch};
use guichet_desk::tickets::{self, Handling, NewTicket};
use guichet_desk::{Conflict, Refusal, Wrong, categories};
use guichet_domain::ids::{CategoryId, OrganizationId, RoutingRuleId, SkillId, TeamId};
use guichet_domain::routing::{RoutingMethod, RoutingReason};
use guichet_domain::sla::Conditions;
use guichet_domain::text::{Tag, TextError};
use guichet_domain::ticket::{Channel, Kind, Level};
use guichet_testkit::on_both_databases;

use super::{refused, rule};
use crate::given::{House, asked, name};

/// A new rule with these conditions.
fn when(conditions: Conditions, team: TeamId) -> NewRule {
    NewRule {
        conditions,
        ..rule("Quand", team)
    }
}

on_both_databases! {
    fn the_first_rule_that_a_new_ticket_meets_chooses_team_and_level(store) {
        let house = House::on(store);
        let (network, support) = (house.network, house.support);
        let vpn = house.vpn;
        let tunnels = house.done(house.admin, move |tx, by| {
            let new = categories::NewCategory { name: name("Tunnels"), parent: Some(vpn) };
            categories::create(tx, by, &new)
        });
        let incidents = Conditions { kinds: vec![Kind::Incident], ..Conditions::default() };
        let of_vpn = Conditions { category_ids: vec![vpn], ..Conditions::default() };
        let idle = house.rule(NewRule { active: false, ..rule("Au repos", support) });
        let first = house.rule(NewRule {
            level: Some(Level::N3),
            conditions: of_vpn,
            ..rule("VPN vers Réseau", network)
        });
        let second = house.rule(NewRule { conditions: incidents, ..rule("Le reste", support) });
        assert_eq!((idle.position, first.position, second.position), (1, 2, 3));
        // Below the category that is asked for, too.
        for category in [Some(vpn), Some(tunnels.id), None] {
            let new = NewTicket { category, ..asked("Panne") };
            let ticket = house.done(house.camille, move |tx, by| tickets::create(tx, by, &new));
            let decision = house.decisions(ticket.id).pop().unwrap();
            let expected = match category {
                Some(_) => (Some(first.id), Some(network), Level::N3),
                None => (Some(second.id), Some(support), Level::N1),
            };
            assert_eq!((decision.rule, decision.team, decision.level), expected);
            assert_eq!(decision.reason, RoutingReason::Manual);
            let inside = house.seen(house.admin, ticket.id).unwrap().inside.unwrap();
            assert_eq!((inside.team.map(|team| team.id), inside.level), (expected.1, expected.2));
            assert_eq!(house.assignee(ticket.id), None);
        }
        // What no rule is for goes nowhere.
        let new = NewTicket { kind: Kind::ServiceRequest, ..asked("Un écran") };
        let ticket = house.done(house.camille, move |tx, by| tickets::create(tx, by, &new));
        assert_eq!((ticket.version, house.decisions(ticket.id)), (1, vec![]));
        // Nor is a team overruled that was named.
        let ticket = house.given_to(support);
        assert_eq!(house.decisions(ticket.id), []);
    }

    fn a_rule_asks_for_organization_channel_and_tags(store) {
        let house = House::on(store);
        let meets = Conditions {
            organization_ids: vec![house.vermeil],
            channels: vec![Channel::Phone],
            tags: vec!["Paie 2026".to_owned()],
            ..Conditions::default()
        };
        let made = house.rule(when(meets, house.network));
        assert_eq!(made.conditions.tags, ["paie-2026"]);
        let tags = vec![Tag::parse("paie-2026").unwrap()];
        let ticket = house.begun(Handling { tags: tags.clone(), ..Handling::default() });
        assert_eq!(house.decisions(ticket.id).len(), 1);
        for handling in [
            Handling::default(),
            Handling { tags, channel: Some(Channel::Email), ..Handling::default() },
        ] {
            let ticket = house.begun(handling);
            assert_eq!(house.decisions(ticket.id), []);
        }
    }

    fn a_rule_rests_while_its_team_is_put_aside(store) {
        let house = House::on(store);
        let network = house.network;
        let made = house.rule(rule("Tout", network));
        house.done(house.admin, move |tx, by| {
            let patch = TeamPatch { active: Some(false), ..TeamPatch::default() };
            teams::change(tx, by, network, None, &patch)
        });
        assert_eq!(house.decisions(house.asked().id), []);
        // It may be changed all the same, only not made anew.
        house.done(house.supervisor, move |tx, by| {
            let patch = RulePatch { team: Some(network), active: Some(false), ..RulePatch::default() };
            rules::change(tx, by, made.id, None, &patch)
        });
        let again = house.tried(house.supervisor, move |tx, by| {
            rules::create(tx, by, &rule("Encore", network))
        });
        assert_eq!(refused(again), ("team_id".to_owned(), Wrong::NoSuchObject));
    }

    fn the_agent_comes_by_the_method_of_the_team(store) {
        let house = House::on(store);
        house.routes(house.network, RoutingMethod::LeastLoaded);
        house.rule(rule("Tout", house.network));
        let ticket = house.asked();
        assert_eq!(house.assignee(ticket.id), Some(house.paul));
        assert_eq!(house.decisions(ticket.id).len(), 1);
        assert_eq!(ticket.version, 2);
    }

    fn what_a_rule_mentions_must_be_there(store) {
        let house = House::on(store);
        let network = house.network;
        let vpn = house.skill("VPN");
        let no_skill = SkillId(999);
        let ability = |skill, degree| Ability { skill, degree };
        let cases: Vec<(NewRule, &str, Wrong)> = vec![
            (rule("A", TeamId(999)), "team_id", Wrong::NoSuchObject),
            (
                when(Conditions { team_ids: vec![network, TeamId(999)], ..Conditions::default() }, network),
                "conditions.team_ids[1]", Wrong::NoSuchObject,
            ),
            (
                when(Conditions { category_ids: vec![CategoryId(999)], ..Conditions::default() }, network),
                "conditions.category_ids[0]", Wrong::NoSuchObject,
            ),
            (
                when(Conditions { organization_ids: vec![OrganizationId(999)], ..Conditions::default() }, network),
                "conditions.organization_ids[0]", Wrong::NoSuchObject,
            ),
            (
                when(Conditions { tags: vec!["vip".to_owned(), " , ".to_owned()], ..Conditions::default() }, network),
                "conditions.tags[1]", Wrong::Text(TextError::Empty),
            ),
            (
                when(Conditions { kinds: vec![Kind::Incident; 11], ..Conditions::default() }, network),
                "conditions.kinds", Wrong::OutOfRange,
            ),
            (
                when(Conditions { tags: vec!["vip".to_owned(); 51], ..Conditions::default() }, network),
                "conditions.tags", Wrong::OutOfRange,
            ),
            (
                NewRule { skills: vec![ability(vpn, 1), ability(no_skill, 1)], ..rule("A", network) },
                "skills[1].skill_id", Wrong::NoSuchObject,
            ),
            (
                NewRule { skills: vec![ability(vpn, 4)], ..rule("A", network) },
                "skills[0].degree", Wrong::OutOfRange,
            ),
            (
                NewRule { skills: vec![ability(vpn, 0)], ..rule("A", network) },
                "skills[0].degree", Wrong::OutOfRange,
            ),
            (
                NewRule { skills: vec![ability(vpn, 1); 2], ..rule("A", network) },
                "skills[1].skill_id", Wrong::Invalid("The skill is given more than once."),
            ),
            (
                NewRule { skills: vec![ability(vpn, 1); 21], ..rule("A", network) },
                "skills", Wrong::OutOfRange,
            ),
        ];
        let sound = house.rule(rule("Sain", network));
        for (new, field, wrong) in cases {
            let patch = RulePatch {
                conditions: Some(new.conditions.clone()),
                team: Some(new.team),
                skills: Some(new.skills.clone()),
                name: Some(name("Autre")),
                ..RulePatch::default()
            };
            let made = house.tried(house.supervisor, move |tx, by| rules::create(tx, by, &new));
            assert_eq!(refused(made), (field.to_owned(), wrong.clone()));
            let changed = house.tried(house.supervisor, move |tx, by| rules::change(tx, by, sound.id, None, &patch));
            assert_eq!(refused(changed), (field.to_owned(), wrong));
        }
        // Nothing of it was kept.
        let all = house.done(house.supervisor, rules::list);
        assert_eq!(all, [sound]);
        // What is repeated is kept once.
        let twice = Conditions { team_ids: vec![network; 3], tags: vec!["VIP".to_owned(), "vip".to_owned()], ..Conditions::default() };
        let made = house.rule(when(twice, network));
        assert_eq!((made.conditions.team_ids, made.conditions.tags), (vec![network], vec!["vip".to_owned()]));
    }

    fn rules_are_put_in_order_changed_and_deleted(store) {
        let house = House::on(store);
        let network = house.network;
        let [one, two, three] = ["Un", "Deux", "Trois"].map(|called| house.rule(rule(called, network)));
        let twice = house.tried(house.supervisor, move |tx, by| rules::create(tx, by, &rule("UN", network)));
        assert_eq!(twice, Err(Refusal::Conflict(Conflict::Duplicate)));
        for wrong in [vec![], vec![one.id, two.id], vec![one.id, two.id, two.id], vec![one.id, two.id, three.id, RoutingRuleId(999)]] {
            let ordered = house.tried(house.supervisor, move |tx, by| rules::order(tx, by, &wrong));
            assert_eq!(refused(ordered).0, "ids");
        }
        let order = [three.id, one.id, two.id];
        let ordered = house.done(house.supervisor, move |tx, by| rules::order(tx, by, &order));
        assert_eq!(ordered.iter().map(|rule| (rule.id, rule.position)).collect::<Vec<_>>(),
            [(three.id, 1), (one.id, 2), (two.id, 3)]);
        let patch = RulePatch { name: Some(name("Uno")), level: Some(Some(Level::N1)), ..RulePatch::default() };
        let changed = house.done(house.supervisor, {
            let patch = patch.clone();
            move |tx, by| rules::change(tx, by, one.id, Some(1), &patch)
        });
        assert_eq!((changed.version, changed.position, changed.level), (2, 2, Some(Level::N1)));
        let stale = house.tried(house.supervisor, move |tx, by| rules::change(tx, by, one.id, Some(1), &patch));
        assert_eq!(stale, Err(Refusal::Stale));
        let stale = house.tried(house.supervisor, move |tx, by| rules::delete(tx, by, one.id, Some(1)));
        assert_eq!(stale, Err(Refusal::Stale));
        house.done(house.supervisor, move |tx, by| rules::delete(tx, by, one.id, Some(2)));
        let left = house.done(house.admin, rules::list);
        assert_eq!(left.iter().map(|rule| (rule.id, rule.position)).collect::<Vec<_>>(),
            [(three.id, 1), (two.id, 2)]);
        let gone = house.tried(house.supervisor, move |tx, by| rules::delete(tx, by, one.id, None));
        assert_eq!(gone, Err(Refusal::NotFound));
    }

    fn a_deleted_skill_is_taken_off_agents_and_rules(store) {
        let house = House::on(store);
        let (vpn, sap) = (house.skill("VPN"), house.skill("SAP"));
        house.skilled(house.paul, &[(vpn, 2), (sap, 1)]);
        let abilities = [vpn, sap].map(|skill| Ability { skill, degree: 1 });
        let asks = house.rule(NewRule { skills: abilities.to_vec(), ..rule("VPN", house.network) });
        let stale = house.tried(house.supervisor, move |tx, by| skills::delete(tx, by, vpn, Some(2)));
        assert_eq!(stale, Err(Refusal::Stale));
        house.done(house.supervisor, move |tx, by| skills::delete(tx, by, vpn, Some(1)));
        let left = house.done(house.ines, skills::list);
        assert_eq!(left.iter().map(|skill| skill.id).collect::<Vec<_>>(), [sap]);
        let rule = house.done(house.supervisor, rules::list).remove(0);
        assert_eq!((rule.id, rule.version), (asks.id, 2));
        assert_eq!(rule.skills, [Ability { skill: sap, degree: 1 }]);
        let paul = house.paul;
        let agent = house.done(house.ines, move |tx, by| guichet_desk::routing::agents::get(tx, by, paul));
        assert_eq!(agent.skills, [Ability { skill: sap, degree: 1 }]);
        assert_eq!(agent.version, 2);
    }

    fn rules_and_skills_are_for_supervisors(store) {
        let house = House::on(store);
        let network = house.network;
        let made = house.rule(rule("Tout", network));
        let vpn = house.skill("VPN");
        for person in [house.ines, house.camille] {
            assert_eq!(house.tried(person, rules::list), Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| rules::create(tx, by, &rule("B", network)).map(drop));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| rules::change(tx, by, made.id, None, &RulePatch::default()).map(drop));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| rules::delete(tx, by, made.id, None));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| rules::order(tx, by, &[made.id]).map(drop));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| skills::create(tx, by, &name("B")).map(drop));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| skills::change(tx, by, vpn, None, None).map(drop));
            assert_eq!(tried, Err(Refusal::Forbidden));
            let tried = house.tried(person, move |tx, by| skills::delete(tx, by, vpn, None));
            assert_eq!(tried, Err(Refusal::Forbidden));
        }
        // Agents see what each of them is able to do.
        assert!(house.tried(house.ines, skills::list).is_ok());
        assert_eq!(house.tried(house.camille, skills::list), Err(Refusal::Forbidden));
    }
}
