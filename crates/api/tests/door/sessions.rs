//! Signing in and out, by cookie and by token, on both databases.

use std::time::Instant;

use actix_web::test::TestRequest;
use guichet_desk::people::{self, PersonPatch};
use guichet_domain::people::Role;
use guichet_testkit::Kind;
use serde_json::{Value, json};

use crate::kit::{Answer, House, PASSWORD, as_page, get};

const INES: &str = "ines@vermeil.example";

fn post(path: &str, body: &Value) -> TestRequest {
    TestRequest::post().uri(path).set_json(body)
}

fn credentials(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

async fn sign_in(house: &House, email: &str, password: &str) -> Answer {
    house
        .answer(post("/api/v1/sessions", &credentials(email, password)))
        .await
}

async fn me(house: &House, cookie: &str) -> u16 {
    house
        .answer(get("/api/v1/me").insert_header(("cookie", cookie)))
        .await
        .status
}

async fn tokens(house: &House, body: &Value) -> Answer {
    house.answer(post("/api/v1/tokens", body)).await
}

async fn password_tokens(house: &House) -> Value {
    let body = json!({ "grant_type": "password", "email": INES, "password": PASSWORD });
    let answer = tokens(house, &body).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

async fn me_by_token(house: &House, tokens: &Value) -> u16 {
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    house
        .answer(get("/api/v1/me").insert_header(("authorization", bearer)))
        .await
        .status
}

#[actix_web::test]
async fn a_person_signs_in_and_out() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::on(kind, &[]);
        house.enter(Role::Agent, INES);
        let answer = sign_in(&house, " INES@vermeil.example ", PASSWORD).await;
        assert_eq!(answer.status, 201);
        assert_eq!(answer.json()["email"], INES);
        assert_eq!(answer.header("cache-control"), "no-store");
        let cookie = answer.cookie();
        assert_eq!(me(&house, &cookie).await, 200);
        let out = TestRequest::delete().uri("/api/v1/sessions/current");
        let out = house.answer(as_page(out, &cookie)).await;
        assert_eq!(out.status, 204);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(me(&house, &cookie).await, 401);
    }
}

#[actix_web::test]
async fn nobody_learns_whether_an_account_exists() {
    let house = House::with(&["--login-attempts", "1000"]);
    house.enter(Role::Agent, INES);
    house.enter(Role::Agent, "nobody@vermeil.example");
    let mut seen = Vec::new();
    for email in [INES, "unknown@vermeil.example", "no address", ""] {
        sign_in(&house, email, "wrong password").await;
        let mut times = Vec::new();
        let mut body = Value::Null;
        for _ in 0..5 {
            let start = Instant::now();
            let answer = sign_in(&house, email, "wrong password").await;
            times.push(start.elapsed().as_secs_f64());
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (401, "wrong_credentials")
            );
            body = answer.json();
            body["request_id"] = Value::Null;
        }
        times.sort_by(f64::total_cmp);
        seen.push((body, times[2]));
    }
    for (body, time) in &seen {
        assert_eq!(*body, seen[0].0);
        assert!(*time > seen[0].1 / 3.0, "{seen:?}");
    }
}

#[actix_web::test]
async fn a_password_is_not_guessed_at() {
    let house = House::with(&["--login-attempts", "3"]);
    let person = house.enter(Role::Agent, INES);
    let open = format!("guichet={}", house.begin(person).1.as_str());
    for _ in 0..3 {
        assert_eq!(sign_in(&house, INES, "wrong password").await.status, 401);
    }
    let refused = sign_in(&house, "Ines+x@vermeil.example", PASSWORD).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (429, "too_many_attempts")
    );
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    // A session that is open goes on.
    assert_eq!(me(&house, &open).await, 200);
}

#[actix_web::test]
async fn a_large_password_costs_nothing() {
    let house = House::new();
    house.enter(Role::Agent, INES);
    assert_eq!(
        sign_in(&house, INES, &"x".repeat(900_000)).await.status,
        401
    );
    assert_eq!(
        sign_in(&house, INES, &"x".repeat(2_000_000)).await.status,
        413
    );
    assert_eq!(sign_in(&house, INES, "").await.status, 401);
}

