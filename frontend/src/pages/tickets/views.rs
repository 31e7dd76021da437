//! The side column: the views everybody has, and the queue of each team.

use super::query::ListQuery;
use super::{List, bounded, names};
use crate::components::*;
use crate::frames::Side;
use crate::i18n::t;
use crate::routes;
use guichet_contract::ticket::SystemView;
use leptos::prelude::*;

const DAILY: [SystemView; 5] = [
    SystemView::Mine,
    SystemView::ToHandle,
    SystemView::Unassigned,
    SystemView::Followed,
    SystemView::Open,
];
const PROMISES: [SystemView; 3] = [SystemView::Breached, SystemView::AtRisk, SystemView::OnHold];
const PROGRESS: [SystemView; 2] = [SystemView::Resolved, SystemView::Closed];

/// The views, each with how many tickets it holds.
#[component]
pub fn Views(list: List) -> AnyView {
    let teams = move || {
        let teams = list
            .counts
            .with(|counts| counts.map(|counts| counts.teams.clone()))
            .unwrap_or_default();
        let links: Vec<AnyView> = teams
            .into_iter()
            .map(|count| {
                let mut query = ListQuery::of(SystemView::Open);
                query.tickets.team_id = Some(count.team.id);
                link(list, query, Icon::Users, count.team.name)
            })
            .collect();
        (!links.is_empty()).then(
            || view! { <h3 class="nav-t">{t::tickets::teams()}</h3><ul class="nav">{links}</ul> },
        )
    };
    view! {
        <Side label=t::tickets::views()>
            <div class="side-h">
                <h2>{t::tickets::title()}</h2>
                <a class="ib sm" href=routes::new_ticket_path() aria-label=t::tickets::new() title=t::tickets::new()>
                    <Glyph icon=Icon::SquarePen />
                </a>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::tickets::list_of_views()>
                <ul class="nav">{links(list, &DAILY)}</ul>
                <h3 class="nav-t">{t::tickets::promises()}</h3>
                <ul class="nav">{links(list, &PROMISES)}</ul>
                <h3 class="nav-t">{t::tickets::progress()}</h3>
                <ul class="nav">{links(list, &PROGRESS)}</ul>
                {teams}
            </div>
        </Side>
    }
    .into_any()
}

fn links(list: List, views: &[SystemView]) -> Vec<AnyView> {
    views
        .iter()
        .map(|&view| {
            link(
                list,
                ListQuery::of(view),
                names::view_icon(view),
                names::view(view).to_owned(),
            )
        })
        .collect()
}

fn link(list: List, query: ListQuery, icon: Icon, name: String) -> AnyView {
    let (view, team) = (query.view(), query.tickets.team_id);
    let is_here = move || {
        let here = list.query.get();
        here.view() == view && here.tickets.team_id == team
    };
    let count = move || {
        list.counts.with(|counts| {
            let counts = counts?;
            let count = match team {
                Some(id) => counts.teams.iter().find(|count| count.team.id == id)?.count,
                None => counts.views.iter().find(|count| count.view == view)?.count,
            };
            Some((count, counts.bound))
        })
    };
    let class = move || match (view, count()) {
        (SystemView::Breached, Some((1.., _))) => "n hot",
        (SystemView::AtRisk, Some((1.., _))) => "n warm",
        _ => "n",
    };
    view! {
        <li>
            <a href=query.path() aria-current=move || is_here().then_some("page")>
                <Glyph icon=icon />
                <span class="grow">{name}</span>
                <span class=class>{move || count().map(|(count, bound)| bounded(count, bound))}</span>
            </a>
        </li>
    }
    .into_any()
}
