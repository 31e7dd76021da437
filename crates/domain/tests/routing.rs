//! Who gets a ticket: the methods one by one, and what is true of every choice.

use guichet_domain::ids::{PersonId, SkillId};
use guichet_domain::people::Language;
use guichet_domain::routing::{
    Ability, Candidate, MOST_CONSIDERED, Needs, Pool, RoutingMethod, RoutingReason, Verdict,
};
use proptest::prelude::*;

const VPN: SkillId = SkillId(1);
const SAP: SkillId = SkillId(2);

fn agent(person: i64, load: i32) -> Candidate {
    Candidate {
        person: PersonId(person),
        load,
        capacity: None,
        languages: Vec::new(),
        skills: Vec::new(),
        absent: false,
        replacement: None,
        open_now: true,
    }
}

fn away(person: i64, replacement: Option<i64>) -> Candidate {
    Candidate {
        absent: true,
        replacement: replacement.map(PersonId),
        ..agent(person, 0)
    }
}

fn able(person: i64, load: i32, skills: &[(SkillId, i32)], languages: &[Language]) -> Candidate {
    let ability = |(skill, degree): &(SkillId, i32)| Ability {
        skill: *skill,
        degree: *degree,
    };
    Candidate {
        skills: skills.iter().map(ability).collect(),
        languages: languages.to_vec(),
        ..agent(person, load)
    }
}

fn full(person: i64, load: i32) -> Candidate {
    Candidate {
        capacity: Some(load),
        ..agent(person, load)
    }
}

fn off(person: i64) -> Candidate {
    Candidate {
        open_now: false,
        ..agent(person, 0)
    }
}

/// A team of these agents; those with a number above 90 belong to another team.
fn pool(method: RoutingMethod, agents: Vec<Candidate>, last: Option<i64>) -> Pool {
    let members = agents.iter().map(|agent| agent.person);
    Pool {
        method,
        members: members.filter(|person| person.0 < 90).collect(),
        agents,
        last: last.map(PersonId),
    }
}

fn anything() -> Needs {
    Needs {
        skills: Vec::new(),
        language: Language::Fr,
    }
}

fn needs(skills: &[(SkillId, i32)], language: Language) -> Needs {
    Needs {
        skills: able(1, 0, skills, &[]).skills,
        language,
    }
}

/// Who is chosen, by number, and why.
fn chosen(pool: &Pool, needs: &Needs) -> (Option<i64>, RoutingReason) {
    let choice = pool.choose(needs);
    (choice.assignee.map(|person| person.0), choice.reason)
}

fn verdicts(pool: &Pool, needs: &Needs) -> Vec<(i64, Verdict)> {
    let considered = pool.choose(needs).considered;
    considered
        .iter()
        .map(|one| (one.person.0, one.verdict))
        .collect()
}

#[test]
fn a_manual_team_chooses_nobody_and_considers_nobody() {
    let choice = pool(RoutingMethod::Manual, vec![agent(1, 0)], None).choose(&anything());
    assert_eq!((choice.assignee, choice.turn), (None, None));
    assert_eq!(choice.reason, RoutingReason::Manual);
    assert_eq!(choice.considered, []);
}

#[test]
fn one_agent_comes_after_the_other() {
    let team = || vec![agent(3, 9), agent(1, 0), agent(2, 5)];
    for (last, expected) in [
        (None, 1),
        (Some(1), 2),
        (Some(2), 3),
        (Some(3), 1),
        (Some(7), 1),
    ] {
        let pool = pool(RoutingMethod::RoundRobin, team(), last);
        let turn = (Some(expected), RoutingReason::Turn);
        assert_eq!(chosen(&pool, &anything()), turn, "after {last:?}");
    }
}

#[test]
fn who_cannot_get_it_is_passed_over() {
    let others = [away(1, None), off(2), full(3, 4), full(4, 0)];
    for method in [
        RoutingMethod::RoundRobin,
        RoutingMethod::LeastLoaded,
        RoutingMethod::SkillBased,
    ] {
        let mut team = others.to_vec();
        assert_eq!(
            chosen(&pool(method, team.clone(), None), &anything()),
            (None, RoutingReason::NobodyAvailable)
        );
        assert!(!pool(method, team.clone(), None).has_somebody());
        team.push(agent(5, 40));
        let pool = pool(method, team, Some(5));
        assert_eq!(chosen(&pool, &anything()).0, Some(5));
        assert!(pool.has_somebody());
        let expected = [
            (5, Verdict::Chosen),
            (1, Verdict::Absent),
            (2, Verdict::OffHours),
            (3, Verdict::Full),
            (4, Verdict::Full),
        ];
        assert_eq!(verdicts(&pool, &anything()), expected, "{method}");
    }
}

