//! Values from outside, read into types of ours.

use super::*;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Ticket {
    subject: String,
    #[serde(default)]
    count: u8,
    #[serde(default)]
    tags: Vec<String>,
    kind: Option<Kind>,
    person: Option<Person>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Incident,
    AccessRequest,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Person {
    name: String,
}

fn from_json(json: &str) -> Result<Ticket, (String, FieldCode)> {
    let value: Value = serde_json::from_str(json).unwrap();
    read(value).map_err(|wrong| {
        let field = wrong.into_field();
        assert!(!field.detail.contains("Ticket") && !field.detail.contains("struct"));
        (field.field, field.code)
    })
}

#[test]
fn a_wrong_field_is_named_by_its_place() {
    for (json, place, code) in [
        (r#"{}"#, "subject", FieldCode::Missing),
        (r#"{"subject":1}"#, "subject", FieldCode::WrongType),
        (r#"{"subject":"a","x":1}"#, "x", FieldCode::Unknown),
        (
            r#"{"subject":"a","subject":"b"}"#,
            "subject",
            FieldCode::Repeated,
        ),
        (
            r#"{"subject":"a\u0000"}"#,
            "subject",
            FieldCode::ControlCharacter,
        ),
        (
            r#"{"subject":"a","count":300}"#,
            "count",
            FieldCode::OutOfRange,
        ),
        (
            r#"{"subject":"a","count":-1}"#,
            "count",
            FieldCode::OutOfRange,
        ),
        (
            r#"{"subject":"a","count":1.5}"#,
            "count",
            FieldCode::WrongType,
        ),
        (
            r#"{"subject":"a","tags":["x",2]}"#,
            "tags[1]",
            FieldCode::WrongType,
        ),
        (
            r#"{"subject":"a","kind":"x"}"#,
            "kind",
            FieldCode::UnknownWord,
        ),
        (
            r#"{"subject":"a","person":{}}"#,
            "person.name",
            FieldCode::Missing,
        ),
        (
            r#"{"subject":"a","person":{"name":"b","y":1}}"#,
            "person.y",
            FieldCode::Unknown,
        ),
        (
            r#"{"subject":"a","person":["b"]}"#,
            "person",
            FieldCode::WrongType,
        ),
        (r#"["a"]"#, "", FieldCode::WrongType),
        (r#"null"#, "", FieldCode::WrongType),
    ] {
        assert_eq!(from_json(json), Err((place.to_owned(), code)), "{json}");
    }
}

#[test]
fn an_integer_may_be_spelt_with_a_point() {
    assert_eq!(
        from_json(r#"{"subject":"a","count":3.0}"#).unwrap().count,
        3
    );
}

#[test]
fn a_query_is_read_as_what_is_asked_for() {
    let query = Value::Object(vec![
        ("subject".into(), Value::Words(vec!["12".into()])),
        ("count".into(), Value::Words(vec!["12".into()])),
        ("tags".into(), Value::Words(vec!["a,b".into(), "c".into()])),
        ("kind".into(), Value::Words(vec!["access_request".into()])),
    ]);
    let ticket: Ticket = read(query).unwrap();
    assert_eq!(ticket.subject, "12");
    assert_eq!(ticket.count, 12);
    assert_eq!(ticket.tags, ["a", "b", "c"]);
    assert_eq!(ticket.kind, Some(Kind::AccessRequest));
}

#[test]
fn a_parameter_given_twice_is_refused_where_one_is_asked_for() {
    let twice = Value::Words(vec!["a".into(), "b".into()]);
    let wrong = read::<Ticket>(Value::Object(vec![("subject".into(), twice)])).unwrap_err();
    assert_eq!(wrong.into_field().code, FieldCode::Repeated);
}
