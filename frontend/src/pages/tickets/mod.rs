//! The ticket list.

mod address;
mod arrivals;
mod as_row;
mod bar;
mod bulk;
mod bulk_deeds;
mod bulk_dialogs;
mod deeds;
mod feed;
mod filters;
mod keys;
mod names;
mod query;
mod row;
mod table;
mod toolbar;
mod views;
mod window;

pub use bulk_deeds::TakeAtOnce;
pub use bulk_dialogs::{AssignForm, EscalateForm};
pub use feed::{Feed, feed, provide_feed};
pub use names::list as list_name;
pub use query::ListQuery;
pub use row::look;

use crate::access::{ask, client};
use crate::components::*;
use crate::frames::{Main, page_title};
use crate::i18n::{format, t};
use crate::remote::Remote;
use crate::{browser, routes};
use guichet_contract::ticket::{SystemView, ViewCounts};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use std::time::Duration;

/// Counts are asked for this often.
const COUNTED: Duration = Duration::from_secs(30);

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    /// What the address asks for.
    query: Memo<ListQuery>,
    counts: Remote<ViewCounts>,
    name: Memo<String>,
}

/// The list of the view that the address names.
#[component]
pub fn TicketsPage() -> AnyView {
    let list = open_list();
    let feed = feed();
    page_title(move || list.name.get());
    arrivals::listen(feed);
    keys::give(list);
    view! {
        <views::Views list=list />
        <Main class="s-inbox">
            <bar::Bar list=list />
            <toolbar::Toolbar list=list />
            <Refreshing active=feed.loading() />
            {content(list)}
            <Foot list=list />
            <bulk::BulkDialogs />
        </Main>
    }
    .into_any()
}

fn open_list() -> List {
    let params = use_query_map();
    let query = Memo::new(move |_| ListQuery::read(&params.get()));
    let counts = Remote::new(|| async { ask(client().view_counts()).await });
    if let Ok(counting) = set_interval_with_handle(move || counts.reload(), COUNTED) {
        on_cleanup(move || counting.clear());
    }
    let name = Memo::new(move |_| counts.with(|counts| names::list(&query.get(), counts)));
    let location = use_location();
    Effect::new(move |_| {
        // While one leaves, the address already belongs to another page.
        if location.pathname.get() == "/tickets" {
            let query = query.get();
            browser::store("guichet.last-view", &query.path());
            untrack(|| feed().open(query));
        }
    });
    List {
        query,
        counts,
        name,
    }
}

/// The table, or what is said in its place.
fn content(list: List) -> AnyView {
    #[derive(Clone, PartialEq)]
    enum Shown {
        Waiting,
        Failed(crate::failure::Failure),
        Nothing,
        Rows,
    }
    let feed = feed();
    let shown =
        Memo::new(
            move |_| match (feed.len(), feed.failure().get(), feed.loading().get()) {
                (1.., ..) => Shown::Rows,
                (0, Some(failure), _) => Shown::Failed(failure),
                (0, None, true) => Shown::Waiting,
                (0, None, false) => Shown::Nothing,
            },
        );
    let region = move || {
        match shown.get() {
        Shown::Rows => view! { <table::Table list=list /> }.into_any(),
        Shown::Waiting => view! { <div class="scroll grow list"><SkeletonRows rows=14 /></div> }.into_any(),
        Shown::Nothing => view! { <div class="scroll grow list">{nothing(list)}</div> }.into_any(),
        Shown::Failed(failure) => {
            view! { <div class="scroll grow list"><Failed failure=failure on_retry=move || feed.load_more() /></div> }
                .into_any()
        }
    }
    };
    region.into_any()
}

/// An empty list says what would be here and what to do next.
fn nothing(list: List) -> AnyView {
    let query = list.query.get();
    if query.is_plain() {
        let unassigned = list.counts.with(|counts| {
            let views = &counts?.views;
            views
                .iter()
                .find(|count| count.view == SystemView::Unassigned)
                .map(|count| count.count)
        });
        let detail = unassigned
            .map(t::tickets::empty::unassigned)
            .unwrap_or_default();
        let detail = format!("{} {detail}", t::tickets::empty::detail());
        let path = ListQuery::of(SystemView::Unassigned).path();
        return view! {
            <Empty icon=Icon::Inbox title=t::tickets::empty::title() detail=detail>
                <a class="btn sm" href=path.clone()>{t::tickets::empty::see_unassigned()}</a>
            </Empty>
        }
        .into_any();
    }
    let title = match &query.tickets.q {
        Some(words) => t::tickets::empty::searched(words),
        None => t::tickets::empty::filtered().to_owned(),
    };
    let path = query.cleared().path();
    view! {
        <Empty icon=Icon::Search title=title detail=t::tickets::empty::filtered_detail()>
            <a class="btn sm" href=path.clone()>{t::tickets::clear_filters()}</a>
        </Empty>
    }
    .into_any()
}

/// Count and key hints; with a selection, what can be done with it.
#[component]
fn Foot(list: List) -> AnyView {
    let feed = feed();
    let selected = feed.selected();
    let selecting = Memo::new(move |_| selected.with(|selected| !selected.is_empty()));
    let foot = move || {
        if selecting.get() {
            return view! { <bulk::BulkBar /> }.into_any();
        }
        let hint = |keys: &'static [&'static str], words: &'static str| {
            let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect();
            view! { <span class="hide-sm row hint">{keys}{words}</span> }
        };
        view! {
            <div class="foot">
                <span class="num">{move || count_words(list)}</span>
                <span class="grow"></span>
                {hint(&["j", "k"], t::tickets::key_move())}
                {hint(&["↵"], t::tickets::key_open())}
                {hint(&["x"], t::tickets::key_select())}
            </div>
        }
        .into_any()
    };
    foot.into_any()
}

/// How many tickets the list holds, as far as it is known.
fn count_words(list: List) -> String {
    let feed = feed();
    let count = |count: usize| t::tickets::count(i64::try_from(count).unwrap_or(i64::MAX));
    if feed.is_whole() {
        return count(feed.len());
    }
    match total(list) {
        Some(total) => total,
        None => t::tickets::count_more(i64::try_from(feed.len()).unwrap_or(i64::MAX)),
    }
}

/// The counted size of the view, where nothing narrows it.
fn total(list: List) -> Option<String> {
    let query = list.query.get();
    if !query.is_plain() {
        return None;
    }
    list.counts.with(|counts| {
        let counts = counts?;
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
        Some(t::tickets::count(count))
    })
}

/// A number bounded by the server: `1 000+`.
fn bounded(count: i64, bound: i64) -> String {
    if count >= bound {
        format!("{}+", format::number(bound))
    } else {
        format::number(count)
    }
}

/// Shows another query: in place, so that Back leaves the list.
fn show(query: &ListQuery) {
    routes::replace(&query.path());
}
