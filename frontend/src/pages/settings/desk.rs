//! The desk itself: name, language, prefix, matrix of priorities, delays.

use super::frame::{SettingsFrame, closed_below};
use super::staging::Staging;
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session;
use crate::words;
use guichet_contract::settings::SettingsPatch;
use guichet_domain::people::Role;
use guichet_domain::ticket::{Impact, Priority, Urgency};
use leptos::prelude::*;

/// The page; supervisors read it, administrators change it.
#[component]
pub fn DeskPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let staging = Staging::new();
    let settings = Remote::new(|| async { ask(client().settings()).await });
    Effect::new(move |_| {
        if let Some(settings) = settings.get() {
            staging.learn(settings, &SettingsPatch::default());
        }
    });
    let is_admin = session::me().is_some_and(|me| me.role == Role::Admin);
    let actions = move || {
        is_admin.then(|| {
            view! {
                <StagedEdits
                    count=staging.count()
                    busy=staging.form.busy()
                    on_cancel=move || staging.cancel()
                    on_save=move || staging.store()
                />
            }
        })
    };
    view! {
        <SettingsFrame here=Route::Desk title=t::settings::desk() actions=actions>
            <Overtaken shown=staging.overtaken />
            <FormFailure form=staging.form />
            {settings.view_once(move |_, _| cards(staging, is_admin))}
        </SettingsFrame>
    }
    .into_any()
}

fn cards(staging: Staging, is_admin: bool) -> AnyView {
    let notice = (!is_admin).then(|| {
        view! {
            <Banner tone=Tone::Info icon=Icon::Info><span class="grow">{t::settings::read_only()}</span></Banner>
        }
    });
    view! {
        {notice}
        <fieldset class="plain set-in" disabled=!is_admin>
            <div class="g2c">{identity(staging)} {delays(staging)}</div>
            {matrix(staging)}
        </fieldset>
    }
    .into_any()
}

fn identity(staging: Staging) -> AnyView {
    let form = staging.form;
    view! {
        <section class="card" aria-labelledby="identity">
            <div class="ct"><h2 id="identity">{t::settings::identity::title()}</h2></div>
            <div class="cc fields">
                <TextField
                    name="name"
                    label=t::settings::identity::name()
                    hint=t::settings::identity::name_hint()
                    value=staging.name
                    form=form
                    required=true
                />
                <TextField
                    name="ticket_prefix"
                    label=t::settings::identity::prefix()
                    hint=t::settings::identity::prefix_hint()
                    value=staging.prefix
                    form=form
                    required=true
                />
                <Select
                    name="language"
                    label=t::settings::identity::language()
                    value=staging.language
                    options=Signal::stored(words::languages())
                    form=form
                />
            </div>
        </section>
    }
    .into_any()
}

fn delays(staging: Staging) -> AnyView {
    let form = staging.form;
    view! {
        <section class="card" aria-labelledby="delays">
            <div class="ct"><h2 id="delays">{t::settings::delays::title()}</h2></div>
            <div class="cc fields">
                <TextField
                    name="remind_after_days"
                    label=t::settings::delays::remind()
                    hint=t::settings::delays::remind_hint()
                    value=staging.remind
                    form=form
                    class="days"
                    required=true
                />
                <TextField
                    name="close_after_days"
                    label=t::settings::delays::close()
                    hint=t::settings::delays::close_hint()
                    value=staging.close
                    form=form
                    class="days"
                    required=true
                />
                <TextField
                    name="reopen_within_days"
                    label=t::settings::delays::reopen()
                    hint=t::settings::delays::reopen_hint()
                    value=staging.reopen
                    form=form
                    class="days"
                    required=true
                />
            </div>
        </section>
    }
    .into_any()
}

/// Twelve selects: which priority each impact and urgency makes.
fn matrix(staging: Staging) -> AnyView {
    let heads: Vec<AnyView> = Urgency::ALL
        .iter()
        .map(|&urgency| view! { <th scope="col">{column(urgency)}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = Impact::ALL
        .iter()
        .map(|&impact| {
            let cells: Vec<AnyView> = Urgency::ALL
                .iter()
                .map(|&urgency| view! { <td>{cell(staging, impact, urgency)}</td> }.into_any())
                .collect();
            view! { <tr><th scope="row">{words::impact(impact)}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="matrix">
            <div class="ct">
                <div class="grow">
                    <h2 id="matrix">{t::settings::matrix::title()}</h2>
                    <p class="sub">{t::settings::matrix::detail()}</p>
                </div>
            </div>
            <table class="dt mat">
                <thead><tr><th scope="col">{t::settings::matrix::impact()}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn column(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Low => t::settings::matrix::low(),
        Urgency::Medium => t::settings::matrix::medium(),
        Urgency::High => t::settings::matrix::high(),
    }
}

fn cell(staging: Staging, impact: Impact, urgency: Urgency) -> AnyView {
    let label = t::settings::matrix::cell(
        &words::impact(impact).to_lowercase(),
        &words::urgency(urgency).to_lowercase(),
    );
    let now = move || staging.matrix.get().priority(impact, urgency);
    let options: Vec<AnyView> = Priority::ALL
        .iter()
        .map(|&priority| {
            view! {
                <option value=priority.as_str() selected=move || now() == priority>{words::priority(priority)}</option>
            }
            .into_any()
        })
        .collect();
    let choose = move |event| {
        if let Ok(priority) = event_target_value(&event).parse::<Priority>() {
            staging
                .matrix
                .update(|matrix| matrix.0[impact as usize][urgency as usize] = priority);
        }
    };
    view! {
        <span class="row">
            {move || view! { <PriorityMark priority=now() /> }}
            <select class="select" aria-label=label prop:value=move || now().as_str() on:change=choose>
                {options}
            </select>
        </span>
    }
    .into_any()
}
