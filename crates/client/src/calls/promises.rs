//! Promises: policies, the clocks of a ticket, and what the desk tells people.

use guichet_contract::clock::Clocks;
use guichet_contract::domain::ids::{SlaPolicyId, TicketId};
use guichet_contract::notification::{Notifications, ReadNotifications};
use guichet_contract::page::{Page, Slice};
use guichet_contract::sla::{
    NewSlaPolicy, SlaEffect, SlaPolicy, SlaPolicyOrder, SlaPolicyPatch, SlaPreview,
};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /sla_policies`, in the order in which they are tried.
    pub async fn sla_policies(&self) -> Result<Page<SlaPolicy>> {
        self.send(Request::get("/sla_policies")).await
    }

    /// `POST /sla_policies`
    pub async fn create_sla_policy(&self, policy: &NewSlaPolicy) -> Result<SlaPolicy> {
        self.send(Request::new(Method::Post, "/sla_policies").with(policy)?)
            .await
    }

    /// `GET /sla_policies/{id}`
    pub async fn sla_policy(&self, id: SlaPolicyId) -> Result<SlaPolicy> {
        self.send(Request::get(format!("/sla_policies/{id}"))).await
    }

    /// `PATCH /sla_policies/{id}`, if `version` still stands.
    pub async fn change_sla_policy(
        &self,
        id: SlaPolicyId,
        version: i64,
        patch: &SlaPolicyPatch,
    ) -> Result<SlaPolicy> {
        let request = Request::new(Method::Patch, format!("/sla_policies/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /sla_policies/{id}`, if `version` still stands.
    pub async fn delete_sla_policy(&self, id: SlaPolicyId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/sla_policies/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }

    /// `POST /sla_policies/order`
    pub async fn order_sla_policies(&self, order: &SlaPolicyOrder) -> Result<Page<SlaPolicy>> {
        self.send(Request::new(Method::Post, "/sla_policies/order").with(order)?)
            .await
    }

    /// `POST /sla_policies/preview`: what a change would have done in the last 30 days.
    pub async fn preview_sla_policy(&self, preview: &SlaPreview) -> Result<SlaEffect> {
        self.send(Request::new(Method::Post, "/sla_policies/preview").with(preview)?)
            .await
    }

    /// `GET /tickets/{id}/clocks`
    pub async fn clocks(&self, id: TicketId) -> Result<Clocks> {
        self.send(Request::get(format!("/tickets/{id}/clocks")))
            .await
    }

    /// `GET /notifications`, newest first.
    pub async fn notifications(&self, slice: &Slice) -> Result<Notifications> {
        self.send(Request::get("/notifications").query(slice)?)
            .await
    }

    /// `POST /notifications/read`
    pub async fn read_notifications(&self, read: &ReadNotifications) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Post, "/notifications/read").with(read)?)
            .await
    }
}
