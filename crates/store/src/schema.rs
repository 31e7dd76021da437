//! The tables, as Diesel knows them; one description for both databases.

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Json,
    }
}
