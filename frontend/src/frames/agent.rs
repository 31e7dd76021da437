//! The agents' workspace: rail, then what the page brings.

use super::account_menu::AccountMenu;
use super::bell::{Bell, BellButton, BellPanel};
use super::help::open_help;
use super::page::provide_shape;
use super::{OfflineBanner, toggle_side};
use crate::browser;
use crate::components::*;
use crate::i18n::t;
use crate::keyboard::shortcut;
use crate::routes::{Route, go};
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The frame; `page` draws the side and the main column of the place one is at.
#[component]
pub fn AgentFrame(
    /// The place.
    #[prop(into)]
    route: Signal<Route>,
    /// Side and main column.
    children: Children,
) -> AnyView {
    let shape = provide_shape();
    give_keys();
    let bell = Bell::new();
    let class = move || {
        let side = shape.has_side.get() && !shape.side_hidden.get();
        format!(
            "app {}{}",
            shape.class.get(),
            if side { "" } else { " no-side" }
        )
    };
    view! {
        <a class="skip" href="#contenu" on:click=skip>{t::common::skip()}</a>
        <div class=class>
            <Rail route=route bell=bell />
            {children()}
        </div>
        <BellPanel bell=bell />
        <OfflineBanner />
    }
    .into_any()
}

pub(super) fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    browser::focus("main h1");
}

fn give_keys() {
    shortcut("?", t::keys::help, open_help);
    shortcut("b", t::keys::side, toggle_side);
    shortcut("z", t::keys::undo, || toasts().undo());
    shortcut("/", t::keys::search, || {
        browser::focus("main input[type=search], .side input[type=search]")
    });
    shortcut("c", t::keys::new_ticket, || {
        go(&crate::routes::new_ticket_path())
    });
    shortcut("g t", t::keys::tickets, || go("/tickets"));
    shortcut("g m", t::keys::mine, || go("/tickets?view=mine"));
    shortcut("g c", t::keys::people, || go("/contacts"));
}

/// One section of the rail.
struct Section {
    icon: Icon,
    name: &'static str,
    to: Route,
    is_here: fn(Route) -> bool,
}

fn sections() -> Vec<Section> {
    let mut sections = vec![
        Section {
            icon: Icon::Inbox,
            name: t::nav::tickets(),
            to: Route::Tickets,
            is_here: |route| matches!(route, Route::Tickets | Route::Ticket(_) | Route::Home),
        },
        Section {
            icon: Icon::Users,
            name: t::nav::people(),
            to: Route::People,
            is_here: |route| {
                matches!(
                    route,
                    Route::People
                        | Route::Person(_)
                        | Route::Organizations
                        | Route::Organization(_)
                )
            },
        },
    ];
    if crate::session::me().is_some_and(|me| me.role >= Role::Supervisor) {
        sections.push(Section {
            icon: Icon::Settings,
            name: t::nav::settings(),
            to: Route::Desk,
            is_here: |route| {
                matches!(
                    route,
                    Route::Teams
                        | Route::Categories
                        | Route::Desk
                        | Route::Agents
                        | Route::Sla(_)
                        | Route::Calendars(_)
                        | Route::Routing(_)
                        | Route::Absences
                )
            },
        });
    }
    sections
}

#[component]
fn Rail(route: Signal<Route>, bell: Bell) -> AnyView {
    let links: Vec<AnyView> = sections()
        .into_iter()
        .map(|section| {
            let is_here = section.is_here;
            view! {
                <li>
                    <a
                        href=section.to.path()
                        aria-label=section.name
                        title=section.name
                        aria-current=move || is_here(route.get()).then_some("page")
                    >
                        <Glyph icon=section.icon />
                        <span class="tl" aria-hidden="true">{section.name}</span>
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <nav class="rail" aria-label=t::common::sections()>
            <a class="logo" href="/tickets" aria-label=t::common::home()><Logo /></a>
            <ul>
                {links}
                <li class="only-sm"><BellButton bell=bell /></li>
                <li class="only-sm"><AccountMenu rail=true /></li>
            </ul>
            <span class="grow"></span>
            <ul class="rail-b">
                <li><BellButton bell=bell /></li>
                <li>
                    <button
                        type="button"
                        class="rb"
                        aria-label=t::nav::shortcuts()
                        title=format!("{} (?)", t::nav::shortcuts())
                        aria-keyshortcuts="?"
                        on:click=move |_| open_help()
                    >
                        <Glyph icon=Icon::CircleQuestionMark />
                    </button>
                </li>
                <li><AccountMenu rail=true /></li>
            </ul>
        </nav>
    }
    .into_any()
}
