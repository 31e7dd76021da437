//! Calendars: when time counts.

mod create;
mod days;
mod describe;
mod holidays;
mod hours;
mod ical;
mod identity;
mod staging;
mod typed;

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t::calendar as words;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::remote::Remote;
use crate::routes::Route;
use create::{NewCalendarDialog, deletion};
use days::DaysCard;
use guichet_contract::calendar::Calendar;
use guichet_domain::ids::CalendarId;
use guichet_domain::people::Role;
use holidays::ClosedDaysCard;
use hours::HoursCard;
use identity::IdentityCard;
use leptos::prelude::*;
use staging::Staging;

/// The page; supervisors and administrators change it.
#[component]
pub fn CalendarsPage(route: Memo<Route>) -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let calendars = Remote::new(|| async { Ok(ask(client().calendars()).await?.items) });
    let staging = Staging::new();
    // The calendar of the address, else the first.
    let chosen = Memo::new(move |_| {
        let wanted = match route.get() {
            Route::Calendars(wanted) => wanted,
            _ => None,
        };
        calendars.with(|all| match wanted {
            Some(_) => wanted,
            None => all?.first().map(|calendar| calendar.id),
        })
    });
    let calendar = Memo::new(move |_| {
        let id = chosen.get()?;
        calendars.with(|all| all?.iter().find(|calendar| calendar.id == id).cloned())
    });
    Effect::new(move |_| {
        if let Some(calendar) = calendar.get() {
            staging.learn(calendar);
        }
    });
    let page = Page {
        calendars,
        staging,
        chosen,
        creating: RwSignal::new(false),
        deleted: RwSignal::new(None),
    };
    let actions = move || {
        view! {
            <StagedEdits
                count=staging.count()
                busy=staging.form.busy()
                on_cancel=move || staging.cancel()
                on_save=move || staging.store(calendars)
            />
        }
    };
    view! {
        <SettingsFrame here=Route::Calendars(None) title=words::title() actions=actions>
            <Overtaken shown=staging.overtaken />
            <FormFailure form=staging.form />
            {calendars.view_once(move |_, _| page.draw(calendar))}
            <NewCalendarDialog open=page.creating calendars=calendars />
            <Confirm asked=page.deleted />
        </SettingsFrame>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Page {
    calendars: Remote<Vec<Calendar>>,
    staging: Staging,
    chosen: Memo<Option<CalendarId>>,
    creating: RwSignal<bool>,
    deleted: RwSignal<Option<Question>>,
}

impl Page {
    fn draw(self, calendar: Memo<Option<Calendar>>) -> AnyView {
        let is_empty =
            Memo::new(move |_| self.calendars.with(|all| all.is_some_and(Vec::is_empty)));
        let is_here = Memo::new(move |_| calendar.with(Option::is_some));
        let staging = self.staging;
        let content = move || {
            match (is_empty.get(), is_here.get()) {
            (true, _) => self.first(),
            (false, true) => view! {
                <div class="g2c">
                    <IdentityCard staging=staging />
                    <HoursCard staging=staging />
                </div>
                <DaysCard staging=staging />
                <ClosedDaysCard staging=staging />
            }
            .into_any(),
            (false, false) => view! {
                <section class="card">
                    <Empty icon=Icon::CalendarClock title=words::gone() detail=words::gone_detail() />
                </section>
            }
            .into_any(),
        }
        };
        let cards = move || (!is_empty.get()).then(|| self.cards());
        view! { {cards} {content} }.into_any()
    }

    /// No calendar yet.
    fn first(self) -> AnyView {
        view! {
            <section class="card">
                <Empty icon=Icon::CalendarClock title=words::first::title() detail=words::first::detail()>
                    <button type="button" class="btn primary" on:click=move |_| self.creating.set(true)>
                        <Glyph icon=Icon::Plus />
                        {words::first::action()}
                    </button>
                </Empty>
            </section>
        }
        .into_any()
    }

    fn cards(self) -> AnyView {
        let ids = Memo::new(move |_| {
            let id = |calendar: &Calendar| calendar.id;
            self.calendars
                .with(|all| all.map(|all| all.iter().map(id).collect::<Vec<_>>()))
        });
        view! {
            <ul class="pols" aria-label=words::list()>
                <For
                    each=move || ids.get().unwrap_or_default()
                    key=|id| *id
                    children=move |id| self.card(id)
                />
                <li class="pol add">
                    <button type="button" on:click=move |_| self.creating.set(true)>
                        <Glyph icon=Icon::Plus />
                        {words::new()}
                    </button>
                </li>
            </ul>
        }
        .into_any()
    }

    fn card(self, id: CalendarId) -> AnyView {
        let find = move || {
            self.calendars
                .with(|all| all?.iter().find(|calendar| calendar.id == id).cloned())
        };
        let calendar = Memo::new(move |before: Option<&Option<Calendar>>| {
            // A card that is on its way out keeps its words.
            find().or_else(|| before.cloned().flatten())
        });
        let part = move |read: fn(&Calendar) -> String| {
            calendar
                .with(|calendar| calendar.as_ref().map(read))
                .unwrap_or_default()
        };
        let name = move || part(|calendar| calendar.name.clone());
        let hours = move || part(|calendar| describe::hours(&calendar.definition.week));
        let place = move || part(place);
        let is_chosen = move || self.chosen.get() == Some(id);
        let remove = move || {
            if let Some(calendar) = untrack(find) {
                self.deleted
                    .set(Some(deletion(self.calendars, &calendar, self.deleted)));
            }
        };
        let entries = move || {
            vec![MenuEntry::Action {
                icon: Some(Icon::Trash2),
                label: words::delete().to_owned(),
                run: Callback::new(move |()| remove()),
                danger: true,
            }]
        };
        let menu = move || {
            view! {
                <Menu label=words::actions(&name()) class="ib sm" entries=entries>
                    <Glyph icon=Icon::Ellipsis />
                </Menu>
            }
        };
        view! {
            <li class="pol" class:on=is_chosen>
                <a
                    href=Route::Calendars(Some(id)).path()
                    aria-current=move || is_chosen().then_some("true")
                >
                    <b>{name}</b>
                    <span>{hours}</span>
                    <small>{place}</small>
                </a>
                {menu}
            </li>
        }
        .into_any()
    }
}

/// The time zone, and whose public holidays are kept.
fn place(calendar: &Calendar) -> String {
    let zone = calendar.definition.time_zone.replace('_', " ");
    match calendar.definition.holidays {
        Some(rule) => words::holidays::kept(&zone, describe::rule(rule)),
        None => zone,
    }
}
