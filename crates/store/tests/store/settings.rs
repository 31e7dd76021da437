//! Settings.

use guichet_store::{Connection, Error, settings};
use guichet_testkit::on_both_databases;
use serde_json::json;

on_both_databases! {
    fn a_setting_keeps_its_last_value(store) {
        let kept = store.write_blocking(|conn: &mut Connection| {
            settings::put(conn, "prefix", &json!("GU"))?;
            settings::put(conn, "prefix", &json!("HD"))?;
            settings::put(conn, "delays", &json!({ "close_days": 5, "é": null }))?;
            settings::list(conn)
        });
        let expected = vec![
            ("delays".to_owned(), json!({ "close_days": 5, "é": null })),
            ("prefix".to_owned(), json!("HD")),
        ];
        assert_eq!(kept, Ok(expected));
    }

    fn a_removed_setting_is_not_found(store) {
        let found = store.write_blocking(|conn: &mut Connection| {
            settings::put(conn, "prefix", &json!("GU"))?;
            settings::remove(conn, "prefix")?;
            settings::find(conn, "prefix")
        });
        assert_eq!(found, Ok::<_, Error>(None));
    }
}
