//! Deeds on a ticket: one route each, told apart by what they carry.

use guichet_contract::deed;
use guichet_contract::domain::ids::TicketId;
use guichet_contract::domain::ticket::DeedKind;
use guichet_contract::ticket::Ticket;

use crate::{Client, Method, Request, Result};

/// What a deed carries. The deed itself is the last part of the path.
#[derive(Debug, Clone, PartialEq)]
pub enum DeedBody {
    /// `take`, `confirm`, `resume`, `approve`.
    Plain(deed::Plain),
    /// `close`, `reopen`, `cancel`, `spam`, `reject`.
    Reasoned(deed::Reasoned),
    /// `assign`.
    Assign(deed::Assign),
    /// `qualify`.
    Qualify(deed::Qualify),
    /// `requalify`.
    Requalify(deed::Requalify),
    /// `prioritize`.
    Prioritize(deed::Prioritize),
    /// `diagnose`.
    Diagnose(deed::Diagnose),
    /// `resolve`.
    Resolve(deed::Resolve),
    /// `document`.
    Document(deed::Document),
    /// `not_solved`.
    NotSolved(deed::NotSolved),
    /// `hold`.
    Hold(deed::Hold),
    /// `send_back`.
    SendBack(deed::SendBack),
    /// `solve`.
    Solve(Box<deed::Solve>),
    /// `escalate`, `deescalate`.
    Hand(deed::Hand),
    /// `reply`, `note`.
    Write(deed::Write),
    /// `tag`.
    Tag(deed::Tag),
    /// `link`.
    Link(deed::Link),
    /// `follow`.
    Follow(deed::Follow),
    /// `rename`.
    Rename(deed::Rename),
    /// `mark_major`.
    MarkMajor(deed::MarkMajor),
}

impl Client {
    /// `POST /tickets/{id}/{deed}`: gives the ticket as it is afterwards. A reply that came too
    /// late to reopen gives the follow-up ticket it began.
    pub async fn deed(&self, id: TicketId, kind: DeedKind, body: &DeedBody) -> Result<Ticket> {
        let request = Request::new(Method::Post, format!("/tickets/{id}/{kind}"));
        self.send(match body {
            DeedBody::Plain(body) => request.with(body)?,
            DeedBody::Reasoned(body) => request.with(body)?,
            DeedBody::Assign(body) => request.with(body)?,
            DeedBody::Qualify(body) => request.with(body)?,
            DeedBody::Requalify(body) => request.with(body)?,
            DeedBody::Prioritize(body) => request.with(body)?,
            DeedBody::Diagnose(body) => request.with(body)?,
            DeedBody::Resolve(body) => request.with(body)?,
            DeedBody::Document(body) => request.with(body)?,
            DeedBody::NotSolved(body) => request.with(body)?,
            DeedBody::Hold(body) => request.with(body)?,
            DeedBody::SendBack(body) => request.with(body)?,
            DeedBody::Solve(body) => request.with(body)?,
            DeedBody::Hand(body) => request.with(body)?,
            DeedBody::Write(body) => request.with(body)?,
            DeedBody::Tag(body) => request.with(body)?,
            DeedBody::Link(body) => request.with(body)?,
            DeedBody::Follow(body) => request.with(body)?,
            DeedBody::Rename(body) => request.with(body)?,
            DeedBody::MarkMajor(body) => request.with(body)?,
        })
        .await
    }
}
