//! Sessions and their secrets.

use guichet_domain::ids::PersonId;
use guichet_store::sessions::{self, NewSession, SessionId, SessionKind};
use guichet_store::{Connection, Error, Result};
use guichet_testkit::on_both_databases;

use crate::given::{at, desk, done};

fn begin(conn: &mut Connection, person: PersonId, secret: &str) -> Result<SessionId> {
    let session = NewSession {
        person,
        kind: SessionKind::Client,
        token_hash: secret.to_owned(),
        at: at(0),
        expires_at: at(60),
    };
    sessions::begin(conn, &session)
}

on_both_databases! {
    fn a_secret_leads_to_its_session(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, desk.ines, "one")?;
            let found = sessions::find_by_token(conn, "one")?.unwrap();
            assert_eq!((found.session.id, found.session.person), (id, desk.ines));
            assert_eq!((found.session.kind, found.spent_at), (SessionKind::Client, None));
            assert!(found.session.is_alive(at(59)) && !found.session.is_alive(at(60)));
            assert_eq!(sessions::find_by_token(conn, "two")?, None);
            assert_eq!(sessions::find(conn, id)?, Some(found.session));
            Ok(())
        });
    }

    fn a_secret_is_spent_once_and_remembered(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, desk.ines, "one")?;
            sessions::rotate(conn, id, "one", "two", at(5), at(65))?;
            let again = sessions::rotate(conn, id, "one", "three", at(6), at(66));
            assert_eq!(again, Err(Error::Stale));
            let old = sessions::find_by_token(conn, "one")?.unwrap();
            assert_eq!((old.session.id, old.spent_at), (id, Some(at(5))));
            let new = sessions::find_by_token(conn, "two")?.unwrap();
            assert_eq!((new.session.last_used_at, new.session.expires_at), (at(5), at(65)));
            Ok(())
        });
    }

    fn of_two_who_spend_a_secret_at_once_one_succeeds(store) {
        let desk = desk(store);
        let id = done(store, move |conn| begin(conn, desk.ines, "one"));
        let answers: Vec<_> = (0..8)
            .map(|n| {
                store.write(move |conn: &mut Connection| {
                    sessions::rotate(conn, id, "one", &format!("next-{n}"), at(5), at(65))
                })
            })
            .collect();
        let outcomes: Vec<_> = answers.into_iter().map(futures::executor::block_on).collect();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let stale = outcomes.iter().filter(|outcome| **outcome == Err(Error::Stale));
        assert_eq!(stale.count(), 7);
    }

    fn an_ended_session_stays_ended(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, desk.ines, "one")?;
            sessions::revoke(conn, id, at(5))?;
            sessions::revoke(conn, id, at(6))?;
            let session = sessions::find(conn, id)?.unwrap();
            assert_eq!(session.revoked_at, Some(at(5)));
            assert!(!session.is_alive(at(1)));
            Ok(())
        });
    }

    fn all_sessions_of_a_person_end_but_the_present_one(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let present = begin(conn, desk.ines, "present")?;
            begin(conn, desk.ines, "other")?;
            let theirs = begin(conn, desk.marc, "theirs")?;
            assert_eq!(sessions::revoke_all(conn, desk.ines, Some(present), at(5))?, 1);
            assert!(sessions::find(conn, present)?.unwrap().is_alive(at(6)));
            assert!(sessions::find(conn, theirs)?.unwrap().is_alive(at(6)));
            assert_eq!(sessions::revoke_all(conn, desk.ines, None, at(7))?, 1);
            Ok(())
        });
    }

    fn old_sessions_are_swept_with_their_secrets(store) {
        let desk = desk(store);
        done(store, move |conn| {
            begin(conn, desk.ines, "old")?;
            assert_eq!(sessions::sweep(conn, at(60))?, 0);
            assert_eq!(sessions::sweep(conn, at(61))?, 1);
            assert_eq!(sessions::find_by_token(conn, "old")?, None);
            Ok(())
        });
    }
}
