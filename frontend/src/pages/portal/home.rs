//! Home: what one can ask for, and one's latest requests.

use super::cards::FormCards;
use super::row::{RequestRows, keep_true};
use crate::access::{ask, client};
use crate::components::*;
use crate::frames::page_title;
use crate::i18n::t;
use crate::paged::Paged;
use crate::routes::Route;
use crate::session;
use guichet_contract::page::Page;
use guichet_contract::ticket::{SystemView, TicketQuery};
use leptos::prelude::*;

const SHOWN: u32 = 5;

/// Home.
#[component]
pub fn HomePage() -> AnyView {
    page_title(|| t::portal::home::title().to_owned());
    let name = session::me().map(|me| me.name).unwrap_or_default();
    let first_name = name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();
    let mine = Paged::new(|_| async {
        let query = TicketQuery {
            view: Some(SystemView::Requested),
            limit: Some(SHOWN),
            ..TicketQuery::default()
        };
        let page = ask(client().tickets(&query)).await?;
        // The rest is behind the link to all of them.
        Ok(Page { next: None, ..page })
    });
    keep_true(mine);
    let nothing = || {
        view! {
            <Empty icon=Icon::Inbox title=t::portal::home::none() detail=t::portal::home::none_detail() />
        }
        .into_any()
    };
    let list = move || view! { <RequestRows rows=mine.items().into() /> }.into_any();
    view! {
        <section class="hero">
            <div class="pin"><h1 tabindex="-1">{t::portal::home::greeting(&first_name)}</h1></div>
        </section>
        <div class="pin pbody">
            <section aria-labelledby="ask">
                <h2 id="ask" class="sr">{t::portal::home::ask()}</h2>
                <FormCards />
            </section>
            <section class="card" aria-labelledby="mine">
                <div class="ct">
                    <h2 id="mine">{t::portal::home::mine()}</h2>
                    <a class="link" href=Route::PortalRequests.path()>{t::portal::home::all()}</a>
                </div>
                {mine.view(nothing, list)}
            </section>
        </div>
    }
    .into_any()
}
