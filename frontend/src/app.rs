//! The root: what exists once, who is there, and which page is shown in which frame.

use crate::components::*;
use crate::frames::{AgentFrame, KeyHelp, PendingKeys, PortalFrame};
use crate::i18n::{language_signal, provide_language};
use crate::keyboard::provide_keyboard;
use crate::pages::{self, Outside};
use crate::routes::{self, Area, Route};
use crate::session::{self, Presence};
use crate::{browser, leaving, live};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::location::{BrowserUrl, LocationProvider};

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    provide_language();
    provide_announcer();
    provide_toasts();
    provide_minute();
    provide_keyboard();
    leaving::watch_ways_out();
    session::provide_session();
    session::refresh();
    view! {
        <Router>
            <Root />
        </Router>
    }
}

#[component]
fn Root() -> AnyView {
    routes::provide_navigation();
    let location = use_location();
    let route = Memo::new(move |_| Route::parse(&location.pathname.get()));
    settle_address();
    move_focus(route);
    view! {
        <Sprite />
        {move || {
            language_signal().track();
            view! { <Gate route=route /> }
        }}
    }
    .into_any()
}

/// The router waits for a view before it writes an address into the bar: here it need not.
fn settle_address() {
    let browser = expect_context::<BrowserUrl>();
    let location = use_location();
    Effect::new(move |_| {
        location.pathname.track();
        browser.ready_to_complete();
    });
}

/// On another page, focus goes to its heading; between things of one kind the page itself decides.
fn move_focus(route: Memo<Route>) {
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| !before.is_like(now)) {
            browser::focus_heading();
        }
        now
    });
}

/// What can be drawn, by who is there.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Outside(Outside),
    Link,
    Stopped(crate::failure::Failure),
    Inside,
}

#[component]
fn Gate(route: Memo<Route>) -> AnyView {
    let presence = session::presence();
    let shown = Memo::new(move |_| {
        presence.with(|presence| match (presence, route.get()) {
            (Presence::Unknown, _) => Shown::Nothing,
            (Presence::Setup, _) => Shown::Outside(Outside::SetUp),
            (Presence::Unreachable(failure), _) => Shown::Stopped(failure.clone()),
            (_, Route::Link) => Shown::Link,
            (Presence::Outside { .. }, _) => Shown::Outside(Outside::SignIn),
            (Presence::Inside(_), _) => Shown::Inside,
        })
    });
    Effect::new(move |_| {
        if shown.get() != Shown::Nothing
            && let Some(shell) = browser::find("#shell")
        {
            shell.remove();
        }
    });
    let view = move || {
        match shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Outside(page) => pages::outside(page),
        Shown::Link => pages::link(route),
        Shown::Stopped(failure) => {
            view! { <main id="contenu"><Failed failure=failure on_retry=move || session::refresh() /></main> }.into_any()
        }
        Shown::Inside => view! { <Inside route=route /> }.into_any(),
    }
    };
    view.into_any()
}

#[component]
fn Inside(route: Memo<Route>) -> AnyView {
    let Some(me) = session::me() else {
        return ().into_any();
    };
    live::connect();
    pages::provide_feed();
    let query = use_query_map();
    let home = session::home_of(&me);
    let is_staff = me.role.is_staff();
    Effect::new(move |_| match route.get() {
        Route::Home => routes::replace(&pages::home_path(home)),
        Route::Login | Route::Setup => {
            let next = query
                .get_untracked()
                .get("next")
                .filter(|next| is_ours(next));
            routes::replace(&next.unwrap_or_else(|| pages::home_path(home)));
        }
        _ => {}
    });
    let new_ticket =
        Memo::new(move |_| query.with(|query| query.get("new").as_deref() == Some("1")));
    let area = Memo::new(move |_| match route.get().area() {
        Some(Area::Door) | None => home,
        Some(area) => area,
    });
    let frame = move || match area.get() {
        Area::Agent => view! {
            <AgentFrame route=route>{page(route, is_staff)}</AgentFrame>
            {is_staff.then(|| pages::new_ticket(new_ticket))}
        }
        .into_any(),
        Area::Portal | Area::Door => {
            view! { <PortalFrame route=route>{page(route, is_staff)}</PortalFrame> }.into_any()
        }
    };
    view! {
        {frame}
        <KeyHelp />
        <PendingKeys />
        <Announcer />
        <ToastHost />
    }
    .into_any()
}

/// The page of the place one is at; the same page stays while only its number changes.
fn page(route: Memo<Route>, is_staff: bool) -> AnyView {
    let kind = Memo::new_with_compare(
        move |_| route.get(),
        |before, now| !matches!((before, now), (Some(before), Some(now)) if before.is_like(*now)),
    );
    let view = move || {
        let here = kind.get();
        if here.area() == Some(Area::Agent) && !is_staff {
            return view! { <pages::NotFound /> }.into_any();
        }
        pages::draw(here, route)
    };
    view.into_any()
}

/// A path of this site and nothing else: `?next=//evil` leads home.
fn is_ours(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\')
}
