//! Figures over tickets.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use guichet_contract::report::{CountBy, CountQuery, CountRow, Counts};
use guichet_desk::reports::{self, Period};

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::Query;
use crate::problem::Problem;

/// Counts tickets
///
/// By one of their properties; spam and cancelled ones are left out.
#[utoipa::path(tag = "tickets", params(CountQuery),
    responses((status = 200, description = "The counts", body = Counts)))]
#[get("/api/v1/reports/tickets")]
pub async fn count_tickets(
    door: Data<Door>,
    actor: Actor,
    query: Query<CountQuery>,
) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let period = Period {
        from: query.created_from,
        before: query.created_before,
    };
    let per = per(query.by);
    let counts = door
        .desk()
        .report(move |tx| reports::count(tx, &by, per, period))
        .await?;
    let items = counts
        .rows
        .into_iter()
        .map(|(value, count)| CountRow { value, count });
    Ok(HttpResponse::Ok().json(Counts {
        total: counts.total,
        items: items.collect(),
    }))
}

fn per(by: CountBy) -> reports::CountBy {
    match by {
        CountBy::Status => reports::CountBy::Status,
        CountBy::Stage => reports::CountBy::Stage,
        CountBy::Priority => reports::CountBy::Priority,
        CountBy::Channel => reports::CountBy::Channel,
        CountBy::Kind => reports::CountBy::Kind,
        CountBy::Level => reports::CountBy::Level,
        CountBy::CreatedMonth => reports::CountBy::CreatedMonth,
        CountBy::ClosedMonth => reports::CountBy::ClosedMonth,
        CountBy::Reopened => reports::CountBy::Reopened,
    }
}
