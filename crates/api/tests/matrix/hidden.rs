//! What someone may not see does not exist for them, by no way round.

use actix_web::test::TestRequest;
use guichet_desk::Slice;
use guichet_desk::tickets;
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::MessageKind;
use guichet_testkit::on_both_databases;
use serde_json::{Value, json};

use crate::house::{Given, House, INTERNAL, SUBJECT, trial};
use crate::http::{get, post};
use crate::requests;
use crate::table::rows;

/// Fields of a ticket that are for staff only, in lists and whole.
const STAFF_ONLY: [&str; 11] = [
    "priority",
    "level",
    "team",
    "impact",
    "priority_override",
    "tags",
    "followers",
    "links",
    "diagnosis",
    "resolution",
    "documentation",
];

impl House {
    /// Does a deed as the agent, through the door.
    async fn deed(&self, given: &mut Given, deed: &str, mut body: Value) {
        if !matches!(deed, "note" | "reply" | "tag" | "link" | "follow") {
            body["version"] = json!(given.version);
        }
        let path = format!("/api/v1/tickets/{}/{deed}", given.ticket);
        let answer = self.ask_as(self.cast.agent, post(&path, &body)).await;
        assert!(answer.is_success(), "{deed}: {}", answer.text());
        given.version = answer.json()["version"].as_i64().unwrap();
    }

    /// A ticket led to its closure, with something internal in every place that takes it.
    async fn full_of_internals(&self, asker: PersonId) -> Given {
        let mut given = self.ticket_of(asker);
        let other = self.ticket_of(asker).ticket;
        let wish = json!({"priority": "p1", "reason": INTERNAL});
        self.deed(&mut given, "prioritize", wish).await;
        let hand = json!({"level": "n2", "reason": INTERNAL, "note": INTERNAL});
        self.deed(&mut given, "escalate", hand).await;
        let link = json!({"kind": "related", "ticket_id": other});
        self.deed(&mut given, "link", link).await;
        let found = json!({"cause": INTERNAL, "cause_code": INTERNAL, "findings": INTERNAL});
        self.deed(&mut given, "diagnose", found).await;
        let back = json!({"stage": "diagnosis", "reason": INTERNAL});
        self.deed(&mut given, "send_back", back).await;
        let found = json!({"cause": INTERNAL, "findings": INTERNAL});
        self.deed(&mut given, "diagnose", found).await;
        let solved = json!({"code": "fixed", "solution": INTERNAL, "message": "C’est réparé."});
        self.deed(&mut given, "resolve", solved).await;
        let learnt = json!({"documentation": {"type": "note", "text": INTERNAL}});
        self.deed(&mut given, "document", learnt).await;
        given
    }

