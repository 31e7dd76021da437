//! What the routing goes by: skills, agents, absences, rules, and what waits in a team's queue.

use std::sync::mpsc;
use std::time::Duration;

use guichet_domain::ids::{PersonId, TeamId};
use guichet_domain::people::Language;
use guichet_domain::routing::Ability;
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::deeds::Assignment;
use guichet_domain::ticket::{Created, Deed, HoldReason, Kind, Level, Priority};
use guichet_store::agents::{self, Agent};
use guichet_store::routing_rules;
use guichet_store::{Error, absences, people, skills, teams, tickets};
use guichet_testkit::{Kind as Database, on_both_databases};

use crate::given::{act, at, begin, created, desk, done};

fn absence(minutes: (i64, i64), replacement: Option<PersonId>) -> absences::Profile {
    absences::Profile {
        from: at(minutes.0),
        until: at(minutes.1),
        replacement,
        note: None,
    }
}

fn rule(name: &str, team: TeamId) -> routing_rules::Profile {
    routing_rules::Profile {
        name: name.to_owned(),
        active: true,
        conditions: Conditions {
            kinds: vec![Kind::Incident],
            tags: vec!["vip".to_owned()],
            ..Conditions::default()
        },
        team,
        level: Some(Level::N2),
        skills: Vec::new(),
    }
}

