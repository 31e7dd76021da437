//! The rules that are used, and what follows from them for a ticket.

use std::collections::BTreeSet;

use guichet_domain::ids::{CategoryId, RoutingRuleId, TeamId};
use guichet_domain::routing::{Ability, Needs, RoutingMethod};
use guichet_domain::ticket::{Level, Ticket};
use guichet_store::routing_rules::{self, Rule};
use guichet_store::teams::{self, Team};
use guichet_store::{Connection, categories};

use crate::Refusal;
use crate::clocks::Tree;

/// Where a ticket goes.
pub(super) struct Destination {
    /// The rule that says so; `None` where the team was there already.
    pub(super) rule: Option<RoutingRuleId>,
    pub(super) team: Team,
    pub(super) level: Level,
    /// What it asks of its agent.
    pub(super) needs: Needs,
}

/// The rules that are used, with the tree above the categories of the tickets in question.
#[derive(Default)]
pub(super) struct Book {
    rules: Vec<Rule>,
    tree: Tree,
}

impl Book {
    /// All the rules, for tickets of these categories.
    pub(super) fn load(
        tx: &mut Connection,
        tickets: impl IntoIterator<Item = Option<CategoryId>>,
    ) -> Result<Self, Refusal> {
        let rules = routing_rules::active(tx)?;
        let asks = |rule: &Rule| !rule.profile.conditions.category_ids.is_empty();
        let of: BTreeSet<CategoryId> = tickets.into_iter().flatten().collect();
        let tree = match rules.iter().any(asks) && !of.is_empty() {
            true => categories::with_parents(tx, &of.into_iter().collect::<Vec<_>>())?.into(),
            false => Tree::default(),
        };
        Ok(Self { rules, tree })
    }

    /// What must be known to give tickets to the agents of a team: the rules, but only where
    /// skills count.
    pub(super) fn for_team(
        tx: &mut Connection,
        team: &Team,
        categories: impl IntoIterator<Item = Option<CategoryId>>,
    ) -> Result<Self, Refusal> {
        match team.profile.routing {
            RoutingMethod::SkillBased => Self::load(tx, categories),
            RoutingMethod::Manual | RoutingMethod::RoundRobin | RoutingMethod::LeastLoaded => {
                Ok(Self::default())
            }
        }
    }

    /// Where the first rule leads that a ticket meets and whose team can be given tickets.
    pub(super) fn destination(
        &self,
        tx: &mut Connection,
        ticket: &Ticket,
    ) -> Result<Option<Destination>, Refusal> {
        for rule in self.met(ticket) {
            let team = teams::get(tx, rule.profile.team)?;
            if team.profile.active {
                return Ok(Some(Destination {
                    rule: Some(rule.id),
                    level: rule.profile.level.unwrap_or(team.profile.level),
                    team,
                    needs: needs(ticket, &rule.profile.skills),
                }));
            }
        }
        Ok(None)
    }

    /// What a ticket asks of its agent in a team: what the first rule does that it meets and that
    /// leads there.
    pub(super) fn needs(&self, ticket: &Ticket, team: TeamId) -> Needs {
        let rule = self.met(ticket).find(|rule| rule.profile.team == team);
        needs(ticket, rule.map_or(&[], |rule| &rule.profile.skills))
    }

    fn met<'a>(&'a self, ticket: &'a Ticket) -> impl Iterator<Item = &'a Rule> {
        let meets = |rule: &&Rule| rule.profile.conditions.meet(ticket, &self.tree);
        self.rules.iter().filter(meets)
    }
}

fn needs(ticket: &Ticket, skills: &[Ability]) -> Needs {
    Needs {
        skills: skills.to_vec(),
        language: ticket.language,
    }
}
