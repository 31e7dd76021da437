//! Who asks: found by name, address or number, or entered on the spot.

use crate::access::{ask, client};
use crate::components::*;
use crate::directory::{people_search, plain_choice};
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::ticket::{SystemView, TicketQuery};
use guichet_domain::ids::PersonId;
use leptos::prelude::*;

use super::contact::ContactForm;
use super::draft::Draft;

/// The choice that enters a new person.
const NEW: i64 = -1;
/// Open tickets are counted up to here.
const COUNTED: u32 = 20;

/// The field, and below it what is known of the person, or the form that enters one.
#[component]
pub fn RequesterField(draft: Draft) -> AnyView {
    let typed = StoredValue::new(String::new());
    let entering = RwSignal::new(None::<String>);
    let known = people_search();
    let search = search_with(move |text: String| async move {
        typed.set_value(text.clone());
        let mut found = match known.try_with_value(|search| search(text.clone())) {
            Some(found) => found.await,
            None => Vec::new(),
        };
        let name = match text.trim() {
            "" => t::new_ticket::contact::create().to_owned(),
            text => t::new_ticket::contact::create_named(text),
        };
        found.push(plain_choice(NEW, name));
        found
    });
    Effect::new(move |_| {
        if draft
            .requester
            .with(|choice| choice.as_ref().is_some_and(|choice| choice.id == NEW))
        {
            draft.requester.set(None);
            entering.set(Some(typed.get_value().trim().to_owned()));
        }
    });
    let below = move || match (entering.get(), draft.requester.get()) {
        (Some(typed), _) => {
            view! { <ContactForm draft=draft entering=entering typed=typed /> }.into_any()
        }
        (None, Some(choice)) => {
            view! { <Known id=PersonId(choice.id) detail=choice.detail /> }.into_any()
        }
        (None, None) => ().into_any(),
    };
    view! {
        <div class="field">
            <Combobox
                name="requester_id"
                label=t::new_ticket::requester()
                chosen=draft.requester
                search=search
                form=draft.form
                placeholder=t::new_ticket::requester_hint()
            />
            {below}
        </div>
    }
    .into_any()
}

/// The organization, and how many tickets are open already.
#[component]
fn Known(id: PersonId, detail: String) -> AnyView {
    let open = Remote::new(move || async move {
        let query = TicketQuery {
            view: Some(SystemView::Open),
            requester_id: Some(id),
            limit: Some(COUNTED),
            ..TicketQuery::default()
        };
        let page = ask(client().tickets(&query)).await?;
        let count = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        Ok((count, page.next.is_some()))
    });
    let words = move || {
        let count = open.get().map(|(count, more)| match more {
            true => t::new_ticket::many_open(count),
            false => t::new_ticket::open_tickets(count),
        });
        let detail = Some(detail.clone()).filter(|detail| !detail.is_empty());
        let parts: Vec<String> = detail.into_iter().chain(count).collect();
        parts.join(" · ")
    };
    view! { <span class="hint">{words}</span> }.into_any()
}
