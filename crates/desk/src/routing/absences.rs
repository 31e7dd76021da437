//! Times during which agents are not there, and who gets their new tickets meanwhile.

use chrono::{DateTime, SubsecRound, Utc};
use guichet_domain::ids::{AbsenceId, PersonId};
use guichet_domain::people::Role;
use guichet_domain::routing::{Away, leads_back};
use guichet_domain::text::Line;
use guichet_store::absences::{self, Absence, Filter, Profile};
use guichet_store::{Connection, people};
use serde_json::{Value, json};

use crate::names::{Names, PersonRef, Wanted};
use crate::page::{Page, Slice, not_a_cursor};
use crate::references::active_agent;
use crate::{By, Refusal, Wrong, audit};

/// An absence, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceView {
    /// Which one.
    pub id: AbsenceId,
    /// Grows with each change.
    pub version: i64,
    /// Who is not there.
    pub person: PersonRef,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Who gets the new tickets meanwhile.
    pub replacement: Option<PersonRef>,
    /// Why, or what to know.
    pub note: Option<String>,
}

impl AbsenceView {
    pub(super) fn of(names: &Names, absence: Absence) -> Result<Self, Refusal> {
        let replacement = absence.profile.replacement.map(|id| names.person(id));
        Ok(Self {
            id: absence.id,
            version: absence.version,
            person: names.person(absence.person)?,
            from: absence.profile.from,
            until: absence.profile.until,
            replacement: replacement.transpose()?,
            note: absence.profile.note,
        })
    }
}

/// An absence to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAbsence {
    /// Who is not there.
    pub person: PersonId,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Who gets the new tickets meanwhile.
    pub replacement: Option<PersonId>,
    /// Why, or what to know.
    pub note: Option<Line<250>>,
}

/// What to change of an absence; what is `None` stays, `Some(None)` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsencePatch {
    /// Since when.
    pub from: Option<DateTime<Utc>>,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
    /// Who gets the new tickets meanwhile.
    pub replacement: Option<Option<PersonId>>,
    /// Why, or what to know.
    pub note: Option<Option<Line<250>>>,
}

/// What narrows a list of absences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Only of this person.
    pub person: Option<PersonId>,
    /// Also those that are over.
    pub past: bool,
}

/// A page of absences by their beginning, for staff.
pub fn list(
    tx: &mut Connection,
    by: &By,
    listing: &Listing,
    slice: &Slice,
) -> Result<Page<AbsenceView>, Refusal> {
    by.require(Role::Agent)?;
    let filter = Filter {
        person: listing.person,
        after: (!listing.past).then_some(by.at),
    };
    let after = slice.cursor.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_| not_a_cursor())?;
    let page = absences::list(tx, &filter, after, slice.limit())?;
    Ok(Page {
        items: show(tx, by, page.items)?,
        next: page.next.map(|position| position.to_string()),
    })
}

fn one(tx: &mut Connection, by: &By, id: AbsenceId) -> Result<AbsenceView, Refusal> {
    let absence = absences::get(tx, id)?;
    show(tx, by, vec![absence])?.pop().ok_or(Refusal::NotFound)
}

fn show(tx: &mut Connection, by: &By, found: Vec<Absence>) -> Result<Vec<AbsenceView>, Refusal> {
    let mut wanted = Wanted::default();
    wanted.people(found.iter().map(|absence| absence.person));
    wanted.people(found.iter().filter_map(|one| one.profile.replacement));
    let names = wanted.load(tx, &by.viewer)?;
    let view = |absence| AbsenceView::of(&names, absence);
    found.into_iter().map(view).collect()
}

/// Somebody enters an absence of one's own, or a supervisor anybody's.
pub fn create(tx: &mut Connection, by: &By, new: &NewAbsence) -> Result<AbsenceView, Refusal> {
    may_change(by, new.person)?;
    active_agent(tx, "person_id", new.person)?;
    let profile = Profile {
        from: new.from.trunc_subsecs(6),
        until: new.until.trunc_subsecs(6),
        replacement: new.replacement,
        note: new.note.clone().map(Line::into_string),
    };
    check(tx, new.person, None, &profile, None)?;
    let id = absences::insert(tx, new.person, &profile)?;
    let object = audit::Object::Absence(id);
    audit::record(tx, by, "created", object, details(new.person, &profile))?;
    one(tx, by, id)
}

