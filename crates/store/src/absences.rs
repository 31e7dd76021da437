//! Times during which agents are not there.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{AbsenceId, PersonId};

use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::absences;
use crate::time::Moment;
use crate::{Connection, Error, Result};

/// An absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Which one.
    pub id: AbsenceId,
    /// Grows with each change.
    pub version: i64,
    /// Who is not there.
    pub person: PersonId,
    /// What can be changed of it.
    pub profile: Profile,
}

/// What is known of an absence, and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; somebody is back at that moment.
    pub until: DateTime<Utc>,
    /// Who gets the new tickets meanwhile.
    pub replacement: Option<PersonId>,
    /// Why, or what to know.
    pub note: Option<String>,
}

/// What narrows a list of absences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this person.
    pub person: Option<PersonId>,
    /// Only those that are not over at this time.
    pub after: Option<DateTime<Utc>>,
}

/// The place of an absence in a list. As text it is a cursor, safe in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    from: DateTime<Utc>,
    id: AbsenceId,
}

/// The text is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no position in a list of absences")]
pub struct PositionError;

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.from.timestamp_micros(), self.id)
    }
}

impl FromStr for Position {
    type Err = PositionError;

    fn from_str(text: &str) -> std::result::Result<Self, PositionError> {
        let (micros, id) = text.split_once('.').ok_or(PositionError)?;
        let micros = micros.parse().map_err(|_| PositionError)?;
        Ok(Self {
            from: DateTime::from_timestamp_micros(micros).ok_or(PositionError)?,
            id: id.parse().map_err(|_| PositionError)?,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = absences)]
struct Row {
    id: i64,
    version: i64,
    person_id: i64,
    from_at: Moment,
    until_at: Moment,
    replacement_id: Option<i64>,
    note: Option<String>,
}

impl From<Row> for Absence {
    fn from(row: Row) -> Self {
        Self {
            id: AbsenceId(row.id),
            version: row.version,
            person: PersonId(row.person_id),
            profile: Profile {
                from: row.from_at.into(),
                until: row.until_at.into(),
                replacement: row.replacement_id.map(PersonId),
                note: row.note,
            },
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = absences, treat_none_as_null = true)]
struct Columns<'a> {
    from_at: Moment,
    until_at: Moment,
    replacement_id: Option<i64>,
    note: Option<&'a str>,
}

impl<'a> From<&'a Profile> for Columns<'a> {
    fn from(profile: &'a Profile) -> Self {
        Self {
            from_at: profile.from.into(),
            until_at: profile.until.into(),
            replacement_id: profile.replacement.map(|id| id.0),
            note: profile.note.as_deref(),
        }
    }
}

/// Enters an absence.
///
/// # Errors
/// `NotFound` when somebody it names is not there; those of the database.
pub fn insert(conn: &mut Connection, person: PersonId, profile: &Profile) -> Result<AbsenceId> {
    let row = (
        absences::version.eq(1),
        absences::person_id.eq(person.0),
        Columns::from(profile),
    );
    let id = on!(conn, |c| diesel::insert_into(absences::table)
        .values(row)
        .returning(absences::id)
        .get_result(c))?;
    Ok(AbsenceId(id))
}

/// Changes an absence, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`; `NotFound` when the replacement is not there; those of the database.
pub fn update(conn: &mut Connection, id: AbsenceId, version: i64, profile: &Profile) -> Result<()> {
    let as_read = absences::table
        .filter(absences::id.eq(id.0))
        .filter(absences::version.eq(version));
    let columns = (absences::version.eq(version + 1), Columns::from(profile));
    let changed = on!(conn, |c| diesel::update(as_read).set(columns).execute(c))?;
    if changed == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// Deletes an absence, if the version is still the one it was read with.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn delete(conn: &mut Connection, id: AbsenceId, version: i64) -> Result<()> {
    let as_read = absences::table
        .filter(absences::id.eq(id.0))
        .filter(absences::version.eq(version));
    let deleted = on!(conn, |c| diesel::delete(as_read).execute(c))?;
    if deleted == 0 {
        Err(Error::Stale)
    } else {
        Ok(())
    }
}

/// The absence with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: AbsenceId) -> Result<Absence> {
    let row: Row = on!(conn, |c| absences::table
        .find(id.0)
        .select(Row::as_select())
        .first(c))?;
    Ok(row.into())
}

/// A page of absences by their beginning.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<Absence, Position>> {
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = absences::table.into_boxed();
        if let Some(person) = filter.person {
            query = query.filter(absences::person_id.eq(person.0));
        }
        if let Some(time) = filter.after {
            query = query.filter(absences::until_at.gt(Moment::from(time)));
        }
        if let Some(Position { from, id }) = after {
            let from = Moment::from(from);
            let same = absences::from_at.eq(from).and(absences::id.gt(id.0));
            query = query.filter(absences::from_at.gt(from).or(same));
        }
        query
            .order((absences::from_at, absences::id))
            .limit(one_more(limit))
            .select(Row::as_select())
            .load(c)
    })?;
    let absences = rows.into_iter().map(Absence::from).collect();
    Ok(Page::of(absences, limit, |absence: &Absence| Position {
        from: absence.profile.from,
        id: absence.id,
    }))
}

/// The absences that last for some part of a time, whoever's: a desk has few at once.
///
/// # Errors
/// Those of the database.
pub fn during(
    conn: &mut Connection,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Absence>> {
    let rows: Vec<Row> = on!(conn, |c| absences::table
        .filter(absences::until_at.gt(Moment::from(from)))
        .filter(absences::from_at.lt(Moment::from(until)))
        .order((absences::from_at, absences::id))
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Absence::from).collect())
}

/// The absences that last at a moment, in the order in which they began.
///
/// # Errors
/// Those of the database.
pub fn lasting(conn: &mut Connection, at: DateTime<Utc>) -> Result<Vec<Absence>> {
    let rows: Vec<Row> = on!(conn, |c| absences::table
        .filter(absences::until_at.gt(Moment::from(at)))
        .filter(absences::from_at.le(Moment::from(at)))
        .order((absences::from_at, absences::id))
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Absence::from).collect())
}

/// Of each of these people the absence that lasts, or the next one.
///
/// # Errors
/// Those of the database.
pub fn next_of(
    conn: &mut Connection,
    people: &[PersonId],
    at: DateTime<Utc>,
) -> Result<HashMap<PersonId, Absence>> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = on!(conn, |c| absences::table
        .filter(absences::person_id.eq_any(&ids))
        .filter(absences::until_at.gt(Moment::from(at)))
        .order((absences::from_at, absences::id))
        .select(Row::as_select())
        .load(c))?;
    let mut next = HashMap::new();
    for row in rows {
        next.entry(PersonId(row.person_id))
            .or_insert_with(|| row.into());
    }
    Ok(next)
}
