//! Pages that a release fetches when they are first needed, so that the first screen stays small.
//! A development build holds them all.

use crate::browser;
use crate::components::{Failed, SkeletonRows};
use crate::failure::Failure;
use crate::frames::Bell;
use crate::routes::Route;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::pin::Pin;
use std::sync::Arc;

/// Draws a view whose code may still be on its way.
type Draw =
    Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>> + Send + Sync>;

/// A part of the program: `draw` fetches it if need be. `frontend/start.js` has what follows the
/// first screen fetched ahead.
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) $body:expr) => {
        $(#[$doc])*
        mod $name {
            use super::*;

            // What is called across files of one program is declared to the linker.
            #[cfg(feature = "split")]
            #[allow(unsafe_code)]
            #[leptos::wasm_split::wasm_split(
                $name,
                wasm_split_path = ::leptos::wasm_split,
                fallible
            )]
            pub fn draw($($argument: $type),*) -> Result<AnyView, SplitLoaderError> {
                Ok($body)
            }

            #[cfg(not(feature = "split"))]
            pub async fn draw($($argument: $type),*) -> Result<AnyView, SplitLoaderError> {
                Ok($body)
            }
        }
    };
}

chunk! {
    /// What one sees before one is inside.
    door(outside: Outside) {
        match outside {
            Outside::SetUp => view! { <crate::pages::setup::Setup /> }.into_any(),
            Outside::SignIn => view! { <crate::pages::login::Login /> }.into_any(),
        }
    }
}

chunk! {
    /// The list of tickets.
    list() {
        view! { <crate::pages::tickets::TicketsPage /> }.into_any()
    }
}

chunk! {
    /// What is asked before many tickets are changed.
    bulk(form: BulkForm, open: RwSignal<bool>) {
        match form {
            BulkForm::Assign => view! { <crate::pages::tickets::AssignForm open=open /> }.into_any(),
            BulkForm::Escalate => {
                view! { <crate::pages::tickets::EscalateForm open=open /> }.into_any()
            }
            BulkForm::Take => view! { <crate::pages::tickets::TakeAtOnce open=open /> }.into_any(),
        }
    }
}

chunk! {
    /// The ticket workspace.
    workspace(route: Memo<Route>) {
        view! { <crate::pages::ticket::TicketPage route=route /> }.into_any()
    }
}

chunk! {
    /// The dialog for a new ticket.
    creation() {
        view! { <crate::pages::new_ticket::NewTicketDialog /> }.into_any()
    }
}

chunk! {
    /// What the desk tells, behind the bell.
    news(bell: Bell) {
        view! { <crate::pages::notices::Notices bell=bell /> }.into_any()
    }
}

chunk! {
    /// People, organizations, and what an administrator settles.
    administration(here: Route, route: Memo<Route>) {
        crate::pages::draw_administration(here, route)
    }
}

chunk! {
    /// What is promised, when time counts, how tickets find their agent, who is absent.
    service(here: Route, route: Memo<Route>) {
        crate::pages::draw_service(here, route)
    }
}

chunk! {
    /// The first pages of the requesters' portal.
    portal(here: Route) {
        match here {
            Route::PortalRequests => view! { <crate::pages::portal::RequestsPage /> }.into_any(),
            _ => view! { <crate::pages::portal::HomePage /> }.into_any(),
        }
    }
}

chunk! {
    /// A request of the portal, made or followed; also by a link from a mail.
    request(here: Route, route: Memo<Route>) {
        match here {
            Route::Link => view! { <crate::pages::link::LinkedPage /> }.into_any(),
            Route::PortalForms => view! { <crate::pages::portal::FormsPage /> }.into_any(),
            Route::PortalNew(_) => {
                view! { <crate::pages::portal::NewRequestPage route=route /> }.into_any()
            }
            _ => view! { <crate::pages::portal::RequestPage route=route /> }.into_any(),
        }
    }
}

/// A form for many tickets.
#[derive(Clone, Copy)]
pub enum BulkForm {
    /// To whom.
    Assign,
    /// Whereto, and why.
    Escalate,
    /// Nothing: one takes them oneself.
    Take,
}

/// What one sees before one is inside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// The set-up of an empty desk.
    SetUp,
    /// The sign-in.
    SignIn,
}

/// One of the pages outside.
pub fn outside(page: Outside) -> AnyView {
    coming(move || door::draw(page), Room::Door)
}

/// What a link from a mail opens.
pub fn link(route: Memo<Route>) -> AnyView {
    coming(move || request::draw(Route::Link, route), Room::Door)
}

