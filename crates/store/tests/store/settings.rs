//! Settings.

use guichet_store::settings::{Setting, begin, find, put, replace};
use guichet_store::{Connection, Error};
use guichet_testkit::on_both_databases;
use serde_json::json;

on_both_databases! {
    fn a_setting_keeps_its_last_value(store) {
        let kept = store.write_blocking(|conn: &mut Connection| {
            put(conn, "delays", &json!(3))?;
            put(conn, "delays", &json!({ "close_days": 5, "é": null }))?;
            find(conn, "delays")
        });
        let value = json!({ "close_days": 5, "é": null });
        assert_eq!(kept, Ok(Some(Setting { version: 2, value })));
    }

    fn a_setting_is_replaced_only_as_it_was_read(store) {
        let kept = store.write_blocking(|conn: &mut Connection| {
            assert_eq!(find(conn, "prefix")?, None);
            replace(conn, "prefix", 0, &json!("GU"))?;
            assert_eq!(replace(conn, "prefix", 0, &json!("X")), Err(Error::Stale));
            replace(conn, "prefix", 1, &json!("HD"))?;
            assert_eq!(replace(conn, "prefix", 1, &json!("X")), Err(Error::Stale));
            find(conn, "prefix")
        });
        assert_eq!(kept, Ok(Some(Setting { version: 2, value: json!("HD") })));
    }

    fn of_many_who_begin_a_setting_at_once_one_succeeds(store) {
        let attempts: Vec<_> = (0..20)
            .map(|n| {
                store.write(move |conn: &mut Connection| begin(conn, "desk", &json!(n)))
            })
            .collect();
        let outcomes: Vec<_> = attempts.into_iter().map(futures::executor::block_on).collect();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let refused = outcomes.iter().filter(|outcome| **outcome == Err(Error::Duplicate));
        assert_eq!(refused.count(), 19);
    }
}