    /// The numbers of the tickets in a list.
    async fn listed(&self, person: PersonId, query: &str) -> Vec<i64> {
        let path = format!("/api/v1/tickets?limit=100{query}");
        let answer = self.ask_as(person, get(&path)).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        let items = answer.json()["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|row| row["id"].as_i64().unwrap())
            .collect()
    }

    async fn counts(&self, person: PersonId) -> Value {
        let answer = self.ask_as(person, get("/api/v1/tickets/counts")).await;
        answer.json()
    }
}

fn for_ticket(given: Given, rest: &str) -> TestRequest {
    get(&format!("/api/v1/tickets/{}{rest}", given.ticket))
}

on_both_databases! {
    // S01
    fn what_is_hidden_is_refused_in_the_very_words_of_what_never_was(store) {
        trial(store, async |house| {
            let strangers = ["other", "none", "nomgr", "nomem", "out", "owner"];
            for column in strangers.map(|name| house.cast.column(name)) {
                let given = house.ticket_for(column);
                let rows = rows().into_iter().filter(|row| row.path.contains("{id}"));
                for row in rows.filter(|row| row.cells[column.name] == "404") {
                    let hidden = requests::valid(&house, &row, column, given).await;
                    let hidden = house.ask_as(column.actor, hidden).await;
                    let unknown = requests::of_nothing(&house, &row, column);
                    let unknown = house.ask_as(column.actor, unknown).await;
                    let head = row.head();
                    assert_eq!((hidden.status, unknown.status), (404, 404), "{head}");
                    assert_eq!(hidden.problem_alike(), unknown.problem_alike(), "{head}");
                }
            }
        });
    }

    // S02
    fn no_list_and_no_count_betrays_a_ticket_that_cannot_be_opened(store) {
        trial(store, async |house| {
            let table = rows();
            let opened = table.iter().find(|row| row.path == "/api/v1/tickets/{id}").unwrap();
            for column in &house.cast.columns {
                let Some(person) = column.actor else { continue };
                let counted = column.name == "out";
                let before = if counted { house.counts(person).await } else { Value::Null };
                let given = house.ticket_for(column);
                let sees = opened.cells[column.name] == "200";
                let word = SUBJECT.split(' ').next().unwrap();
                for query in [String::new(), format!("&q={word}"), format!("&q={}", given.ticket)] {
                    let found = house.listed(person, &query).await.contains(&given.ticket.0);
                    assert_eq!(found, sees, "{}: {query}", column.name);
                }
                if counted {
                    assert_eq!(house.counts(person).await, before);
                }
            }
        });
    }

    // S03
    fn a_hidden_ticket_cannot_be_the_other_side_of_a_link(store) {
        trial(store, async |house| {
            let (out, hidden) = (house.cast.actor("out"), house.ticket_for(house.cast.column("out")));
            let mine = house.unrouted();
            let body = json!({"kind": "related", "ticket_id": hidden.ticket});
            let link = post(&format!("/api/v1/tickets/{mine}/link"), &body);
            let version = house.version(mine);
            assert_eq!(house.ask_as(out, link).await.status, 404);
            assert_eq!(house.version(mine), version);
            assert_eq!(house.version(hidden.ticket), hidden.version);
        });
    }

    // S04
    fn requesters_read_nothing_that_is_internal(store) {
        trial(store, async |house| {
            let owner = house.cast.column("owner");
            let given = house.full_of_internals(owner.asker).await;
            let reads = async |person: PersonId, rest: &str| {
                house.ask_as(person, for_ticket(given, rest)).await.text()
            };
            for rest in ["", "/messages", "/events"] {
                let inside = reads(house.cast.agent, rest).await;
                assert!(inside.contains(INTERNAL), "staff read it in {rest}");
                for name in ["owner", "follow"] {
                    let outside = reads(house.cast.actor(name), rest).await;
                    assert!(!outside.contains(INTERNAL), "{name} {rest}: {outside}");
                }
            }
            let path = format!("/api/v1/tickets/{}/reply", given.ticket);
            let reply = post(&path, &json!({"body": "Cela recommence."}));
            let replied = house.ask_as(owner.actor, reply).await;
            let list = house.ask_as(owner.actor, get("/api/v1/tickets")).await;
            let shown = [
                house.ask_as(owner.actor, for_ticket(given, "")).await.json(),
                replied.json(),
                list.json()["items"][0].clone(),
            ];
            for ticket in shown {
                for field in STAFF_ONLY {
                    let empty = ticket[field].is_null() || ticket[field] == json!([]);
                    assert!(empty, "{field}: {}", ticket[field]);
                }
                assert!(!ticket.to_string().contains(INTERNAL));
            }
        });
    }

    fn requesters_cannot_ask_by_what_is_internal(store) {
        trial(store, async |house| {
            let owner = house.cast.actor("owner");
            house.ticket_of(owner);
            let team = format!("team_id={}", house.cast.support);
            for query in ["priority=p1", "level=n1", "tag=interne", "sort=priority", &team] {
                let path = format!("/api/v1/tickets?{query}");
                assert_eq!(house.ask_as(owner, get(&path)).await.status, 403, "{query}");
            }
        });
    }

    // S05
    fn a_file_of_somebody_else_does_not_get_onto_ones_message(store) {
        trial(store, async |house| {
            let (owner, agent) = (house.cast.actor("owner"), house.cast.agent);
            let given = house.ticket_of(owner);
            let waiting = house.file_of(agent).await;
            let noted = house.file_on(given.ticket, MessageKind::Note).await;
            let reply = format!("/api/v1/tickets/{}/reply", given.ticket);
            for file in [waiting, noted] {
                let with = json!({"body": "Voici", "attachment_ids": [file]});
                assert_eq!(house.ask_as(owner, post(&reply, &with)).await.status, 422);
                let with = json!({"subject": "Voici", "body": "Voici", "attachment_ids": [file]});
                let new = post("/api/v1/tickets", &with);
                assert_eq!(house.ask_as(owner, new).await.status, 422);
                assert!(house.desk().download(house.by(agent), file).await.is_ok());
                assert!(house.desk().download(house.by(owner), file).await.is_err());
            }
            let id = given.ticket;
            let said = house.done(agent, move |tx, by| {
                guichet_desk::messages::list(tx, by, id, &Slice::default())
            });
            assert!(said.items.iter().all(|message| message.body != "Voici"));
        });
    }

    // S13
    fn whoever_stops_following_stops_reading(store) {
        trial(store, async |house| {
            let follower = house.cast.actor("follow");
            let given = house.ticket_for(house.cast.column("follow"));
            assert_eq!(house.ask_as(follower, for_ticket(given, "")).await.status, 200);
            let (id, agent) = (given.ticket, house.cast.agent);
            house.done(agent, move |tx, by| tickets::follow(tx, by, id, Some(follower), false));
            for rest in ["", "/messages", "/events"] {
                assert_eq!(house.ask_as(follower, for_ticket(given, rest)).await.status, 404);
            }
        });
    }
}