#[test]
fn the_agent_with_the_fewest_open_tickets_comes_first_and_equals_take_turns() {
    let team = || vec![agent(1, 2), agent(2, 1), agent(3, 1)];
    for (last, expected) in [(None, 2), (Some(2), 3), (Some(3), 2)] {
        let pool = pool(RoutingMethod::LeastLoaded, team(), last);
        let least = (Some(expected), RoutingReason::LeastLoad);
        assert_eq!(chosen(&pool, &anything()), least, "after {last:?}");
    }
}

#[test]
fn skills_and_language_come_before_the_load() {
    let team = vec![
        able(1, 0, &[], &[]),
        able(2, 0, &[(VPN, 1)], &[]),
        able(3, 0, &[(VPN, 3)], &[Language::En]),
        able(4, 6, &[(VPN, 2), (SAP, 1)], &[Language::Fr, Language::En]),
        able(5, 5, &[(VPN, 2)], &[]),
    ];
    let team = pool(RoutingMethod::SkillBased, team, None);
    for (asked, expected) in [
        (needs(&[(VPN, 2)], Language::Fr), Some(5)),
        (needs(&[(VPN, 2)], Language::En), Some(3)),
        (needs(&[(VPN, 1)], Language::Fr), Some(2)),
        (needs(&[(VPN, 2), (SAP, 1)], Language::Fr), Some(4)),
        (needs(&[(SAP, 2)], Language::Fr), None),
        (needs(&[], Language::Fr), Some(1)),
    ] {
        assert_eq!(chosen(&team, &asked).0, expected, "{asked:?}");
    }
    let expected = [
        (5, Verdict::Chosen),
        (1, Verdict::Skill),
        (2, Verdict::Skill),
        (3, Verdict::Language),
        (4, Verdict::NotFirst),
    ];
    assert_eq!(verdicts(&team, &needs(&[(VPN, 2)], Language::Fr)), expected);
}

#[test]
fn other_methods_do_not_look_at_skills_and_language() {
    let asked = needs(&[(SAP, 3)], Language::Fr);
    for method in [RoutingMethod::RoundRobin, RoutingMethod::LeastLoaded] {
        let pool = pool(method, vec![able(1, 0, &[], &[Language::En])], None);
        assert_eq!(chosen(&pool, &asked).0, Some(1), "{method}");
    }
}

#[test]
fn whoever_stands_in_gets_it_in_the_place_of_the_absent() {
    let replacement = (Some(91), RoutingReason::Replacement);
    for (agents, expected) in [
        // From another team.
        (vec![away(1, Some(91)), agent(91, 0)], replacement),
        // Who is away too, and has somebody stand in.
        (
            vec![away(1, Some(92)), away(92, Some(91)), agent(91, 0)],
            replacement,
        ),
        // Who has enough to do, is off, or is not known.
        (
            vec![away(1, Some(91)), full(91, 2)],
            (None, RoutingReason::NobodyAvailable),
        ),
        (
            vec![away(1, Some(91)), off(91)],
            (None, RoutingReason::NobodyAvailable),
        ),
        (
            vec![away(1, Some(91))],
            (None, RoutingReason::NobodyAvailable),
        ),
        // In circles.
        (
            vec![away(1, Some(2)), away(2, Some(1))],
            (None, RoutingReason::NobodyAvailable),
        ),
        (
            vec![away(1, Some(1))],
            (None, RoutingReason::NobodyAvailable),
        ),
    ] {
        let pool = pool(RoutingMethod::RoundRobin, agents, None);
        assert_eq!(chosen(&pool, &anything()), expected, "{:?}", pool.agents);
    }
}

#[test]
fn whoever_stands_in_has_the_turn_of_the_absent_and_the_own() {
    let team = vec![away(1, Some(2)), agent(2, 0), agent(3, 0)];
    let mut pool = pool(RoutingMethod::RoundRobin, team, None);
    let mut turns = Vec::new();
    for _ in 0..4 {
        let choice = pool.choose(&anything());
        turns.push((choice.turn.unwrap().0, choice.assignee.unwrap().0));
        pool.give(&choice);
    }
    assert_eq!(turns, [(1, 2), (2, 2), (3, 3), (1, 2)]);
}

