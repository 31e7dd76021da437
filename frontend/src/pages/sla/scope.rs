//! Which tickets a policy is for, when its time counts, since when, and how long a level may take.

use super::staging::Staging;
use super::typed::DurationInput;
use crate::components::*;
use crate::i18n::t::policy as words;
use crate::i18n::{fields, t};
use crate::pages::conditions::{ConditionFields, FieldNames, Names};
use guichet_contract::calendar::Calendar;
use guichet_domain::sla::LevelTargets;
use guichet_domain::typed::durations;
use leptos::prelude::*;

const CONDITIONS: FieldNames = [
    "terms.conditions.kinds",
    "terms.conditions.category_ids",
    "terms.conditions.organization_ids",
    "terms.conditions.team_ids",
    "terms.conditions.channels",
    "terms.conditions.tags",
];

/// The conditions.
#[component]
pub fn ScopeCard(staging: Staging, names: Names) -> AnyView {
    let terms = staging.terms;
    let conditions = Memo::new(move |_| terms.with(|terms| terms.conditions.clone()));
    view! {
        <section class="card" aria-labelledby="scope">
            <div class="ct">
                <div class="grow">
                    <h2 id="scope">{words::scope::title()}</h2>
                    <p class="sub">{words::scope::detail()}</p>
                </div>
            </div>
            <div class="cc fields">
                <ConditionFields
                    names=CONDITIONS
                    value=conditions
                    on_change=move |conditions| terms.update(|terms| terms.conditions = conditions)
                    known=names
                    form=staging.form
                />
            </div>
        </section>
    }
    .into_any()
}

/// The calendar, the beginning, whether it is used.
#[component]
pub fn ValidityCard(staging: Staging, calendars: Signal<Vec<Calendar>>, day: Memo<i32>) -> AnyView {
    let switch = "policy-active";
    view! {
        <section class="card" aria-labelledby="validity">
            <div class="ct"><h2 id="validity">{words::validity::title()}</h2></div>
            <div class="cc fields">
                {calendar_field(staging, calendars, day)}
                {beginning_field(staging)}
            </div>
            <ul class="tog">
                <li>
                    <label for=switch>
                        <b>{words::validity::active()}</b>
                        <span>{words::validity::active_detail()}</span>
                    </label>
                    <input
                        class="switch"
                        role="switch"
                        type="checkbox"
                        id=switch
                        prop:checked=move || staging.active.get()
                        on:change=move |event| staging.active.set(event_target_checked(&event))
                    />
                </li>
            </ul>
        </section>
        <section class="card" aria-labelledby="levels">
            <div class="ct">
                <div class="grow">
                    <h2 id="levels">{words::levels::title()}</h2>
                    <p class="sub">{words::levels::detail()}</p>
                </div>
            </div>
            <div class="cc lvls">
                {level(staging, day, "n1", words::levels::n1(), |all| &mut all.n1)}
                {level(staging, day, "n2", words::levels::n2(), |all| &mut all.n2)}
                {level(staging, day, "n3", words::levels::n3(), |all| &mut all.n3)}
            </div>
        </section>
    }
    .into_any()
}

fn calendar_field(staging: Staging, calendars: Signal<Vec<Calendar>>, day: Memo<i32>) -> AnyView {
    const NAME: &str = "terms.calendar_id";
    let (form, terms) = (staging.form, staging.terms);
    let (id, error) = (form.id(NAME), form.error_of(NAME));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let chosen = Memo::new(move |_| terms.with(|terms| terms.calendar_id));
    let value = move || chosen.get().map(|id| id.to_string()).unwrap_or_default();
    let options = move || {
        let now = chosen.get();
        let one = |calendar: Calendar| {
            let selected = now == Some(calendar.id);
            view! { <option value=calendar.id.to_string() selected=selected>{calendar.name}</option> }
        };
        calendars.get().into_iter().map(one).collect::<Vec<_>>()
    };
    let hint = move || match chosen.get() {
        Some(_) => words::validity::day_hint(&durations::hours(day.get())),
        None => words::validity::whole_day_hint().to_owned(),
    };
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || match error.get() {
            Some(_) => format!("{error_id} {hint_id}"),
            None => hint_id.clone(),
        }
    };
    let choose = move |event| {
        form.forgive(NAME);
        let chosen = event_target_value(&event).parse().ok();
        terms.update(|terms| terms.calendar_id = chosen);
    };
    let wrong = move || {
        let id = error_id.clone();
        error
            .get()
            .map(|words| view! { <span class="err" id=id>{words}</span> })
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::validity::calendar()}</label>
            <select
                class="select"
                id=id
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
                prop:value=move || {
                    calendars.track();
                    value()
                }
                on:change=choose
            >
                <option value="">{words::validity::day_and_night()}</option>
                {options}
            </select>
            <span class="hint" id=hint_id>{hint}</span>
            {wrong}
        </div>
    }
    .into_any()
}

fn beginning_field(staging: Staging) -> AnyView {
    const NAME: &str = "terms.effective_from";
    let terms = staging.terms;
    let text = RwSignal::new(String::new());
    // What is known is shown; what is typed is learnt, but not shown again.
    Effect::new(move |_| {
        let from = terms.with(|terms| terms.effective_from);
        if fields::instant(&text.get_untracked()) != from {
            text.set(from.map(fields::date).unwrap_or_default());
        }
    });
    Effect::new(move |before: Option<String>| {
        let typed = text.get();
        if before.is_some_and(|before| before != typed) {
            let from = fields::instant(&typed);
            if terms.with_untracked(|terms| terms.effective_from) != from {
                terms.update(|terms| terms.effective_from = from);
            }
        }
        typed
    });
    view! {
        <TextField
            name=NAME
            label=words::validity::effective_from()
            hint=words::validity::effective_hint()
            value=text
            form=staging.form
            kind="date"
            class="when"
        />
    }
    .into_any()
}

fn level(
    staging: Staging,
    day: Memo<i32>,
    name: &'static str,
    label: &'static str,
    of: fn(&mut LevelTargets) -> &mut Option<i32>,
) -> AnyView {
    let terms = staging.terms;
    let value = Memo::new(move |_| terms.with(|terms| *of(&mut terms.level_targets.clone())));
    let change = move |minutes| {
        if value.get_untracked() != minutes {
            terms.update(|terms| *of(&mut terms.level_targets) = minutes);
        }
    };
    let shown = move || t::policy::levels::title();
    view! {
        <div class="field">
            <span class="lbl" aria-hidden="true">{label}</span>
            <DurationInput
                name=format!("terms.level_targets.{name}")
                label=format!("{label}, {}", shown().to_lowercase())
                value=value
                on_change=change
                day=day
                staging=staging
            />
        </div>
    }
    .into_any()
}
