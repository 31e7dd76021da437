//! People, and what the policy needs to know of them.

mod access;
mod search;

pub use access::{
    Credentials, active_members, active_with_role, credentials, has_administrator, hold,
    hold_administrators, set_password_hash, viewer,
};
pub use search::{Filter, active_staff, active_staff_among, list};

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{OrganizationId, PersonId};
use guichet_domain::people::{AgentScope, Language, Role};

use crate::connection::on;
use crate::fold::searchable;
use crate::schema::people;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// Someone the desk knows. The password is apart: see [`credentials`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Grows with each change.
    pub version: i64,
    /// What is known.
    pub profile: Profile,
    /// Whether a password is set.
    pub has_password: bool,
    /// When the person was entered.
    pub created_at: DateTime<Utc>,
    /// When the person was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is known of a person, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The full name.
    pub name: String,
    /// The mail address, in lower case.
    pub email: Option<String>,
    /// A telephone number, as written.
    pub phone: Option<String>,
    /// What the person is for the desk.
    pub role: Role,
    /// Which tickets an agent sees.
    pub scope: AgentScope,
    /// The organization the person belongs to.
    pub organization: Option<OrganizationId>,
    /// Whether the person has the role of manager in it.
    pub organization_manager: bool,
    /// Whether the person is one of those chosen to read its tickets.
    pub organization_reader: bool,
    /// The language of interface and messages.
    pub language: Language,
    /// IANA name of the time zone.
    pub time_zone: Option<String>,
    /// Whether the person can sign in and be assigned.
    pub active: bool,
}

/// How a person is named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The full name.
    pub name: String,
    /// The mail address.
    pub email: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = people)]
struct Row {
    id: i64,
    version: i64,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    role: Word<Role>,
    scope: Word<AgentScope>,
    organization_id: Option<i64>,
    organization_manager: bool,
    organization_reader: bool,
    language: Word<Language>,
    time_zone: Option<String>,
    active: bool,
    password_hash: Option<String>,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: PersonId(row.id),
            version: row.version,
            profile: Profile {
                name: row.name,
                email: row.email,
                phone: row.phone,
                role: row.role.0,
                scope: row.scope.0,
                organization: row.organization_id.map(OrganizationId),
                organization_manager: row.organization_manager,
                organization_reader: row.organization_reader,
                language: row.language.0,
                time_zone: row.time_zone,
                active: row.active,
            },
            has_password: row.password_hash.is_some(),
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = people, treat_none_as_null = true)]
struct ProfileColumns<'a> {
    name: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    folded: String,
    role: &'static str,
    scope: &'static str,
    organization_id: Option<i64>,
    organization_manager: bool,
    organization_reader: bool,
    language: &'static str,
    time_zone: Option<&'a str>,
    active: bool,
    updated_at: Moment,
}

impl<'a> ProfileColumns<'a> {
    fn new(profile: &'a Profile, at: DateTime<Utc>) -> Self {
        let email = profile.email.as_deref();
        let phone = profile.phone.as_deref();
        // Numbers are written with all kinds of gaps: found by their digits alone, too.
        let digits: String = phone
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let texts = [
            Some(profile.name.as_str()),
            email,
            phone,
            Some(digits.as_str()),
        ];
        Self {
            name: &profile.name,
            email,
            phone,
            folded: searchable(texts.into_iter().flatten()),
            role: profile.role.as_str(),
            scope: profile.scope.as_str(),
            organization_id: profile.organization.map(|id| id.0),
            organization_manager: profile.organization_manager,
            organization_reader: profile.organization_reader,
            language: profile.language.as_str(),
            time_zone: profile.time_zone.as_deref(),
            active: profile.active,
            updated_at: at.into(),
        }
    }
}

/// Enters a person.
///
/// # Errors
/// `Duplicate` when somebody has the address, `NotFound` when the organization is not there;
/// those of the database.
pub fn insert(conn: &mut Connection, profile: &Profile, at: DateTime<Utc>) -> Result<PersonId> {
    let row = (
        people::version.eq(1),
        people::created_at.eq(Moment::from(at)),
        ProfileColumns::new(profile, at),
    );
    let id = on!(conn, |c| diesel::insert_into(people::table)
        .values(row)
        .returning(people::id)
        .get_result(c))?;
    Ok(PersonId(id))
}

/// Changes what is known of a person, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `Duplicate` when somebody else has the address; those of the database.
pub fn update(
    conn: &mut Connection,
    id: PersonId,
    version: i64,
    profile: &Profile,
    at: DateTime<Utc>,
) -> Result<()> {
    let as_read = people::table
        .filter(people::id.eq(id.0))
        .filter(people::version.eq(version));
    let columns = ProfileColumns::new(profile, at);
    let changed = on!(conn, |c| diesel::update(as_read)
        .set((columns, people::version.eq(version + 1)))
        .execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// The person with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: PersonId) -> Result<Person> {
    find(conn, id)?.ok_or(Error::NotFound)
}

/// The person with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: PersonId) -> Result<Option<Person>> {
    let found: Option<Row> = on!(conn, |c| people::table
        .find(id.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Person::from))
}

/// The person with an address, if there is one. The address is in lower case.
///
/// # Errors
/// Those of the database.
pub fn find_by_email(conn: &mut Connection, email: &str) -> Result<Option<Person>> {
    let found: Option<Row> = on!(conn, |c| people::table
        .filter(people::email.eq(email))
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(found.map(Person::from))
}

/// How people are named, by number.
///
/// # Errors
/// Those of the database.
pub fn names(conn: &mut Connection, ids: &[PersonId]) -> Result<HashMap<PersonId, PersonName>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String, Option<String>)> = on!(conn, |c| people::table
        .filter(people::id.eq_any(&ids))
        .select((people::id, people::name, people::email))
        .load(c))?;
    let named = rows
        .into_iter()
        .map(|(id, name, email)| (PersonId(id), PersonName { name, email }));
    Ok(named.collect())
}