#[test]
fn a_decision_tells_of_fifty_at_most_and_always_of_the_chosen() {
    let team = (1..=80).map(|n| agent(n, i32::try_from(80 - n).unwrap()));
    let pool = pool(RoutingMethod::LeastLoaded, team.collect(), None);
    let told = verdicts(&pool, &anything());
    assert_eq!(told.len(), MOST_CONSIDERED);
    assert_eq!(told[0], (80, Verdict::Chosen));
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::Fr), Just(Language::En)]
}

fn ability() -> impl Strategy<Value = Ability> {
    (1..4_i64, 1..4).prop_map(|(skill, degree)| Ability {
        skill: SkillId(skill),
        degree,
    })
}

prop_compose! {
    fn candidate()(
        load in 0..6,
        capacity in proptest::option::of(0..6),
        languages in prop::collection::vec(language(), 0..2),
        skills in prop::collection::vec(ability(), 0..3),
        absent: bool,
        replacement in proptest::option::of(1..12_i64),
        open_now in prop::bool::weighted(0.8),
    ) -> Candidate {
        Candidate {
            load, capacity, languages, skills, absent, open_now,
            replacement: replacement.map(PersonId),
            person: PersonId(0),
        }
    }
}

prop_compose! {
    /// Ten agents of whom some are members.
    fn any_pool()(
        method in prop::sample::select(RoutingMethod::ALL),
        agents in prop::collection::vec(candidate(), 10),
        members in prop::collection::btree_set(1..14_i64, 0..10),
        last in proptest::option::of(1..14_i64),
    ) -> Pool {
        let numbered = |(number, agent): (i64, Candidate)| Candidate {
            person: PersonId(number),
            ..agent
        };
        Pool {
            method,
            agents: (1..).zip(agents).map(numbered).collect(),
            members: members.into_iter().map(PersonId).collect(),
            last: last.map(PersonId),
        }
    }
}

prop_compose! {
    fn any_needs()(
        skills in prop::collection::vec(ability(), 0..3),
        language in language(),
    ) -> Needs {
        Needs { skills, language }
    }
}

proptest! {
    #[test]
    fn nobody_gets_a_ticket_who_is_not_there_able_and_free(
        pool in any_pool(), needs in any_needs(),
    ) {
        let choice = pool.choose(&needs);
        prop_assert_eq!(choice.assignee.is_some(), choice.turn.is_some());
        prop_assert_eq!(choice.clone(), pool.choose(&needs), "the same again");
        let Some(person) = choice.assignee else {
            prop_assert!(matches!(
                choice.reason,
                RoutingReason::Manual | RoutingReason::NobodyAvailable
            ));
            return Ok(());
        };
        let agent = pool.agents.iter().find(|agent| agent.person == person).unwrap();
        prop_assert!(!agent.absent && agent.open_now);
        prop_assert!(agent.capacity.is_none_or(|most| agent.load < most));
        prop_assert!(pool.has_somebody());
        if pool.method == RoutingMethod::SkillBased {
            let speaks = agent.languages.is_empty() || agent.languages.contains(&needs.language);
            prop_assert!(speaks);
            for need in &needs.skills {
                let first = agent.skills.iter().find(|has| has.skill == need.skill);
                prop_assert!(first.is_some_and(|has| has.degree >= need.degree));
            }
        }
        let told: Vec<_> = choice.considered.iter()
            .filter(|one| one.verdict == Verdict::Chosen).collect();
        prop_assert_eq!(told.len(), 1);
        prop_assert_eq!(told[0].person, person);
    }

    #[test]
    fn where_nobody_is_chosen_nobody_could_have_got_it(
        pool in any_pool(), needs in any_needs(),
    ) {
        let choice = pool.choose(&needs);
        let passed_over = choice.considered.iter().any(|one| one.verdict == Verdict::NotFirst);
        prop_assert!(choice.assignee.is_some() || !passed_over);
    }

    #[test]
    fn a_team_fills_up_and_then_gets_nothing_more(mut pool in any_pool()) {
        for agent in &mut pool.agents {
            agent.capacity = Some(agent.capacity.unwrap_or(3));
        }
        let before = pool.agents.clone();
        for _ in 0..100 {
            let choice = pool.choose(&anything());
            if choice.assignee.is_none() {
                break;
            }
            pool.give(&choice);
        }
        prop_assert_eq!(pool.choose(&anything()).assignee, None);
        for (agent, before) in pool.agents.iter().zip(before) {
            let most = agent.capacity.unwrap_or(0).max(before.load);
            prop_assert!(agent.load <= most);
        }
    }
}
