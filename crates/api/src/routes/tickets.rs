//! Tickets: lists, one whole, a new one.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use guichet_contract::page::Page;
use guichet_contract::ticket::{
    NewTicket, SystemView, TeamCount, Ticket, TicketQuery, TicketRow, TicketSort, ViewCount,
    ViewCounts,
};
use guichet_desk::tickets::{self, Handling, Listing, Sort};
use guichet_domain::ids::TicketId;
use guichet_domain::text::{Body, Subject, Tag};
use guichet_domain::ticket::Kind;

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Json, Path, Query, all_parsed, parsed};
use crate::problem::Problem;
use crate::wire;

/// Lists the tickets one may see
///
/// Views narrow, filters narrow further; pages are stable while tickets change.
#[utoipa::path(tag = "tickets", params(TicketQuery),
    responses((status = 200, description = "A page", body = Page<TicketRow>,
        headers(("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288)")))))]
#[get("/api/v1/tickets")]
pub async fn list_tickets(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    query: Query<TicketQuery>,
) -> Result<HttpResponse, Problem> {
    let listing = listing(query.into_inner())?;
    let by = actor.by(door.desk());
    let page = door
        .desk()
        .read(move |tx| tickets::list(tx, &by, &listing))
        .await?;
    Ok(answer::page(
        page,
        &request.uri().to_string(),
        wire::ticket_row,
    ))
}

/// Begins a ticket
///
/// Requesters begin their own. Staff can begin one for somebody, with what they already know.
#[utoipa::path(tag = "tickets", request_body = NewTicket,
    responses((status = 201, description = "The new ticket", body = Ticket,
        headers(("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address")))))]
#[post("/api/v1/tickets")]
pub async fn create_ticket(
    door: Data<Door>,
    actor: Actor,
    new: Json<NewTicket>,
) -> Result<HttpResponse, Problem> {
    let new = new_ticket(new.into_inner())?;
    let by = actor.by(door.desk());
    let ticket = door
        .desk()
        .write(move |tx| tickets::create(tx, &by, &new))
        .await?;
    door.live().committed();
    let ticket = wire::ticket(ticket);
    let address = format!("/api/v1/tickets/{}", ticket.id);
    Ok(answer::created(ticket.version, &address, &ticket))
}

/// Says how long the views are
///
/// Counting stops at `bound`: an equal count means "at least".
#[utoipa::path(tag = "tickets",
    responses((status = 200, description = "The counts", body = ViewCounts)))]
#[get("/api/v1/tickets/counts")]
pub async fn count_views(door: Data<Door>, actor: Actor) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let counts = door.desk().read(move |tx| tickets::counts(tx, &by)).await?;
    let views = counts.views.into_iter().map(|(view, count)| ViewCount {
        view: view_of_desk(view),
        count: i64::from(count),
    });
    let teams = counts.teams.into_iter().map(|row| TeamCount {
        team: wire::team_ref(row.team),
        count: row.count,
    });
    Ok(HttpResponse::Ok().json(ViewCounts {
        bound: i64::from(tickets::COUNT_BOUND),
        views: views.collect(),
        teams: teams.collect(),
    }))
}

/// Shows a ticket
#[utoipa::path(tag = "tickets", params(("id" = TicketId, Path, description = "Its number")),
    responses((status = 200, description = "The ticket", body = Ticket,
        headers(("ETag" = String, description = "Its version")))))]
#[get("/api/v1/tickets/{id}")]
pub async fn get_ticket(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let ticket = door
        .desk()
        .read(move |tx| tickets::get(tx, &by, id))
        .await?;
    let ticket = wire::ticket(ticket);
    Ok(answer::versioned(ticket.version, &ticket))
}

fn listing(query: TicketQuery) -> Result<Listing, Problem> {
    let tag = query.tag.map(|tag| parsed("tag", Tag::parse(&tag)));
    Ok(Listing {
        view: query.view.map(view_of_wire),
        statuses: query.status,
        stages: query.stage,
        priorities: query.priority,
        levels: query.level,
        standings: query.promise,
        kinds: query.kind,
        channels: query.channel,
        team: query.team_id,
        assignee: query.assignee_id,
        assigned: query.assigned,
        requester: query.requester_id,
        organization: query.organization_id,
        category: query.category_id,
        tag: tag.transpose()?,
        text: answer::words(query.q)?,
        sort: query.sort.map(|sort| match sort {
            TicketSort::UpdatedDescending => Sort::UpdatedDescending,
            TicketSort::UpdatedAscending => Sort::UpdatedAscending,
            TicketSort::CreatedDescending => Sort::CreatedDescending,
            TicketSort::CreatedAscending => Sort::CreatedAscending,
            TicketSort::Priority => Sort::Priority,
            TicketSort::Promise => Sort::Promise,
        }),
        slice: answer::slice(query.limit, query.cursor)?,
    })
}

fn new_ticket(new: NewTicket) -> Result<tickets::NewTicket, Problem> {
    let handling = Handling {
        requester: new.requester_id,
        channel: new.channel,
        impact: new.impact,
        level: new.level,
        team: new.team_id,
        assignee: new.assignee_id,
        tags: all_parsed("tags", &new.tags, Tag::parse)?,
    };
    Ok(tickets::NewTicket {
        subject: parsed("subject", Subject::parse(&new.subject))?,
        body: parsed("body", Body::parse(&new.body))?,
        kind: new.kind.unwrap_or(Kind::Incident),
        category: new.category_id,
        urgency: new.urgency,
        attachments: new.attachment_ids,
        handling: (handling != Handling::default()).then_some(handling),
    })
}

/// The views have the same names on both sides.
const VIEWS: [(SystemView, tickets::SystemView); 12] = [
    (SystemView::Mine, tickets::SystemView::Mine),
    (SystemView::ToHandle, tickets::SystemView::ToHandle),
    (SystemView::Unassigned, tickets::SystemView::Unassigned),
    (SystemView::Followed, tickets::SystemView::Followed),
    (SystemView::OnHold, tickets::SystemView::OnHold),
    (SystemView::Breached, tickets::SystemView::Breached),
    (SystemView::AtRisk, tickets::SystemView::AtRisk),
    (SystemView::Resolved, tickets::SystemView::Resolved),
    (SystemView::Closed, tickets::SystemView::Closed),
    (SystemView::Open, tickets::SystemView::Open),
    (SystemView::Requested, tickets::SystemView::Requested),
    (SystemView::All, tickets::SystemView::All),
];

fn view_of_wire(view: SystemView) -> tickets::SystemView {
    let pair = VIEWS.iter().find(|(wire, _)| *wire == view);
    pair.map_or(tickets::SystemView::All, |(_, desk)| *desk)
}

fn view_of_desk(view: tickets::SystemView) -> SystemView {
    let pair = VIEWS.iter().find(|(_, desk)| *desk == view);
    pair.map_or(SystemView::All, |(wire, _)| *wire)
}
