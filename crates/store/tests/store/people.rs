//! People, organizations, teams: who is who.

use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Role, Sharing, Viewer};
use guichet_store::people::Filter;
use guichet_store::{Connection, Error, Result, organizations, people, teams};
use guichet_testkit::on_both_databases;

use crate::given::{at, desk, done, organization, profile, team};

/// The names on all pages of a list of people.
fn named(conn: &mut Connection, filter: &Filter) -> Result<Vec<String>> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = people::list(conn, filter, after, 2)?;
        names.extend(page.items.into_iter().map(|person| person.profile.name));
        after = page.next;
        if after.is_none() {
            return Ok(names);
        }
    }
}

on_both_databases! {
    fn a_person_comes_back_as_entered(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let mut known = profile("Léa Martin", Role::Supervisor);
            known.phone = Some("+33 1 23 45".to_owned());
            known.organization = Some(desk.vermeil);
            known.organization_manager = true;
            known.time_zone = Some("Europe/Paris".to_owned());
            let id = people::insert(conn, &known, at(3))?;
            let person = people::get(conn, id)?;
            assert_eq!((person.version, &person.profile, person.has_password), (1, &known, false));
            assert_eq!((person.created_at, person.updated_at), (at(3), at(3)));
            assert_eq!(people::find_by_email(conn, "léa.martin@example.org")?, Some(person));
            Ok(())
        });
    }

    fn a_person_is_changed_only_as_read(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let mut known = people::get(conn, desk.ines)?.profile;
            known.email = None;
            known.organization = None;
            people::update(conn, desk.ines, 1, &known, at(9))?;
            let stale = people::update(conn, desk.ines, 1, &known, at(10));
            assert_eq!(stale, Err(Error::Stale));
            let person = people::get(conn, desk.ines)?;
            assert_eq!((person.version, person.profile, person.updated_at), (2, known, at(9)));
            Ok(())
        });
    }

    fn an_address_belongs_to_one_person_but_many_have_none(store) {
        let desk = desk(store);
        let twice = store.write_blocking(|conn: &mut Connection| {
            people::insert(conn, &profile("Inès Laurent", Role::Requester), at(0))
        });
        assert_eq!(twice, Err(Error::Duplicate));
        let taken = store.write_blocking(move |conn: &mut Connection| {
            let theirs = profile("Marc Petit", Role::Requester);
            people::update(conn, desk.ines, 1, &theirs, at(1))
        });
        assert_eq!(taken, Err(Error::Duplicate));
        done(store, |conn| {
            let mut nameless = profile("Sans adresse", Role::Requester);
            nameless.email = None;
            people::insert(conn, &nameless, at(0))?;
            people::insert(conn, &nameless, at(0))
        });
    }

    fn people_are_found_by_the_beginnings_of_words(store) {
        desk(store);
        done(store, |conn| {
            let mut eve = profile("Ève d’Orléans", Role::Requester);
            eve.phone = Some("06 12-34".to_owned());
            people::insert(conn, &eve, at(0))?;
            for (typed, found) in [
                ("eve", vec!["Ève d’Orléans"]),
                ("ORL È", vec!["Ève d’Orléans"]),
                ("0612", vec!["Ève d’Orléans"]),
                ("laur", vec!["Inès Laurent"]),
                ("ines.laurent@ex", vec!["Inès Laurent"]),
                ("aurent", vec![]),
                ("100%", vec![]),
                ("mar_", vec![]),
                ("", vec!["Camille Rousseau", "Ève d’Orléans", "Inès Laurent", "Marc Petit", "Zoé Blanc"]),
            ] {
                let words = Filter { words: Some(typed.to_owned()), ..Filter::default() };
                assert_eq!(named(conn, &words)?, found, "{typed}");
            }
            Ok(())
        });
    }

    fn a_list_of_people_is_narrowed(store) {
        let desk = desk(store);
        done(store, move |conn| {
            teams::set_members(conn, desk.network, &[desk.colleague])?;
            let mut gone = profile("Parti", Role::Admin);
            gone.active = false;
            people::insert(conn, &gone, at(0))?;
            let none = Filter::default;
            for (filter, found) in [
                (Filter { staff: Some(true), ..none() }, vec!["Camille Rousseau", "Parti", "Zoé Blanc"]),
                (Filter { staff: Some(false), ..none() }, vec!["Inès Laurent", "Marc Petit"]),
                (Filter { role: Some(Role::Admin), ..none() }, vec!["Parti"]),
                (Filter { active: Some(false), ..none() }, vec!["Parti"]),
                (Filter { team: Some(desk.network), ..none() }, vec!["Zoé Blanc"]),
                (Filter { organization: Some(desk.vermeil), ..none() }, vec!["Inès Laurent"]),
            ] {
                assert_eq!(named(conn, &filter)?, found, "{filter:?}");
            }
            Ok(())
        });
    }

    fn a_sign_in_is_checked_against_the_password_that_was_set(store) {
        let desk = desk(store);
        done(store, move |conn| {
            people::set_password_hash(conn, desk.ines, "$argon2id$…")?;
            let found = people::credentials(conn, "inès.laurent@example.org")?.unwrap();
            assert_eq!((found.person, found.active), (desk.ines, true));
            assert_eq!(found.password_hash.as_deref(), Some("$argon2id$…"));
            assert!(people::get(conn, desk.ines)?.has_password);
            assert_eq!(people::credentials(conn, "nobody@example.org")?, None);
            let unknown = people::set_password_hash(conn, PersonId(999), "x");
            assert_eq!(unknown, Err(Error::NotFound));
            Ok(())
        });
    }

    fn the_policy_is_told_what_it_needs_to_know(store) {
        let desk = desk(store);
        done(store, move |conn| {
            teams::set_teams(conn, desk.agent, &[desk.network, desk.counter])?;
            let agent = people::viewer(conn, desk.agent)?.unwrap();
            assert_eq!(agent.teams, [desk.network, desk.counter]);
            let ines = people::viewer(conn, desk.ines)?.unwrap();
            assert_eq!(ines, Viewer {
                person: desk.ines,
                role: Role::Requester,
                scope: AgentScope::All,
                teams: vec![],
                organization: Some(desk.vermeil),
                reads_organization: true,
            });
            let mut closed = organization("Vermeil");
            closed.sharing = Sharing::Managers;
            organizations::update(conn, desk.vermeil, 1, &closed, at(1))?;
            assert!(!people::viewer(conn, desk.ines)?.unwrap().reads_organization);
            let mut gone = people::get(conn, desk.ines)?.profile;
            gone.active = false;
            people::update(conn, desk.ines, 1, &gone, at(2))?;
            assert_eq!(people::viewer(conn, desk.ines)?, None);
            Ok(())
        });
    }

    fn the_last_of_two_administrators_who_leave_at_once_stays(store) {
        let ids = done(store, |conn| {
            assert!(!people::has_administrator(conn)?);
            let one = people::insert(conn, &profile("Une", Role::Admin), at(0))?;
            let other = people::insert(conn, &profile("Autre", Role::Admin), at(0))?;
            assert!(people::has_administrator(conn)?);
            Ok([one, other])
        });
        let leave = |id| {
            store.write(move |conn: &mut Connection| {
                let administrators = people::hold_administrators(conn)?;
                if administrators.iter().all(|other| *other == id) {
                    return Ok::<_, Error>(false);
                }
                let mut profile = people::get(conn, id)?.profile;
                profile.role = Role::Agent;
                people::update(conn, id, 1, &profile, at(1))?;
                Ok(true)
            })
        };
        let answers = ids.map(leave).map(|answer| futures::executor::block_on(answer).unwrap());
        assert_eq!(answers.iter().filter(|left| **left).count(), 1);
        assert_eq!(done(store, people::hold_administrators).len(), 1);
    }

    fn names_are_given_in_one_go(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let people = people::names(conn, &[desk.ines, desk.marc, PersonId(999)])?;
            assert_eq!(people.len(), 2);
            assert_eq!(people[&desk.marc].name, "Marc Petit");
            let teams = teams::names(conn, &[desk.network, TeamId(999)])?;
            assert_eq!(teams.into_values().collect::<Vec<_>>(), ["Network"]);
            let organizations = organizations::names(conn, &[desk.vermeil, OrganizationId(9)])?;
            assert_eq!(organizations.into_values().collect::<Vec<_>>(), ["Vermeil"]);
            assert!(people::names(conn, &[])?.is_empty());
            Ok(())
        });
    }

    fn organizations_are_listed_by_name_and_told_apart(store) {
        desk(store);
        done(store, |conn| {
            for name in ["Éclair", "Zénith", "Atelier 5"] {
                organizations::insert(conn, &organization(name), at(0))?;
            }
            let first = organizations::list(conn, None, None, 3)?;
            let second = organizations::list(conn, None, first.next, 3)?;
            let names = first.items.iter().chain(&second.items).map(|one| one.profile.name.as_str());
            assert_eq!(names.collect::<Vec<_>>(), ["Atelier 5", "Éclair", "Vermeil", "Zénith"]);
            assert_eq!(second.next, None);
            let found = organizations::list(conn, Some("zen"), None, 3)?;
            assert_eq!(found.items[0].profile.name, "Zénith");
            Ok(())
        });
        let same = store.write_blocking(|conn: &mut Connection| {
            organizations::insert(conn, &organization("VERMEIL"), at(0))
        });
        assert_eq!(same, Err(Error::Duplicate));
    }

    fn teams_have_members_and_people_have_teams(store) {
        let desk = desk(store);
        done(store, move |conn| {
            teams::set_members(conn, desk.network, &[desk.colleague, desk.agent, desk.agent])?;
            teams::set_teams(conn, desk.agent, &[desk.network, desk.counter])?;
            let members = teams::members(conn, &[desk.network, desk.counter])?;
            assert_eq!(members[&desk.network], [desk.agent, desk.colleague]);
            assert_eq!(members[&desk.counter], [desk.agent]);
            let of = teams::of_people(conn, &[desk.agent, desk.ines])?;
            assert_eq!(of[&desk.agent], [desk.network, desk.counter]);
            assert!(!of.contains_key(&desk.ines));
            let mut closed = team("Network");
            closed.active = false;
            teams::update(conn, desk.network, 1, &closed)?;
            assert_eq!(teams::update(conn, desk.network, 1, &closed), Err(Error::Stale));
            assert_eq!(teams::get(conn, desk.network)?.profile, closed);
            let all = teams::list(conn)?;
            let names = all.iter().map(|team| team.profile.name.as_str());
            assert_eq!(names.collect::<Vec<_>>(), ["Counter", "Network"]);
            Ok(())
        });
        let unknown = store.write_blocking(move |conn: &mut Connection| {
            teams::set_members(conn, desk.network, &[PersonId(999)])
        });
        assert_eq!(unknown, Err(Error::NotFound));
    }
}
