//! Rights end when they are taken away, and only our own pages use a cookie.

use guichet_desk::people::{self, PersonPatch};
use guichet_domain::ids::PersonId;
use guichet_domain::people::Role;
use guichet_testkit::on_both_databases;
use serde_json::json;

use crate::house::{House, PASSWORD, hash, trial};
use crate::http::{get, post, request};
use crate::requests;
use crate::table::{Row, rows};

impl House {
    fn patched(&self, person: PersonId, patch: PersonPatch) {
        self.done(self.cast.admin, move |tx, by| {
            people::change(tx, by, person, None, &patch)
        });
    }

    /// The access token of somebody's program.
    async fn token(&self, person: PersonId) -> String {
        let email = self.email(person);
        let body = json!({"grant_type": "password", "email": email, "password": PASSWORD});
        let tokens = self.ask(post("/api/v1/tokens", &body)).await;
        let token = tokens.json()["access_token"].as_str().unwrap().to_owned();
        format!("Bearer {token}")
    }
}

on_both_databases! {
    // S24
    fn whoever_is_deactivated_or_gets_another_password_is_out_at_once(store) {
        trial(store, async |house| {
            let out = [
                PersonPatch { active: Some(false), ..PersonPatch::default() },
                PersonPatch { password: Some(hash()), ..PersonPatch::default() },
                PersonPatch { role: Some(Role::Requester), ..PersonPatch::default() },
            ];
            for (name, patch) in ["agent", "in", "out"].into_iter().zip(out) {
                let person = house.cast.actor(name);
                let (cookie, token) = (house.cookie(person), house.token(person).await);
                let with_cookie = || get("/api/v1/tickets").insert_header(("cookie", cookie.clone()));
                let with_token = || {
                    get("/api/v1/tickets").insert_header(("authorization", token.clone()))
                };
                assert_eq!(house.ask(with_cookie()).await.status, 200);
                assert_eq!(house.ask(with_token()).await.status, 200);
                house.patched(person, patch);
                assert_eq!(house.ask(with_cookie()).await.status, 401, "{name}");
                assert_eq!(house.ask(with_token()).await.status, 401, "{name}");
            }
        });
    }

    // S24
    fn who_leaves_a_team_or_a_scope_sees_less_at_the_next_request(store) {
        trial(store, async |house| {
            let inside = house.cast.actor("in");
            let given = house.ticket_for(house.cast.column("in"));
            let path = format!("/api/v1/tickets/{}", given.ticket);
            assert_eq!(house.ask_as(inside, get(&path)).await.status, 200);
            house.patched(inside, PersonPatch { teams: Some(Vec::new()), ..PersonPatch::default() });
            assert_eq!(house.ask_as(inside, get(&path)).await.status, 404);
        });
    }

    // S25
    fn a_cookie_is_of_no_use_to_a_page_of_another_site(store) {
        trial(store, async |house| {
            let agent = house.cast.agent;
            let given = house.ticket_of(house.cast.requester);
            let path = format!("/api/v1/tickets/{}/note", given.ticket);
            let note = json!({"body": "Bonjour"});
            let cookie = ("cookie", house.cookie(agent));
            for (name, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("sec-fetch-site", "none"),
                ("origin", "https://evil.example"),
                ("origin", "null"),
                ("referer", "http://127.0.0.1:8080/"),
            ] {
                let forged = post(&path, &note).insert_header(cookie.clone());
                let answer = house.ask(forged.insert_header((name, value))).await;
                assert_eq!((answer.status, answer.code().as_str()), (403, "foreign_origin"), "{name}: {value}");
            }
            for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
                let form = request("POST", &path)
                    .insert_header(cookie.clone())
                    .insert_header(("content-type", kind))
                    .set_payload(note.to_string());
                assert_eq!(house.ask(form).await.status, 403, "{kind}");
            }
            assert_eq!(house.version(given.ticket), given.version);
        });
    }

    // S25
    fn reading_changes_nothing(store) {
        trial(store, async |house| {
            let column = *house.cast.column("admin");
            let given = house.ticket_for(&column);
            let whole = format!("/api/v1/tickets/{}", given.ticket);
            let before = house.ask_as(column.actor, get(&whole)).await.json();
            for row in rows().into_iter().filter(|row| row.path.contains("/tickets/{id}/")) {
                let address = row.path.replace("{id}", &given.ticket.to_string());
                let answer = house.ask_as(column.actor, get(&address)).await;
                let read = |other: &Row| other.method == "GET" && other.path == row.path;
                let expected = if rows().iter().any(read) { 200 } else { 405 };
                assert_eq!(answer.status, expected, "GET {address}");
            }
            for row in rows().into_iter().filter(|row| row.method == "GET") {
                if !row.path.contains("attachments") {
                    let reading = requests::valid(&house, &row, &column, given).await;
                    house.ask_as(column.actor, reading).await;
                }
            }
            assert_eq!(house.ask_as(column.actor, get(&whole)).await.json(), before);
        });
    }
}
