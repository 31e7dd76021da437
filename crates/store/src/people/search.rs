//! Lists of people, and finding them by a few letters.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::Role;

use super::{Person, Row};
use crate::connection::on;
use crate::fold::patterns;
use crate::page::{Page, one_more};
use crate::schema::{people, team_members};
use crate::{Connection, Result};

/// What narrows a list of people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Beginnings of words of name, address or number.
    pub words: Option<String>,
    /// Only this role.
    pub role: Option<Role>,
    /// Only staff, or only requesters.
    pub staff: Option<bool>,
    /// Only this organization.
    pub organization: Option<OrganizationId>,
    /// Only this team.
    pub team: Option<TeamId>,
    /// Only those who can sign in, or only those who cannot.
    pub active: Option<bool>,
}

/// A page of people by name. The position is the number of the last one.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Page<Person, PersonId>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = people::table.into_boxed();
        for pattern in filter.words.as_deref().map(patterns).unwrap_or_default() {
            query = query.filter(people::folded.like(pattern).escape('\\'));
        }
        if let Some(role) = filter.role {
            query = query.filter(people::role.eq(role.as_str()));
        }
        query = match filter.staff {
            Some(true) => query.filter(people::role.ne(Role::Requester.as_str())),
            Some(false) => query.filter(people::role.eq(Role::Requester.as_str())),
            None => query,
        };
        if let Some(organization) = filter.organization {
            query = query.filter(people::organization_id.eq(organization.0));
        }
        if let Some(team) = filter.team {
            let members = team_members::table.filter(team_members::team_id.eq(team.0));
            query = query.filter(people::id.eq_any(members.select(team_members::person_id)));
        }
        if let Some(active) = filter.active {
            query = query.filter(people::active.eq(active));
        }
        if let Some(after) = after {
            query = query.filter(
                sql::<Bool>(
                    "(people.folded, people.id) > ((SELECT p.folded FROM people p WHERE p.id = ",
                )
                .bind::<BigInt, _>(after.0)
                .sql("), ")
                .bind::<BigInt, _>(after.0)
                .sql(")"),
            );
        }
        query
            .order((people::folded, people::id))
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let people = rows.into_iter().map(Person::from).collect();
    Ok(Page::of(people, limit, |person: &Person| person.id))
}

/// Everybody who can be put in charge of tickets, by name: a desk has at most some hundreds.
///
/// # Errors
/// Those of the database.
pub fn active_staff(conn: &mut Connection) -> Result<Vec<PersonId>> {
    let ids: Vec<i64> = on!(conn, |c| people::table
        .filter(people::active)
        .filter(people::role.ne(Role::Requester.as_str()))
        .order((people::folded, people::id))
        .select(people::id)
        .load(c))?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Those of these people who can be put in charge of tickets, by number.
///
/// # Errors
/// Those of the database.
pub fn active_staff_among(conn: &mut Connection, ids: &[PersonId]) -> Result<Vec<PersonId>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found: Vec<i64> = on!(conn, |c| people::table
        .filter(people::id.eq_any(&ids))
        .filter(people::active)
        .filter(people::role.ne(Role::Requester.as_str()))
        .order(people::id)
        .select(people::id)
        .load(c))?;
    Ok(found.into_iter().map(PersonId).collect())
}
