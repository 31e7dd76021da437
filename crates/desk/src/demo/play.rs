//! The demonstration is led by the same deeds as real tickets, in the order of time.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{MessageId, PersonId, TicketId};
use guichet_domain::text::{Body, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{
    Classification, Findings, Handing, Qualification, QuickSolution, Solution,
};
use guichet_domain::ticket::{
    Channel, Created, Deed, Documentation, HoldReason, Level, Side, Ticket, perform as domain,
};
use guichet_store::{Connection, tickets};

use super::company::{Cast, Member};
use super::scenario::{Particulars, Scenario};
use super::script::{Act, Scene};
use crate::messages::{self, Draft};
use crate::refusal::Wrong;
use crate::settings::Settings;
use crate::{By, Refusal, clocks};

/// One ticket of the demonstration, from its first scene on.
pub(super) struct Part<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) particulars: Particulars,
    pub(super) requester: &'a Member,
    pub(super) channel: Channel,
    /// Who takes it.
    pub(super) agent: &'a Member,
    /// Who goes on when it is handed over.
    pub(super) specialist: &'a Member,
    pub(super) ticket: Option<Ticket>,
    pub(super) subject: String,
}

/// What the parts are played on.
pub(super) struct Stage<'a> {
    pub(super) conn: &'a mut Connection,
    pub(super) cast: &'a Cast,
    pub(super) settings: &'a Settings,
}

