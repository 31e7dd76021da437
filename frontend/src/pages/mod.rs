//! The pages, one folder for each area, and which place shows which.

mod absences;
mod account;
mod calendars;
mod categories;
mod chunks;
mod conditions;
mod email;
mod letter;
mod link;
mod login;
mod lost;
mod new_ticket;
mod notices;
mod organizations;
mod people;
mod portal;
mod rating;
mod routing;
mod settings;
mod setup;
mod sla;
mod teams;
mod ticket;
mod tickets;

pub use chunks::{Outside, link, new_ticket, notices, outside};
pub use lost::{NotAllowed, NotFound};
pub use tickets::provide_feed;

use crate::routes::{Area, Route};
use leptos::prelude::*;

/// The page of a place. `route` follows the address while the kind of place stays the same.
pub fn draw(here: Route, route: Memo<Route>) -> AnyView {
    match here {
        Route::Home | Route::Login | Route::Setup | Route::Link => ().into_any(),
        Route::Unknown => view! { <lost::NotFound /> }.into_any(),
        here => chunks::page(here, route),
    }
}

/// The pages about people and settings.
fn draw_administration(here: Route, route: Memo<Route>) -> AnyView {
    match here {
        Route::People => view! { <people::PeoplePage /> }.into_any(),
        Route::Person(_) => view! { <people::PersonPage route=route /> }.into_any(),
        Route::Organizations => view! { <organizations::OrganizationsPage /> }.into_any(),
        Route::Organization(_) => {
            view! { <organizations::OrganizationPage route=route /> }.into_any()
        }
        Route::Teams => view! { <teams::TeamsPage /> }.into_any(),
        Route::Categories => view! { <categories::CategoriesPage /> }.into_any(),
        Route::Desk => view! { <settings::DeskPage /> }.into_any(),
        Route::Agents => view! { <settings::AgentsPage /> }.into_any(),
        Route::Account => view! { <account::AccountPage /> }.into_any(),
        Route::Email => view! { <email::EmailPage /> }.into_any(),
        _ => view! { <lost::NotFound /> }.into_any(),
    }
}

/// The pages about promises, calendars, routing and absences.
fn draw_service(here: Route, route: Memo<Route>) -> AnyView {
    match here {
        Route::Sla(_) => view! { <sla::SlaPage route=route /> }.into_any(),
        Route::Calendars(_) => view! { <calendars::CalendarsPage route=route /> }.into_any(),
        Route::Routing(_) => view! { <routing::RoutingPage route=route /> }.into_any(),
        Route::Absences => view! { <absences::AbsencesPage /> }.into_any(),
        _ => view! { <lost::NotFound /> }.into_any(),
    }
}

/// Where one lands: the list last looked at, or the portal.
#[must_use]
pub fn home_path(area: Area) -> String {
    match area {
        Area::Portal => Route::Portal.path(),
        Area::Agent | Area::Door => {
            crate::browser::stored("guichet.last-view").unwrap_or_else(|| Route::Tickets.path())
        }
    }
}
