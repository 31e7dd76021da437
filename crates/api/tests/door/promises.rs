//! Calendars, policies and clocks as an integrator meets them.

use actix_web::test::TestRequest;
use guichet_domain::people::Role;
use serde_json::{Value, json};

use crate::kit::{Answer, House, as_page, get};

fn office() -> Value {
    let day = json!([{"from": "09:00", "to": "12:00"}, {"from": "14:00", "to": "18:00"}]);
    json!({
        "time_zone": "Europe/Paris",
        "week": {"monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day},
        "holidays": "france",
        "days": [{"date": "2026-12-24", "name": "Inventaire"}],
    })
}

struct Caller<'a> {
    house: &'a House,
    cookie: String,
}

impl Caller<'_> {
    async fn post(&self, path: &str, body: Value) -> Answer {
        let request = TestRequest::post().uri(path).set_json(body);
        self.house.answer(as_page(request, &self.cookie)).await
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.house.answer(as_page(get(path), &self.cookie)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.json()
    }

    async fn delete(&self, path: &str) -> Answer {
        let request = TestRequest::delete().uri(path);
        self.house.answer(as_page(request, &self.cookie)).await
    }
}

/// The fields that an answer refuses.
fn refused(answer: &Answer) -> Vec<String> {
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "invalid_input")
    );
    let fields = answer.json()["fields"].as_array().unwrap().clone();
    let names = fields
        .iter()
        .map(|field| field["field"].as_str().unwrap().to_owned());
    names.collect()
}

#[actix_web::test]
async fn a_ticket_is_promised_measured_and_explained() {
    let house = House::new();
    let desk = Caller {
        cookie: house.sign_in(Role::Supervisor),
        house: &house,
    };
    let made = desk
        .post(
            "/api/v1/calendars",
            json!({"name": "Siège", "definition": office()}),
        )
        .await;
    assert_eq!(made.status, 201);
    let calendar = made.json();
    assert_eq!(calendar["day_minutes"], 420);
    let id = &calendar["id"];
    let days = desk
        .get(&format!("/api/v1/calendars/{id}/closed_days?year=2026"))
        .await;
    let days = days["items"].as_array().unwrap();
    assert_eq!(days.len(), 12);
    assert_eq!(
        days[10],
        json!({"date": "2026-12-24", "holiday": null, "name": "Inventaire"})
    );
    assert_eq!(days[1]["holiday"], "easter_monday");

    let terms = json!({
        "calendar_id": id,
        "targets": {"p4": {"first_response": 60, "resolution": 600}},
    });
    let policy = desk
        .post(
            "/api/v1/sla_policies",
            json!({"name": "Standard", "terms": terms}),
        )
        .await;
    assert_eq!((policy.status, policy.header("etag")), (201, "\"1\""));
    let ticket = desk
        .post(
            "/api/v1/tickets",
            json!({"subject": "VPN", "body": "En panne.", "urgency": "low"}),
        )
        .await;
    let ticket = ticket.json();
    assert_eq!(ticket["promise"]["clock"], "first_response");
    let clocks = desk
        .get(&format!("/api/v1/tickets/{}/clocks", ticket["id"]))
        .await;
    let kinds: Vec<&Value> = clocks["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["kind"])
        .collect();
    assert_eq!(kinds, ["first_response", "resolution"]);
    let first = &clocks["items"][0];
    assert_eq!(first["target_minutes"], 60);
    assert_eq!(first["time_zone"], "Europe/Paris");
    let last = first["stretches"][0]["periods"]
        .as_array()
        .unwrap()
        .last()
        .unwrap();
    assert_eq!(
        last["to"], first["due_at"],
        "it is due where the counted time ends"
    );
    let listed = desk
        .get("/api/v1/tickets?sort=promise&promise=on_track")
        .await;
    assert_eq!(listed["items"][0]["promise"]["due_at"], first["due_at"]);

    let in_use = desk.delete(&format!("/api/v1/calendars/{id}")).await;
    assert_eq!((in_use.status, in_use.problem().as_str()), (409, "in_use"));
    let told = desk.get("/api/v1/notifications").await;
    assert_eq!((&told["unread"], &told["items"]), (&json!(0), &json!([])));
}

#[actix_web::test]
async fn what_cannot_be_counted_by_is_refused_field_by_field() {
    let house = House::new();
    let desk = Caller {
        cookie: house.sign_in(Role::Supervisor),
        house: &house,
    };
    let mut wrong = office();
    wrong["time_zone"] = json!("Europe/Lutece");
    wrong["week"]["monday"][1]["from"] = json!("11:00");
    wrong["days"][0]["name"] = json!(" ");
    let answer = desk
        .post(
            "/api/v1/calendars",
            json!({"name": "Siège", "definition": wrong}),
        )
        .await;
    assert_eq!(
        refused(&answer),
        [
            "definition.time_zone",
            "definition.week.monday[1]",
            "definition.days[0].name"
        ]
    );
    let mut wrong = office();
    wrong["week"]["monday"][0]["from"] = json!("9h");
    let answer = desk
        .post(
            "/api/v1/calendars",
            json!({"name": "Siège", "definition": wrong}),
        )
        .await;
    assert_eq!(refused(&answer), ["definition.week.monday[0].from"]);
    let never = json!({"time_zone": "Europe/Paris", "week": {}});
    let answer = desk
        .post(
            "/api/v1/calendars",
            json!({"name": "Siège", "definition": never}),
        )
        .await;
    assert_eq!(refused(&answer), ["definition.week"]);
    for garbage in ["", "bonjour", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"] {
        let answer = desk
            .post("/api/v1/calendars/read_ical", json!({"text": garbage}))
            .await;
        assert_eq!(refused(&answer), ["text"], "{garbage:?}");
    }
    assert_eq!(desk.get("/api/v1/calendars").await["items"], json!([]));
}

#[actix_web::test]
async fn the_days_of_an_ical_file_are_read_and_not_kept() {
    let house = House::new();
    let desk = Caller {
        cookie: house.sign_in(Role::Supervisor),
        house: &house,
    };
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exemple//FR\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260803\r\n\
        DTEND;VALUE=DATE:20260805\r\nSUMMARY:Fermeture d\u{2019}été\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260901T100000Z\r\n\
        SUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let read = desk
        .post("/api/v1/calendars/read_ical", json!({"text": text}))
        .await
        .json();
    let dates: Vec<&Value> = read["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["date"])
        .collect();
    assert_eq!(dates, ["2026-08-03", "2026-08-04"]);
    assert_eq!(read["skipped"][0]["summary"], "Réunion");
}
