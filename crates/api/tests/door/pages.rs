//! The pages of the desk. The test runs with and without pages in the build folder.

use actix_web::test::TestRequest;

use crate::kit::{House, get};

#[actix_web::test]
async fn every_other_address_opens_the_page() {
    let house = House::new();
    let root = house.answer(get("/")).await;
    if root.status == 404 {
        assert!(
            root.json()["detail"]
                .as_str()
                .unwrap()
                .contains("xtask dist")
        );
        return;
    }
    assert!(root.header("content-type").starts_with("text/html"));
    assert_eq!(root.header("cache-control"), "no-cache");
    for path in [
        "/tickets/GU-1042?q=vpn",
        "/portal",
        "/settings/sla",
        "/index.html",
    ] {
        assert_eq!(house.answer(get(path)).await.body, root.body, "{path}");
    }
    let again = get("/").insert_header(("if-none-match", root.header("etag")));
    let again = house.answer(again).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[actix_web::test]
async fn a_file_that_is_gone_is_not_answered_with_the_page() {
    let answer = House::new()
        .answer(get("/assets/guichet-0000000000000000.js"))
        .await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (404, "not_found")
    );
}

#[actix_web::test]
async fn pages_are_only_read() {
    let answer = House::new()
        .answer(TestRequest::post().uri("/tickets"))
        .await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (405, "method_not_allowed")
    );
}
