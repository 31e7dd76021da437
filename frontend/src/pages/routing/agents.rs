//! What the routing knows of each agent.

use super::agent_dialog::AgentDialog;
use super::needs::needs_words;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::routing::agent as words;
use crate::remote::Remote;
use crate::routes::Route;
use guichet_contract::routing::{Absence, Agent, Skill};
use guichet_domain::people::Language;
use leptos::prelude::*;

/// The table.
#[component]
pub fn Agents() -> AnyView {
    let agents = Remote::new(|| async { Ok(ask(client().agents()).await?.items) });
    let skills = Remote::new(|| async { Ok(ask(client().skills()).await?.items) });
    let calendars = Remote::new(|| async { Ok(ask(client().calendars()).await?.items) });
    let edited = RwSignal::new(None::<Agent>);
    view! {
        <section class="card">
            {skills.view_once(move |skills, _| agents.view(move |agents| table(agents, &skills.get(), edited)))}
        </section>
        <AgentDialog
            edited=edited
            agents=agents
            skills=skills
            calendars=Signal::derive(move || calendars.get().unwrap_or_default())
        />
    }
    .into_any()
}

fn table(agents: Vec<Agent>, skills: &[Skill], edited: RwSignal<Option<Agent>>) -> AnyView {
    if agents.is_empty() {
        return view! { <Empty icon=Icon::Users title=words::first() detail=words::first_detail() /> }
            .into_any();
    }
    let rows: Vec<AnyView> = agents
        .into_iter()
        .map(|agent| row(agent, skills, edited))
        .collect();
    view! {
        <table class="dt plist">
            <caption class="sr">{words::caption()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::name()}</th>
                    <th scope="col">{words::load()}</th>
                    <th scope="col" class="hide-md">{words::languages()}</th>
                    <th scope="col" class="hide-md">{words::skills()}</th>
                    <th scope="col" class="hide-sm">{words::calendar()}</th>
                    <th scope="col" class="hide-sm">{words::absence()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(agent: Agent, skills: &[Skill], edited: RwSignal<Option<Agent>>) -> AnyView {
    let shown = agent.clone();
    let portrait = Some((shown.person.id, shown.person.name.clone()));
    let teams: Vec<String> = shown.teams.into_iter().map(|team| team.name).collect();
    let load = match shown.capacity {
        Some(capacity) => words::load_of(shown.load, capacity.into()),
        None => format::number(shown.load),
    };
    let is_full = shown
        .capacity
        .is_some_and(|capacity| shown.load >= capacity.into());
    let full = is_full.then(|| view! { <Tag label=words::full() tone="warn" /> });
    let calendar = shown
        .calendar
        .map_or_else(|| words::always().to_owned(), |calendar| calendar.name);
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Avatar person=portrait beside_name=true size=AvatarSize::Large />
                    <span class="wn">
                        <a href=Route::Person(shown.person.id).path()>{shown.person.name.clone()}</a>
                        <small>{teams.join(", ")}</small>
                    </span>
                </span>
            </th>
            <td><span class="row wrap"><span class="num">{load}</span>{full}</span></td>
            <td class="hide-md">{languages(&shown.languages)}</td>
            <td class="hide-md">{needs_words(&shown.skills, skills)}</td>
            <td class="hide-sm">{calendar}</td>
            <td class="hide-sm">{shown.absence.as_ref().map(away)}</td>
            <td class="n">
                <IconButton
                    icon=Icon::PencilLine
                    label=words::edit(&shown.person.name)
                    class="sm"
                    on_press=move || edited.set(Some(agent.clone()))
                />
            </td>
        </tr>
    }
    .into_any()
}

/// The languages one answers in.
fn languages(spoken: &[Language]) -> String {
    if spoken.is_empty() {
        return words::all_languages().to_owned();
    }
    let known = crate::words::languages();
    let name = |language: &Language| {
        let word = language.to_string();
        let found = known.iter().find(|(value, _)| *value == word);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    spoken.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn away(absence: &Absence) -> String {
    #[allow(clippy::cast_possible_truncation)]
    let now = browser::now() as i64;
    if absence.from.timestamp_millis() <= now {
        words::away_until(&format::day(absence.until))
    } else {
        words::away_from(&format::day(absence.from))
    }
}
