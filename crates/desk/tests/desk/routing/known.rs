//! What the routing knows of agents.

use guichet_desk::routing::Ability;
use guichet_desk::routing::agents::{self, AgentPatch};
use guichet_desk::{Refusal, Wrong};
use guichet_domain::ids::{CalendarId, SkillId};
use guichet_domain::people::Language;
use guichet_testkit::on_both_databases;

use super::refused;
use crate::given::House;

on_both_databases! {
    fn an_agent_of_whom_nothing_was_said_takes_everything(store) {
        let house = House::on(store);
        let all = house.done(house.ines, agents::list);
        let names: Vec<&str> = all.iter().map(|agent| agent.person.name.as_str()).collect();
        assert_eq!(names, ["Ada Martin", "Inès Laurent", "Paul Roux", "Sam Petit"]);
        let paul = &all[2];
        assert_eq!((paul.version, paul.capacity, paul.load), (0, None, 0));
        assert_eq!((&paul.languages[..], &paul.skills[..]), (&[][..], &[][..]));
        assert_eq!(paul.teams.iter().map(|team| team.id).collect::<Vec<_>>(), [house.network]);
        assert_eq!((&paul.calendar, &paul.absence), (&None, &None));
    }

    fn a_supervisor_says_how_much_an_agent_takes_and_what_of(store) {
        let house = House::on(store);
        let paul = house.paul;
        let vpn = house.skill("VPN");
        let patch = AgentPatch {
            capacity: Some(Some(12)),
            languages: Some(vec![Language::En, Language::Fr, Language::En]),
            skills: Some(vec![Ability { skill: vpn, degree: 3 }]),
            calendar: None,
        };
        let changed = house.done(house.supervisor, move |tx, by| agents::change(tx, by, paul, Some(0), &patch));
        assert_eq!((changed.version, changed.capacity), (1, Some(12)));
        assert_eq!(changed.languages, [Language::Fr, Language::En]);
        assert_eq!(changed.skills, [Ability { skill: vpn, degree: 3 }]);
        let none = AgentPatch { capacity: Some(None), ..AgentPatch::default() };
        let stale = house.tried(house.supervisor, {
            let none = none.clone();
            move |tx, by| agents::change(tx, by, paul, Some(0), &none)
        });
        assert_eq!(stale, Err(Refusal::Stale));
        let changed = house.done(house.supervisor, move |tx, by| agents::change(tx, by, paul, Some(1), &none));
        assert_eq!((changed.version, changed.capacity), (2, None));
        assert_eq!(changed.skills.len(), 1);
        // The same again changes nothing.
        let same = house.done(house.admin, move |tx, by| {
            agents::change(tx, by, paul, Some(2), &AgentPatch::default())
        });
        assert_eq!(same.version, 2);
    }

    fn what_cannot_be_is_refused_with_its_field(store) {
        let house = House::on(store);
        let paul = house.paul;
        let vpn = house.skill("VPN");
        let with = |skill, degree| AgentPatch {
            skills: Some(vec![Ability { skill, degree }]),
            ..AgentPatch::default()
        };
        let capacity = |most| AgentPatch { capacity: Some(Some(most)), ..AgentPatch::default() };
        let cases = [
            (capacity(-1), "capacity", Wrong::OutOfRange),
            (capacity(1_001), "capacity", Wrong::OutOfRange),
            (with(SkillId(999), 1), "skills[0].skill_id", Wrong::NoSuchObject),
            (with(vpn, 0), "skills[0].degree", Wrong::OutOfRange),
            (with(vpn, 4), "skills[0].degree", Wrong::OutOfRange),
            (
                AgentPatch { languages: Some(vec![Language::Fr; 11]), ..AgentPatch::default() },
                "languages", Wrong::OutOfRange,
            ),
            (
                AgentPatch { calendar: Some(Some(CalendarId(999))), ..AgentPatch::default() },
                "calendar_id", Wrong::NoSuchObject,
            ),
        ];
        for (patch, field, wrong) in cases {
            // What is sound beside it is not kept either.
            let patch = AgentPatch { capacity: patch.capacity.or(Some(Some(7))), ..patch };
            let tried = house.tried(house.supervisor, move |tx, by| agents::change(tx, by, paul, None, &patch));
            assert_eq!(refused(tried), (field.to_owned(), wrong));
        }
        let agent = house.done(house.ines, move |tx, by| agents::get(tx, by, paul));
        assert_eq!((agent.version, agent.capacity), (0, None));
        for most in [0, 1_000] {
            house.knows(paul, capacity(most));
        }
    }

    fn staff_read_it_and_supervisors_change_it(store) {
        let house = House::on(store);
        let (paul, camille) = (house.paul, house.camille);
        assert_eq!(house.tried(camille, agents::list), Err(Refusal::Forbidden));
        let tried = house.tried(camille, move |tx, by| agents::get(tx, by, paul));
        assert_eq!(tried, Err(Refusal::Forbidden));
        // Not even of oneself.
        for person in [camille, paul] {
            let tried = house.tried(person, move |tx, by| {
                agents::change(tx, by, paul, None, &AgentPatch::default())
            });
            assert_eq!(tried, Err(Refusal::Forbidden));
        }
        // Whoever asks leads no tickets.
        let tried = house.tried(paul, move |tx, by| agents::get(tx, by, camille));
        assert_eq!(tried, Err(Refusal::NotFound));
        let tried = house.tried(house.admin, move |tx, by| {
            agents::change(tx, by, camille, None, &AgentPatch::default())
        });
        assert_eq!(tried, Err(Refusal::NotFound));
    }

    fn the_load_is_what_is_new_or_open(store) {
        let house = House::on(store);
        let ines = house.ines;
        house.qualified();
        house.documented();
        house.closed();
        let agent = house.done(ines, move |tx, by| agents::get(tx, by, ines));
        assert_eq!(agent.load, 1);
    }
}
