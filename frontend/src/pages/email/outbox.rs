//! Letters that did not arrive, and addresses that are not written to.

use super::returned::Returned;
use super::{is_admin, names};
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::post::outbox as words;
use crate::paged::Paged;
use crate::routes::Route;
use crate::session;
use guichet_contract::post::{Letter, LettersQuery};
use guichet_domain::ids::LetterId;
use guichet_domain::post::LetterState;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the rows share.
#[derive(Clone, Copy)]
struct On {
    letters: Paged<Letter>,
    /// The one that is tried again.
    busy: RwSignal<Option<LetterId>>,
}

/// The part; letters are for administrators.
#[component]
pub fn Outbox() -> AnyView {
    view! {
        {is_admin().then(|| view! { <Letters /> })}
        <Returned />
    }
    .into_any()
}

#[component]
fn Letters() -> AnyView {
    let all = RwSignal::new(false);
    let letters = Paged::new(move |cursor| {
        let query = LettersQuery {
            failed: (!all.get()).then_some(true),
            limit: None,
            cursor,
        };
        async move { ask(client().letters(&query)).await }
    });
    let on = On {
        letters,
        busy: RwSignal::new(None),
    };
    view! {
        <section class="card" aria-labelledby="outbox">
            <Refreshing active=letters.refreshing() />
            <div class="ct">
                <div class="grow">
                    <h2 id="outbox">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
                <Switch label=words::all() value=all on_change=move |on| all.set(on) />
            </div>
            {letters.view(none, move || table(on))}
        </section>
    }
    .into_any()
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::CircleCheck title=words::none() detail=words::none_detail() /> }
        .into_any()
}

fn table(on: On) -> AnyView {
    view! {
        <table class="dt plist mails">
            <caption class="sr">{words::title()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::letter()}</th>
                    <th scope="col">{words::state()}</th>
                    <th scope="col" class="hide-md n">{words::attempts()}</th>
                    <th scope="col">{words::asked()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || on.letters.items().get()
                    key=|letter| (letter.id, letter.state.as_str(), letter.attempts)
                    children=move |letter| row(letter, on)
                />
            </tbody>
        </table>
    }
    .into_any()
}

fn row(letter: Letter, on: On) -> AnyView {
    let ticket = letter.ticket_id.map(|id| {
        let number = session::ticket_number(id);
        view! { " " <a class="link" href=Route::Ticket(id).path()>{number}</a> }
    });
    let tone = match letter.state {
        LetterState::Failed | LetterState::Bounced => "danger",
        LetterState::Suppressed => "warn",
        LetterState::Sent => "ok",
        LetterState::Waiting | LetterState::Cancelled => "line",
    };
    let next = letter
        .next_at
        .filter(|_| letter.state == LetterState::Waiting);
    let next = next.map(|at| view! { <small>{words::next(&format::moment(at))}</small> });
    let id = letter.id;
    let about = letter.address.clone();
    let again = is_failed(letter.state).then(|| {
        view! {
            <button
                type="button"
                class="btn sm"
                aria-label=words::retry_to(&about)
                aria-busy=move || (on.busy.get() == Some(id)).then_some("true")
                on:click=move |_| retry(on, id)
            >
                {words::retry()}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="who"><span class="wn"><span>{names::letter(letter.kind)}{ticket}</span><small>{letter.address}</small></span></span>
            </th>
            <td class="cwhy">
                <span class="cause">
                    <Tag label=names::letter_state(letter.state) tone=tone />
                    <small>{letter.error}</small>
                    {next}
                </span>
            </td>
            <td class="hide-md n">{letter.attempts}</td>
            <td><Time at=letter.created_at style=TimeStyle::Recent /></td>
            <td class="n">{again}</td>
        </tr>
    }
    .into_any()
}

fn is_failed(state: LetterState) -> bool {
    matches!(
        state,
        LetterState::Failed | LetterState::Bounced | LetterState::Suppressed
    )
}

fn retry(on: On, id: LetterId) {
    if on.busy.get_untracked().is_some() {
        return;
    }
    on.busy.set(Some(id));
    spawn_local(async move {
        let answer = ask(client().retry_letter(id)).await;
        if on.busy.try_set(None).is_some() {
            return;
        }
        match answer {
            Ok(letter) => toasts().done(words::retried(&letter.address)),
            Err(failure) => toasts().failed(&failure),
        }
        on.letters.reload();
    });
}
