//! A new calendar, and what is asked before one is taken away.

use super::typed;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::calendar as words;
use crate::remote::Remote;
use crate::routes::{Route, go, leave_to};
use guichet_contract::calendar::{Calendar, NewCalendar};
use guichet_contract::problem::Code;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// Open while a new one is named.
#[component]
pub fn NewCalendarDialog(open: RwSignal<bool>, calendars: Remote<Vec<Calendar>>) -> AnyView {
    view! {
        <Dialog open=open title=words::new()>{inside(open, calendars)}</Dialog>
    }
    .into_any()
}

fn inside(open: RwSignal<bool>, calendars: Remote<Vec<Calendar>>) -> AnyView {
    let form = Form::new("new-calendar");
    let name = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, words::missing_name()) {
            return;
        }
        let new = NewCalendar {
            name: name.get_untracked().trim().to_owned(),
            definition: typed::usual(browser::time_zone()),
        };
        form.send(
            async move { ask(client().create_calendar(&new)).await },
            move |calendar: Calendar| {
                open.set(false);
                toasts().done(words::create::done(&calendar.name));
                let path = Route::Calendars(Some(calendar.id)).path();
                calendars.update(|all| all.push(calendar));
                go(&path);
            },
        );
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <TextField
                    name="name"
                    label=words::create::name()
                    hint=words::create::name_hint()
                    value=name
                    form=form
                    required=true
                />
                <p class="sub">{words::create::hint()}</p>
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=words::create::action() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}

/// What is asked before a calendar is taken away.
pub fn deletion(
    calendars: Remote<Vec<Calendar>>,
    calendar: &Calendar,
    asked: RwSignal<Option<Question>>,
) -> Question {
    let (id, version) = (calendar.id, calendar.version);
    let name = calendar.name.clone();
    let act = move |form: Form| {
        let name = name.clone();
        let request = async move {
            match ask(client().delete_calendar(id, version)).await {
                Err(failure) if failure.code() == Some(Code::InUse) => Ok::<_, Failure>(false),
                Err(failure) => {
                    calendars.reload();
                    Err(failure)
                }
                Ok(()) => Ok(true),
            }
        };
        form.send(request, move |is_gone| {
            if !is_gone {
                form.refuse(words::deletion::in_use());
                return;
            }
            asked.set(None);
            toasts().done(words::deletion::done(&name));
            calendars.update(|all| all.retain(|calendar| calendar.id != id));
            let here = window().location().pathname().unwrap_or_default();
            if here == Route::Calendars(Some(id)).path() {
                leave_to(&Route::Calendars(None).path());
            }
        });
    };
    Question {
        title: words::deletion::title(&calendar.name),
        detail: words::deletion::detail().to_owned(),
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
