//! Who comes in, and where to.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use guichet_domain::people::Role;

use crate::kit::{House, get};

const STREAM: &str = "/api/v1/events/stream";

#[actix_web::test]
async fn an_unknown_path_of_the_api_is_a_problem_and_not_a_page() {
    let house = House::new();
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v1/events/stream/",
        "/api/v1//events/stream",
        "/api/v1/events/stream.json",
    ] {
        let answer = house.answer(get(path)).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.problem(), "unknown_path", "{path}");
    }
}

#[actix_web::test]
async fn another_method_on_a_known_path_is_told_which_are_allowed() {
    let house = House::new();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO"] {
        for path in [STREAM, "/health"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let request = TestRequest::default().method(method.clone()).uri(path);
            let answer = house.answer(request).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.problem(), "method_not_allowed");
            assert_eq!(answer.header("allow"), "GET, HEAD");
        }
    }
}

#[actix_web::test]
async fn a_method_in_a_header_changes_nothing() {
    let request = get("/health").insert_header(("X-HTTP-Method-Override", "DELETE"));
    assert_eq!(House::new().answer(request).await.status, 200);
}

#[actix_web::test]
async fn head_is_answered_as_get_is() {
    let request = TestRequest::default().method(Method::HEAD).uri("/health");
    assert_eq!(House::new().answer(request).await.status, 200);
    let request = TestRequest::default().method(Method::HEAD).uri(STREAM);
    assert_eq!(House::new().answer(request).await.status, 401);
}

#[actix_web::test]
async fn nobody_comes_in_without_a_session() {
    let house = House::new();
    let token = "A".repeat(43);
    for (name, value) in [
        ("accept", "*/*".to_owned()),
        ("cookie", format!("guichet={token}")),
        ("cookie", "guichet=".to_owned()),
        ("cookie", "guichet=%00; ; =".to_owned()),
        ("authorization", format!("Bearer {token}")),
        ("authorization", "Basic YWRtaW46YWRtaW4=".to_owned()),
        ("authorization", "Bearer".to_owned()),
        ("x-remote-user", "admin".to_owned()),
        ("x-user-id", "1".to_owned()),
    ] {
        let answer = house
            .answer(get(STREAM).insert_header((name, value.clone())))
            .await;
        assert_eq!(answer.status, 401, "{name}: {value}");
        assert_eq!(answer.problem(), "not_signed_in");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    let in_query = format!("{STREAM}?access_token={token}");
    assert_eq!(house.answer(get(&in_query)).await.status, 401);
}

#[actix_web::test]
async fn a_bad_token_is_not_mended_by_a_good_cookie() {
    let house = House::new();
    let cookie = house.sign_in(Role::Agent);
    let request = get(STREAM)
        .insert_header(("cookie", cookie))
        .insert_header(("sec-fetch-site", "same-origin"))
        .insert_header(("authorization", "Bearer forged"));
    assert_eq!(house.answer(request).await.status, 401);
}

#[actix_web::test]
async fn a_page_of_another_site_cannot_use_the_cookie() {
    let house = House::new();
    house.door.live().close();
    let cookie = house.sign_in(Role::Agent);
    let with = |headers: &[(&'static str, &'static str)]| {
        let request = get(STREAM).insert_header(("cookie", cookie.clone()));
        let request = request.insert_header(("host", "127.0.0.1:8080"));
        headers
            .iter()
            .fold(request, |request, header| request.insert_header(*header))
    };
    for own in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("origin", "http://127.0.0.1:8080")],
        &[
            ("origin", "http://127.0.0.1:8080"),
            ("sec-fetch-site", "same-origin"),
        ],
    ] {
        assert_eq!(house.answer(with(own)).await.status, 200, "{own:?}");
    }
    for foreign in [
        &[][..],
        &[("origin", "null")],
        &[("origin", "http://evil.example")],
        &[("origin", "http://127.0.0.1:8080.evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[
            ("origin", "http://evil.example"),
            ("sec-fetch-site", "same-origin"),
        ],
    ] {
        let answer = house.answer(with(foreign)).await;
        assert_eq!(answer.status, 403, "{foreign:?}");
        assert_eq!(answer.problem(), "foreign_origin");
    }
}

/// Asks until it is refused, and says how often it was not.
async fn allowed(house: &House, from: &str, forwarded: &str) -> usize {
    for count in 0..100 {
        let request = get("/api/v1/nothing").peer_addr(from.parse().unwrap());
        let request = request.insert_header(("x-forwarded-for", forwarded));
        let answer = house.answer(request).await;
        if answer.status == 429 {
            assert_eq!(answer.problem(), "too_many_requests");
            assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
            return count;
        }
        assert_eq!(answer.problem(), "unknown_path");
        assert_eq!(answer.header("ratelimit-policy"), "\"address\";q=5;w=5");
        assert!(answer.header("ratelimit").starts_with("\"address\";r="));
    }
    panic!("{from} was never refused")
}

#[actix_web::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_back() {
    let house = House::with(&["--rate-limit", "1", "--trusted-proxies", "10.0.0.0/8"]);
    assert!(allowed(&house, "192.0.2.1:5000", "198.51.100.1").await >= 5);
    // A second more of patience is all that a slow machine can have given meanwhile.
    let almost_nothing = 0..=2;
    // Another address in a header that no trusted proxy has set changes nothing.
    let again = allowed(&house, "192.0.2.1:5001", "198.51.100.2").await;
    assert!(almost_nothing.contains(&again));
    // Behind a trusted proxy the client is the last address it was told.
    assert!(allowed(&house, "10.0.0.1:5000", "203.0.113.9, 198.51.100.7").await >= 5);
    let again = allowed(&house, "10.0.0.2:5000", "203.0.113.8, 198.51.100.7").await;
    assert!(almost_nothing.contains(&again));
    assert!(allowed(&house, "10.0.0.2:5000", "198.51.100.8").await >= 5);
    // An IPv6 host has a whole /64 to itself.
    assert!(allowed(&house, "[2001:db8::1]:5000", "").await >= 5);
    let again = allowed(&house, "[2001:db8::ffff]:5000", "").await;
    assert!(almost_nothing.contains(&again));
}
