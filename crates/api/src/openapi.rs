//! The API document: collected from the handlers, completed from the table of routes.

use actix_web::App;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::server::Server;
use utoipa::openapi::{Components, Info, License, OpenApi, SecurityRequirement, Tag};
use utoipa_actix_web::AppExt;

use crate::problem::describe_problems;
use crate::routes::table::{self, Permission, Route};
use crate::{problem, routes};

/// The subjects of the API, in the order they are shown.
const TAGS: &[(&str, &str)] = &[
    ("session", "Signing in and out, tokens, and who one is."),
    (
        "tickets",
        "Requests, from the first word to the confirmation.",
    ),
    (
        "deeds",
        "What can be done with a ticket; each is refused where the life cycle does not allow it.",
    ),
    ("messages", "Replies and notes, with their files."),
    ("people", "People, organizations and teams."),
    (
        "post",
        "Mails that come and go: mailboxes, the words of letters, the outbox, quarantine.",
    ),
    ("links", "What the links in mails lead to."),
    ("desk", "Categories, tags and settings."),
    (
        "promises",
        "SLA policies, business calendars, the clocks of tickets, and what is told of them.",
    ),
    (
        "routing",
        "Which team and which agent a ticket goes to: rules, skills, agents, absences.",
    ),
    ("live", "What changes, as it changes."),
    ("watching", "Health, figures, and this document."),
];

const DESCRIPTION: &str = "\
Everything the pages of the desk do is done through this API.

**Sign-in.** Browsers hold a session cookie; clients send `Authorization: Bearer` with an access \
token of some minutes and renew it with a refresh token that can be used once.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`. What you may not see is \
`not_found`; what you may see but not do is `forbidden`.

**Lists** come in pages of at most 100: `next` in the body and in `Link` (RFC 8288).

**Changes** take `If-Match` with the `ETag` of what was read and are refused with 412 when it has \
changed since. Patches are merge patches (RFC 7396): what is absent stays, `null` takes away.

**Times** are RFC 3339 in UTC.";

/// The document as it is served.
pub fn document() -> OpenApi {
    let app = App::new().into_utoipa_app().configure(routes::register);
    let (_, mut document) = app.split_for_parts();
    document.info = Info::builder()
        .title("Guichet")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(License::new("MIT")))
        .build();
    document.servers = Some(vec![Server::new("/")]);
    document.tags = Some(
        TAGS.iter()
            .map(|(name, about)| Tag::builder().name(*name).description(Some(*about)).build())
            .collect(),
    );
    let components = document.components.get_or_insert_with(Components::new);
    describe_problems(components);
    describe_sign_in(components);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            if let Some(route) = table::find(&method, path) {
                complete(operation, route);
            }
        }
    }
    document
}

/// The document as text: indented, in a stable order, with a line end.
pub fn document_text() -> String {
    let text = document()
        .to_pretty_json()
        .expect("the document is made of JSON values");
    format!("{text}\n")
}

/// The operations of a path with their methods.
fn operations(
    item: &mut PathItem,
) -> impl Iterator<Item = (actix_web::http::Method, &mut Operation)> {
    use actix_web::http::Method;
    [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::DELETE, &mut item.delete),
        (Method::PATCH, &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// Adds the name of the operation, who may call it, and everything it may refuse.
fn complete(operation: &mut Operation, route: &Route) {
    operation.operation_id = Some(route.id.to_owned());
    operation.security = Some(match route.permission {
        Permission::Public => Vec::new(),
        _ => ["cookie", "bearer"]
            .map(|scheme| SecurityRequirement::new(scheme, Vec::<String>::new()))
            .to_vec(),
    });
    let has_body = operation.request_body.is_some();
    let has_parameters = operation.parameters.as_ref().is_some_and(|p| !p.is_empty());
    let mut statuses: Vec<u16> = route.refuses.iter().map(|code| code.status()).collect();
    if route.path.starts_with("/api/v1/") {
        statuses.extend([400, 429, 500, 503]);
    }
    if route.path.contains('{') {
        statuses.push(404);
    }
    if route.permission != Permission::Public {
        statuses.extend([401, 403]);
    }
    if has_body {
        statuses.extend([400, 403, 408, 413, 415, 422]);
    }
    if has_parameters {
        statuses.extend([400, 422]);
    }
    for status in statuses {
        if let Some(name) = problem::response_name(status) {
            let reference = utoipa::openapi::Ref::from_response_name(name);
            let responses = &mut operation.responses.responses;
            responses
                .entry(status.to_string())
                .or_insert_with(|| reference.into());
        }
    }
}

fn describe_sign_in(components: &mut Components) {
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-guichet",
        "The session of a browser; named `guichet` where the desk is reached without TLS.",
    ));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    let mut bearer = Http::new(HttpAuthScheme::Bearer);
    bearer.bearer_format = Some("JWT".to_owned());
    bearer.description = Some("The access token of an API client.".to_owned());
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::PROBLEM_RESPONSES;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_has_the_routes_of_the_table_and_no_others() {
        let mut document = document();
        let mut served = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let id = operation.operation_id.clone().unwrap_or_default();
                served.insert(format!("{method} {path} {id}"));
            }
        }
        let table: BTreeSet<String> = table::documented()
            .map(|route| format!("{} {} {}", route.method, route.path, route.id))
            .collect();
        assert_eq!(served, table);
    }

    #[test]
    fn every_operation_has_a_subject_and_a_summary() {
        let mut document = document();
        let known: Vec<&str> = TAGS.iter().map(|(name, _)| *name).collect();
        for item in document.paths.paths.values_mut() {
            for (_, operation) in operations(item) {
                let id = operation.operation_id.clone().unwrap_or_default();
                let tags = operation.tags.clone().unwrap_or_default();
                assert!(
                    matches!(&tags[..], [tag] if known.contains(&tag.as_str())),
                    "{id}"
                );
                assert!(
                    operation.summary.as_ref().is_some_and(|s| !s.is_empty()),
                    "{id}"
                );
            }
        }
    }

    #[test]
    fn every_status_a_route_refuses_with_is_described() {
        for status in table::documented()
            .flat_map(|r| r.refuses)
            .map(|code| code.status())
        {
            assert!(problem::response_name(status).is_some(), "{status}");
        }
        assert_eq!(
            PROBLEM_RESPONSES.len(),
            BTreeSet::from(PROBLEM_RESPONSES).len()
        );
    }

    #[test]
    fn the_document_is_the_same_each_time() {
        assert_eq!(document_text(), document_text());
        assert!(document_text().starts_with("{\n  \"openapi\": \"3.1."));
    }
}
