//! What the list shows: view, filters, order, grouping.

use guichet_contract::ticket::{SystemView, TicketQuery, TicketSort};
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
use guichet_domain::ticket::{Priority, Stage};

/// How the rows stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By how their promises stand.
    Promise,
    /// By priority.
    Priority,
    /// By stage.
    Stage,
    /// Not at all.
    None,
}

/// One group of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// All whose promise stands so.
    Promise(Standing),
    /// All of one priority.
    Priority(Priority),
    /// All at one stage.
    Stage(Stage),
    /// All.
    All,
}

/// What the list shows. `tickets` never carries a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    /// View, filters and order, as the API takes them.
    pub tickets: TicketQuery,
    /// How the rows stand together.
    pub group: Grouping,
}

impl ListQuery {
    /// A view without filters.
    #[must_use]
    pub fn of(view: SystemView) -> Self {
        Self {
            tickets: TicketQuery {
                view: Some(view),
                ..TicketQuery::default()
            },
            group: usual_group(view),
        }
    }

    /// The view it starts from.
    #[must_use]
    pub fn view(&self) -> SystemView {
        self.tickets.view.unwrap_or(SystemView::ToHandle)
    }

    /// The order in force.
    #[must_use]
    pub fn sort(&self) -> TicketSort {
        self.tickets.sort.unwrap_or_else(|| self.usual_sort())
    }

    /// The same in another order.
    #[must_use]
    pub fn sorted(&self, order: TicketSort) -> Self {
        let mut sorted = self.clone();
        sorted.tickets.sort = (order != self.usual_sort()).then_some(order);
        sorted
    }

    /// Where promises are looked at, the nearest due time comes first.
    fn usual_sort(&self) -> TicketSort {
        match (self.group, self.view()) {
            (Grouping::Promise, _) | (_, SystemView::Breached | SystemView::AtRisk) => {
                TicketSort::Promise
            }
            _ => TicketSort::default(),
        }
    }

    /// Whether nothing narrows the view.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let bare = TicketQuery {
            view: self.tickets.view,
            team_id: self.tickets.team_id,
            sort: self.tickets.sort,
            ..TicketQuery::default()
        };
        bare == self.tickets
    }

    /// The view again, without what narrows it.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let mut cleared = Self::of(self.view());
        cleared.tickets.team_id = self.tickets.team_id;
        cleared
    }

    /// The groups it falls into, in order; those that its filters leave out are left out.
    #[must_use]
    pub fn groups(&self) -> Vec<GroupKey> {
        let tickets = &self.tickets;
        match self.group {
            Grouping::None => vec![GroupKey::All],
            Grouping::Promise => keys(Standing::ALL, &tickets.promise, GroupKey::Promise),
            Grouping::Priority => keys(Priority::ALL, &tickets.priority, GroupKey::Priority),
            Grouping::Stage => keys(Stage::ALL, &tickets.stage, GroupKey::Stage),
        }
    }

    /// What is asked for one group.
    #[must_use]
    pub fn narrowed(&self, group: GroupKey) -> TicketQuery {
        let mut query = self.tickets.clone();
        query.sort = Some(self.sort()).filter(|order| *order != TicketSort::default());
        match group {
            GroupKey::Promise(standing) => query.promise = vec![standing],
            GroupKey::Priority(priority) => query.priority = vec![priority],
            GroupKey::Stage(stage) => query.stage = vec![stage],
            GroupKey::All => {}
        }
        query
    }

    /// What tells whether one ticket belongs here; `None` where a search is already on.
    #[must_use]
    pub fn holding(&self, ticket: TicketId) -> Option<TicketQuery> {
        if self.tickets.q.is_some() {
            return None;
        }
        Some(TicketQuery {
            q: Some(crate::session::ticket_number(ticket)),
            ..self.tickets.clone()
        })
    }
}

/// The groups of one word each; where some are asked for, only those.
fn keys<T: Copy + PartialEq>(all: &[T], wanted: &[T], key: fn(T) -> GroupKey) -> Vec<GroupKey> {
    all.iter()
        .filter(|word| wanted.is_empty() || wanted.contains(word))
        .map(|&word| key(word))
        .collect()
}

/// What is still open stands by promise; what is done stands by time.
pub fn usual_group(view: SystemView) -> Grouping {
    match view {
        SystemView::Mine
        | SystemView::ToHandle
        | SystemView::Unassigned
        | SystemView::Followed
        | SystemView::OnHold
        | SystemView::Open => Grouping::Promise,
        SystemView::Resolved
        | SystemView::Breached
        | SystemView::AtRisk
        | SystemView::Closed
        | SystemView::Requested
        | SystemView::All => Grouping::None,
    }
}
