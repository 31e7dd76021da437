//! Refusals, and the headers of every answer.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, test};
use guichet_api::middleware::edge::edge;
use guichet_api::problem::{Code, Problem};

use crate::kit::{Answer, House, get};

#[actix_web::test]
async fn an_address_that_is_not_text_is_refused() {
    let house = House::new();
    for path in [
        "/api/v1/tickets?q=%00",
        "/api/v1/tickets?q=%ff",
        "/api/v1/tickets?q=%zz",
        "/api/v1/tickets/%00",
        "/api/v1/tickets/%c3%28",
        "/tickets/%1b[31m",
        "/%",
    ] {
        let answer = house.answer(get(path)).await;
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.problem(), "malformed_request");
    }
}

#[actix_web::test]
async fn the_id_of_a_request_comes_back_if_it_is_harmless() {
    let house = House::new();
    let ask = async |id: &str| {
        let request = get("/health").insert_header(("x-request-id", id));
        house
            .answer(request)
            .await
            .header("x-request-id")
            .to_owned()
    };
    assert_eq!(ask("order-4711.retry:2").await, "order-4711.retry:2");
    for strange in [
        "short",
        "with space and so on",
        "<script>alert(1)</script>",
        &"x".repeat(65),
    ] {
        let id = ask(strange).await;
        assert_ne!(id, strange);
        assert_eq!(id.len(), 16);
    }
}

#[actix_web::test]
async fn every_answer_tells_the_browser_what_it_must_not_do() {
    let house = House::with(&["--base-url", "https://desk.example.com"]);
    for path in [
        "/health",
        "/api/v1/nothing",
        "/tickets",
        "/api/docs/",
        "/%00",
    ] {
        let answer = house.answer(get(path)).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(
            answer
                .header("strict-transport-security")
                .starts_with("max-age=63072000")
        );
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        let script = policy.split(';').find(|part| part.contains("script-src"));
        assert!(
            !script.unwrap_or_default().contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    assert_eq!(
        house
            .answer(get("/api/v1/nothing"))
            .await
            .header("cache-control"),
        "no-store"
    );
    let plain = House::new();
    assert_eq!(
        plain
            .answer(get("/health"))
            .await
            .header("strict-transport-security"),
        ""
    );
}

#[actix_web::test]
async fn a_panic_is_a_problem_that_tells_nothing() {
    async fn panics() -> HttpResponse {
        panic!("a secret of the server")
    }
    let house = House::new();
    let app = App::new()
        .app_data(Data::from(Arc::clone(&house.door)))
        .route("/panics", web::get().to(panics))
        .wrap(from_fn(edge));
    let app = test::init_service(app).await;
    let error = test::try_call_service(&app, get("/panics").to_request()).await;
    let response = error.unwrap_err().error_response();
    assert_eq!(response.status(), 500);
    assert!(response.headers().contains_key("x-request-id"));
    assert!(
        response
            .headers()
            .contains_key(header::CONTENT_SECURITY_POLICY)
    );
    let body = actix_web::body::to_bytes(response.into_body())
        .await
        .unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    assert!(
        body.contains("\"internal_error\"") && !body.contains("secret"),
        "{body}"
    );
}

#[actix_web::test]
async fn a_handler_that_takes_too_long_is_given_up() {
    use guichet_api::middleware::deadline::deadline;
    async fn sleeps() -> HttpResponse {
        actix_web::rt::time::sleep(std::time::Duration::from_secs(60)).await;
        HttpResponse::Ok().finish()
    }
    let house = House::with(&["--request-timeout", "1s"]);
    let app = App::new()
        .app_data(Data::from(Arc::clone(&house.door)))
        .route("/sleeps", web::get().to(sleeps))
        .wrap(from_fn(deadline));
    let app = test::init_service(app).await;
    let error = test::try_call_service(&app, get("/sleeps").to_request())
        .await
        .unwrap_err();
    assert_eq!(
        error.as_error::<Problem>().unwrap().code(),
        Code::Unavailable
    );
}

#[actix_web::test]
async fn a_refusal_of_a_handler_is_a_problem() {
    async fn refuses() -> Result<HttpResponse, Problem> {
        Err(Problem::new(Code::Stale).detail("Read it again."))
    }
    let house = House::new();
    let app = App::new()
        .app_data(Data::from(Arc::clone(&house.door)))
        .route("/refuses", web::get().to(refuses))
        .wrap(from_fn(edge));
    let app = test::init_service(app).await;
    let response = test::call_service(&app, get("/refuses").to_request()).await;
    let answer = Answer::of(response).await;
    assert_eq!((answer.status, answer.problem().as_str()), (412, "stale"));
    assert_eq!(answer.json()["detail"], "Read it again.");
}
