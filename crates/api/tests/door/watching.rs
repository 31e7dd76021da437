//! Health, readiness, figures, document.

use crate::kit::{House, get};

#[actix_web::test]
async fn health_and_readiness_say_nothing_of_the_inside() {
    let house = House::new();
    for path in ["/health", "/ready"] {
        let answer = house.answer(get(path)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.json(), serde_json::json!({ "status": "ok" }));
    }
    house.door.stop();
    assert_eq!(house.answer(get("/health")).await.status, 200);
    let answer = house.answer(get("/ready")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (503, "unavailable")
    );
    assert!(!answer.header("retry-after").is_empty());
}

#[actix_web::test]
async fn the_figures_are_for_the_machine_itself_or_for_a_token() {
    guichet_api::metrics::install();
    let house = House::new();
    let from = |address: &'static str| get("/metrics").peer_addr(address.parse().unwrap());
    assert_eq!(house.answer(from("127.0.0.1:9")).await.status, 200);
    assert_eq!(house.answer(from("[::1]:9")).await.status, 200);
    let answer = house.answer(from("127.0.0.1:9")).await;
    let figures = String::from_utf8(answer.body.clone()).unwrap();
    assert!(
        figures.contains("guichet_http_requests_total{"),
        "{figures}"
    );
    assert!(figures.contains("guichet_store_waiting"), "{figures}");
    // A proxy on the machine speaks for the world.
    let proxied = from("127.0.0.1:9").insert_header(("x-forwarded-for", "192.0.2.1"));
    assert_eq!(house.answer(proxied).await.status, 404);
    assert_eq!(house.answer(from("192.0.2.1:9")).await.status, 404);

    let house = House::with(&["--metrics-token", "figures"]);
    let with = |token: &'static str| from("192.0.2.1:9").insert_header(("authorization", token));
    assert_eq!(house.answer(with("Bearer figures")).await.status, 200);
    assert_eq!(house.answer(with("Bearer figurez")).await.status, 404);
    assert_eq!(house.answer(from("127.0.0.1:9")).await.status, 404);
}

#[actix_web::test]
async fn the_document_and_its_explorer_are_served_by_the_desk_itself() {
    let house = House::new();
    let document = house.answer(get("/api/openapi.json")).await;
    assert_eq!(document.header("content-type"), "application/json");
    assert_eq!(document.json()["info"]["title"], "Guichet");
    let moved = house.answer(get("/api/docs")).await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (308, "/api/docs/")
    );
    let page = house.answer(get("/api/docs/")).await;
    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{html}"
    );
    assert!(
        !html.contains("https://") && !html.contains("<script>"),
        "{html}"
    );
    let start = house.answer(get("/api/docs/swagger-initializer.js")).await;
    assert!(
        String::from_utf8(start.body.clone())
            .unwrap()
            .contains("/api/openapi.json")
    );
    for file in ["swagger-ui-bundle.js", "swagger-ui.css"] {
        assert_eq!(
            house.answer(get(&format!("/api/docs/{file}"))).await.status,
            200,
            "{file}"
        );
    }
    let answer = house.answer(get("/api/docs/../../etc/passwd")).await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        house.answer(get("/api/docs/nothing.js")).await.problem(),
        "not_found"
    );
}
