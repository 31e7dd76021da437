//! The open hours of each weekday: any number of periods.

use super::describe::weekday;
use super::staging::Staging;
use super::typed::{TypedPeriod, WEEKDAYS};
use crate::browser;
use crate::components::*;
use crate::i18n::t::calendar::week as words;
use guichet_domain::typed::times;
use leptos::prelude::*;

/// The card.
#[component]
pub fn HoursCard(staging: Staging) -> AnyView {
    let days: Vec<AnyView> = (0..WEEKDAYS.len())
        .map(|place| day(staging, place))
        .collect();
    view! {
        <section class="card" aria-labelledby="hours">
            <div class="ct">
                <div class="grow">
                    <h2 id="hours">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
                <button type="button" class="btn ghost sm" on:click=move |_| copy_monday(staging)>
                    <Glyph icon=Icon::Copy />
                    {words::copy()}
                </button>
            </div>
            <div class="cc week">{days}</div>
        </section>
    }
    .into_any()
}

/// What holds on Monday holds on the other weekdays too.
fn copy_monday(staging: Staging) {
    let monday = staging.week[0].get_untracked();
    for day in &staging.week[1..5] {
        let copied = monday.iter().map(|period| TypedPeriod {
            key: staging.next_key(),
            ..period.clone()
        });
        day.set(copied.collect());
    }
    announce(words::copied());
}

fn day(staging: Staging, place: usize) -> AnyView {
    let periods = staging.week[place];
    let name = weekday(place);
    let id = format!("day-{}", WEEKDAYS[place]);
    let add = move |_| {
        let (from, to) = match periods.with_untracked(Vec::len) {
            0 => ("09:00", "12:00"),
            1 => ("14:00", "18:00"),
            _ => ("", ""),
        };
        let key = staging.next_key();
        let (from, to) = (from.to_owned(), to.to_owned());
        periods.update(|periods| periods.push(TypedPeriod { key, from, to }));
        request_animation_frame(move || browser::focus(&format!("#period-{key} input")));
    };
    let closed = move || {
        let is_closed = periods.with(Vec::is_empty);
        is_closed.then(|| view! { <span class="none">{words::closed()}</span> })
    };
    view! {
        <div class="wday" role="group" aria-labelledby=id>
            <span class="wn" id=id.clone()>{name}</span>
            <div class="pers">
                {closed}
                <For
                    each=move || periods.get()
                    key=|period| period.key
                    children=move |period| row(staging, place, period)
                />
            </div>
            <IconButton icon=Icon::Plus label=words::add_to(&name.to_lowercase()) class="sm" on_press=Callback::new(add) />
        </div>
    }
    .into_any()
}

/// Which of the two times of a period.
#[derive(Clone, Copy, PartialEq)]
enum End {
    From,
    To,
}

fn row(staging: Staging, place: usize, period: TypedPeriod) -> AnyView {
    let (periods, key) = (staging.week[place], period.key);
    let number = Memo::new(move |before: Option<&usize>| {
        let found = periods.with(|all| all.iter().position(|period| period.key == key));
        found.or(before.copied()).unwrap_or(0)
    });
    let count = move || i64::try_from(number.get() + 1).unwrap_or(1);
    let day = weekday(place);
    let remove = move || {
        staging.form.forgive_all();
        periods.update(|all| all.retain(|period| period.key != key));
    };
    let remover = move || {
        view! {
            <IconButton
                icon=Icon::X
                label=words::remove(count(), &day.to_lowercase())
                class="sm"
                on_press=remove
            />
        }
    };
    let error = move || {
        let field = field(place, number.get());
        let form = staging.form;
        let words = form
            .error(&field)
            .or_else(|| form.error(&format!("{field}.to")));
        let id = format!("{}-error", form.id(&field));
        words.map(|words| {
            view! { <span class="err" id=id><Glyph icon=Icon::CircleAlert size="s14" />{words}</span> }
        })
    };
    view! {
        <span class="per" id=format!("period-{key}")>
            {time(staging, place, key, number, End::From)}
            "–"
            {time(staging, place, key, number, End::To)}
            {remover}
            {error}
        </span>
    }
    .into_any()
}

fn field(place: usize, number: usize) -> String {
    format!("definition.week.{}[{number}]", WEEKDAYS[place])
}

fn time(staging: Staging, place: usize, key: u32, number: Memo<usize>, end: End) -> AnyView {
    let (periods, form) = (staging.week[place], staging.form);
    let name = move || {
        let field = field(place, number.get());
        match end {
            End::From => field,
            End::To => format!("{field}.to"),
        }
    };
    let label = move || {
        let number = i64::try_from(number.get() + 1).unwrap_or(1);
        match end {
            End::From => words::from(weekday(place), number),
            End::To => words::to(weekday(place), number),
        }
    };
    let text = move || {
        periods.with(|all| {
            let period = all.iter().find(|period| period.key == key);
            period.map(|period| match end {
                End::From => period.from.clone(),
                End::To => period.to.clone(),
            })
        })
    };
    let put = move |text: String| {
        periods.update(|all| {
            if let Some(period) = all.iter_mut().find(|period| period.key == key) {
                match end {
                    End::From => period.from = text,
                    End::To => period.to = text,
                }
            }
        });
    };
    let settle = move |event: web_sys::FocusEvent| {
        let typed = event_target_value(&event);
        match times::read(&typed) {
            Some(time) if time.to_string() != typed => put(time.to_string()),
            Some(_) => {}
            None => form.mark(&untrack(name), words::not_a_time()),
        }
    };
    view! {
        <input
            class="input tn"
            id=move || form.id(&name())
            inputmode="numeric"
            autocomplete="off"
            aria-label=label
            aria-invalid=move || form.error(&name()).map(|_| "true")
            aria-describedby=move || {
                form.error(&name()).map(|_| format!("{}-error", form.id(&field(place, number.get()))))
            }
            prop:value=move || text().unwrap_or_default()
            on:input=move |event| {
                form.forgive(&untrack(name));
                put(event_target_value(&event));
            }
            on:blur=settle
        />
    }
    .into_any()
}
