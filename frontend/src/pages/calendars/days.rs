//! The closures of a calendar: days that are closed besides public holidays.

use super::ical::IcalDialog;
use super::staging::Staging;
use super::typed::TypedDay;
use crate::browser;
use crate::components::*;
use crate::i18n::t::calendar::days as words;
use leptos::prelude::*;

/// The card.
#[component]
pub fn DaysCard(staging: Staging) -> AnyView {
    let importing = RwSignal::new(false);
    let is_empty = Memo::new(move |_| staging.days.with(Vec::is_empty));
    let add = move |_| {
        let key = staging.next_key();
        staging.days.update(|days| {
            days.push(TypedDay {
                key,
                date: String::new(),
                name: String::new(),
                yearly: false,
            });
        });
        request_animation_frame(move || browser::focus(&format!("#closure-{key} input")));
    };
    let list = move || {
        if is_empty.get() {
            return view! { <p class="cc none">{words::none()}</p> }.into_any();
        }
        view! {
            <table class="dt plist own">
                <caption class="sr">{words::caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::date()}</th>
                        <th scope="col">{words::name()}</th>
                        <th scope="col">{words::yearly()}</th>
                        <th scope="col"><span class="sr">{words::actions()}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || staging.days.get()
                        key=|day| day.key
                        children=move |day| row(staging, day.key)
                    />
                </tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="closures">
            <div class="ct">
                <div class="grow">
                    <h2 id="closures">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            {list}
            <div class="cc row wrap">
                <button type="button" class="btn sm" on:click=add>
                    <Glyph icon=Icon::Plus />
                    {words::add()}
                </button>
                <button type="button" class="btn ghost sm" on:click=move |_| importing.set(true)>
                    <Glyph icon=Icon::Download />
                    {words::import()}
                </button>
            </div>
            <IcalDialog open=importing staging=staging />
        </section>
    }
    .into_any()
}

fn row(staging: Staging, key: u32) -> AnyView {
    let (days, form) = (staging.days, staging.form);
    let place = Memo::new(move |before: Option<&usize>| {
        let found = days.with(|all| all.iter().position(|day| day.key == key));
        found.or(before.copied()).unwrap_or(0)
    });
    let number = move || i64::try_from(place.get() + 1).unwrap_or(1);
    let change = move |change: &dyn Fn(&mut TypedDay)| {
        days.update(|all| {
            if let Some(day) = all.iter_mut().find(|day| day.key == key) {
                change(day);
            }
        });
    };
    let read = move |read: fn(&TypedDay) -> String| {
        days.with(|all| all.iter().find(|day| day.key == key).map(read))
            .unwrap_or_default()
    };
    let yearly = move || days.with(|all| all.iter().any(|day| day.key == key && day.yearly));
    let remove = move || {
        form.forgive_all();
        days.update(|all| all.retain(|day| day.key != key));
    };
    let remover = move || {
        view! { <IconButton icon=Icon::X label=words::remove(number()) class="sm" on_press=remove /> }
    };
    let date = Cell {
        staging,
        place,
        name: "date",
    };
    let name = Cell {
        staging,
        place,
        name: "name",
    };
    view! {
        <tr id=format!("closure-{key}")>
            <td>
                <input
                    class="input when"
                    type="date"
                    id=move || date.id()
                    aria-label=move || words::date_of(number())
                    aria-invalid=move || date.error().map(|_| "true")
                    aria-describedby=move || date.described()
                    prop:value=move || read(|day| day.date.clone())
                    on:input=move |event| {
                        date.forgive();
                        change(&|day| day.date = event_target_value(&event));
                    }
                />
                {move || date.wrong()}
            </td>
            <td>
                <input
                    class="input"
                    id=move || name.id()
                    autocomplete="off"
                    aria-label=move || words::name_of(number())
                    aria-invalid=move || name.error().map(|_| "true")
                    aria-describedby=move || name.described()
                    prop:value=move || read(|day| day.name.clone())
                    on:input=move |event| {
                        name.forgive();
                        change(&|day| day.name = event_target_value(&event));
                    }
                />
                {move || name.wrong()}
            </td>
            <td>
                <span class="row">
                    <input
                        class="check"
                        type="checkbox"
                        aria-label=move || words::yearly_of(number())
                        prop:checked=yearly
                        on:change=move |event| change(&|day| day.yearly = event_target_checked(&event))
                    />
                    <span class="only-sm" aria-hidden="true">{words::yearly()}</span>
                </span>
            </td>
            <td class="n">{remover}</td>
        </tr>
    }
    .into_any()
}

/// A field of a row: its name follows the place of the row.
#[derive(Clone, Copy)]
struct Cell {
    staging: Staging,
    place: Memo<usize>,
    name: &'static str,
}

impl Cell {
    fn field(self) -> String {
        format!("definition.days[{}].{}", self.place.get(), self.name)
    }

    fn id(self) -> String {
        self.staging.form.id(&self.field())
    }

    fn error(self) -> Option<String> {
        self.staging.form.error(&self.field())
    }

    fn forgive(self) {
        self.staging.form.forgive(&untrack(|| self.field()));
    }

    fn described(self) -> Option<String> {
        self.error().map(|_| format!("{}-error", self.id()))
    }

    fn wrong(self) -> Option<AnyView> {
        let id = format!("{}-error", self.id());
        self.error().map(|words| {
            view! { <span class="err" id=id><Glyph icon=Icon::CircleAlert size="s14" />{words}</span> }
                .into_any()
        })
    }
}
