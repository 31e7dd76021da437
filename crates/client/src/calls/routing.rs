//! Routing: rules, skills, agents and their absences.

use guichet_contract::domain::ids::{AbsenceId, PersonId, RoutingRuleId, SkillId};
use guichet_contract::page::Page;
use guichet_contract::routing::{
    Absence, AbsencePatch, AbsenceQuery, Agent, AgentPatch, NewAbsence, NewRoutingRule, NewSkill,
    RoutingRule, RoutingRuleOrder, RoutingRulePatch, Skill, SkillPatch,
};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /routing_rules`, in the order in which they are tried.
    pub async fn routing_rules(&self) -> Result<Page<RoutingRule>> {
        self.send(Request::get("/routing_rules")).await
    }

    /// `POST /routing_rules`
    pub async fn create_routing_rule(&self, rule: &NewRoutingRule) -> Result<RoutingRule> {
        self.send(Request::new(Method::Post, "/routing_rules").with(rule)?)
            .await
    }

    /// `PATCH /routing_rules/{id}`, if `version` still stands.
    pub async fn change_routing_rule(
        &self,
        id: RoutingRuleId,
        version: i64,
        patch: &RoutingRulePatch,
    ) -> Result<RoutingRule> {
        let request = Request::new(Method::Patch, format!("/routing_rules/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /routing_rules/{id}`, if `version` still stands.
    pub async fn delete_routing_rule(&self, id: RoutingRuleId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/routing_rules/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }

    /// `POST /routing_rules/order`
    pub async fn order_routing_rules(&self, order: &RoutingRuleOrder) -> Result<Page<RoutingRule>> {
        self.send(Request::new(Method::Post, "/routing_rules/order").with(order)?)
            .await
    }

    /// `GET /skills`
    pub async fn skills(&self) -> Result<Page<Skill>> {
        self.send(Request::get("/skills")).await
    }

    /// `POST /skills`
    pub async fn add_skill(&self, skill: &NewSkill) -> Result<Skill> {
        self.send(Request::new(Method::Post, "/skills").with(skill)?)
            .await
    }

    /// `PATCH /skills/{id}`, if `version` still stands.
    pub async fn change_skill(
        &self,
        id: SkillId,
        version: i64,
        patch: &SkillPatch,
    ) -> Result<Skill> {
        let request = Request::new(Method::Patch, format!("/skills/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /skills/{id}`, if `version` still stands: it is taken off agents and rules.
    pub async fn delete_skill(&self, id: SkillId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/skills/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }

    /// `GET /agents`, all active staff by name.
    pub async fn agents(&self) -> Result<Page<Agent>> {
        self.send(Request::get("/agents")).await
    }

    /// `GET /agents/{id}`
    pub async fn agent(&self, id: PersonId) -> Result<Agent> {
        self.send(Request::get(format!("/agents/{id}"))).await
    }

    /// `PATCH /agents/{id}`, if `version` still stands.
    pub async fn change_agent(
        &self,
        id: PersonId,
        version: i64,
        patch: &AgentPatch,
    ) -> Result<Agent> {
        let request = Request::new(Method::Patch, format!("/agents/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /absences`, by their beginning.
    pub async fn absences(&self, query: &AbsenceQuery) -> Result<Page<Absence>> {
        self.send(Request::get("/absences").query(query)?).await
    }

    /// `POST /absences`
    pub async fn enter_absence(&self, absence: &NewAbsence) -> Result<Absence> {
        self.send(Request::new(Method::Post, "/absences").with(absence)?)
            .await
    }

    /// `PATCH /absences/{id}`, if `version` still stands.
    pub async fn change_absence(
        &self,
        id: AbsenceId,
        version: i64,
        patch: &AbsencePatch,
    ) -> Result<Absence> {
        let request = Request::new(Method::Patch, format!("/absences/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /absences/{id}`, if `version` still stands.
    pub async fn delete_absence(&self, id: AbsenceId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/absences/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }
}