#[actix_web::test]
async fn a_cookie_that_was_there_before_is_not_taken_over() {
    let house = House::new();
    let person = house.enter(Role::Agent, INES);
    let planted = format!("guichet={}", house.begin(person).1.as_str());
    let request = post("/api/v1/sessions", &credentials(INES, PASSWORD));
    let answer = house.answer(as_page(request, &planted)).await;
    assert_eq!(answer.status, 201);
    assert_ne!(answer.cookie(), planted);
    assert_eq!(me(&house, &planted).await, 401);
    assert_eq!(me(&house, &answer.cookie()).await, 200);
}

#[actix_web::test]
async fn a_page_of_another_site_signs_nobody_in() {
    let house = House::new();
    house.enter(Role::Agent, INES);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = post("/api/v1/sessions", &credentials(INES, PASSWORD));
        let answer = house.answer(request.insert_header((name, value))).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (403, "foreign_origin")
        );
    }
    let form = TestRequest::post()
        .uri("/api/v1/sessions")
        .set_form([("email", INES)]);
    assert_eq!(house.answer(form).await.status, 415);
}

#[actix_web::test]
async fn a_refresh_token_is_good_once() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::on(kind, &[]);
        house.enter(Role::Agent, INES);
        let first = password_tokens(&house).await;
        assert_eq!(first["token_type"], "Bearer");
        assert_eq!(first["expires_in"], 900);
        assert_eq!(me_by_token(&house, &first).await, 200);
        let renew = |tokens: &Value| json!({ "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"] });
        let second = tokens(&house, &renew(&first)).await;
        assert_eq!(second.status, 200);
        let second = second.json();
        assert_eq!(me_by_token(&house, &second).await, 200);
        // Whoever comes with the spent one has stolen it, or was stolen from.
        let again = tokens(&house, &renew(&first)).await;
        assert_eq!(
            (again.status, again.problem().as_str()),
            (401, "invalid_refresh_token")
        );
        assert_eq!(tokens(&house, &renew(&second)).await.status, 401);
        assert_eq!(me_by_token(&house, &second).await, 401);
    }
}

#[actix_web::test]
async fn tokens_are_given_back() {
    let house = House::new();
    house.enter(Role::Agent, INES);
    let given = password_tokens(&house).await;
    for token in ["unknown", given["refresh_token"].as_str().unwrap()] {
        let request = post("/api/v1/tokens/revoke", &json!({ "refresh_token": token }));
        assert_eq!(house.answer(request).await.status, 204);
    }
    assert_eq!(me_by_token(&house, &given).await, 401);
}

#[actix_web::test]
async fn a_token_request_that_is_wrong_is_told_where() {
    let house = House::new();
    for (body, field, code) in [
        (json!({}), "grant_type", "missing"),
        (
            json!({ "grant_type": "magic" }),
            "grant_type",
            "unknown_word",
        ),
        (
            json!({ "grant_type": "refresh_token" }),
            "refresh_token",
            "missing",
        ),
        (
            json!({ "grant_type": "refresh_token", "refresh_token": "x", "y": 1 }),
            "y",
            "unknown_field",
        ),
    ] {
        let answer = tokens(&house, &body).await;
        assert_eq!(answer.status, 422, "{body}");
        let wrong = &answer.json()["fields"][0];
        assert!(!wrong.to_string().contains("TokenRequest"), "{wrong}");
        assert_eq!(
            (wrong["field"].as_str(), wrong["code"].as_str()),
            (Some(field), Some(code))
        );
    }
}

#[actix_web::test]
async fn a_deactivated_person_is_out_at_the_next_request() {
    let house = House::new();
    let person = house.enter(Role::Agent, INES);
    let admin = house.enter(Role::Admin, "second@vermeil.example");
    let cookie = format!("guichet={}", house.begin(person).1.as_str());
    let tokens = password_tokens(&house).await;
    assert_eq!(me(&house, &cookie).await, 200);
    let by = guichet_api::auth::actor::Actor::new(house.begin(admin).0, true).by(house.desk());
    let patch = PersonPatch {
        active: Some(false),
        ..PersonPatch::default()
    };
    let change = move |tx: &mut _| people::change(tx, &by, person, None, &patch).map(drop);
    house.desk().write(change).await.unwrap();
    assert_eq!(me(&house, &cookie).await, 401);
    assert_eq!(me_by_token(&house, &tokens).await, 401);
    assert_eq!(sign_in(&house, INES, PASSWORD).await.status, 401);
}

