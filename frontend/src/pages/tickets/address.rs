//! What the list shows, as written in its address.

use super::query::{Grouping, ListQuery, usual_group};
use guichet_contract::ticket::{SystemView, TicketQuery, TicketSort};
use leptos_router::params::ParamsMap;
use std::fmt::Display;
use std::str::FromStr;

const VIEWS: [(SystemView, &str); 12] = [
    (SystemView::Mine, "mine"),
    (SystemView::ToHandle, "to_handle"),
    (SystemView::Unassigned, "unassigned"),
    (SystemView::Followed, "followed"),
    (SystemView::OnHold, "on_hold"),
    (SystemView::Resolved, "resolved"),
    (SystemView::Breached, "breached"),
    (SystemView::AtRisk, "at_risk"),
    (SystemView::Closed, "closed"),
    (SystemView::Open, "open"),
    (SystemView::Requested, "requested"),
    (SystemView::All, "all"),
];
const SORTS: [(TicketSort, &str); 6] = [
    (TicketSort::Promise, "promise"),
    (TicketSort::UpdatedDescending, "-updated_at"),
    (TicketSort::UpdatedAscending, "updated_at"),
    (TicketSort::CreatedDescending, "-created_at"),
    (TicketSort::CreatedAscending, "created_at"),
    (TicketSort::Priority, "priority"),
];
const GROUPS: [(Grouping, &str); 4] = [
    (Grouping::Promise, "promise"),
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
            promise: words(params, "promise"),
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
        query.list("promise", &tickets.promise);
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
