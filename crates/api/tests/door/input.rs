//! Bodies and parameters.

use std::sync::Arc;

use actix_web::FromRequest;
use actix_web::http::header::HeaderValue;
use actix_web::test::TestRequest;
use actix_web::web::Data;
use guichet_api::input::{IfMatch, Json, Path, Query};
use guichet_api::problem::Problem;
use serde::Deserialize;

use crate::kit::House;

#[derive(Debug, Deserialize)]
struct Input {
    subject: String,
}

async fn send(house: &House, kind: &str, body: impl Into<Vec<u8>>) -> Result<String, Problem> {
    let request = TestRequest::post()
        .insert_header(("content-type", kind))
        .app_data(Data::from(Arc::clone(&house.door)))
        .set_payload(body.into());
    let (request, mut payload) = request.to_http_parts();
    Json::<Input>::from_request(&request, &mut payload)
        .await
        .map(|json| json.into_inner().subject)
}

#[actix_web::test]
async fn json_is_taken_in_utf_8_only() {
    let house = House::new();
    let json = r#"{"subject":"é"}"#;
    for kind in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/merge-patch+json",
    ] {
        assert_eq!(send(&house, kind, json).await.unwrap(), "é", "{kind}");
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "",
        "json",
    ] {
        let problem = send(&house, kind, json).await.unwrap_err();
        assert_eq!(problem.code().status(), 415, "{kind}");
    }
}

#[actix_web::test]
async fn a_body_that_is_not_json_is_malformed() {
    let house = House::new();
    let deep = format!("{{\"subject\":{}", "[".repeat(100_000));
    let huge_number = format!("{{\"subject\":1{}}}", "0".repeat(400));
    for body in [
        &b""[..],
        b"{",
        b"{\"subject\":NaN}",
        b"{\"subject\":\"a\"} x",
        b"{\"subject\":\"\\ud800\"}",
        b"{\"subject\":\"\xff\"}",
        b"\xef\xbb\xbf{\"subject\":\"a\"}",
        deep.as_bytes(),
        huge_number.as_bytes(),
    ] {
        let problem = send(&house, "application/json", body).await.unwrap_err();
        assert_eq!(
            problem.code().status(),
            400,
            "{:?}",
            &body[..body.len().min(40)]
        );
    }
}

#[actix_web::test]
async fn json_that_is_not_what_is_asked_for_is_invalid() {
    let house = House::new();
    let many: String = (0..50_000).map(|n| format!("\"k{n}\":1,")).collect();
    let many = format!("{{{many}\"subject\":\"a\"}}");
    for body in [
        "{}",
        "[]",
        "null",
        "1",
        r#"{"subject":1}"#,
        r#"{"subject":"a","role":"admin"}"#,
        r#"{"Subject":"a"}"#,
        r#"{"subject":"a","subject":"b"}"#,
        r#"{"subject":"a\u0000"}"#,
        &many,
    ] {
        let problem = send(&house, "application/json", body).await.unwrap_err();
        assert_eq!(
            problem.code().status(),
            422,
            "{}",
            &body[..body.len().min(40)]
        );
    }
}

#[actix_web::test]
async fn a_large_body_is_refused_before_it_is_read() {
    let house = House::with(&["--max-body", "1kB"]);
    let body = format!("{{\"subject\":\"{}\"}}", "x".repeat(1_000));
    let problem = send(&house, "application/json", body).await.unwrap_err();
    assert_eq!(problem.code().status(), 413);
}

#[actix_web::test]
async fn a_compressed_body_is_not_unpacked() {
    let house = House::new();
    let request = TestRequest::post()
        .insert_header(("content-type", "application/json"))
        .insert_header(("content-encoding", "gzip"))
        .app_data(Data::from(Arc::clone(&house.door)))
        .set_payload("x");
    let (request, mut payload) = request.to_http_parts();
    let problem = Json::<Input>::from_request(&request, &mut payload)
        .await
        .unwrap_err();
    assert_eq!(problem.code().status(), 415);
}

#[actix_web::test]
async fn a_path_that_names_nothing_is_not_found() {
    let read = async |segment: &str| {
        let request = TestRequest::get().param("id", segment.to_owned());
        let (request, mut payload) = request.to_http_parts();
        Path::<i64>::from_request(&request, &mut payload)
            .await
            .map(Path::into_inner)
    };
    assert_eq!(read("1042").await.unwrap(), 1042);
    for segment in [
        "GU-1042",
        "",
        "1.5x",
        "99999999999999999999",
        "%31%",
        "null",
        "[1]",
    ] {
        assert_eq!(
            read(segment).await.unwrap_err().code().status(),
            404,
            "{segment}"
        );
    }
}

#[actix_web::test]
async fn a_query_takes_its_own_parameters_once() {
    let read = async |query: &str| {
        let request = TestRequest::get().uri(&format!("/?{query}"));
        let (request, mut payload) = request.to_http_parts();
        Query::<Input>::from_request(&request, &mut payload)
            .await
            .map(|q| q.into_inner().subject)
    };
    assert_eq!(read("subject=a+%26+b").await.unwrap(), "a & b");
    for query in [
        "",
        "subject=a&subject=b",
        "subject=a&x=1",
        "subject=%00",
        "subject[]=a",
    ] {
        assert_eq!(
            read(query).await.unwrap_err().code().status(),
            422,
            "{query}"
        );
    }
    let many = "a=1&".repeat(3) + &(0..100).map(|n| format!("p{n}=1&")).collect::<String>();
    assert_eq!(read(&many).await.unwrap_err().code().status(), 400);
}

#[actix_web::test]
async fn a_version_that_is_none_of_ours_matches_nothing() {
    let read = async |value: &[u8]| {
        let request =
            TestRequest::get().insert_header(("if-match", HeaderValue::from_bytes(value).unwrap()));
        let (request, mut payload) = request.to_http_parts();
        IfMatch::from_request(&request, &mut payload)
            .await
            .map(|tag| tag.0)
    };
    assert_eq!(read(b"\"7\"").await.unwrap(), Some(7));
    assert_eq!(read(b"*").await.unwrap(), None);
    for strange in [&b"7"[..], b"\"x\"", b"\xff", b"\"7\", \"8\""] {
        assert_eq!(read(strange).await.unwrap_err().code().status(), 412);
    }
}