/// Somebody changes an absence of one's own, or a supervisor anybody's.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: AbsenceId,
    version: Option<i64>,
    patch: &AbsencePatch,
) -> Result<AbsenceView, Refusal> {
    let absence = find(tx, by, id, version)?;
    let before = &absence.profile;
    let note = patch.note.clone().map(|note| note.map(Line::into_string));
    let after = Profile {
        from: patch.from.map_or(before.from, |from| from.trunc_subsecs(6)),
        until: patch
            .until
            .map_or(before.until, |until| until.trunc_subsecs(6)),
        replacement: patch.replacement.unwrap_or(before.replacement),
        note: note.unwrap_or_else(|| before.note.clone()),
    };
    if after == *before {
        return one(tx, by, id);
    }
    check(tx, absence.person, Some(id), &after, before.replacement)?;
    absences::update(tx, id, absence.version, &after)?;
    let (old, new) = (
        details(absence.person, before),
        details(absence.person, &after),
    );
    let changes = audit::changes(&old, &new);
    audit::record(tx, by, "changed", audit::Object::Absence(id), changes)?;
    one(tx, by, id)
}

/// Somebody deletes an absence of one's own, or a supervisor anybody's.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: AbsenceId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    let absence = find(tx, by, id, version)?;
    absences::delete(tx, id, absence.version)?;
    let details = details(absence.person, &absence.profile);
    audit::record(tx, by, "deleted", audit::Object::Absence(id), details)
}

/// Staff see every absence; whoever may not change one is told so.
fn find(
    tx: &mut Connection,
    by: &By,
    id: AbsenceId,
    version: Option<i64>,
) -> Result<Absence, Refusal> {
    by.require(Role::Agent)?;
    let absence = absences::get(tx, id)?;
    may_change(by, absence.person)?;
    if version.is_some_and(|version| version != absence.version) {
        return Err(Refusal::Stale);
    }
    Ok(absence)
}

fn may_change(by: &By, person: PersonId) -> Result<(), Refusal> {
    by.require(match person == by.viewer.person {
        true => Role::Agent,
        false => Role::Supervisor,
    })
}

/// An absence ends after it begins, and somebody else who can be put in charge stands in, who is
/// not away meanwhile with oneself to stand in. Whoever stood in `before` may stay.
fn check(
    tx: &mut Connection,
    person: PersonId,
    absence: Option<AbsenceId>,
    profile: &Profile,
    before: Option<PersonId>,
) -> Result<(), Refusal> {
    if profile.until <= profile.from {
        let sentence = "The end must come after the beginning.";
        return Err(Refusal::field("until", Wrong::Invalid(sentence)));
    }
    let Some(replacement) = profile.replacement else {
        return Ok(());
    };
    if replacement == person {
        let sentence = "Nobody stands in for themselves.";
        return Err(Refusal::field("replacement_id", Wrong::Invalid(sentence)));
    }
    if before != Some(replacement) {
        active_agent(tx, "replacement_id", replacement)?;
    }
    // Of two who name each other at once, the second finds the absence of the first.
    people::hold(tx, &[person, replacement])?;
    let others = absences::during(tx, profile.from, profile.until)?;
    let others: Vec<Away> = others
        .iter()
        .filter(|other| Some(other.id) != absence)
        .map(|other| away(other.person, &other.profile))
        .collect();
    if leads_back(&away(person, profile), &others) {
        let sentence = "Those who stand in for one another must not be away at once.";
        return Err(Refusal::field("replacement_id", Wrong::Invalid(sentence)));
    }
    Ok(())
}

fn away(person: PersonId, profile: &Profile) -> Away {
    Away {
        person,
        from: profile.from,
        until: profile.until,
        replacement: profile.replacement,
    }
}

fn details(person: PersonId, profile: &Profile) -> Value {
    json!({
        "person": person,
        "from": profile.from,
        "until": profile.until,
        "replacement": profile.replacement,
        "note": profile.note,
    })
}
