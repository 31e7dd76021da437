//! Requests that nobody makes by mistake.

use actix_web::test::TestRequest;
use guichet_domain::ids::PersonId;
use guichet_testkit::on_both_databases;
use serde_json::{Value, json};

use crate::house::{House, SUBJECT, trial};
use crate::http::{get, patch, post, request};

/// What nobody sets of a ticket or of oneself: it is not a field, in whatever writing.
const NOT_FIELDS: [&str; 14] = [
    "id",
    "organization_id",
    "status",
    "stage",
    "version",
    "created_at",
    "role",
    "Role",
    "is_admin",
    "password_hash",
    "permissions",
    "permitted_actions",
    "external_id",
    "priority",
];

impl House {
    async fn me(&self, person: PersonId) -> Value {
        self.ask_as(person, get("/api/v1/me")).await.json()
    }

    async fn number_of_tickets(&self) -> usize {
        let all = self.ask_as(self.cast.admin, get("/api/v1/tickets?limit=100"));
        all.await.json()["items"].as_array().unwrap().len()
    }
}

fn raw(method: &str, path: &str, body: &str) -> TestRequest {
    let json = ("content-type", "application/json");
    request(method, path)
        .insert_header(json)
        .set_payload(body.to_owned())
}

on_both_databases! {
    // S08
    fn a_requester_cannot_set_what_is_not_theirs_to_set_of_a_new_ticket(store) {
        trial(store, async |house| {
            let owner = house.cast.actor("owner");
            for field in NOT_FIELDS {
                let body = json!({"subject": "Écran", "body": "Noir", field: 1});
                let answer = house.ask_as(owner, post("/api/v1/tickets", &body)).await;
                assert_eq!(answer.status, 422, "{field}");
            }
            let cast = &house.cast;
            for (field, value) in [
                ("requester_id", json!(cast.requester)),
                ("assignee_id", json!(cast.agent)),
                ("team_id", json!(cast.support)),
                ("level", json!("n3")),
                ("impact", json!("company")),
                ("channel", json!("phone")),
                ("tags", json!(["vip"])),
            ] {
                let body = json!({"subject": "Écran", "body": "Noir", field: value});
                let answer = house.ask_as(owner, post("/api/v1/tickets", &body)).await;
                assert_eq!(answer.status, 403, "{field}");
            }
            assert_eq!(house.number_of_tickets().await, 0);
        });
    }

    // S08
    fn nobody_gives_themselves_a_role(store) {
        trial(store, async |house| {
            let owner = house.cast.actor("owner");
            let before = house.me(owner).await;
            for field in NOT_FIELDS {
                let body = json!({"name": "Ada", field: "admin"});
                let answer = house.ask_as(owner, patch("/api/v1/me", &body)).await;
                assert_eq!(answer.status, 422, "{field}");
            }
            for body in [
                r#"{"name": "Ada", "name": "Eve"}"#,
                r#"{"name": "Ada", "person": {"role": "admin"}}"#,
                r#"[{"name": "Ada"}]"#,
            ] {
                let answer = house.ask_as(owner, raw("PATCH", "/api/v1/me", body)).await;
                assert_eq!(answer.status, 422, "{body}");
            }
            let form = ("content-type", "application/x-www-form-urlencoded");
            let form = request("PATCH", "/api/v1/me").insert_header(form).set_payload("role=admin");
            assert_eq!(house.ask_as(owner, form).await.status, 415);
            let query = patch("/api/v1/me?role=admin", &json!({}));
            house.ask_as(owner, query).await;
            assert_eq!(house.me(owner).await, before);
        });
    }

    // S08
    fn a_message_is_of_whoever_sends_it(store) {
        trial(store, async |house| {
            let owner = house.cast.actor("owner");
            let given = house.ticket_of(owner);
            let path = format!("/api/v1/tickets/{}/reply", given.ticket);
            for field in ["author_id", "author", "side", "kind", "created_at", "channel", "thanks"] {
                let body = json!({"body": "Bonjour", field: "note"});
                let answer = house.ask_as(owner, post(&path, &body)).await;
                assert_eq!(answer.status, 422, "{field}");
            }
            assert_eq!(house.version(given.ticket), given.version);
        });
    }

    // S11
    fn no_writing_of_an_address_opens_what_is_hidden(store) {
        trial(store, async |house| {
            let stranger = house.cast.actor("other");
            let given = house.ticket_for(house.cast.column("other"));
            let id = given.ticket;
            for path in [
                format!("/api/v1/tickets/{id}"),
                format!("/api/v1/tickets/{id}/"),
                format!("/api/v1//tickets/{id}"),
                format!("//api/v1/tickets/{id}"),
                format!("/api/v1/tickets/{id}.json"),
                format!("/api/v1/tickets/{id};admin=1"),
                format!("/api/v1/tickets/{id}?role=admin"),
                format!("/api/v1/tickets/0{id}"),
                format!("/api/v1/tickets/+{id}"),
                format!("/api/v1/TICKETS/{id}"),
                format!("/api/v1/./tickets/{id}"),
                format!("/api/v1/me/../tickets/{id}"),
                format!("/api/v1/me/%2e%2e/tickets/{id}"),
                format!("/api/v1%2ftickets/{id}"),
                format!("/%61pi/v1/tickets/{id}"),
            ] {
                for method in ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] {
                    let answer = house.ask_as(stranger, request(method, &path)).await;
                    let page = answer.header("content-type").starts_with("text/html");
                    assert!(page || answer.status >= 400, "{method} {path}: {}", answer.status);
                    assert!(!answer.text().contains(SUBJECT), "{method} {path}");
                }
            }
            for name in ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"] {
                let path = format!("/api/v1/tickets/{id}?_method=DELETE");
                let tricked = get(&path).insert_header((name, "DELETE"));
                assert!(house.ask_as(stranger, tricked).await.status >= 400);
            }
            assert_eq!(house.version(id), given.version);
        });
    }

    // S11
    fn who_is_shown_a_ticket_is_told_of_it_by_head_and_changes_nothing_by_other_methods(store) {
        trial(store, async |house| {
            let owner = house.cast.actor("owner");
            let given = house.ticket_of(owner);
            let path = format!("/api/v1/tickets/{}", given.ticket);
            assert_eq!(house.ask_as(owner, request("HEAD", &path)).await.status, 200);
            for method in ["OPTIONS", "PUT", "POST", "PATCH", "DELETE", "TRACE"] {
                let answer = house.ask_as(owner, request(method, &path)).await;
                assert_eq!(answer.status, 405, "{method}");
            }
            assert_eq!(house.version(given.ticket), given.version);
        });
    }
}
