//! Tickets: lists, one whole, its conversation and journal, attachments, figures.

use guichet_contract::domain::ids::{AttachmentId, TicketId};
use guichet_contract::journal::{Interval, Journal};
use guichet_contract::message::Message;
use guichet_contract::page::{Page, Slice};
use guichet_contract::report::{CountQuery, Counts};
use guichet_contract::ticket::{NewTicket, Ticket, TicketQuery, TicketRow, ViewCounts};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /tickets`
    pub async fn tickets(&self, query: &TicketQuery) -> Result<Page<TicketRow>> {
        self.send(Request::get("/tickets").query(query)?).await
    }

    /// `POST /tickets`
    pub async fn create_ticket(&self, ticket: &NewTicket) -> Result<Ticket> {
        self.send(Request::new(Method::Post, "/tickets").with(ticket)?)
            .await
    }

    /// `GET /tickets/counts`
    pub async fn view_counts(&self) -> Result<ViewCounts> {
        self.send(Request::get("/tickets/counts")).await
    }

    /// `GET /tickets/{id}`
    pub async fn ticket(&self, id: TicketId) -> Result<Ticket> {
        self.send(Request::get(format!("/tickets/{id}"))).await
    }

    /// `GET /tickets/{id}/messages`, oldest first.
    pub async fn messages(&self, id: TicketId, slice: &Slice) -> Result<Page<Message>> {
        self.send(Request::get(format!("/tickets/{id}/messages")).query(slice)?)
            .await
    }

    /// `GET /tickets/{id}/events`, oldest first.
    pub async fn events(&self, id: TicketId, slice: &Slice) -> Result<Journal> {
        self.send(Request::get(format!("/tickets/{id}/events")).query(slice)?)
            .await
    }

    /// `GET /tickets/{id}/intervals`
    pub async fn intervals(&self, id: TicketId) -> Result<Page<Interval>> {
        self.send(Request::get(format!("/tickets/{id}/intervals")))
            .await
    }

    /// `DELETE /attachments/{id}`, while it is not attached to a message.
    pub async fn discard_attachment(&self, id: AttachmentId) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Delete, format!("/attachments/{id}")))
            .await
    }

    /// `GET /reports/tickets`
    pub async fn count_tickets(&self, query: &CountQuery) -> Result<Counts> {
        self.send(Request::get("/reports/tickets").query(query)?)
            .await
    }
}
