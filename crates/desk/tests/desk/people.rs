//! Who may enter and change whom.

use guichet_desk::people::{self, NewPerson, PersonPatch};
use guichet_desk::{Conflict, Refusal, Slice, Wrong, me};
use guichet_domain::ids::PersonId;
use guichet_domain::people::{AgentScope, Language, Role};
use guichet_domain::text::Line;
use guichet_testkit::on_both_databases;

use crate::given::{House, email, hash, name};

impl House {
    fn changes(&self, who: PersonId, whom: PersonId, patch: PersonPatch) -> Result<(), Refusal> {
        let changed = self.tried(who, move |tx, by| {
            people::change(tx, by, whom, None, &patch)
        });
        changed.map(|_| ())
    }
}

fn of_role(role: Role) -> PersonPatch {
    PersonPatch {
        role: Some(role),
        ..PersonPatch::default()
    }
}

fn active(active: bool) -> PersonPatch {
    PersonPatch {
        active: Some(active),
        ..PersonPatch::default()
    }
}

on_both_databases! {
    fn an_agent_enters_requesters_and_only_an_administrator_staff(store) {
        let house = House::on(store);
        let new = NewPerson { language: None, ..NewPerson::named(name("Léa Simon")) };
        let lea = house.done(house.ines, move |tx, by| people::create(tx, by, &new));
        assert_eq!((lea.role, lea.language), (Role::Requester, Language::Fr));
        let agent = NewPerson {
            role: Role::Agent,
            email: Some(email("max@guichet.example")),
            ..NewPerson::named(name("Max Noir"))
        };
        let tried = agent.clone();
        let refused = house.tried(house.supervisor, move |tx, by| people::create(tx, by, &tried));
        assert_eq!(refused, Err(Refusal::Forbidden));
        let twice = agent.clone();
        house.done(house.admin, move |tx, by| people::create(tx, by, &agent));
        let refused = house.tried(house.admin, move |tx, by| people::create(tx, by, &twice));
        assert_eq!(refused, Err(Refusal::Conflict(Conflict::Duplicate)));
    }

    fn an_agent_looks_after_requesters_and_gives_nobody_rights(store) {
        let house = House::on(store);
        let (ines, camille, network) = (house.ines, house.camille, house.network);
        let renamed = PersonPatch {
            name: Some(name("Camille Durand")),
            phone: Some(Some(Line::parse("01 23 45 67 89").unwrap())),
            ..PersonPatch::default()
        };
        assert_eq!(house.changes(ines, camille, renamed), Ok(()));
        for forbidden in [
            of_role(Role::Agent),
            active(false),
            PersonPatch { password: Some(hash("another")), ..PersonPatch::default() },
            PersonPatch { scope: Some(AgentScope::All), ..PersonPatch::default() },
            PersonPatch { teams: Some(vec![network]), ..PersonPatch::default() },
            PersonPatch { organization_reader: Some(true), ..PersonPatch::default() },
        ] {
            assert_eq!(house.changes(ines, camille, forbidden), Err(Refusal::Forbidden));
        }
        let own_team = PersonPatch { teams: Some(vec![network]), ..PersonPatch::default() };
        assert_eq!(house.changes(ines, ines, own_team), Err(Refusal::Forbidden));
        let colleague = PersonPatch { email: Some(None), ..PersonPatch::default() };
        assert_eq!(house.changes(house.supervisor, ines, colleague), Err(Refusal::Forbidden));
        assert_eq!(house.changes(camille, house.david, active(true)), Err(Refusal::Forbidden));
    }

    fn requesters_find_themselves_and_nobody_else(store) {
        let house = House::on(store);
        let (camille, david) = (house.camille, house.david);
        assert!(house.tried(camille, move |tx, by| people::get(tx, by, camille)).is_ok());
        let hidden = house.tried(camille, move |tx, by| people::get(tx, by, david));
        assert_eq!(hidden, Err(Refusal::NotFound));
        let refused = house.tried(camille, |tx, by| {
            people::list(tx, by, &people::Filter::default(), &Slice::default())
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
    }

    fn the_last_active_administrator_stays(store) {
        let house = House::on(store);
        let admin = house.admin;
        for patch in [of_role(Role::Agent), active(false)] {
            let refused = house.changes(admin, admin, patch);
            assert_eq!(refused, Err(Refusal::Conflict(Conflict::InUse)));
        }
        assert_eq!(house.changes(admin, house.supervisor, of_role(Role::Admin)), Ok(()));
        assert_eq!(house.changes(admin, admin, active(false)), Ok(()));
        let last = house.changes(house.supervisor, house.supervisor, of_role(Role::Agent));
        assert_eq!(last, Err(Refusal::Conflict(Conflict::InUse)));
    }

    fn two_administrators_who_demote_each_other_at_once_leave_one(store) {
        let house = House::on(store);
        let (ada, sam) = (house.admin, house.supervisor);
        house.changes(ada, sam, of_role(Role::Admin)).unwrap();
        let demotions = [(ada, sam), (sam, ada)].map(|(who, whom)| {
            let by = house.by(who);
            let patch = of_role(Role::Agent);
            house.desk.write(move |tx| people::change(tx, &by, whom, None, &patch))
        });
        let outcomes = futures::executor::block_on(futures::future::join_all(demotions));
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    }

    fn whoever_becomes_a_requester_leaves_the_teams(store) {
        let house = House::on(store);
        let ines = house.ines;
        house.changes(house.admin, ines, of_role(Role::Requester)).unwrap();
        let person = house.done(house.admin, move |tx, by| people::get(tx, by, ines));
        assert!(person.teams.is_empty());
        let team = PersonPatch { teams: Some(vec![house.support]), ..PersonPatch::default() };
        assert!(matches!(house.changes(house.admin, ines, team), Err(Refusal::Invalid(_))));
    }

    fn what_somebody_reads_in_one_organization_does_not_move_along_to_the_next(store) {
        let house = House::on(store);
        let (camille, other) = (house.camille, house.other);
        let reader = PersonPatch { organization_reader: Some(true), ..PersonPatch::default() };
        house.changes(house.supervisor, camille, reader).unwrap();
        let moved = PersonPatch { organization: Some(Some(other)), ..PersonPatch::default() };
        house.changes(house.ines, camille, moved).unwrap();
        let person = house.done(house.ines, move |tx, by| people::get(tx, by, camille));
        assert_eq!(person.organization.unwrap().id, other);
        assert!(!person.organization_reader);
    }

    fn an_address_is_needed_to_sign_in(store) {
        let house = House::on(store);
        let (ines, lea) = (house.ines, NewPerson::named(name("Léa Simon")));
        let missing = Err(Refusal::field("email", Wrong::Missing));
        let taken_away = PersonPatch { email: Some(None), ..PersonPatch::default() };
        assert_eq!(house.changes(house.admin, ines, taken_away), missing);
        let lea = house.done(ines, move |tx, by| people::create(tx, by, &lea)).id;
        let password = PersonPatch { password: Some(hash("x")), ..PersonPatch::default() };
        assert_eq!(house.changes(house.admin, lea, password), missing);
        assert_eq!(house.changes(house.admin, lea, of_role(Role::Agent)), Ok(()));
        assert_eq!(house.changes(house.admin, lea, active(false)), Ok(()));
    }

    fn a_change_upon_an_old_version_is_stale(store) {
        let house = House::on(store);
        let camille = house.camille;
        let rename = |to: &str| PersonPatch { name: Some(name(to)), ..PersonPatch::default() };
        house.changes(house.ines, camille, rename("Camille A")).unwrap();
        let patch = rename("Camille B");
        let refused = house.tried(house.ines, move |tx, by| {
            people::change(tx, by, camille, Some(1), &patch)
        });
        assert_eq!(refused, Err(Refusal::Stale));
    }

    fn one_changes_the_own_name_and_language(store) {
        let house = House::on(store);
        let me = house.done(house.camille, |tx, by| {
            let patch = me::MePatch {
                language: Some(Language::En),
                time_zone: Some(Some(Line::parse("Europe/Paris").unwrap())),
                ..me::MePatch::default()
            };
            me::change(tx, by, &patch)
        });
        assert_eq!(me.person.language, Language::En);
        assert_eq!(me.person.time_zone.as_deref(), Some("Europe/Paris"));
        assert_eq!(me.settings.name, "Assistance");
        let refused = house.tried(house.camille, |tx, by| {
            let zone = Some(Some(Line::parse("<b>").unwrap()));
            me::change(tx, by, &me::MePatch { time_zone: zone, ..me::MePatch::default() })
        });
        let Err(Refusal::Invalid(fields)) = refused else { panic!("accepted") };
        assert!(matches!(fields[0].wrong, Wrong::Invalid(_)));
    }
}
