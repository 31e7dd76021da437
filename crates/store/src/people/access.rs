//! Who may come in, and with which rights.

use diesel::prelude::*;
use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{Role, Sharing, Viewer, reads_organization};

use super::Row;
use crate::connection::on;
use crate::schema::{organizations, people, team_members};
use crate::word::Word;
use crate::{Connection, Error, Result, dialect};

/// What a sign-in is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Who.
    pub person: PersonId,
    /// The hash of the password, if one is set.
    pub password_hash: Option<String>,
    /// Whether the person can sign in.
    pub active: bool,
}

/// Sets the password of a person. The hash is made by the desk.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn set_password_hash(conn: &mut Connection, id: PersonId, hash: &str) -> Result<()> {
    let changed = on!(conn, |c| diesel::update(people::table.find(id.0))
        .set(people::password_hash.eq(hash))
        .execute(c))?;
    if changed == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

/// What the sign-in with an address is checked against, if somebody has it.
///
/// # Errors
/// Those of the database.
pub fn credentials(conn: &mut Connection, email: &str) -> Result<Option<Credentials>> {
    let found: Option<(i64, Option<String>, bool)> = on!(conn, |c| people::table
        .filter(people::email.eq(email))
        .select((people::id, people::password_hash, people::active))
        .first(c)
        .optional())?;
    Ok(found.map(|(id, password_hash, active)| Credentials {
        person: PersonId(id),
        password_hash,
        active,
    }))
}

/// What the policy needs to know of someone who is active; `None` of anyone else.
///
/// # Errors
/// Those of the database.
pub fn viewer(conn: &mut Connection, id: PersonId) -> Result<Option<Viewer>> {
    type Found = (Row, Option<Word<Sharing>>);
    let found: Option<Found> = on!(conn, |c| people::table
        .left_join(
            organizations::table.on(people::organization_id.eq(organizations::id.nullable()))
        )
        .filter(people::id.eq(id.0))
        .filter(people::active)
        .select((Row::as_select(), organizations::sharing.nullable()))
        .first(c)
        .optional())?;
    let Some((row, sharing)) = found else {
        return Ok(None);
    };
    let teams: Vec<i64> = on!(conn, |c| team_members::table
        .filter(team_members::person_id.eq(id.0))
        .order(team_members::team_id)
        .select(team_members::team_id)
        .load(c))?;
    let reads = sharing.is_some_and(|sharing| {
        reads_organization(sharing.0, row.organization_manager, row.organization_reader)
    });
    Ok(Some(Viewer {
        person: id,
        role: row.role.0,
        scope: row.scope.0,
        teams: teams.into_iter().map(TeamId).collect(),
        organization: row.organization_id.map(OrganizationId),
        reads_organization: reads,
    }))
}

/// Whether there is an administrator, active or not: then the desk has been set up.
///
/// # Errors
/// Those of the database.
pub fn has_administrator(conn: &mut Connection) -> Result<bool> {
    let administrators = people::table.filter(people::role.eq(Role::Admin.as_str()));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(
        administrators
    ))
    .get_result(c))?)
}

/// The administrators who can sign in. Until the transaction ends nobody else can demote one of
/// them, so that the last is never lost by two who go at once.
///
/// # Errors
/// Those of the database.
pub fn hold_administrators(conn: &mut Connection) -> Result<Vec<PersonId>> {
    let ids = dialect::hold_administrators(conn)?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Makes others who want to give tickets to these people, or to enter absences of theirs, wait
/// until the transaction ends: what is read of their tickets and absences from now on holds until
/// then.
///
/// # Errors
/// Those of the database.
pub fn hold(conn: &mut Connection, ids: &[PersonId]) -> Result<()> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    dialect::hold_people(conn, &ids)
}

/// The active members of a team, by number.
///
/// # Errors
/// Those of the database.
pub fn active_members(conn: &mut Connection, team: TeamId) -> Result<Vec<PersonId>> {
    let ids: Vec<i64> = on!(conn, |c| team_members::table
        .inner_join(people::table)
        .filter(team_members::team_id.eq(team.0))
        .filter(people::active)
        .order(people::id)
        .select(people::id)
        .load(c))?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// The active people of a role, by number.
///
/// # Errors
/// Those of the database.
pub fn active_with_role(conn: &mut Connection, role: Role) -> Result<Vec<PersonId>> {
    let ids: Vec<i64> = on!(conn, |c| people::table
        .filter(people::role.eq(role.as_str()))
        .filter(people::active)
        .order(people::id)
        .select(people::id)
        .load(c))?;
    Ok(ids.into_iter().map(PersonId).collect())
}