impl Stage<'_> {
    /// Plays one scene of a part.
    pub(super) fn play(&mut self, part: &mut Part<'_>, scene: Scene) -> Result<(), Refusal> {
        let Some(ticket) = part.ticket.clone() else {
            part.ticket = Some(self.begin(part, scene.at)?);
            return Ok(());
        };
        let (by, deed) = self.deed(part, &ticket, scene)?;
        let rules = self.settings.rules();
        let after =
            crate::tickets::perform(self.conn, &ticket, deed, by.actor(), scene.at, &rules)?;
        part.ticket = Some(after);
        Ok(())
    }

    fn begin(&mut self, part: &Part<'_>, at: DateTime<Utc>) -> Result<Ticket, Refusal> {
        let writer = match part.channel {
            Channel::Phone => part.agent,
            _ => part.requester,
        };
        let by = by(writer, at, part.channel);
        let created = Created {
            subject: parsed("subject", Subject::parse(&part.subject))?.into_string(),
            kind: part.scenario.kind,
            category: None,
            tags: Vec::new(),
            requester: part.requester.viewer.person,
            organization: part.requester.viewer.organization,
            channel: part.channel,
            language: self.settings.language,
            impact: None,
            urgency: Some(part.scenario.urgency),
            priority: self
                .settings
                .matrix
                .presumed(None, Some(part.scenario.urgency)),
            level: Level::N1,
            team: self.team("Centre de services").map(|(team, _)| team),
            automatic: false,
        };
        let id = tickets::reserve_id(self.conn)?;
        let (ticket, records) = domain::create(id, created, by.actor(), at);
        tickets::create(self.conn, &ticket, &records)?;
        clocks::begin(self.conn, &ticket, false)?;
        self.say(&by, id, Side::Requester, &part.text(&part.scenario.message))?;
        Ok(ticket)
    }

    /// Who does what in a scene, with the messages it needs already written.
    fn deed(
        &mut self,
        part: &Part<'_>,
        ticket: &Ticket,
        scene: Scene,
    ) -> Result<(By, Deed), Refusal> {
        let agent = ticket
            .assignee
            .and_then(|id| self.member(id))
            .unwrap_or(part.agent)
            .clone();
        let staff = by(&agent, scene.at, Channel::Portal);
        let asker = by(part.requester, scene.at, part.answers_by());
        let scenario = part.scenario;
        let reason = |text| parsed("reason", Reason::parse(text));
        Ok(match scene.act {
            Act::Begin | Act::Take => {
                let agent = agent.viewer.person;
                (staff, Deed::Take { agent })
            }
            Act::Ask => {
                let text = part.text(&scenario.question);
                let message = self.say(&staff, ticket.id, Side::Agent, &text)?;
                (staff, reply(message, Side::Agent, false))
            }
            Act::Answer => {
                let text = part.text(&scenario.answer);
                let message = self.say(&asker, ticket.id, Side::Requester, &text)?;
                (asker, reply(message, Side::Requester, false))
            }
            Act::Thank => {
                let text = "Merci, ça marche !";
                let message = self.say(&asker, ticket.id, Side::Requester, text)?;
                (asker, reply(message, Side::Requester, true))
            }
            Act::WaitForAnswer => (staff, hold(HoldReason::Requester, None)),
            Act::WaitForSupplier => {
                let until = Some(scene.at + Duration::days(5));
                (staff, hold(HoldReason::ThirdParty, until))
            }
            Act::Resume => (staff, Deed::Resume),
            Act::Note => {
                let message = self.jot(&staff, ticket.id, &part.text(&scenario.note))?;
                (staff, Deed::Note { message })
            }
            Act::Qualify => (staff, self.qualify(scenario)?),
            Act::Approve => {
                let supervisor = self.cast.supervisor().unwrap_or(part.agent);
                (by(supervisor, scene.at, Channel::Portal), Deed::Approve)
            }
            Act::Escalate => {
                let deed = self.escalate(part, &staff, ticket)?;
                (staff, deed)
            }
            Act::Diagnose => (staff, Deed::Diagnose(findings(part)?)),
            Act::Resolve => {
                let solution = self.solution(part, &staff, ticket.id)?;
                (staff, Deed::Resolve(solution))
            }
            Act::Solve => {
                let deed = self.solve(part, &staff, ticket.id)?;
                (staff, deed)
            }
            Act::Document => (staff, Deed::Document(part.documentation())),
            Act::Confirm => (asker, Deed::Confirm),
            Act::NotSolved => {
                let text = "Le problème est revenu ce matin, exactement comme avant.";
                let message = Some(self.say(&asker, ticket.id, Side::Requester, text)?);
                let reason = Some(reason(text)?);
                (asker, Deed::NotSolved { reason, message })
            }
            Act::Close => {
                let reason = Some(reason("Confirmé au téléphone.")?);
                (staff, Deed::Close { reason })
            }
            Act::Cancel => {
                let reason = reason("Réglé entre-temps, merci quand même.")?;
                (asker, Deed::Cancel { reason })
            }
            Act::Spam => {
                let reason = reason("Démarchage.")?;
                (staff, Deed::Spam { reason })
            }
        })
    }

    fn qualify(&self, scenario: &Scenario) -> Result<Deed, Refusal> {
        let category = self.cast.categories.get(&scenario.category);
        let team = self.team(&scenario.team);
        Ok(Deed::Qualify(Qualification {
            classification: Classification {
                kind: scenario.kind,
                category: *category.ok_or(Refusal::NotFound)?,
                impact: scenario.impact,
                urgency: scenario.urgency,
            },
            level: team.map(|(_, level)| level),
            team: team.map(|(team, _)| team),
        }))
    }

    /// To the team of the scenario, or to the experts where that team has it already.
    fn escalate(&mut self, part: &Part<'_>, staff: &By, ticket: &Ticket) -> Result<Deed, Refusal> {
        let experts = self.team("Systèmes et sécurité");
        let target = experts.filter(|(_, level)| *level > ticket.level);
        let note = format!(
            "{} Déjà fait : {}",
            part.text(&part.scenario.note),
            part.text(&part.scenario.findings)
        );
        let note = self.jot(staff, ticket.id, &note)?;
        Ok(Deed::Escalate(Handing {
            level: target.map(|(_, level)| level),
            team: target.map(|(team, _)| team),
            assignee: Some(match target {
                Some((team, _)) => self.first_of(team).unwrap_or(part.specialist),
                None => part.specialist,
            })
            .map(|member| member.viewer.person),
            reason: parsed(
                "reason",
                Reason::parse("Dépasse les moyens du premier niveau."),
            )?,
            note,
        }))
    }

    fn solution(
        &mut self,
        part: &Part<'_>,
        staff: &By,
        ticket: TicketId,
    ) -> Result<Solution, Refusal> {
        let text = part.text(&part.scenario.solution);
        Ok(Solution {
            message: self.say(staff, ticket, Side::Agent, &text)?,
            solution: parsed("solution", Body::parse(&text))?,
            code: part.scenario.code,
        })
    }

    fn solve(&mut self, part: &Part<'_>, staff: &By, ticket: TicketId) -> Result<Deed, Refusal> {
        let scenario = part.scenario;
        Ok(Deed::Solve(Box::new(QuickSolution {
            agent: staff.viewer.person,
            kind: Some(scenario.kind),
            category: self.cast.categories.get(&scenario.category).copied(),
            impact: Some(scenario.impact),
            urgency: Some(scenario.urgency),
            findings: Some(findings(part)?),
            solution: self.solution(part, staff, ticket)?,
            documentation: Some(part.documentation()),
        })))
    }

    fn say(
        &mut self,
        by: &By,
        ticket: TicketId,
        side: Side,
        text: &str,
    ) -> Result<MessageId, Refusal> {
        let body = parsed("body", Body::parse(text))?;
        messages::add(self.conn, by, ticket, Draft::reply(by, side, &body))
    }

    fn jot(&mut self, by: &By, ticket: TicketId, text: &str) -> Result<MessageId, Refusal> {
        let body = parsed("body", Body::parse(text))?;
        messages::add(self.conn, by, ticket, Draft::note(by, &body))
    }

    fn team(&self, name: &str) -> Option<(guichet_domain::ids::TeamId, Level)> {
        self.cast.teams.get(name).copied()
    }

    fn member(&self, id: PersonId) -> Option<&Member> {
        self.cast
            .staff
            .iter()
            .find(|member| member.viewer.person == id)
    }

    fn first_of(&self, team: guichet_domain::ids::TeamId) -> Option<&Member> {
        self.cast.agents_of(team).into_iter().next()
    }
}

