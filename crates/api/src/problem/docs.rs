//! The problems in the API document: one response for each status, referred to from everywhere.

use guichet_contract::problem::{Code, FieldCode, FieldProblem, Problem};
use utoipa::PartialSchema;
use utoipa::openapi::{Components, Content, Header, Ref, Response};
use utoipa::openapi::{ObjectBuilder, Type};

/// The name of the response for each status a route may refuse with.
pub const PROBLEM_RESPONSES: [(u16, &str); 14] = [
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (415, "UnsupportedMediaType"),
    (422, "UnprocessableContent"),
    (429, "TooManyRequests"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
];

/// The name of the response for a status.
pub fn response_name(status: u16) -> Option<&'static str> {
    PROBLEM_RESPONSES
        .iter()
        .find(|(known, _)| *known == status)
        .map(|(_, name)| *name)
}

/// Adds the schemas of a problem and a response for each status, which lists its codes.
pub fn describe_problems(components: &mut Components) {
    components
        .schemas
        .insert("Problem".to_owned(), Problem::schema());
    components.schemas.insert("Code".to_owned(), Code::schema());
    components
        .schemas
        .insert("FieldProblem".to_owned(), FieldProblem::schema());
    components
        .schemas
        .insert("FieldCode".to_owned(), FieldCode::schema());
    for (status, name) in PROBLEM_RESPONSES {
        components
            .responses
            .insert(name.to_owned(), response(status).into());
    }
}

fn response(status: u16) -> Response {
    let codes = Code::ALL.iter().filter(|code| code.status() == status);
    let listed: Vec<String> = codes
        .map(|code| format!("- `{code}`: {}", code.meaning()))
        .collect();
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    let mut response = Response::builder()
        .description(listed.join("\n"))
        .content("application/problem+json", content);
    if status == 429 {
        let seconds = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1));
        let mut header = Header::new(seconds);
        header.description = Some("Seconds to wait.".to_owned());
        response = response.header("Retry-After", header);
    }
    response.build()
}