/// Any page inside that this program has.
pub fn page(here: Route, route: Memo<Route>) -> AnyView {
    match here {
        Route::Tickets => coming(list::draw, Room::Workspace),
        Route::Ticket(_) => coming(move || workspace::draw(route), Room::Workspace),
        Route::Portal | Route::PortalRequests => coming(move || portal::draw(here), Room::Portal),
        Route::PortalForms | Route::PortalNew(_) | Route::PortalRequest(_) => {
            coming(move || request::draw(here, route), Room::Portal)
        }
        Route::Sla(_) | Route::Calendars(_) | Route::Routing(_) | Route::Absences => {
            coming(move || service::draw(here, route), Room::Workspace)
        }
        _ => coming(move || administration::draw(here, route), Room::Workspace),
    }
}

/// The inside of a dialog that changes many tickets.
pub fn bulk_form(form: BulkForm, open: RwSignal<bool>) -> AnyView {
    let room = match form {
        BulkForm::Assign | BulkForm::Escalate => Room::Dialog,
        BulkForm::Take => Room::Nowhere,
    };
    coming(move || bulk::draw(form, open), room)
}

/// The inside of the panel behind the bell.
pub fn notices(bell: Bell) -> AnyView {
    coming(move || news::draw(bell), Room::Dialog)
}

/// The dialog for a new ticket; from the first time on it stays, with its draft.
pub fn new_ticket(wanted: Memo<bool>) -> AnyView {
    let ever = Memo::new(move |before| before == Some(&true) || wanted.get());
    let dialog = move || ever.get().then(|| coming(creation::draw, Room::Nowhere));
    dialog.into_any()
}

/// What a view stands in, and so what stands in its place.
#[derive(Clone, Copy)]
enum Room {
    /// A page of its own.
    Door,
    /// The frame of the agents, whose pages bring their main column.
    Workspace,
    /// The main column of the portal.
    Portal,
    /// An open dialog.
    Dialog,
    /// Above everything, seen only when it is there.
    Nowhere,
}

impl Room {
    /// What it looks like from afar.
    fn meanwhile(self) -> AnyView {
        match self {
            Self::Door => {
                view! { <div class="login"><div class="lf"></div><div class="lart"></div></div> }
                    .into_any()
            }
            Self::Workspace | Self::Portal => self.around(view! { <SkeletonRows /> }.into_any()),
            Self::Dialog => view! { <div class="dc"><SkeletonRows rows=3 /></div> }.into_any(),
            Self::Nowhere => ().into_any(),
        }
    }

    /// Something else than the view, where the view would be.
    fn around(self, instead: AnyView) -> AnyView {
        match self {
            Self::Door | Self::Workspace => {
                view! { <main class="main" id="contenu">{instead}</main> }.into_any()
            }
            Self::Portal | Self::Dialog | Self::Nowhere => instead,
        }
    }
}

/// How far the code of a view has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    OnItsWay,
    Here,
    Lost,
}

/// A view whose code may still be on its way.
fn coming<F>(draw: impl Fn() -> F + Copy + Send + Sync + 'static, room: Room) -> AnyView
where
    F: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    // One type for all views, so that what follows is compiled once.
    let draw: Draw = Arc::new(move || Box::pin(draw()));
    let progress = RwSignal::new(Progress::OnItsWay);
    let kept = StoredValue::new_local(None);
    // The view belongs to whoever asked for it, not to the task that brings it nor to the button
    // that asks again.
    let owner = Owner::new();
    let ask = move || {
        let drawn = draw();
        let bringing = async move {
            let drawn = drawn.await;
            let now = match &drawn {
                Ok(_) => Progress::Here,
                Err(_) => Progress::Lost,
            };
            if kept.try_set_value(drawn.ok()).is_none() {
                progress.set(now);
                browser::heading_is_here();
            }
        };
        spawn_local(owner.with(|| ScopedFuture::new_untracked(bringing)));
    };
    ask();
    let again = Callback::new(move |()| {
        progress.set(Progress::OnItsWay);
        ask();
    });
    let shown = move || match progress.get() {
        Progress::OnItsWay => room.meanwhile(),
        Progress::Here => kept
            .try_update_value(Option::take)
            .flatten()
            .unwrap_or_else(|| ().into_any()),
        Progress::Lost => {
            room.around(view! { <Failed failure=Failure::Unreachable on_retry=again /> }.into_any())
        }
    };
    shown.into_any()
}
