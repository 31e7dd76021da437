//! How the tickets of each team find their agent.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::i18n::t::routing::method as words;
use crate::remote::Remote;
use crate::session;
use guichet_contract::team::{Team, TeamPatch};
use guichet_domain::ids::TeamId;
use guichet_domain::people::Role;
use guichet_domain::routing::RoutingMethod;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The table; a choice is in force at once.
#[component]
pub fn Methods() -> AnyView {
    let teams = Remote::new(|| async { Ok(ask(client().teams()).await?.items) });
    // A team is the administrators' to change, its method too.
    let changes = session::me().is_some_and(|me| me.role >= Role::Admin);
    view! {
        <section class="card" aria-label=words::caption()>
            <p class="cc sub">
                {words::intro()}
                {(!changes).then(|| format!(" {}", t::settings::read_only()))}
            </p>
            {teams.view_once(move |known, _| table(known, teams, changes))}
        </section>
    }
    .into_any()
}

fn table(known: Signal<Vec<Team>>, teams: Remote<Vec<Team>>, changes: bool) -> AnyView {
    let active = move || {
        let mut active = known.get();
        active.retain(|team| team.active);
        active
    };
    let is_empty = Memo::new(move |_| active().is_empty());
    let table = move || {
        if is_empty.get() {
            return view! { <Empty icon=Icon::Users title=words::first() detail=words::first_detail() /> }
                .into_any();
        }
        view! {
            <table class="dt plist">
                <caption class="sr">{words::caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::team()}</th>
                        <th scope="col" class="hide-sm">{words::level()}</th>
                        <th scope="col" class="hide-sm">{words::members()}</th>
                        <th scope="col">{words::method()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=active key=|team| team.id children=move |team| row(team, teams, changes) />
                </tbody>
            </table>
        }
        .into_any()
    };
    table.into_any()
}

fn row(team: Team, teams: Remote<Vec<Team>>, changes: bool) -> AnyView {
    let count = i64::try_from(team.members.len()).unwrap_or(i64::MAX);
    let id = team.id;
    let now = Memo::new(move |before: Option<&RoutingMethod>| {
        let found = teams.with(|all| {
            all?.iter()
                .find(|known| known.id == id)
                .map(|one| one.routing)
        });
        found.or(before.copied()).unwrap_or(RoutingMethod::Manual)
    });
    let options: Vec<AnyView> = RoutingMethod::ALL
        .iter()
        .map(|&method| {
            view! { <option value=method.as_str() selected=move || method == now.get()>{name(method)}</option> }
                .into_any()
        })
        .collect();
    let label = words::of(&team.name);
    let choose = move |event| {
        if let Ok(method) = event_target_value(&event).parse() {
            set_method(teams, id, method);
        }
    };
    let method = if changes {
        view! {
            <select
                class="select"
                aria-label=label
                prop:value=move || now.get().as_str()
                on:change=choose
            >
                {options}
            </select>
        }
        .into_any()
    } else {
        (move || name(now.get())).into_any()
    };
    view! {
        <tr>
            <th scope="row">{team.name}</th>
            <td class="hide-sm">{crate::words::level(team.level)}</td>
            <td class="hide-sm">{t::team::members(count)}</td>
            <td>{method}</td>
        </tr>
    }
    .into_any()
}

/// At once on the page; the message offers the way back.
fn set_method(teams: Remote<Vec<Team>>, id: TeamId, method: RoutingMethod) {
    let known = teams.with_untracked(|all| all?.iter().find(|team| team.id == id).cloned());
    let Some(team) = known else { return };
    teams.update(|all| {
        if let Some(known) = all.iter_mut().find(|known| known.id == id) {
            known.routing = method;
        }
    });
    let patch = TeamPatch {
        routing: Some(method),
        ..TeamPatch::default()
    };
    spawn_local(async move {
        match ask(client().change_team(id, team.version, &patch)).await {
            Ok(changed) => {
                let words = words::done(&changed.name);
                teams.update(|all| {
                    if let Some(known) = all.iter_mut().find(|known| known.id == id) {
                        *known = changed;
                    }
                });
                toasts().undoable(words, move || set_method(teams, id, team.routing));
            }
            Err(failure) => {
                teams.reload();
                toasts().failed(&failure);
            }
        }
    });
}

fn name(method: RoutingMethod) -> &'static str {
    match method {
        RoutingMethod::Manual => words::manual(),
        RoutingMethod::RoundRobin => words::round_robin(),
        RoutingMethod::LeastLoaded => words::least_loaded(),
        RoutingMethod::SkillBased => words::skill_based(),
    }
}
