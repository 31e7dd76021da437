//! The bar above the list: which view, how many, what arrived, search, a new ticket.

use super::feed::feed;
use super::{List, bounded, show};
use crate::browser;
use crate::components::*;
use crate::frames::toggle_side;
use crate::i18n::t;
use crate::routes;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long after the last letter one searches, in milliseconds.
const TYPED: i32 = 250;

/// The bar.
#[component]
pub fn Bar(list: List) -> AnyView {
    let feed = feed();
    let count = move || {
        let query = list.query.get();
        let counted = list.counts.with(|counts| {
            let counts = counts.filter(|_| query.is_plain())?;
            let count = match query.tickets.team_id {
                Some(id) => counts.teams.iter().find(|count| count.team.id == id)?.count,
                None => {
                    counts
                        .views
                        .iter()
                        .find(|count| count.view == query.view())?
                        .count
                }
            };
            Some(bounded(count, counts.bound))
        });
        let known = counted.or_else(|| {
            feed.is_whole()
                .then(|| crate::i18n::format::number(feed.len() as i64))
        });
        known.map(|count| view! { <span class="tag num">{count}</span> })
    };
    let updates = move || {
        let waiting = feed.pending().with(std::collections::BTreeSet::len);
        (waiting > 0).then(|| {
            let refresh = move |_| {
                feed.restart();
                list.counts.reload();
            };
            let words = t::tickets::updates(i64::try_from(waiting).unwrap_or(i64::MAX));
            let label = words.clone();
            view! {
                <button type="button" class="btn ghost sm fresh" aria-label=label on:click=refresh>
                    <Glyph icon=Icon::RefreshCw size="s14" />
                    <span class="hide-sm">{words}</span>
                    <span class="only-sm num">{waiting}</span>
                </button>
            }
        })
    };
    view! {
        <header class="bar">
            <IconButton icon=Icon::PanelLeft label=t::tickets::change_view() class="side-open" on_press=toggle_side key="b" />
            <h1 tabindex="-1">{move || list.name.get()}</h1>
            {count}
            {updates}
            <span class="grow"></span>
            <SearchBox list=list />
            <a class="btn primary" href=move || { list.query.track(); routes::new_ticket_path() } aria-keyshortcuts="c">
                <Glyph icon=Icon::Plus />
                <span class="hide-sm">{t::tickets::new()}</span>
                <span class="only-sm-i">{t::tickets::new_short()}</span>
            </a>
        </header>
    }
    .into_any()
}

#[component]
fn SearchBox(list: List) -> AnyView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        typed.set(
            list.query
                .with(|query| query.tickets.q.clone())
                .unwrap_or_default(),
        )
    });
    let last = StoredValue::new(0_u32);
    let search = move || {
        let words = typed.get_untracked().trim().to_owned();
        let mut query = list.query.get_untracked();
        query.tickets.q = (!words.is_empty()).then_some(words);
        show(&query);
    };
    let on_input = move |event| {
        typed.set(event_target_value(&event));
        let mine = last.with_value(|last| last.wrapping_add(1));
        last.set_value(mine);
        spawn_local(async move {
            browser::sleep(TYPED).await;
            if last.try_get_value() == Some(mine) {
                search();
            }
        });
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" | "ArrowDown" => {
            event.prevent_default();
            browser::focus("[role=grid], main h1");
        }
        "Enter" => {
            event.prevent_default();
            search();
        }
        _ => {}
    };
    view! {
        <div class="search finder" role="search">
            <Glyph icon=Icon::Search />
            <input
                type="search"
                aria-label=t::tickets::search()
                placeholder=t::tickets::search_short()
                aria-keyshortcuts="/"
                prop:value=move || typed.get()
                on:input=on_input
                on:keydown=on_key
            />
            <kbd class="hide-sm">"/"</kbd>
        </div>
    }
    .into_any()
}
