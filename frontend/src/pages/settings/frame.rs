//! What every page of the settings stands in: the sections beside it, its bar, its content.

use crate::components::*;
use crate::frames::{Main, Side, page_title, toggle_side};
use crate::i18n::t;
use crate::pages::NotAllowed;
use crate::routes::{Route, RoutingPart};
use crate::session;
use guichet_domain::people::Role;
use leptos::prelude::*;

/// What one is told instead of a page that is for a higher role; `None` for those who read it.
pub fn closed_below(from: Role) -> Option<AnyView> {
    let reads = session::me().is_some_and(|me| me.role >= from);
    (!reads).then(|| view! { <NotAllowed /> }.into_any())
}

/// A page of the settings, for those who read it.
#[component]
pub fn SettingsFrame(
    here: Route,
    title: &'static str,
    /// What stands at the end of the bar.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content.
    children: ChildrenFn,
) -> AnyView {
    let role = session::me().map_or(Role::Requester, |me| me.role);
    page_title(move || title.to_owned());
    let opener = (role >= Role::Supervisor).then(|| {
        view! {
            <IconButton
                icon=Icon::PanelLeft
                label=t::settings::open()
                class="side-open"
                on_press=toggle_side
                key="b"
            />
        }
    });
    view! {
        // Agents reach their own part of it only.
        {(role >= Role::Supervisor).then(|| view! { <Sections here=here role=role /> })}
        <Main class="s-set">
            <header class="bar">
                {opener}
                <h1 tabindex="-1">{title}</h1>
                <span class="grow"></span>
                {actions.run()}
            </header>
            <div class="scroll grow" tabindex="0" role="region" aria-label=title>
                <div class="set">{children()}</div>
            </div>
        </Main>
    }
    .into_any()
}

#[component]
fn Sections(here: Route, role: Role) -> AnyView {
    let link = move |route: Route, icon: Icon, name: &'static str| {
        view! {
            <li>
                <a href=route.path() aria-current=route.is_like(here).then_some("page")>
                    <Glyph icon=icon />
                    <span class="grow">{name}</span>
                </a>
            </li>
        }
    };
    let agents = (role == Role::Admin)
        .then(|| link(Route::Agents, Icon::CircleUserRound, t::settings::agents()));
    view! {
        <Side label=t::settings::title()>
            <div class="side-h"><h2>{t::settings::title()}</h2></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::settings::sections()>
                <ul class="nav">
                    {link(Route::Desk, Icon::Building2, t::settings::desk())}
                    {agents}
                    {link(Route::Teams, Icon::Users, t::settings::teams())}
                </ul>
                <h3 class="nav-t">{t::settings::service()}</h3>
                <ul class="nav">
                    {link(Route::Sla(None), Icon::Timer, t::settings::sla())}
                    {link(Route::Calendars(None), Icon::CalendarClock, t::settings::calendars())}
                    {link(Route::Routing(RoutingPart::Teams), Icon::Route, t::settings::routing())}
                    {link(Route::Absences, Icon::CalendarOff, t::settings::absences())}
                    {link(Route::Categories, Icon::ListTree, t::settings::categories())}
                </ul>
                <h3 class="nav-t">{t::settings::channels()}</h3>
                <ul class="nav">
                    {link(Route::Email, Icon::Mail, t::settings::email())}
                </ul>
            </div>
        </Side>
    }
    .into_any()
}
