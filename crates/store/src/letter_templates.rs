//! The words of letters, where they have been changed.

use diesel::prelude::*;
use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;

use crate::connection::on;
use crate::schema::letter_templates;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// The words of one kind of letter in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What the letter is about.
    pub kind: LetterKind,
    /// In which language.
    pub language: Language,
    /// Grows with each change.
    pub version: i64,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

type Row = (Word<LetterKind>, Word<Language>, i64, String, String);

fn template((kind, language, version, subject, body): Row) -> Template {
    Template {
        kind: kind.0,
        language: language.0,
        version,
        subject,
        body,
    }
}

/// The words of a kind of letter, if they have been changed.
///
/// # Errors
/// Those of the database.
pub fn find(
    conn: &mut Connection,
    kind: LetterKind,
    language: Language,
) -> Result<Option<Template>> {
    let row: Option<Row> = on!(conn, |c| letter_templates::table
        .find((kind.as_str(), language.as_str()))
        .first(c)
        .optional())?;
    Ok(row.map(template))
}

/// All that have been changed.
///
/// # Errors
/// Those of the database.
pub fn list(conn: &mut Connection) -> Result<Vec<Template>> {
    let rows: Vec<Row> = on!(conn, |c| letter_templates::table
        .order((letter_templates::kind, letter_templates::language))
        .load(c))?;
    Ok(rows.into_iter().map(template).collect())
}

/// Keeps the words of a kind of letter, if the version is still the one they were read with; 0 is
/// that of words which have never been changed.
///
/// # Errors
/// `Stale`, and those of the database.
pub fn replace(conn: &mut Connection, template: &Template) -> Result<()> {
    let key = (template.kind.as_str(), template.language.as_str());
    let words = (
        letter_templates::version.eq(template.version + 1),
        letter_templates::subject.eq(&template.subject),
        letter_templates::body.eq(&template.body),
    );
    let changed = if template.version == 0 {
        let row = (
            letter_templates::kind.eq(key.0),
            letter_templates::language.eq(key.1),
            words,
        );
        on!(conn, |c| diesel::insert_into(letter_templates::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        let as_read = letter_templates::table
            .find(key)
            .filter(letter_templates::version.eq(template.version));
        on!(conn, |c| diesel::update(as_read).set(words).execute(c))?
    };
    if changed == 0 {
        return Err(Error::Stale);
    }
    Ok(())
}

/// Forgets what was changed of a kind of letter.
///
/// # Errors
/// Those of the database.
pub fn reset(conn: &mut Connection, kind: LetterKind, language: Language) -> Result<()> {
    let key = (kind.as_str(), language.as_str());
    on!(conn, |c| diesel::delete(letter_templates::table.find(key))
        .execute(c))?;
    Ok(())
}
