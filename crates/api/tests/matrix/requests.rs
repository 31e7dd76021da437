//! For each row of the table a request that is valid: what it is refused for is who asks.

use actix_web::test::TestRequest;
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::people::Role;
use guichet_domain::ticket::MessageKind;
use serde_json::{Value, json};

use crate::cast::Column;
use crate::house::{Given, House, PASSWORD};
use crate::http::request;
use crate::table::Row;

/// The bytes of an upload with one file.
const UPLOAD: &str = "--edge\r\n\
    Content-Disposition: form-data; name=\"file\"; filename=\"note.txt\"\r\n\
    Content-Type: text/plain\r\n\r\nbonjour\r\n--edge--\r\n";

/// The request of a row as a column makes it, upon a ticket of that column.
pub async fn valid(house: &House, row: &Row, column: &Column, given: Given) -> TestRequest {
    let path = address(house, row, column, given).await;
    let request = request(row.method, &path);
    if row.path == "/api/v1/attachments" {
        let form = ("content-type", "multipart/form-data; boundary=edge");
        return request.insert_header(form).set_payload(UPLOAD);
    }
    if row.path == "/api/v1/channels/email/inbound" {
        let mail = house.mail("a person");
        let kind = ("content-type", "message/rfc822");
        return request.insert_header(kind).set_payload(mail);
    }
    match body(house, row, column, given) {
        Value::Null => request,
        body => request.set_json(body),
    }
}

/// The request of a row upon something that never was.
pub fn of_nothing(house: &House, row: &Row, column: &Column) -> TestRequest {
    let request = request(row.method, &row.path.replace("{id}", "999999"));
    let given = Given {
        ticket: TicketId(999_999),
        version: 1,
    };
    match body(house, row, column, given) {
        Value::Null => request,
        body => request.set_json(body),
    }
}

async fn address(house: &House, row: &Row, column: &Column, given: Given) -> String {
    let cast = &house.cast;
    let id = match row.path {
        "/api/docs/{file:.*}" => return "/api/docs/index.html".to_owned(),
        "/api/v1/reports/tickets" => return format!("{}?by=status", row.path),
        "/api/v1/calendars/{id}" => house.calendar().0,
        "/api/v1/calendars/{id}/closed_days" => {
            let path = row.path.replace("{id}", &house.calendar().0.to_string());
            return format!("{path}?year=2026");
        }
        "/api/v1/sla_policies/{id}" => house.sla_policy().0,
        "/api/v1/mailboxes/{id}" | "/api/v1/mailboxes/{id}/check" => house.mailbox().0,
        "/api/v1/letters/{id}/retry" => house.letter().0,
        path if path.starts_with("/api/v1/links/") => {
            let link = house.link(given.ticket, column.asker);
            return path.replace("{token}", &link);
        }
        path if path.starts_with("/api/v1/letter_templates/{kind}") => {
            return path.replace("{kind}/{language}", "reply/fr");
        }
        "/api/v1/flagged_addresses/{address}" => {
            return row.path.replace("{address}", &house.flagged_address());
        }
        path if path.starts_with("/api/v1/mails/{id}") => house.quarantined().await.0,
        path if path.starts_with("/api/v1/tickets/") => given.ticket.0,
        path if path.starts_with("/api/v1/people/") => person(house, row, column).0,
        path if path.starts_with("/api/v1/organizations/") => cast.organization.0,
        path if path.starts_with("/api/v1/teams/") => cast.support.0,
        path if path.starts_with("/api/v1/categories/") => cast.category.0,
        path if path.starts_with("/api/v1/agents/") => cast.agent.0,
        "/api/v1/routing_rules/{id}" => house.routing_rule().0,
        "/api/v1/skills/{id}" => house.skill().0,
        "/api/v1/absences/{id}" => house.absence_of(absentee(house, row, column)).0,
        "/api/v1/attachments/{id}" => match row.object {
            "waiting" => house.file_of(column.asker).await.0,
            "of a note" => house.file_on(given.ticket, MessageKind::Note).await.0,
            _ => house.file_on(given.ticket, MessageKind::Reply).await.0,
        },
        path => return path.to_owned(),
    };
    row.path.replace("{id}", &id.to_string())
}

