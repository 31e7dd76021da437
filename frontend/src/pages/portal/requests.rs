//! My requests, open or closed; and those of my organization, where it shares them.

use super::row::{RequestRows, keep_true};
use crate::access::{ask, client};
use crate::components::*;
use crate::frames::page_title;
use crate::i18n::t;
use crate::paged::Paged;
use crate::routes::{self, Route};
use crate::session;
use guichet_contract::organization::OrganizationRef;
use guichet_contract::ticket::{SystemView, TicketQuery};
use guichet_domain::ids::OrganizationId;
use guichet_domain::ticket::Status;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

const PAGE: u32 = 25;

/// What of the list is in the address.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    closed: bool,
    /// Those of the whole organization.
    shared: bool,
}

impl Shown {
    fn path(self) -> String {
        let mut query = Vec::new();
        if self.closed {
            query.push("state=closed");
        }
        if self.shared {
            query.push("of=organization");
        }
        let path = Route::PortalRequests.path();
        if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }

    fn query(self, organization: Option<OrganizationId>, cursor: Option<String>) -> TicketQuery {
        let status = Status::ALL.iter().copied();
        TicketQuery {
            view: organization.is_none().then_some(SystemView::Requested),
            organization_id: organization,
            status: status
                .filter(|&status| (status == Status::Closed) == self.closed)
                .collect(),
            limit: Some(PAGE),
            cursor,
            ..TicketQuery::default()
        }
    }
}

/// The list.
#[component]
pub fn RequestsPage() -> AnyView {
    page_title(|| t::portal::list::title().to_owned());
    let organization = session::me().and_then(|me| me.shared_organization);
    let of = organization.as_ref().map(|organization| organization.id);
    let address = use_query_map();
    let shown = Memo::new(move |_| {
        address.with(|query| Shown {
            closed: query.get_str("state") == Some("closed"),
            shared: of.is_some() && query.get_str("of") == Some("organization"),
        })
    });
    let requests = Paged::new(move |cursor| {
        let shown = shown.get();
        let query = shown.query(of.filter(|_| shown.shared), cursor);
        async move { ask(client().tickets(&query)).await }
    });
    keep_true(requests);
    let list = move || view! { <RequestRows rows=requests.items().into() /> }.into_any();
    view! {
        <div class="pin pt">
            <div class="row phead">
                <h1 tabindex="-1" class="grow">{t::portal::list::title()}</h1>
                <a class="btn primary lg hide-sm" href=Route::PortalForms.path()>
                    <Glyph icon=Icon::Plus />
                    {t::portal::list::new()}
                </a>
            </div>
            <Choices shown=shown.into() organization=organization />
            <Refreshing active=requests.refreshing() />
            <section class="card" aria-label=t::portal::list::title()>
                {requests.view(move || nothing(shown.get_untracked()), list)}
            </section>
        </div>
    }
    .into_any()
}

/// Open or closed, mine or the organization's: links, so that each list has its address.
#[component]
fn Choices(shown: Signal<Shown>, organization: Option<OrganizationRef>) -> AnyView {
    let scope = organization.map(|organization| {
        let options = vec![
            (false, t::portal::list::mine().to_owned()),
            (true, organization.name),
        ];
        links(
            t::portal::list::scope(),
            options,
            shown,
            |shown| shown.shared,
            |shown, shared| Shown { shared, ..shown },
        )
    });
    let options = vec![
        (false, t::portal::list::open().to_owned()),
        (true, t::portal::list::closed().to_owned()),
    ];
    let state = links(
        t::portal::list::state(),
        options,
        shown,
        |shown| shown.closed,
        |shown, closed| Shown { closed, ..shown },
    );
    view! { <div class="row wrap ptabs">{state} <span class="grow"></span> {scope}</div> }
        .into_any()
}

fn links(
    label: &'static str,
    options: Vec<(bool, String)>,
    shown: Signal<Shown>,
    read: fn(Shown) -> bool,
    with: fn(Shown, bool) -> Shown,
) -> AnyView {
    let links: Vec<AnyView> = options
        .into_iter()
        .map(|(value, name)| {
            view! {
                <a
                    href=move || with(shown.get(), value).path()
                    aria-current=move || (read(shown.get()) == value).then_some("true")
                >
                    {name}
                </a>
            }
            .into_any()
        })
        .collect();
    view! { <nav class="seg" aria-label=label>{links}</nav> }.into_any()
}

fn nothing(shown: Shown) -> AnyView {
    if shown.closed {
        view! {
            <Empty icon=Icon::Inbox title=t::portal::list::none_closed() detail=t::portal::list::none_closed_detail() />
        }
        .into_any()
    } else {
        view! {
            <Empty icon=Icon::CircleCheck title=t::portal::list::none_open() detail=t::portal::list::none_open_detail()>
                <button type="button" class="btn" on:click=move |_| routes::go(&Route::PortalForms.path())>
                    {t::portal::list::new()}
                </button>
            </Empty>
        }
        .into_any()
    }
}
