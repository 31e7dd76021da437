//! Who is absent when, and who stands in.

mod edit;

use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::i18n::format;
use crate::i18n::t::absence as words;
use crate::paged::Paged;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::routes::Route;
use crate::session;
use chrono::{DateTime, Utc};
use edit::{AbsenceDialog, Edited};
use guichet_contract::routing::{Absence, AbsenceQuery};
use guichet_domain::people::Role;
use leptos::prelude::*;
use std::sync::Arc;

/// The page: supervisors see everybody's, agents their own.
#[component]
pub fn AbsencesPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Agent) {
        return instead;
    }
    let Some(me) = session::me() else {
        return ().into_any();
    };
    let sees_all = me.role >= Role::Supervisor;
    let past = RwSignal::new(false);
    let absences = Paged::new(move |cursor| {
        let query = AbsenceQuery {
            person_id: (!sees_all).then_some(me.id),
            past: past.get().then_some(true),
            limit: None,
            cursor,
        };
        async move { ask(client().absences(&query)).await }
    });
    let on = On {
        absences,
        sees_all,
        edited: RwSignal::new(None),
        deleted: RwSignal::new(None),
    };
    let actions = move || {
        view! {
            <button type="button" class="btn primary" on:click=move |_| on.edited.set(Some(Edited::New))>
                <Glyph icon=Icon::Plus />
                {words::new()}
            </button>
        }
    };
    let title = if sees_all {
        words::title()
    } else {
        words::mine()
    };
    view! {
        <SettingsFrame here=Route::Absences title=title actions=actions>
            <section class="card">
                <Refreshing active=absences.refreshing() />
                <div class="cc">
                    <Switch label=words::past() value=past on_change=move |on| past.set(on) />
                </div>
                {absences.view(none, move || table(on))}
            </section>
            <AbsenceDialog edited=on.edited absences=absences sees_all=sees_all />
            <Confirm asked=on.deleted />
        </SettingsFrame>
    }
    .into_any()
}

/// What the rows share.
#[derive(Clone, Copy)]
struct On {
    absences: Paged<Absence>,
    sees_all: bool,
    edited: RwSignal<Option<Edited>>,
    deleted: RwSignal<Option<Question>>,
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::CalendarOff title=words::first() detail=words::first_detail() /> }
        .into_any()
}

fn table(on: On) -> AnyView {
    let person = on
        .sees_all
        .then(|| view! { <th scope="col">{words::person()}</th> });
    view! {
        <table class="dt plist away">
            <caption class="sr">{words::caption()}</caption>
            <thead>
                <tr>
                    {person}
                    <th scope="col">{words::from()}</th>
                    <th scope="col">{words::until()}</th>
                    <th scope="col" class="hide-sm">{words::replacement()}</th>
                    <th scope="col" class="hide-md">{words::note()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || on.absences.items().get()
                    key=|absence| (absence.id, absence.version)
                    children=move |absence| row(absence, on)
                />
            </tbody>
        </table>
    }
    .into_any()
}

fn row(absence: Absence, on: On) -> AnyView {
    let shown = absence.clone();
    let name = shown.person.name.clone();
    #[allow(clippy::cast_possible_truncation)]
    let now = browser::now() as i64;
    let lasts = shown.from.timestamp_millis() <= now && now < shown.until.timestamp_millis();
    let person = on.sees_all.then(|| {
        let portrait = Some((shown.person.id, name.clone()));
        view! {
            <th scope="row">
                <span class="who">
                    <Avatar person=portrait beside_name=true />
                    <span class="wn">{name.clone()}</span>
                </span>
            </th>
        }
    });
    let mark = lasts.then(|| view! { <Tag label=words::now() tone="warn" /> });
    let replacement = shown
        .replacement
        .map_or_else(|| words::nobody().to_owned(), |person| person.name);
    let taken = absence.clone();
    view! {
        <tr>
            {person}
            <td><span class="row wrap"><span>{moment(shown.from)}</span>{mark}</span></td>
            <td>{moment(shown.until)}</td>
            <td class="hide-sm">{replacement}</td>
            <td class="hide-md">{shown.note}</td>
            <td class="n">
                <IconButton
                    icon=Icon::PencilLine
                    label=words::edit(&name)
                    class="sm"
                    on_press=move || on.edited.set(Some(Edited::Known(Box::new(absence.clone()))))
                />
                <IconButton
                    icon=Icon::Trash2
                    label=words::delete(&name)
                    class="sm"
                    on_press=move || on.deleted.set(Some(deletion(&taken, on)))
                />
            </td>
        </tr>
    }
    .into_any()
}

/// `9 mars, 09:00`, with the year when it is another one.
fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", format::day(at), format::clock(at))
}

fn deletion(absence: &Absence, on: On) -> Question {
    let (id, version, name) = (absence.id, absence.version, absence.person.name.clone());
    let detail = words::deletion::detail(&name);
    let act = move |form: Form| {
        let name = name.clone();
        let request = async move {
            let answer = ask(client().delete_absence(id, version)).await;
            if answer.is_err() {
                on.absences.reload();
            }
            answer
        };
        form.send(request, move |()| {
            on.deleted.set(None);
            on.absences.reload();
            toasts().done(words::deletion::done(&name));
        });
    };
    Question {
        title: words::deletion::title().to_owned(),
        detail,
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