/// Of whom a row about people speaks.
fn person(house: &House, row: &Row, column: &Column) -> PersonId {
    match row.object {
        "oneself" | "own rights" => column.actor.unwrap_or(house.cast.requester),
        "an agent" | "name of an agent" => house.fresh(Role::Agent),
        _ => house.fresh(Role::Requester),
    }
}

/// Whose absence a row speaks of: of requesters, who have none, an agent's.
fn absentee(house: &House, row: &Row, column: &Column) -> PersonId {
    let own = column.actor.filter(|actor| house.is_staff(*actor));
    match (row.object, own) {
        ("own", Some(actor)) => actor,
        _ => house.fresh(Role::Agent),
    }
}

fn body(house: &House, row: &Row, column: &Column, given: Given) -> Value {
    if let Some(deed) = row.path.strip_prefix("/api/v1/tickets/{id}/")
        && row.method == "POST"
    {
        return deed_body(house, deed, given.version);
    }
    let name = || house.fresh_name();
    let email = || house.email(column.actor.unwrap_or(column.asker));
    match (row.method, row.path, row.object) {
        ("POST", "/api/v1/setup", _) => json!({
            "desk_name": "Une autre", "name": "Ada", "email": "ada@guichet.example",
            "password": PASSWORD, "language": "fr",
        }),
        ("POST", "/api/v1/sessions", _) => json!({"email": email(), "password": PASSWORD}),
        ("POST", "/api/v1/tokens", _) => {
            json!({"grant_type": "password", "email": email(), "password": PASSWORD})
        }
        ("POST", "/api/v1/tokens/revoke", _) => json!({"refresh_token": "unknown"}),
        ("PATCH", "/api/v1/me", _) => json!({"language": "en"}),
        ("POST", "/api/v1/me/password", _) => {
            json!({"current": PASSWORD, "new": "un autre mot de passe"})
        }
        ("POST", "/api/v1/people", "an agent") => json!({"name": name(), "role": "agent"}),
        ("POST", "/api/v1/people", "a manager") => json!({
            "name": name(), "organization_id": house.cast.organization,
            "organization_manager": true,
        }),
        ("PATCH", _, "reading of a requester") => json!({"organization_reader": true}),
        ("PATCH", _, "rights of a requester") => json!({"role": "agent"}),
        ("PATCH", _, "password of a requester") => json!({"password": "un autre mot de passe"}),
        ("PATCH", _, "own rights") => json!({"scope": "all"}),
        ("POST", "/api/v1/organizations", "shared") => {
            json!({"name": name(), "sharing": "everyone"})
        }
        ("PATCH", _, "sharing") => json!({"sharing": "managers"}),
        ("POST", "/api/v1/teams", _) => json!({"name": name(), "level": "n1"}),
        ("POST", "/api/v1/routing_rules", _) => {
            json!({"name": name(), "team_id": house.cast.support})
        }
        ("POST", "/api/v1/routing_rules/order", _) => json!({"ids": house.routing_rules()}),
        ("PATCH", "/api/v1/agents/{id}", _) => json!({"capacity": null}),
        ("POST", "/api/v1/absences", _) => json!({
            "person_id": absentee(house, row, column),
            "from": "2027-01-04T08:00:00Z", "until": "2027-01-05T08:00:00Z",
        }),
        ("PATCH", "/api/v1/absences/{id}", _) => json!({"note": "Congés"}),
        ("POST", "/api/v1/calendars", _) => {
            json!({"name": name(), "definition": crate::house::office()})
        }
        ("POST", "/api/v1/calendars/read_ical", _) => {
            json!({"text": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//FR\r\nEND:VCALENDAR\r\n"})
        }
        ("POST", "/api/v1/sla_policies", _) => json!({"name": name(), "terms": {}}),
        ("POST", "/api/v1/sla_policies/order", _) => json!({"ids": house.sla_policies()}),
        ("POST", "/api/v1/sla_policies/preview", _) => json!({"terms": {}}),
        ("POST", "/api/v1/notifications/read", _) => json!({}),
        ("PUT", "/api/v1/tickets/{id}/survey", _) => json!({"score": 4}),
        ("POST", "/api/v1/links/{token}/rate", _) => json!({"score": 4}),
        ("POST", "/api/v1/links/{token}/confirm", _) => Value::Null,
        ("POST", "/api/v1/links/{token}/not_solved", _) => json!({}),
        ("POST", "/api/v1/sessions/link", _) => json!({"email": "nobody@nowhere.example"}),
        ("POST", "/api/v1/sessions/enter", _) => json!({"token": "1.unknown"}),
        ("POST", "/api/v1/mailboxes", _) => json!({
            "name": name(), "address": format!("{}@guichet.example", name()),
            "language": "fr", "kind": "incident",
        }),
        ("POST", "/api/v1/mailboxes/{id}/check", _) => Value::Null,
        ("PATCH", "/api/v1/settings/post", _) => json!({"acknowledge": true}),
        ("PUT", "/api/v1/me/mail_choices", _) => {
            json!({"requests": true, "surveys": true, "tickets": true, "alerts": true})
        }
        ("PUT", "/api/v1/letter_templates/{kind}/{language}", _)
        | ("POST", "/api/v1/letter_templates/{kind}/{language}/preview", _) => {
            json!({"subject": "[{{ticket.number}}]", "body": "{{message}}"})
        }
        ("POST", "/api/v1/letters/test", _) => json!({"email": "ada@guichet.example"}),
        ("POST", "/api/v1/letters/{id}/retry", _)
        | ("POST", "/api/v1/people/{id}/invite", _)
        | ("POST", "/api/v1/mails/{id}/release", _)
        | ("POST", "/api/v1/mails/{id}/dismiss", _) => Value::Null,
        ("PATCH", "/api/v1/settings", _) => json!({"remind_after_days": 2}),
        ("POST", "/api/v1/tickets", "own") => {
            json!({"subject": "Écran noir", "body": "Depuis hier."})
        }
        ("POST", "/api/v1/tickets", _) => json!({
            "subject": "Écran noir", "body": "Depuis hier.", "requester_id": house.cast.requester,
        }),
        ("POST" | "PATCH", _, _) => json!({"name": name()}),
        _ => Value::Null,
    }
}

fn deed_body(house: &House, deed: &str, version: i64) -> Value {
    let category = house.cast.category;
    let mut body = match deed {
        "reply" | "note" => return json!({"body": "Je regarde."}),
        "tag" => return json!({"add": ["réseau"]}),
        "link" => return json!({"kind": "related", "ticket_id": house.unrouted()}),
        "follow" => return json!({}),
        "assign" => json!({"assignee_id": house.cast.supervisor}),
        "qualify" => {
            json!({"kind": "incident", "category_id": category, "impact": "team", "urgency": "low"})
        }
        "requalify" => json!({"impact": "team"}),
        "prioritize" => json!({"priority": "p1", "reason": "Toute la direction attend."}),
        "diagnose" => json!({"cause": "Bourrage", "findings": "Du papier déchiré."}),
        "resolve" => json!({"code": "fixed", "solution": "Papier retiré."}),
        "solve" => json!({"code": "fixed", "solution": "Papier retiré.", "cause": "Bourrage"}),
        "document" => {
            json!({"documentation": {"type": "nothing_to_document", "reason": "Déjà connu."}})
        }
        "close" | "reopen" | "cancel" | "spam" | "reject" => json!({"reason": "Comme convenu."}),
        "hold" => json!({"reason": "requester"}),
        "send_back" => json!({"stage": "qualification", "reason": "À reprendre."}),
        "escalate" => {
            json!({"level": "n3", "reason": "Trop profond.", "note": "Tout est vérifié."})
        }
        "deescalate" => json!({"level": "n1", "reason": "Trop haut.", "note": "Tout est vérifié."}),
        "rename" => json!({"subject": "Imprimante du deuxième étage"}),
        "mark_major" => json!({"major": true}),
        _ => json!({}),
    };
    body["version"] = json!(version);
    body
}
