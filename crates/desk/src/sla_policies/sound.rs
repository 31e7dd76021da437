//! Whether terms can be promised: what they name is there, and what they ask can be measured.

use guichet_domain::sla::terms::{LONGEST_TARGET, MOST_WARNINGS};
use guichet_domain::sla::{Pauses, PriorityTargets, Reaction, Terms};
use guichet_domain::ticket::{HoldReason, Priority};
use guichet_store::{Connection, calendars};

use crate::references::{active_agent, active_team};
use crate::{Refusal, Wrong, conditions};

/// The terms without repetitions, if they are sound; otherwise the first field that is not.
pub(super) fn terms(tx: &mut Connection, given: &Terms) -> Result<Terms, Refusal> {
    let mut sound = given.clone();
    sound.conditions = conditions::sound(tx, "terms.conditions", &given.conditions)?;
    if let Some(calendar) = given.calendar_id
        && calendars::find(tx, calendar)?.is_none()
    {
        return Err(Refusal::field("terms.calendar_id", Wrong::NoSuchObject));
    }
    for priority in Priority::ALL {
        let field = format!("terms.targets.{priority}");
        targets(tx, &field, given.targets.of(*priority))?;
    }
    let levels = &given.level_targets;
    for (level, target) in [("n1", levels.n1), ("n2", levels.n2), ("n3", levels.n3)] {
        target_in_range(&format!("terms.level_targets.{level}"), target)?;
    }
    sound.pauses = pauses(&given.pauses)?;
    Ok(sound)
}

fn targets(tx: &mut Connection, field: &str, given: &PriorityTargets) -> Result<(), Refusal> {
    for (name, target) in [
        ("first_response", given.first_response),
        ("next_response", given.next_response),
        ("resolution", given.resolution),
    ] {
        target_in_range(&format!("{field}.{name}"), target)?;
    }
    warnings(&format!("{field}.warn_at"), &given.warn_at)?;
    reaction(tx, &format!("{field}.on_warning"), &given.on_warning)?;
    reaction(tx, &format!("{field}.on_breach"), &given.on_breach)
}

fn target_in_range(field: &str, target: Option<i32>) -> Result<(), Refusal> {
    match target {
        Some(minutes) if !(1..=LONGEST_TARGET).contains(&minutes) => {
            Err(Refusal::field(field, Wrong::OutOfRange))
        }
        Some(_) | None => Ok(()),
    }
}

fn warnings(field: &str, percentages: &[i32]) -> Result<(), Refusal> {
    if percentages.len() > MOST_WARNINGS {
        let sentence = "There are at most three thresholds.";
        return Err(Refusal::field(field, Wrong::Invalid(sentence)));
    }
    for (place, percent) in percentages.iter().enumerate() {
        if !(1..=99).contains(percent) {
            return Err(Refusal::field(
                format!("{field}[{place}]"),
                Wrong::OutOfRange,
            ));
        }
    }
    if !percentages.is_sorted_by(|one, other| one < other) {
        let sentence = "Write each threshold once, the lowest first.";
        return Err(Refusal::field(field, Wrong::Invalid(sentence)));
    }
    Ok(())
}

fn reaction(tx: &mut Connection, field: &str, given: &Reaction) -> Result<(), Refusal> {
    if given.notify.len() > 3 {
        let sentence = "Name each audience once.";
        return Err(Refusal::field(
            format!("{field}.notify"),
            Wrong::Invalid(sentence),
        ));
    }
    if let Some(team) = given.team_id {
        active_team(tx, &format!("{field}.team_id"), team)?;
    }
    if let Some(agent) = given.assignee_id {
        active_agent(tx, &format!("{field}.assignee_id"), agent)?;
    }
    Ok(())
}

fn pauses(given: &Pauses) -> Result<Pauses, Refusal> {
    let distinct = |clock: &str, reasons: &[HoldReason]| {
        if reasons.len() > HoldReason::ALL.len() {
            let sentence = "Name each kind of hold once.";
            let field = format!("terms.pauses.{clock}");
            return Err(Refusal::field(field, Wrong::Invalid(sentence)));
        }
        let mut reasons = reasons.to_vec();
        reasons.sort();
        reasons.dedup();
        Ok(reasons)
    };
    Ok(Pauses {
        first_response: distinct("first_response", &given.first_response)?,
        next_response: distinct("next_response", &given.next_response)?,
        resolution: distinct("resolution", &given.resolution)?,
        level_resolution: distinct("level_resolution", &given.level_resolution)?,
    })
}
