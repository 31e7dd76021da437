//! How it was: what requesters were asked after closing, and what they said.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::post::SurveyKind;

use crate::connection::on;
use crate::schema::surveys;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Result};

/// A question to the requester of a ticket, and the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// About which ticket.
    pub ticket: TicketId,
    /// Who was asked.
    pub person: PersonId,
    /// What was asked.
    pub kind: SurveyKind,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The score; `None` while there is no answer.
    pub score: Option<i32>,
    /// What the requester added.
    pub comment: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the answer was last changed.
    pub changed_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = surveys, treat_none_as_null = true)]
struct Row {
    ticket_id: i64,
    person_id: i64,
    kind: Word<SurveyKind>,
    asked_at: Moment,
    score: Option<i32>,
    comment: Option<String>,
    answered_at: Option<Moment>,
    changed_at: Option<Moment>,
}

impl From<Row> for Survey {
    fn from(row: Row) -> Self {
        Self {
            ticket: TicketId(row.ticket_id),
            person: PersonId(row.person_id),
            kind: row.kind.0,
            asked_at: row.asked_at.into(),
            score: row.score,
            comment: row.comment,
            answered_at: row.answered_at.map(DateTime::from),
            changed_at: row.changed_at.map(DateTime::from),
        }
    }
}

impl From<&Survey> for Row {
    fn from(survey: &Survey) -> Self {
        Self {
            ticket_id: survey.ticket.0,
            person_id: survey.person.0,
            kind: Word(survey.kind),
            asked_at: survey.asked_at.into(),
            score: survey.score,
            comment: survey.comment.clone(),
            answered_at: survey.answered_at.map(Moment::from),
            changed_at: survey.changed_at.map(Moment::from),
        }
    }
}

/// Keeps a survey: one for each ticket, the last that was said.
///
/// # Errors
/// `NotFound` when the ticket or the person is not there; those of the database.
pub fn keep(conn: &mut Connection, survey: &Survey) -> Result<()> {
    let (first, later) = (Row::from(survey), Row::from(survey));
    on!(conn, |c| diesel::insert_into(surveys::table)
        .values(first)
        .on_conflict(surveys::ticket_id)
        .do_update()
        .set(later)
        .execute(c))?;
    Ok(())
}

/// The survey of a ticket, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, ticket: TicketId) -> Result<Option<Survey>> {
    let row: Option<Row> = on!(conn, |c| surveys::table
        .find(ticket.0)
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(row.map(Survey::from))
}

/// How many answers of each kind and score there were from a time to another.
///
/// # Errors
/// Those of the database.
pub fn count(
    conn: &mut Connection,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<HashMap<(SurveyKind, i32), i64>> {
    let rows: Vec<(Word<SurveyKind>, Option<i32>, i64)> = on!(conn, |c| surveys::table
        .filter(surveys::answered_at.ge(Moment::from(from)))
        .filter(surveys::answered_at.lt(Moment::from(until)))
        .group_by((surveys::kind, surveys::score))
        .select((surveys::kind, surveys::score, diesel::dsl::count_star()))
        .load(c))?;
    let scored = rows
        .into_iter()
        .filter_map(|(kind, score, count)| Some(((kind.0, score?), count)));
    Ok(scored.collect())
}