impl Part<'_> {
    fn text(&self, text: &str) -> String {
        self.particulars.fill(text)
    }

    /// Who called once answers in the portal afterwards.
    fn answers_by(&self) -> Channel {
        match self.channel {
            Channel::Email => Channel::Email,
            _ => Channel::Portal,
        }
    }

    fn documentation(&self) -> Documentation {
        let scenario = self.scenario;
        match (&scenario.documentation, &scenario.nothing) {
            (Some(text), _) => Documentation::Note { text: text.clone() },
            (None, reason) => Documentation::NothingToDocument {
                reason: reason.clone().unwrap_or_else(|| scenario.cause.clone()),
            },
        }
    }
}

pub(super) fn by(member: &Member, at: DateTime<Utc>, channel: Channel) -> By {
    By {
        viewer: member.viewer.clone(),
        at,
        channel,
    }
}

fn reply(message: MessageId, side: Side, thanks: bool) -> Deed {
    Deed::Reply {
        message,
        side,
        thanks,
    }
}

fn hold(reason: HoldReason, until: Option<DateTime<Utc>>) -> Deed {
    Deed::Hold { reason, until }
}

fn findings(part: &Part<'_>) -> Result<Findings, Refusal> {
    Ok(Findings {
        cause: parsed("cause", Reason::parse(&part.text(&part.scenario.cause)))?,
        cause_code: None,
        findings: parsed("findings", Body::parse(&part.text(&part.scenario.findings)))?,
    })
}

/// The tags of a scenario, for those who look for its like.
pub(super) fn tags(scenario: &Scenario) -> Result<Deed, Refusal> {
    let add = scenario
        .tags
        .iter()
        .map(|tag| parsed("tags", Tag::parse(tag)));
    Ok(Deed::Tag {
        add: add.collect::<Result<_, _>>()?,
        remove: Vec::new(),
    })
}

fn parsed<T>(field: &str, text: Result<T, guichet_domain::text::TextError>) -> Result<T, Refusal> {
    text.map_err(|error| Refusal::field(field, Wrong::Text(error)))
}
