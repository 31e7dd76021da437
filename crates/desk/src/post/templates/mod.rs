//! The words of letters: what the desk brings, what administrators change, and how they are filled.
//!
//! Variables come from one list; anything else between double braces is refused when it is saved,
//! and what people write is only ever put in, never read as a template.

mod fill;
mod layout;
mod usual;
mod variables;

pub(crate) use fill::fill;
pub use variables::{Values, Variable};

use guichet_domain::people::{Language, Role};
use guichet_domain::post::LetterKind;
use guichet_domain::text::{Line, Prose};
use guichet_store::Connection;
use guichet_store::letter_templates::{self, Template};
use serde_json::json;

use crate::refusal::WrongField;
use crate::{By, Refusal, Wrong, audit};

/// The words of a kind of letter in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its subject.
    pub subject: String,
    /// Its text: paragraphs, variables in double braces, and lines such as `[Confirm]({{link.confirm}})`
    /// that become buttons.
    pub body: String,
}

/// The words of a kind of letter, as they are settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateView {
    /// What the letter is about.
    pub kind: LetterKind,
    /// In which language.
    pub language: Language,
    /// Grows with each change; 0 while the words are the usual ones.
    pub version: i64,
    /// The words.
    pub words: Words,
    /// The variables that may stand in them.
    pub variables: Vec<&'static str>,
}

/// New words for a kind of letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWords {
    /// Its subject.
    pub subject: Line<250>,
    /// Its text.
    pub body: Prose<20_000>,
}

/// A letter as it would look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Its subject.
    pub subject: String,
    /// As text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// The words of every kind of letter in every language, for supervisors and administrators.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<TemplateView>, Refusal> {
    by.require(Role::Supervisor)?;
    let changed = letter_templates::list(tx)?;
    let mut all = Vec::new();
    for kind in LetterKind::ALL.iter().copied() {
        for language in Language::ALL.iter().copied() {
            let own = changed
                .iter()
                .find(|own| own.kind == kind && own.language == language);
            all.push(view(kind, language, own.cloned()));
        }
    }
    Ok(all)
}

/// The words of one kind of letter.
pub fn get(
    tx: &mut Connection,
    by: &By,
    kind: LetterKind,
    language: Language,
) -> Result<TemplateView, Refusal> {
    by.require(Role::Supervisor)?;
    let own = letter_templates::find(tx, kind, language)?;
    Ok(view(kind, language, own))
}

/// An administrator gives a kind of letter other words.
pub fn change(
    tx: &mut Connection,
    by: &By,
    kind: LetterKind,
    language: Language,
    version: Option<i64>,
    new: &NewWords,
) -> Result<TemplateView, Refusal> {
    by.require(Role::Admin)?;
    let before = get(tx, by, kind, language)?;
    let words = words(new);
    check(kind, &words)?;
    let template = Template {
        kind,
        language,
        version: version.unwrap_or(before.version),
        subject: words.subject,
        body: words.body,
    };
    letter_templates::replace(tx, &template)?;
    record(tx, by, "changed", kind, language)?;
    get(tx, by, kind, language)
}

/// An administrator gives a kind of letter its usual words back.
pub fn reset(
    tx: &mut Connection,
    by: &By,
    kind: LetterKind,
    language: Language,
) -> Result<TemplateView, Refusal> {
    by.require(Role::Admin)?;
    letter_templates::reset(tx, kind, language)?;
    record(tx, by, "reset", kind, language)?;
    get(tx, by, kind, language)
}

/// How a letter with these words would look, about an invented request.
pub fn preview(
    by: &By,
    kind: LetterKind,
    language: Language,
    new: &NewWords,
) -> Result<Preview, Refusal> {
    by.require(Role::Supervisor)?;
    let words = words(new);
    check(kind, &words)?;
    let filled = fill(&words, &variables::invented(language), language);
    Ok(Preview {
        subject: filled.subject,
        text: filled.text,
        html: filled.html,
    })
}

/// The words of a kind of letter as they are now, for the desk's own use.
pub(crate) fn words_of(
    tx: &mut Connection,
    kind: LetterKind,
    language: Language,
) -> Result<Words, Refusal> {
    let own = letter_templates::find(tx, kind, language)?;
    Ok(view(kind, language, own).words)
}

fn words(new: &NewWords) -> Words {
    Words {
        subject: new.subject.as_str().to_owned(),
        body: new.body.as_str().to_owned(),
    }
}

fn view(kind: LetterKind, language: Language, own: Option<Template>) -> TemplateView {
    let version = own.as_ref().map_or(0, |own| own.version);
    let words = match own {
        Some(own) => Words {
            subject: own.subject,
            body: own.body,
        },
        None => usual::words(kind, language),
    };
    let variables = variables::of(kind).map(Variable::name).collect();
    TemplateView {
        kind,
        language,
        version,
        words,
        variables,
    }
}

/// Refuses variables that there are not, or not in this kind of letter.
fn check(kind: LetterKind, words: &Words) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    for (field, text) in [("subject", &words.subject), ("body", &words.body)] {
        let unknown = fill::unknown(text, |name| variables::of(kind).any(|v| v.name() == name));
        if let Some(name) = unknown {
            let known: Vec<&str> = variables::of(kind).map(Variable::name).collect();
            let sentence = format!(
                "There is no variable `{name}` here; there are {}.",
                known.join(", ")
            );
            wrong.push(WrongField {
                field: field.to_owned(),
                wrong: Wrong::Sentence(sentence),
            });
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(wrong)),
    }
}

fn record(
    tx: &mut Connection,
    by: &By,
    act: &str,
    kind: LetterKind,
    language: Language,
) -> Result<(), Refusal> {
    let details = json!({ "kind": kind, "language": language });
    audit::record(tx, by, act, audit::Object::Template, details)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_use_only_variables_that_there_are() {
        for kind in LetterKind::ALL.iter().copied() {
            for language in Language::ALL.iter().copied() {
                let words = usual::words(kind, language);
                assert_eq!(check(kind, &words), Ok(()), "{kind} {language}");
            }
        }
    }
}
