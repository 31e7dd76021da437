//! What is done when a threshold is passed: the journal tells of it, people are told, and the
//! ticket climbs as far as its policy says. Once for each clock and threshold, whoever is first.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{ClockId, PersonId, TeamId, TicketId};
use guichet_domain::sla::{RaiseTo, Reaction};
use guichet_domain::text::{Body, Reason, TextError};
use guichet_domain::ticket::deeds::Alarm;
use guichet_domain::ticket::event::{Actor, Alert};
use guichet_domain::ticket::{Deed, Level, Stage, Ticket};
use guichet_store::clocks::Stored;
use guichet_store::{Connection, clocks, people, teams, tickets};

use super::book::{Law, Tree, book};
use super::plan::next_alert;
use super::track::reread;
use crate::audience::{assignee, audience};
use crate::notifications::{self, News};
use crate::tickets::perform;
use crate::{Desk, Refusal, messages, settings};

/// How many thresholds one step takes on.
const BATCH: u32 = 100;

/// How much later than it was passed a threshold is told of as a rule.
const PROMPT: Duration = Duration::minutes(2);

mod words;

impl Desk {
    /// Tells of every threshold that was passed by now. Costs one look at a small index when none
    /// was.
    ///
    /// # Errors
    /// Those of the store; what was done before stays done.
    pub async fn tell_of_promises(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut told = 0;
        loop {
            let due = self
                .read(move |tx| Ok(clocks::due(tx, now, BATCH)?))
                .await?;
            let mut some = 0;
            for (clock, ticket) in &due {
                let (clock, ticket) = (*clock, *ticket);
                let done = self.write(move |tx| tell(tx, clock, ticket, now)).await;
                some += usize::from(crate::jobs::passed(ticket, done)?);
            }
            told += some;
            if some == 0 {
                return Ok(told);
            }
        }
    }
}

/// Tells of the next threshold of a clock; `false` where somebody was faster.
fn tell(
    tx: &mut Connection,
    id: ClockId,
    ticket: TicketId,
    now: DateTime<Utc>,
) -> Result<bool, Refusal> {
    tickets::lock(tx, ticket)?;
    let known = clocks::current(tx, ticket)?;
    let Some(known) = known.into_iter().find(|known| known.id == id) else {
        return Ok(false);
    };
    if known.kept.next_alert_at.is_none_or(|at| at > now) {
        return Ok(false);
    }
    let ticket = tickets::get(tx, ticket)?;
    let book = book(tx)?;
    let tree = Tree::of(tx, &book, &ticket)?;
    let law = book.law(&ticket, &tree);
    let is_current = law.as_ref().is_some_and(|law| {
        let promise = &known.kept.promise;
        promise.policy == (law.policy.id, law.policy.version) && promise.calendar == law.calendar
    });
    let Some(law) = law.as_ref().filter(|_| is_current) else {
        // Promised by other words by now: what is due by those is found by the next look.
        reread(tx, &ticket, law.as_ref(), now)?.carry_out(tx, &ticket)?;
        return Ok(true);
    };
    let promise = &known.kept.promise;
    let next = next_alert(&known.kept.clock, promise, &known.alerted, law.counted);
    let Some((passed_at, percent)) = next.filter(|(at, _)| *at <= now) else {
        reread(tx, &ticket, Some(law), now)?.carry_out(tx, &ticket)?;
        return Ok(true);
    };
    let late = now - passed_at > PROMPT;
    if !clocks::take_alert(tx, id, percent, now, late)? {
        return Ok(false);
    }
    let alert = Alert {
        clock: known.kept.clock.kind,
        level: known.kept.clock.level,
        percent,
        due_at: known.kept.reading.due_at.unwrap_or(passed_at),
        late,
    };
    react(tx, &ticket, &known, law, alert, now)?;
    Ok(true)
}

/// Takes every threshold that was passed by now as told of: people find what was passed since
/// `since` among their notifications, and no ticket changes. For a history that was led as if the
/// desk had been there.
pub(crate) fn settle(
    tx: &mut Connection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut told = Vec::new();
    loop {
        let due = clocks::due(tx, now, BATCH)?;
        if due.is_empty() {
            break;
        }
        for (id, ticket) in due {
            let ticket = tickets::get(tx, ticket)?;
            settle_clock(tx, id, &ticket, now, &mut told)?;
        }
    }
    told.retain(|(at, _, _)| *at >= since);
    told.sort_by_key(|(at, ticket, _)| (*at, ticket.id));
    for (at, ticket, alert) in told {
        let people = assignee(tx, &ticket)?;
        notifications::tell(tx, &people, Some(ticket.id), &News::of(&alert), at)?;
    }
    Ok(())
}