on_both_databases! {
    fn what_is_known_of_an_agent_is_kept_by_version(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let (one, other) = (skills::insert(conn, "VPN")?, skills::insert(conn, "SAP")?);
            assert_eq!(agents::get(conn, desk.agent)?, Agent::default());
            let ability = |skill, degree| Ability { skill, degree };
            let profile = agents::Profile {
                capacity: Some(5),
                languages: vec![Language::En],
                calendar: None,
                skills: vec![ability(one, 3), ability(other, 1)],
            };
            agents::change(conn, desk.agent, 0, &profile)?;
            assert_eq!(agents::get(conn, desk.agent)?, Agent { version: 1, profile: profile.clone() });
            let fewer = agents::Profile { capacity: None, skills: vec![ability(other, 2)], ..profile.clone() };
            agents::change(conn, desk.agent, 1, &fewer)?;
            assert_eq!(agents::get(conn, desk.agent)?, Agent { version: 2, profile: fewer });
            for stale in [0, 1, 3] {
                assert_eq!(agents::change(conn, desk.agent, stale, &profile), Err(Error::Stale));
            }
            agents::forget_skill(conn, other)?;
            let agent = agents::get(conn, desk.agent)?;
            assert_eq!((agent.version, agent.profile.skills), (3, Vec::new()));
            skills::delete(conn, other, 1)?;
            assert_eq!(skills::hold(conn, &[one, other])?, [one]);
            Ok(())
        });
    }

    fn a_load_counts_what_is_new_or_open(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let take = |agent| Deed::Take { agent };
            for n in 0..3 {
                let ticket = begin(conn, created(&desk, "VPN"), n)?;
                act(conn, ticket.id, desk.agent, take(desk.agent), n + 1)?;
                if n == 2 {
                    let wait = Deed::Hold { reason: HoldReason::Requester, until: None };
                    act(conn, ticket.id, desk.agent, wait, n + 2)?;
                }
            }
            begin(conn, created(&desk, "À personne"), 9)?;
            let loads = agents::loads(conn, &[desk.agent, desk.colleague])?;
            assert_eq!(loads.into_iter().collect::<Vec<_>>(), [(desk.agent, 2)]);
            assert!(agents::loads(conn, &[])?.is_empty());
            Ok(())
        });
    }

    fn somebody_is_absent_from_the_first_moment_to_the_last_but_not_at_it(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let first = absences::insert(conn, desk.agent, &absence((10, 20), None))?;
            let second = absences::insert(conn, desk.agent, &absence((15, 30), Some(desk.colleague)))?;
            for (minute, expected) in [
                (9, vec![]), (10, vec![first]), (15, vec![first, second]), (20, vec![second]), (30, vec![]),
            ] {
                let lasting: Vec<_> = absences::lasting(conn, at(minute))?.iter().map(|one| one.id).collect();
                assert_eq!(lasting, expected, "{minute}");
                let next = absences::next_of(conn, &[desk.agent, desk.colleague], at(minute))?;
                let expected = match minute { 30 => None, 20 => Some(second), _ => Some(first) };
                assert_eq!(next.get(&desk.agent).map(|one| one.id), expected, "{minute}");
            }
            for (from, until, expected) in [(0, 10, 0), (0, 11, 1), (19, 40, 2), (20, 40, 1), (30, 40, 0)] {
                assert_eq!(absences::during(conn, at(from), at(until))?.len(), expected, "{from} to {until}");
            }
            absences::update(conn, first, 1, &absence((10, 12), None))?;
            assert_eq!(absences::update(conn, first, 1, &absence((10, 12), None)), Err(Error::Stale));
            assert_eq!(absences::delete(conn, first, 1), Err(Error::Stale));
            absences::delete(conn, first, 2)?;
            assert_eq!(absences::get(conn, first), Err(Error::NotFound));
            Ok(())
        });
    }

    fn rules_come_back_as_they_were_kept_and_in_their_order(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let one = routing_rules::insert(conn, &rule("Un", desk.network))?;
            let idle = routing_rules::Profile { active: false, level: None, ..rule("Deux", desk.counter) };
            let two = routing_rules::insert(conn, &idle)?;
            let three = routing_rules::insert(conn, &rule("Trois", desk.network))?;
            assert_eq!(routing_rules::get(conn, two)?.profile, idle);
            routing_rules::order(conn, &[three, two, one])?;
            let ids = |rules: Vec<routing_rules::Rule>| rules.iter().map(|rule| rule.id).collect::<Vec<_>>();
            assert_eq!(ids(routing_rules::list(conn)?), [three, two, one]);
            assert_eq!(ids(routing_rules::active(conn)?), [three, one]);
            routing_rules::update(conn, one, 1, &idle_as("Uno", &idle))?;
            assert_eq!(routing_rules::update(conn, one, 1, &idle), Err(Error::Stale));
            routing_rules::delete(conn, three, 1)?;
            assert!(routing_rules::active(conn)?.is_empty());
            // A new one comes last all the same.
            let last = routing_rules::insert(conn, &rule("Trois", desk.network))?;
            assert_eq!(ids(routing_rules::list(conn)?), [two, one, last]);
            Ok(())
        });
        let twice = store.write_blocking(move |conn| routing_rules::insert(conn, &rule("TROIS", desk.network)));
        assert_eq!(twice, Err(Error::Duplicate));
    }

    fn what_waits_is_paged_by_priority_and_age(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let wish = |priority| Created {
                priority,
                team: Some(desk.network),
                tags: vec!["vip".to_owned()],
                ..created(&desk, "VPN")
            };
            let low = begin(conn, wish(Priority::P4), 0)?;
            let late = begin(conn, wish(Priority::P1), 5)?;
            let early = begin(conn, wish(Priority::P1), 2)?;
            let taken = begin(conn, wish(Priority::P1), 1)?;
            act(conn, taken.id, desk.agent, Deed::Take { agent: desk.agent }, 6)?;
            begin(conn, created(&desk, "Sans équipe"), 3)?;
            let elsewhere = begin(conn, wish(Priority::P2), 3)?;
            let team = Some(Some(desk.counter));
            act(conn, elsewhere.id, desk.agent, Deed::Assign(Assignment { assignee: None, team }), 7)?;
            for limit in 1..5 {
                let mut found = Vec::new();
                let mut page = tickets::waiting_of(conn, desk.network, None, limit)?;
                loop {
                    found.append(&mut page.items);
                    let Some(next) = page.next else { break };
                    page = tickets::waiting_of(conn, desk.network, Some(next), limit)?;
                }
                assert_eq!(found, [early.clone(), late.clone(), low.clone()], "{limit}");
            }
            Ok(())
        });
    }

    fn whose_turn_it_was_is_no_change_of_the_team(store) {
        let desk = desk(store);
        done(store, move |conn| {
            assert_eq!(teams::last_turn(conn, desk.network)?, None);
            teams::set_last_turn(conn, desk.network, desk.agent)?;
            assert_eq!(teams::last_turn(conn, desk.network)?, Some(desk.agent));
            assert_eq!(teams::get(conn, desk.network)?.version, 1);
            Ok(())
        });
    }

    fn whoever_gives_tickets_to_the_same_people_waits_and_others_do_not(store) {
        let desk = desk(store);
        let held = [desk.agent, desk.colleague];
        let (holding, is_held) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let first = store.write(move |conn| {
            people::hold(conn, &held)?;
            holding.send(()).unwrap();
            released.recv().unwrap();
            Ok::<_, Error>(())
        });
        is_held.recv().unwrap();
        let (done_with, second) = mpsc::channel();
        let waits = store.write(move |conn| {
            people::hold(conn, &[desk.colleague])?;
            done_with.send(()).unwrap();
            Ok::<_, Error>(())
        });
        // A ticket of somebody who is held can begin: only SQLite has one writer for all.
        let begun = store.write(move |conn| begin(conn, created(&desk, "VPN"), 1));
        if store.database().kind() == Database::Postgres {
            ended(begun);
        }
        assert!(second.recv_timeout(Duration::from_millis(200)).is_err());
        release.send(()).unwrap();
        second.recv().unwrap();
        ended(first);
        ended(waits);
    }
}

fn idle_as(name: &str, profile: &routing_rules::Profile) -> routing_rules::Profile {
    routing_rules::Profile {
        name: name.to_owned(),
        ..profile.clone()
    }
}

fn ended<T>(answer: guichet_store::Answer<T, Error>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(answer).unwrap()
}
