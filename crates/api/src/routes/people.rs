//! People.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use guichet_contract::page::Page;
use guichet_contract::person::{NewPerson, PeopleQuery, Person, PersonPatch};
use guichet_desk::passwords::{Password, PasswordHash};
use guichet_desk::people::{self, Filter};
use guichet_domain::ids::PersonId;
use guichet_domain::people::{AgentScope, Role};
use guichet_domain::text::{Email, Line, Name};

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Fields, IfMatch, Json, Path, Query};
use crate::problem::Problem;
use crate::wire;

/// Lists people
///
/// By name. `q` finds the beginning of words of name, address or telephone number.
#[utoipa::path(tag = "people", params(PeopleQuery),
    responses((status = 200, description = "A page", body = Page<Person>,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/people")]
pub async fn list_people(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let slice = answer::slice(query.limit, query.cursor)?;
    let filter = Filter {
        words: answer::words(query.q)?,
        role: query.role,
        staff: query.staff,
        organization: query.organization_id,
        team: query.team_id,
        active: query.active,
    };
    let by = actor.by(door.desk());
    let list = move |tx: &mut _| people::list(tx, &by, &filter, &slice);
    let page = door.desk().read(list).await?;
    Ok(answer::page(page, &request.uri().to_string(), wire::person))
}

/// Enters a person
///
/// Staff enter requesters; administrators enter anybody.
#[utoipa::path(tag = "people", request_body = NewPerson,
    responses((status = 201, description = "The new person", body = Person,
        headers(("ETag" = String, description = "The version"),
            ("Location" = String, description = "The address")))))]
#[post("/api/v1/people")]
pub async fn create_person(
    door: Data<Door>,
    actor: Actor,
    input: Json<NewPerson>,
) -> Result<HttpResponse, Problem> {
    let (mut new, password) = new_person(input.into_inner())?;
    new.password = hashed(&door, password).await?;
    let by = actor.by(door.desk());
    let create = move |tx: &mut _| people::create(tx, &by, &new);
    let person = wire::person(door.desk().write(create).await?);
    let address = format!("/api/v1/people/{}", person.id);
    Ok(answer::created(person.version, &address, &person))
}

/// Shows a person
#[utoipa::path(tag = "people", params(("id" = PersonId, Path, description = "Who")),
    responses((status = 200, description = "The person", body = Person,
        headers(("ETag" = String, description = "The version")))))]
#[get("/api/v1/people/{id}")]
pub async fn get_person(
    door: Data<Door>,
    actor: Actor,
    id: Path<PersonId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let get = move |tx: &mut _| people::get(tx, &by, id);
    let person = wire::person(door.desk().read(get).await?);
    Ok(answer::versioned(person.version, &person))
}

/// Changes a person
///
/// Staff change what is known of requesters; rights are for administrators. Another role, a
/// deactivation and a new password end the person's sessions.
#[utoipa::path(tag = "people", request_body = PersonPatch,
    params(("id" = PersonId, Path, description = "Who"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, description = "The person afterwards", body = Person,
        headers(("ETag" = String, description = "The version")))))]
#[patch("/api/v1/people/{id}")]
pub async fn change_person(
    door: Data<Door>,
    actor: Actor,
    id: Path<PersonId>,
    if_match: IfMatch,
    input: Json<PersonPatch>,
) -> Result<HttpResponse, Problem> {
    let (mut patch, password) = person_patch(input.into_inner())?;
    patch.password = hashed(&door, password).await?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let change = move |tx: &mut _| people::change(tx, &by, id, if_match.0, &patch);
    let person = wire::person(door.desk().write(change).await?);
    door.live().sessions_changed();
    Ok(answer::versioned(person.version, &person))
}

/// Hashed away from the writer, which would stand still meanwhile.
async fn hashed(door: &Door, password: Option<Password>) -> Result<Option<PasswordHash>, Problem> {
    match password {
        None => Ok(None),
        Some(password) => door.passwords().hash(password).await.map(Some),
    }
}

fn new_person(input: NewPerson) -> Result<(people::NewPerson, Option<Password>), Problem> {
    Fields::read(|fields| {
        let name = fields.text("name", Name::parse(&input.name));
        let email = fields.maybe("email", input.email.as_deref().map(Email::parse));
        let phone = fields.maybe("phone", input.phone.as_deref().map(Line::parse));
        let password = match input.password.as_deref().map(Password::parse) {
            None => Some(None),
            Some(parsed) => fields.password("password", parsed).map(Some),
        };
        let new = people::NewPerson {
            name: name?,
            email: email?,
            phone: phone?,
            role: input.role.unwrap_or(Role::Requester),
            scope: input.scope.unwrap_or(AgentScope::All),
            organization: input.organization_id,
            organization_manager: input.organization_manager.unwrap_or(false),
            organization_reader: input.organization_reader.unwrap_or(false),
            teams: input.team_ids.unwrap_or_default(),
            language: input.language,
            password: None,
        };
        Some((new, password?))
    })
}

fn person_patch(input: PersonPatch) -> Result<(people::PersonPatch, Option<Password>), Problem> {
    Fields::read(|fields| {
        let name = fields.maybe("name", input.name.as_deref().map(Name::parse));
        let email = fields.three_states("email", input.email, Email::parse);
        let phone = fields.three_states("phone", input.phone, Line::parse);
        let password = match input.password.as_deref().map(Password::parse) {
            None => Some(None),
            Some(parsed) => fields.password("password", parsed).map(Some),
        };
        let patch = people::PersonPatch {
            name: name?,
            email: email?,
            phone: phone?,
            role: input.role,
            scope: input.scope,
            organization: input.organization_id,
            organization_manager: input.organization_manager,
            organization_reader: input.organization_reader,
            teams: input.team_ids,
            language: input.language,
            active: input.active,
            password: None,
        };
        Some((patch, password?))
    })
}