#[actix_web::test]
async fn a_new_password_ends_the_other_sessions() {
    let house = House::new();
    let person = house.enter(Role::Agent, INES);
    let here = format!("guichet={}", house.begin(person).1.as_str());
    let there = format!("guichet={}", house.begin(person).1.as_str());
    let change = |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        as_page(post("/api/v1/me/password", &body), &here)
    };
    let wrong = house
        .answer(change("wrong", "une phrase bien longue"))
        .await;
    assert_eq!(
        (wrong.status, wrong.problem().as_str()),
        (401, "wrong_credentials")
    );
    let short = house.answer(change(PASSWORD, "court")).await;
    assert_eq!(
        (short.status, short.json()["fields"][0]["code"].as_str()),
        (422, Some("too_short"))
    );
    let done = house
        .answer(change(PASSWORD, "une phrase bien longue"))
        .await;
    assert_eq!(done.status, 204);
    assert_eq!(me(&house, &here).await, 200);
    assert_eq!(me(&house, &there).await, 401);
    assert_eq!(sign_in(&house, INES, PASSWORD).await.status, 401);
    assert_eq!(
        sign_in(&house, INES, "une phrase bien longue").await.status,
        201
    );
}

#[actix_web::test]
async fn one_changes_of_oneself_what_is_ones_own() {
    let house = House::new();
    let person = house.enter(Role::Requester, INES);
    let cookie = format!("guichet={}", house.begin(person).1.as_str());
    let patch = |body: Value| {
        as_page(
            TestRequest::patch().uri("/api/v1/me").set_json(body),
            &cookie,
        )
    };
    let body = json!({ "name": "Inès Laurent", "language": "en", "time_zone": "Europe/Paris" });
    let changed = house.answer(patch(body)).await.json();
    assert_eq!(changed["name"], "Inès Laurent");
    assert_eq!(changed["time_zone"], "Europe/Paris");
    let changed = house
        .answer(patch(json!({ "time_zone": null })))
        .await
        .json();
    assert_eq!(
        (&changed["time_zone"], &changed["language"]),
        (&Value::Null, &json!("en"))
    );
    for strange in [
        json!({ "role": "admin" }),
        json!({ "id": 1 }),
        json!({ "is_admin": true }),
    ] {
        assert_eq!(house.answer(patch(strange)).await.status, 422);
    }
    let wrong = json!({ "name": " ", "time_zone": "" });
    let wrong = house.answer(patch(wrong)).await.json();
    assert_eq!(wrong["fields"].as_array().unwrap().len(), 2);
    assert_eq!(
        house.answer(patch(json!({ "name": null }))).await.status,
        200
    );
}

#[actix_web::test]
async fn an_empty_desk_is_set_up_once_whoever_tries() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::on(kind, &[]);
        let state = house.answer(get("/api/v1/setup")).await.json();
        assert_eq!(
            state,
            json!({ "needed": true, "desk_name": "", "language": "fr" })
        );
        let setup = json!({
            "desk_name": "Vermeil", "name": "Anne", "email": "anne@vermeil.example",
            "password": PASSWORD, "language": "en",
        });
        let tries = (0..10).map(|_| house.answer(post("/api/v1/setup", &setup)));
        let answers = futures_util::future::join_all(tries).await;
        let done: Vec<&Answer> = answers
            .iter()
            .filter(|answer| answer.status == 201)
            .collect();
        assert_eq!(done.len(), 1);
        assert_eq!(done[0].json()["role"], "admin");
        assert_eq!(me(&house, &done[0].cookie()).await, 200);
        for refused in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(
                (refused.status, refused.problem().as_str()),
                (409, "already_set_up")
            );
        }
        let state = house.answer(get("/api/v1/setup")).await.json();
        assert_eq!(state["needed"], false);
        assert_eq!(state["desk_name"], "Vermeil");
    }
}

#[actix_web::test]
async fn every_wrong_field_of_the_set_up_is_told() {
    let house = House::new();
    let setup = json!({
        "desk_name": "", "name": "a\u{7}", "email": "anne", "password": "motdepasse", "language": "fr",
    });
    let answer = house.answer(post("/api/v1/setup", &setup)).await;
    let codes: Vec<(String, String)> = answer.json()["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            (
                f["field"].as_str().unwrap().into(),
                f["code"].as_str().unwrap().into(),
            )
        })
        .collect();
    let expected = [
        ("desk_name", "empty"),
        ("name", "control_character"),
        ("email", "not_an_email"),
        ("password", "too_common"),
    ];
    assert_eq!(
        codes,
        expected.map(|(field, code)| (field.to_owned(), code.to_owned()))
    );
}
