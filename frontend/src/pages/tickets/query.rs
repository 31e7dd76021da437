//! What the list shows, as written in its address: view, filters, order, grouping.

use guichet_contract::ticket::{SystemView, TicketQuery, TicketSort};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::{Priority, Stage};
use leptos_router::params::ParamsMap;
use std::fmt::Display;
use std::str::FromStr;

/// How the rows stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
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

const VIEWS: [(SystemView, &str); 10] = [
    (SystemView::Mine, "mine"),
    (SystemView::ToHandle, "to_handle"),
    (SystemView::Unassigned, "unassigned"),
    (SystemView::Followed, "followed"),
    (SystemView::OnHold, "on_hold"),
    (SystemView::Resolved, "resolved"),
    (SystemView::Closed, "closed"),
    (SystemView::Open, "open"),
    (SystemView::Requested, "requested"),
    (SystemView::All, "all"),
];
const SORTS: [(TicketSort, &str); 5] = [
    (TicketSort::UpdatedDescending, "-updated_at"),
    (TicketSort::UpdatedAscending, "updated_at"),
    (TicketSort::CreatedDescending, "-created_at"),
    (TicketSort::CreatedAscending, "created_at"),
    (TicketSort::Priority, "priority"),
];
const GROUPS: [(Grouping, &str); 3] = [
    (Grouping::Priority, "priority"),
    (Grouping::Stage, "stage"),
    (Grouping::None, "none"),
];

fn word_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table
        .iter()
        .find(|(known, _)| known == value)
        .map_or("", |(_, word)| word)
}

fn value_of<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(value, _)| *value)
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

    /// Reads the query of an address. What is not understood is left out.
    #[must_use]
    pub fn read(params: &ParamsMap) -> Self {
        let text = |name: &str| params.get(name).filter(|text| !text.is_empty());
        let view = text("view")
            .and_then(|word| value_of(&VIEWS, &word))
            .unwrap_or(SystemView::ToHandle);
        let tickets = TicketQuery {
            view: Some(view),
            status: words(params, "status"),
            stage: words(params, "stage"),
            priority: words(params, "priority"),
            level: words(params, "level"),
            kind: words(params, "kind"),
            channel: words(params, "channel"),
            team_id: one(params, "team_id"),
            assignee_id: one(params, "assignee_id"),
            requester_id: one(params, "requester_id"),
            organization_id: one(params, "organization_id"),
            category_id: one(params, "category_id"),
            tag: text("tag"),
            q: text("q"),
            sort: text("sort").and_then(|word| value_of(&SORTS, &word)),
            ..TicketQuery::default()
        };
        let group = text("group")
            .and_then(|word| value_of(&GROUPS, &word))
            .unwrap_or(usual_group(view));
        Self { tickets, group }
    }

    /// The address that shows it.
    #[must_use]
    pub fn path(&self) -> String {
        let tickets = &self.tickets;
        let view = self.view();
        let mut query = Query(format!("/tickets?view={}", word_of(&VIEWS, &view)));
        query.list("status", &tickets.status);
        query.list("stage", &tickets.stage);
        query.list("priority", &tickets.priority);
        query.list("level", &tickets.level);
        query.list("kind", &tickets.kind);
        query.list("channel", &tickets.channel);
        query.one("team_id", tickets.team_id);
        query.one("assignee_id", tickets.assignee_id);
        query.one("requester_id", tickets.requester_id);
        query.one("organization_id", tickets.organization_id);
        query.one("category_id", tickets.category_id);
        query.one("tag", tickets.tag.as_deref());
        query.one("q", tickets.q.as_deref());
        query.one("sort", tickets.sort.map(|sort| word_of(&SORTS, &sort)));
        if self.group != usual_group(view) {
            query.one("group", Some(word_of(&GROUPS, &self.group)));
        }
        query.0
    }

    /// The view it starts from.
    #[must_use]
    pub fn view(&self) -> SystemView {
        self.tickets.view.unwrap_or(SystemView::ToHandle)
    }

    /// The order in force.
    #[must_use]
    pub fn sort(&self) -> TicketSort {
        self.tickets.sort.unwrap_or_default()
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
        let allowed = |list: &[Priority], value: &Priority| list.is_empty() || list.contains(value);
        match self.group {
            Grouping::None => vec![GroupKey::All],
            Grouping::Priority => Priority::ALL
                .iter()
                .filter(|priority| allowed(&self.tickets.priority, priority))
                .map(|&priority| GroupKey::Priority(priority))
                .collect(),
            Grouping::Stage => Stage::ALL
                .iter()
                .filter(|stage| self.tickets.stage.is_empty() || self.tickets.stage.contains(stage))
                .map(|&stage| GroupKey::Stage(stage))
                .collect(),
        }
    }

    /// What is asked for one group.
    #[must_use]
    pub fn narrowed(&self, group: GroupKey) -> TicketQuery {
        let mut query = self.tickets.clone();
        match group {
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

/// What is still open stands by priority; what is done stands by time.
fn usual_group(view: SystemView) -> Grouping {
    match view {
        SystemView::Mine
        | SystemView::ToHandle
        | SystemView::Unassigned
        | SystemView::Followed
        | SystemView::OnHold
        | SystemView::Open => Grouping::Priority,
        SystemView::Resolved | SystemView::Closed | SystemView::Requested | SystemView::All => {
            Grouping::None
        }
    }
}

fn words<T: FromStr>(params: &ParamsMap, name: &str) -> Vec<T> {
    let text = params.get(name).unwrap_or_default();
    text.split(',')
        .filter_map(|word| word.parse().ok())
        .collect()
}

fn one<T: FromStr>(params: &ParamsMap, name: &str) -> Option<T> {
    params.get(name)?.parse().ok()
}

struct Query(String);

impl Query {
    fn one(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            let value = String::from(js_sys::encode_uri_component(&value.to_string()));
            self.0.push_str(&format!("&{name}={value}"));
        }
    }

    fn list(&mut self, name: &str, values: &[impl Display]) {
        if !values.is_empty() {
            let words: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.0.push_str(&format!("&{name}={}", words.join(",")));
        }
    }
}
