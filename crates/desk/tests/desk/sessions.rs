//! Signing in and out.

use chrono::Duration;
use guichet_desk::people::{self, PersonPatch};
use guichet_desk::sessions::{
    self, Entry, Rotation, SessionKind, SignIn, SignedIn, begin, credentials, find, find_by_token,
    rotate,
};
use guichet_desk::{Refusal, me};
use guichet_domain::ids::PersonId;
use guichet_testkit::on_both_databases;

use crate::given::{House, email, hash};

impl House {
    fn signs_in(&self, who: PersonId, kind: SessionKind, token: &str) -> Option<SignedIn> {
        let at = self.desk.now();
        let called = match who {
            who if who == self.camille => "Camille Rousseau",
            _ => "Inès Laurent",
        };
        let sign_in = SignIn {
            person: who,
            password: hash(called),
            entry: Entry {
                kind,
                token_hash: token.to_owned(),
                lifetime: Duration::days(14),
            },
        };
        self.desk
            .store()
            .write_blocking(move |tx| begin(tx, at, &sign_in))
            .unwrap()
    }

    fn by_token(&self, token: &str) -> Option<SignedIn> {
        let (at, token) = (self.desk.now(), token.to_owned());
        let found = self
            .desk
            .store()
            .read_blocking(move |tx| find_by_token(tx, at, &token));
        found.unwrap()
    }

    fn rotates(&self, from: &str, to: &str) -> Rotation {
        let (at, from, to) = (self.desk.now(), from.to_owned(), to.to_owned());
        let lifetime = Duration::days(30);
        let rotated = self
            .desk
            .store()
            .write_blocking(move |tx| rotate(tx, at, &from, &to, lifetime));
        rotated.unwrap()
    }

    fn is_alive(&self, session: &SignedIn) -> bool {
        let (at, id, person) = (self.desk.now(), session.session, session.viewer.person);
        let found = self
            .desk
            .store()
            .read_blocking(move |tx| find(tx, at, id, person));
        found.unwrap().is_some()
    }
}

on_both_databases! {
    fn a_session_speaks_for_its_person_until_it_ends(store) {
        let house = House::on(store);
        let found = house
            .desk
            .store()
            .read_blocking(|tx| credentials(tx, &email("camille@guichet.example")))
            .unwrap()
            .unwrap();
        assert_eq!((found.person, found.password), (house.camille, Some(hash("Camille Rousseau"))));
        let session = house.signs_in(house.camille, SessionKind::Browser, "t1").unwrap();
        assert_eq!(house.by_token("t1").unwrap().viewer.person, house.camille);
        assert_eq!(house.by_token("t2"), None);
        house.clock.advance(Duration::days(14));
        assert_eq!(house.by_token("t1"), None);
        assert!(!house.is_alive(&session));
    }

    fn a_session_that_is_used_lasts_on(store) {
        let house = House::on(store);
        let session = house.signs_in(house.camille, SessionKind::Browser, "t1").unwrap();
        house.clock.advance(Duration::days(10));
        let (at, id) = (house.desk.now(), session.session);
        let touched = house
            .desk
            .store()
            .write_blocking(move |tx| sessions::touch(tx, at, id, Duration::days(14)));
        assert_eq!(touched, Ok(()));
        house.clock.advance(Duration::days(10));
        assert!(house.by_token("t1").is_some());
        let ended = house
            .desk
            .store()
            .write_blocking(move |tx| sessions::end(tx, at, id));
        assert_eq!(ended, Ok(()));
        assert_eq!(house.by_token("t1"), None);
    }

    fn a_refresh_token_is_spent_once_and_used_twice_it_ends_its_session(store) {
        let house = House::on(store);
        let session = house.signs_in(house.ines, SessionKind::Client, "r1").unwrap();
        // A refresh token is no cookie.
        assert_eq!(house.by_token("r1"), None);
        assert!(matches!(house.rotates("r1", "r2"), Rotation::Renewed(next) if next.session == session.session));
        assert!(house.is_alive(&session));
        assert_eq!(house.rotates("r1", "r3"), Rotation::Reused);
        assert!(!house.is_alive(&session));
        assert_eq!(house.rotates("r2", "r4"), Rotation::Unknown);
        assert_eq!(house.rotates("nonsense", "r5"), Rotation::Unknown);
    }

    fn a_refresh_token_spent_by_many_at_once_ends_its_session(store) {
        let house = House::on(store);
        let session = house.signs_in(house.ines, SessionKind::Client, "r1").unwrap();
        let at = house.desk.now();
        let answers: Vec<_> = (0..4)
            .map(|n| {
                let next = format!("next {n}");
                house.desk.write(move |tx| rotate(tx, at, "r1", &next, Duration::days(30)))
            })
            .collect();
        let outcomes = futures::executor::block_on(futures::future::join_all(answers));
        let renewed = outcomes.iter().filter(|o| matches!(o, Ok(Rotation::Renewed(_)))).count();
        assert_eq!(renewed, 1, "{outcomes:?}");
        assert!(!house.is_alive(&session));
    }

    fn deactivation_a_new_role_and_a_new_password_end_every_session(store) {
        let house = House::on(store);
        let ines = house.ines;
        for patch in [
            PersonPatch { role: Some(guichet_domain::people::Role::Supervisor), ..PersonPatch::default() },
            PersonPatch { active: Some(false), ..PersonPatch::default() },
            PersonPatch { active: Some(true), password: Some(hash("Inès Laurent")), ..PersonPatch::default() },
        ] {
            let token = format!("{patch:?}");
            let session = house.signs_in(ines, SessionKind::Browser, &token);
            let was_active = session.is_some();
            house.done(house.admin, move |tx, by| people::change(tx, by, ines, None, &patch));
            assert_eq!(house.by_token(&token), None);
            assert!(session.is_none_or(|session| !house.is_alive(&session)), "{was_active}");
        }
    }

    fn a_password_changed_by_oneself_ends_all_other_sessions(store) {
        let house = House::on(store);
        let here = house.signs_in(house.camille, SessionKind::Browser, "here").unwrap();
        house.signs_in(house.camille, SessionKind::Browser, "elsewhere").unwrap();
        let id = here.session;
        let known = house.done(house.camille, me::password_hash).unwrap();
        house.done(house.camille, move |tx, by| {
            me::set_password(tx, by, id, &known, &hash("new"))
        });
        assert!(house.by_token("here").is_some());
        assert_eq!(house.by_token("elsewhere"), None);
        // Whoever knew only the old password can neither change it nor sign in with it.
        let stale = house.tried(house.camille, move |tx, by| {
            me::set_password(tx, by, id, &hash("Camille Rousseau"), &hash("evil"))
        });
        assert_eq!(stale, Err(Refusal::Stale));
        assert_eq!(house.signs_in(house.camille, SessionKind::Browser, "again"), None);
    }
}
