//! Teams: their level, their members, whether they get tickets.

mod edit;
mod members;

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::remote::Remote;
use crate::routes::Route;
use crate::session;
use crate::words;
use edit::{Edited, TeamDialog};
use guichet_contract::team::Team;
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The page; supervisors read it, administrators change it.
#[component]
pub fn TeamsPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let teams = Remote::new(|| async { Ok(ask(client().teams()).await?.items) });
    let edited = RwSignal::new(None::<Edited>);
    let is_admin = session::me().is_some_and(|me| me.role == Role::Admin);
    let actions = move || {
        is_admin.then(|| {
            view! {
                <button type="button" class="btn primary" on:click=move |_| edited.set(Some(Edited::New))>
                    <Glyph icon=Icon::Plus />
                    {t::team::new()}
                </button>
            }
        })
    };
    view! {
        <SettingsFrame here=Route::Teams title=t::team::title() actions=actions>
            <section class="card">
                {teams.view(move |teams| table(teams, is_admin, edited))}
            </section>
            <TeamDialog edited=edited on_done=move || teams.reload() />
        </SettingsFrame>
    }
    .into_any()
}

fn table(teams: Vec<Team>, is_admin: bool, edited: RwSignal<Option<Edited>>) -> AnyView {
    if teams.is_empty() {
        return view! { <Empty icon=Icon::Users title=t::team::first() detail=t::team::first_detail() /> }.into_any();
    }
    let rows: Vec<AnyView> = teams
        .into_iter()
        .map(|team| row(team, is_admin, edited))
        .collect();
    let actions = is_admin.then(
        || view! { <th scope="col"><span class="sr">{t::team::column::actions()}</span></th> },
    );
    view! {
        <table class="dt plist">
            <thead>
                <tr>
                    <th scope="col">{t::team::column::name()}</th>
                    <th scope="col">{t::team::column::level()}</th>
                    <th scope="col" class="hide-sm">{t::team::column::members()}</th>
                    <th scope="col" class="hide-sm">{t::team::column::state()}</th>
                    {actions}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(team: Team, is_admin: bool, edited: RwSignal<Option<Edited>>) -> AnyView {
    const FACES: usize = 5;
    let faces: Vec<AnyView> = team
        .members
        .iter()
        .take(FACES)
        .map(|member| {
            view! { <Avatar person=Some((member.id, member.name.clone())) beside_name=true /> }
                .into_any()
        })
        .collect();
    let count = t::team::members(i64::try_from(team.members.len()).unwrap_or(i64::MAX));
    let state = if team.active {
        t::team::active()
    } else {
        t::team::inactive()
    };
    let shown = team.clone();
    let edit = is_admin.then(|| {
        view! {
            <td class="n">
                <IconButton
                    icon=Icon::PencilLine
                    label=t::team::edit(&team.name)
                    class="sm"
                    on_press=move || edited.set(Some(Edited::Known(Box::new(team.clone()))))
                />
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{shown.name}</th>
            <td>{words::level(shown.level)}</td>
            <td class="hide-sm"><span class="row"><span class="avs">{faces}</span>{count}</span></td>
            <td class="hide-sm">{state}</td>
            {edit}
        </tr>
    }
    .into_any()
}
