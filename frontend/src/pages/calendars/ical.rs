//! Closures from an iCalendar file: read by the server, looked at, added to what is being edited.

use super::staging::Staging;
use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::t::calendar::ical as words;
use crate::i18n::{format, t};
use guichet_contract::calendar::{ReadDays, SkippedEvent};
use guichet_domain::calendar::OwnDay;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Open while a file is chosen and looked at.
#[component]
pub fn IcalDialog(open: RwSignal<bool>, staging: Staging) -> AnyView {
    view! {
        <Dialog open=open title=words::title()>{inside(open, staging)}</Dialog>
    }
    .into_any()
}

fn inside(open: RwSignal<bool>, staging: Staging) -> AnyView {
    let form = Form::new("ical");
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<ReadDays>);
    let body = move || match found.get() {
        None => choosing(form, text, found, open),
        Some(read) => looking(read, found, open, staging),
    };
    body.into_any()
}

/// A file or its text.
fn choosing(
    form: Form,
    text: RwSignal<String>,
    found: RwSignal<Option<ReadDays>>,
    open: RwSignal<bool>,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let take = move |_| {
        let files = input.get_untracked().and_then(|input| input.files());
        let Some(file) = files.and_then(|files| files.item(0)) else {
            return;
        };
        spawn_local(async move {
            match content(&file).await {
                Some(content) => text.set(content),
                None => form.complain("text", words::unreadable()),
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("text", text, words::missing()) {
            return;
        }
        let text = text.get_untracked();
        let request = async move {
            match ask(client().read_ical(&text)).await {
                Err(failure) if failure.fields().iter().any(|wrong| wrong.field == "text") => {
                    Ok::<_, Failure>(None)
                }
                answer => answer.map(Some),
            }
        };
        form.send(request, move |read| match read {
            Some(read) => found.set(Some(read)),
            None => form.complain("text", words::unreadable()),
        });
    };
    let file_id = form.id("file");
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <div class="field">
                    <label for=file_id.clone()>{words::file()}</label>
                    <input
                        node_ref=input
                        class="input"
                        type="file"
                        id=file_id
                        accept=".ics,text/calendar"
                        on:change=take
                    />
                </div>
                <TextArea name="text" label=words::text() value=text form=form rows=6 />
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=words::read() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}

async fn content(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// What was read, before it is added.
fn looking(
    read: ReadDays,
    found: RwSignal<Option<ReadDays>>,
    open: RwSignal<bool>,
    staging: Staging,
) -> AnyView {
    let is_known = |day: &OwnDay| {
        let date = day.date.to_string();
        staging
            .days
            .with_untracked(|days| days.iter().any(|known| known.date == date))
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let total = read.days.len();
    let (known, new): (Vec<OwnDay>, Vec<OwnDay>) = read.days.into_iter().partition(is_known);
    let added = new.len();
    let lines: Vec<AnyView> = new
        .iter()
        .map(|day| line(day, false))
        .chain(known.iter().map(|day| line(day, true)))
        .collect();
    let add = move |_| {
        staging.add_days(new.clone());
        announce(&words::added(count(added)));
        open.set(false);
    };
    view! {
        <div class="dc">
            <p role="status">{words::found(count(total))}</p>
            <ul class="found" tabindex="0" aria-label=words::found(count(total))>{lines}</ul>
            {skipped(read.skipped)}
        </div>
        <footer class="df">
            <button type="button" class="btn ghost" on:click=move |_| found.set(None)>{words::back()}</button>
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
            <button
                type="button"
                class="btn primary"
                aria-disabled=(added == 0).then_some("true")
                on:click=add
            >
                {words::add(count(added))}
            </button>
        </footer>
    }
    .into_any()
}

fn line(day: &OwnDay, is_known: bool) -> AnyView {
    let tag = is_known.then(|| view! { <Tag label=words::known() tone="line" /> });
    view! {
        <li>
            <b>{day.name.clone()}</b>
            <time datetime=day.date.to_string()>{format::date_of(day.date)}</time>
            {tag}
        </li>
    }
    .into_any()
}

/// What the server says in English, in the language of the reader.
fn reason(sentence: &str) -> Option<&'static str> {
    Some(match sentence {
        "has a time of day" => words::reason::time_of_day(),
        "is cancelled" => words::reason::cancelled(),
        "comes back otherwise than every year on its date" => words::reason::recurrence(),
        "closes more than 366 days" => words::reason::too_long(),
        "has no dates that can be understood" => words::reason::unclear(),
        "lies outside the years 1900 to 2200" => words::reason::out_of_range(),
        _ => return None,
    })
}

fn skipped(events: Vec<SkippedEvent>) -> AnyView {
    if events.is_empty() {
        return ().into_any();
    }
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let lines: Vec<AnyView> = events
        .into_iter()
        .map(|event| {
            let why = match reason(&event.reason) {
                Some(words) => view! { <span>{words}</span> }.into_any(),
                None => view! { <span lang="en">{event.reason}</span> }.into_any(),
            };
            view! { <li><b>{event.summary}</b>{why}</li> }.into_any()
        })
        .collect();
    view! {
        <details>
            <summary>{words::skipped(count)}</summary>
            <ul class="found">{lines}</ul>
        </details>
    }
    .into_any()
}