type Told = (DateTime<Utc>, Ticket, Alert);

fn settle_clock(
    tx: &mut Connection,
    id: ClockId,
    ticket: &Ticket,
    now: DateTime<Utc>,
    told: &mut Vec<Told>,
) -> Result<(), Refusal> {
    let book = book(tx)?;
    let tree = Tree::of(tx, &book, ticket)?;
    let law = book.law(ticket, &tree);
    let known = clocks::current(tx, ticket.id)?;
    if let (Some(law), Some(known)) = (&law, known.iter().find(|known| known.id == id)) {
        let (clock, promise) = (&known.kept.clock, &known.kept.promise);
        let mut alerted = known.alerted.clone();
        while let Some((at, percent)) = next_alert(clock, promise, &alerted, law.counted)
            && at <= now
        {
            clocks::take_alert(tx, id, percent, at, false)?;
            alerted.push(percent);
            let alert = Alert {
                clock: clock.kind,
                level: clock.level,
                percent,
                due_at: known.kept.reading.due_at.unwrap_or(at),
                late: false,
            };
            told.push((at, ticket.clone(), alert));
        }
    }
    reread(tx, ticket, law.as_ref(), now)?.carry_out(tx, ticket)
}

/// Does what the policy says, and tells those it names.
fn react(
    tx: &mut Connection,
    ticket: &Ticket,
    known: &Stored,
    law: &Law<'_>,
    alert: Alert,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let targets = law.policy.terms.targets.of(ticket.priority);
    let reaction = match alert.percent {
        100 => &targets.on_breach,
        _ => &targets.on_warning,
    };
    // Whoever has been promising is told, also where the ticket goes to others now.
    let told = audience(tx, ticket, &reaction.notify)?;
    let settings = settings::load(tx)?;
    let sentence = words::sentence(&settings, ticket.id, &alert, law, known);
    let alarm = alarm(tx, ticket, reaction, alert, &sentence, now)?;
    let deed = Deed::Alert(Box::new(alarm));
    perform(tx, ticket, deed, Actor::System, now, &settings.rules())?;
    notifications::tell(tx, &told, Some(ticket.id), &News::of(&alert), now)
}

/// Whom a reaction hands a ticket to, as far as that is anything new.
struct Hands {
    level: Option<Level>,
    team: Option<TeamId>,
    assignee: Option<PersonId>,
}

impl Hands {
    /// Teams and agents that have been put aside since the policy was written are passed over.
    fn of(tx: &mut Connection, ticket: &Ticket, reaction: &Reaction) -> Result<Self, Refusal> {
        let team = match reaction.team_id {
            Some(team) => teams::find(tx, team)?.filter(|team| team.profile.active),
            None => None,
        };
        let agent = match reaction.assignee_id {
            Some(agent) => people::find(tx, agent)?.filter(|person| person.profile.active),
            None => None,
        };
        Ok(Self {
            level: reaction.raise_to.and_then(|to| raised(ticket.level, to)),
            team: team
                .map(|team| team.id)
                .filter(|team| ticket.team != Some(*team)),
            assignee: agent
                .map(|agent| agent.id)
                .filter(|agent| ticket.assignee != Some(*agent)),
        })
    }

    fn are_others(&self) -> bool {
        self.level.is_some() || self.team.is_some() || self.assignee.is_some()
    }
}

/// What is done to the ticket: what is solved goes nowhere.
fn alarm(
    tx: &mut Connection,
    ticket: &Ticket,
    reaction: &Reaction,
    alert: Alert,
    sentence: &str,
    now: DateTime<Utc>,
) -> Result<Alarm, Refusal> {
    let fault = |error: TextError| Refusal::Fault(error.to_string());
    let hands = Hands::of(tx, ticket, reaction)?;
    let solved = ticket.stage >= Stage::Documentation;
    let note = match !solved && hands.are_others() {
        true => {
            let body = Body::parse(sentence).map_err(fault)?;
            Some(messages::add_own_note(tx, ticket.id, &body, now)?)
        }
        false => None,
    };
    Ok(Alarm {
        alert,
        level: hands.level,
        priority: reaction.priority,
        team: hands.team,
        assignee: hands.assignee,
        note,
        reason: Reason::parse(sentence).map_err(fault)?,
    })
}

/// The level above, if there is one to climb to.
fn raised(level: Level, to: RaiseTo) -> Option<Level> {
    let wanted = match to {
        RaiseTo::Next => level.above()?,
        RaiseTo::N2 => Level::N2,
        RaiseTo::N3 => Level::N3,
    };
    (wanted > level).then_some(wanted)
}
