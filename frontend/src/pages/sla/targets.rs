//! The table of targets: each priority by first reply, next reply, resolution, warning, breach.

use super::reaction_dialog::ReactionDialog;
use super::reactions::Preset;
use super::staging::Staging;
use super::typed::{DurationInput, PercentsInput};
use crate::components::*;
use crate::i18n::t;
use crate::i18n::t::policy::targets as words;
use crate::pages::conditions::Names;
use guichet_contract::calendar::Calendar;
use guichet_domain::sla::{PriorityTargets, Reaction, Terms};
use guichet_domain::ticket::Priority;
use guichet_domain::typed::durations;
use leptos::prelude::*;

/// A duration of a priority: its name at the API, its label, the way to it.
type Column = (
    &'static str,
    fn(&str) -> String,
    fn(&mut PriorityTargets) -> &mut Option<i32>,
);

const COLUMNS: [Column; 3] = [
    ("first_response", words::cell::first_response, |one| {
        &mut one.first_response
    }),
    ("next_response", words::cell::next_response, |one| {
        &mut one.next_response
    }),
    ("resolution", words::cell::resolution, |one| {
        &mut one.resolution
    }),
];

/// The card.
#[component]
pub fn TargetsCard(
    staging: Staging,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] calendar: Signal<Option<Calendar>>,
    day: Memo<i32>,
    names: Names,
) -> AnyView {
    let detail = move || match calendar.get() {
        Some(calendar) => words::in_calendar(&calendar.name, &durations::hours(day.get())),
        None => words::day_and_night().to_owned(),
    };
    let edited = RwSignal::new(None::<Priority>);
    let rows: Vec<AnyView> = Priority::ALL
        .iter()
        .map(|&priority| row(staging, priority, day, edited))
        .collect();
    view! {
        <section class="card" aria-labelledby="targets">
            <div class="ct">
                <div class="grow">
                    <h2 id="targets">{words::title()}</h2>
                    <p class="sub">{detail}</p>
                </div>
            </div>
            <table class="dt mat tgt">
                <caption class="sr">{move || words::caption(&name.get())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::priority()}</th>
                        <th scope="col">{words::first_response()}</th>
                        <th scope="col">{words::next_response()}</th>
                        <th scope="col">{words::resolution()}</th>
                        <th scope="col">{words::warn_at()}</th>
                        <th scope="col">{words::on_breach()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <ReactionDialog edited=edited staging=staging names=names />
        </section>
    }
    .into_any()
}

fn row(
    staging: Staging,
    priority: Priority,
    day: Memo<i32>,
    edited: RwSignal<Option<Priority>>,
) -> AnyView {
    let terms = staging.terms;
    let short = priority.as_str().to_uppercase();
    let field = |name: &str| format!("terms.targets.{priority}.{name}");
    let cells: Vec<AnyView> = COLUMNS
        .iter()
        .map(|&(name, label, of)| {
            let value = Memo::new(move |_| {
                terms.with(|terms| *of(&mut terms.targets.of(priority).clone()))
            });
            let change = move |minutes| {
                if value.get_untracked() != minutes {
                    terms.update(|terms| *of(of_priority(terms, priority)) = minutes);
                }
            };
            view! {
                <td>
                    <DurationInput
                        name=field(name)
                        label=label(&short)
                        value=value
                        on_change=change
                        day=day
                        staging=staging
                    />
                </td>
            }
            .into_any()
        })
        .collect();
    let warnings =
        Memo::new(move |_| terms.with(|terms| terms.targets.of(priority).warn_at.clone()));
    let warn = move |percents: Vec<i32>| {
        if warnings.with_untracked(|known| *known != percents) {
            terms.update(|terms| of_priority(terms, priority).warn_at = percents);
        }
    };
    view! {
        <tr>
            <th scope="row">
                <span class="row"><PriorityMark priority=priority /><span>{word(priority)}</span></span>
            </th>
            {cells}
            <td>
                <PercentsInput
                    name=field("warn_at")
                    label=words::cell::warn_at(&short)
                    value=warnings
                    on_change=warn
                    staging=staging
                />
            </td>
            <td>{breach(staging, priority, field("on_breach"), edited)}</td>
        </tr>
    }
    .into_any()
}

/// The select of the last column; what it does not offer is settled in a dialog.
fn breach(
    staging: Staging,
    priority: Priority,
    name: String,
    edited: RwSignal<Option<Priority>>,
) -> AnyView {
    let terms = staging.terms;
    let short = priority.as_str().to_uppercase();
    let error = staging.form.error_of(name.clone());
    let now = Memo::new(move |_| {
        terms.with(|terms| Preset::of(&terms.targets.of(priority).on_breach).as_str())
    });
    let options: Vec<AnyView> = Preset::ALL
        .into_iter()
        .map(|preset| {
            let value = preset.as_str();
            view! { <option value=value selected=move || now.get() == value>{preset.name()}</option> }
                .into_any()
        })
        .collect();
    // The select shows what is in force, also after a dialog was left without a change.
    let again = RwSignal::new(());
    let choose = {
        let name = name.clone();
        move |event| {
            staging.form.forgive(&name);
            let chosen = event_target_value(&event);
            let chosen = Preset::ALL
                .into_iter()
                .find(|preset| preset.as_str() == chosen);
            match chosen.map(|preset| (preset, preset.reaction())) {
                Some((_, Some(reaction))) => set_breach(staging, priority, reaction),
                Some((_, None)) => {
                    again.notify();
                    edited.set(Some(priority));
                }
                None => {}
            }
        }
    };
    let pencil = move || {
        (now.get() == Preset::Custom.as_str()).then(|| {
            view! {
                <IconButton
                    icon=Icon::PencilLine
                    label=t::policy::reaction::edit(&priority.as_str().to_uppercase())
                    on_press=move || edited.set(Some(priority))
                />
            }
        })
    };
    view! {
        <span class="row">
            <select
                class="select"
                id=staging.form.id(&name)
                aria-label=words::cell::on_breach(&short)
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=move || {
                    again.track();
                    now.get()
                }
                on:change=choose
            >
                {options}
            </select>
            {pencil}
        </span>
        {move || error.get().map(|words| view! { <span class="err">{words}</span> })}
    }
    .into_any()
}

fn set_breach(staging: Staging, priority: Priority, reaction: Reaction) {
    staging
        .terms
        .update(|terms| of_priority(terms, priority).on_breach = reaction);
}

/// What is promised at a priority, to be changed.
pub fn of_priority(terms: &mut Terms, priority: Priority) -> &mut PriorityTargets {
    match priority {
        Priority::P1 => &mut terms.targets.p1,
        Priority::P2 => &mut terms.targets.p2,
        Priority::P3 => &mut terms.targets.p3,
        Priority::P4 => &mut terms.targets.p4,
    }
}

fn word(priority: Priority) -> &'static str {
    match priority {
        Priority::P1 => words::p1(),
        Priority::P2 => words::p2(),
        Priority::P3 => words::p3(),
        Priority::P4 => words::p4(),
    }
}
