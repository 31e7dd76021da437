//! Deeds between the solution and the end, and what takes a ticket up again.

use guichet_domain::ids::TicketId;
use guichet_domain::text::{Body, Reason};
use guichet_domain::ticket::{Deed, DeedKind, ReopenCause, Side};
use guichet_store::Connection;

use super::ground::{deed, simple};
use super::view::TicketView;
use crate::messages::{self, Draft};
use crate::{By, Refusal, Wrong};

/// The requester says it is solved.
pub fn confirm(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Confirm)
}

/// The requester says it is not; the reason joins the conversation.
pub fn not_solved(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: Option<&Reason>,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::NotSolved,
        Some(version),
        |tx, ticket| {
            let body = reason.map(body).transpose()?;
            let draft = body
                .as_ref()
                .map(|body| Draft::reply(by, Side::Requester, body));
            let message = draft.map(|draft| messages::add(tx, by, ticket.id, draft));
            Ok(Deed::NotSolved {
                reason: reason.cloned(),
                message: message.transpose()?,
            })
        },
    )
}

/// Whatever is short enough for a reason is short enough for a message.
fn body(reason: &Reason) -> Result<Body, Refusal> {
    Body::parse(reason.as_str()).map_err(|error| Refusal::field("reason", Wrong::Text(error)))
}

/// An agent ends a solved ticket without the requester's answer.
pub fn close(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = Some(reason.clone());
    simple(tx, by, id, version, Deed::Close { reason })
}

/// An agent takes up a solved or ended ticket again.
pub fn reopen(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = reason.clone();
    simple(
        tx,
        by,
        id,
        version,
        Deed::Reopen {
            cause: ReopenCause::Agent,
            reason,
        },
    )
}

/// It is withdrawn.
pub fn cancel(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = reason.clone();
    simple(tx, by, id, version, Deed::Cancel { reason })
}

/// It was unsolicited.
pub fn spam(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = reason.clone();
    simple(tx, by, id, version, Deed::Spam { reason })
}
