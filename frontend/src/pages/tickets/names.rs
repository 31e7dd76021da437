//! What views, groups, orders and filters are called.

use super::query::{GroupKey, Grouping, ListQuery};
use crate::components::Icon;
use crate::i18n::t;
use crate::words;
use guichet_contract::ticket::{SystemView, TicketSort, ViewCounts};
use guichet_domain::sla::Standing;

/// A system view.
#[must_use]
pub fn view(view: SystemView) -> &'static str {
    match view {
        SystemView::Mine => t::tickets::view::mine(),
        SystemView::ToHandle => t::tickets::view::to_handle(),
        SystemView::Unassigned => t::tickets::view::unassigned(),
        SystemView::Followed => t::tickets::view::followed(),
        SystemView::OnHold => t::tickets::view::on_hold(),
        SystemView::Resolved => t::tickets::view::resolved(),
        SystemView::Breached => words::standing(Standing::Breached),
        SystemView::AtRisk => words::standing(Standing::AtRisk),
        SystemView::Closed => t::tickets::view::closed(),
        SystemView::Open => t::tickets::view::open(),
        SystemView::Requested => t::tickets::view::requested(),
        SystemView::All => t::tickets::view::all(),
    }
}

/// The picture of a system view.
#[must_use]
pub fn view_icon(view: SystemView) -> Icon {
    match view {
        SystemView::Mine => Icon::CircleUserRound,
        SystemView::ToHandle => Icon::Layers,
        SystemView::Unassigned => Icon::CircleDashed,
        SystemView::Followed => Icon::Eye,
        SystemView::OnHold => Icon::CirclePause,
        SystemView::Resolved => Icon::CircleCheck,
        SystemView::Breached => Icon::Flame,
        SystemView::AtRisk => Icon::Timer,
        SystemView::Closed => Icon::Lock,
        SystemView::Open => Icon::Inbox,
        SystemView::Requested => Icon::Ticket,
        SystemView::All => Icon::List,
    }
}

/// What the list is called: the team whose tickets it shows, else its view.
#[must_use]
pub fn list(query: &ListQuery, counts: Option<&ViewCounts>) -> String {
    let team = query.tickets.team_id.and_then(|id| {
        let teams = &counts?.teams;
        teams
            .iter()
            .find(|count| count.team.id == id)
            .map(|count| count.team.name.clone())
    });
    team.unwrap_or_else(|| view(query.view()).to_owned())
}

/// A group of rows.
#[must_use]
pub fn group(key: GroupKey) -> &'static str {
    match key {
        GroupKey::Promise(standing) => words::standing(standing),
        GroupKey::Priority(priority) => words::priority(priority),
        GroupKey::Stage(stage) => words::stage(stage),
        GroupKey::All => "",
    }
}

/// How rows stand together, on the button and in its menu.
#[must_use]
pub fn grouping(grouping: Grouping) -> (String, &'static str) {
    match grouping {
        Grouping::Promise => (
            t::tickets::group::by(t::tickets::group::by_promise()),
            t::tickets::group::promise(),
        ),
        Grouping::Priority => (
            t::tickets::group::by(t::tickets::group::by_priority()),
            t::tickets::group::priority(),
        ),
        Grouping::Stage => (
            t::tickets::group::by(t::tickets::group::by_stage()),
            t::tickets::group::stage(),
        ),
        Grouping::None => (
            t::tickets::group::none().to_owned(),
            t::tickets::group::none(),
        ),
    }
}

/// An order.
#[must_use]
pub fn sort(sort: TicketSort) -> &'static str {
    match sort {
        TicketSort::UpdatedDescending => t::tickets::sort::activity(),
        TicketSort::UpdatedAscending => t::tickets::sort::activity_oldest(),
        TicketSort::CreatedDescending => t::tickets::sort::newest(),
        TicketSort::CreatedAscending => t::tickets::sort::oldest(),
        TicketSort::Priority => t::tickets::sort::priority(),
        TicketSort::Promise => t::tickets::sort::promise(),
    }
}
