//! A link to another ticket.

use crate::components::*;
use crate::directory::ticket_search;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Link;
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::LinkKind;
use leptos::prelude::*;

use super::super::code_words::link_kind;
use super::frame::{DeedForm, DeedFrame};

/// Binds the ticket to another one.
pub fn draw(form: DeedForm) -> AnyView {
    let kind = RwSignal::new(LinkKind::Related.to_string());
    let other = RwSignal::new(None::<Choice>);
    let send = move || {
        let Some(chosen) = other.get_untracked() else {
            form.form
                .complain("ticket_id", t::ticket::form::missing_ticket());
            return;
        };
        form.send(move |_| {
            DeedBody::Link(Link {
                kind: kind.with_untracked(|kind| kind.parse().unwrap_or(LinkKind::Related)),
                ticket_id: TicketId(chosen.id),
                linked: true,
            })
        });
    };
    let options: Vec<(String, String)> = LinkKind::ALL
        .iter()
        .map(|one| (one.to_string(), link_kind(*one, true).to_owned()))
        .collect();
    view! {
        <DeedFrame form=form on_send=send>
            <div class="g13">
                <Select name="kind" label=t::ticket::field::link() value=kind options=options form=form.form />
                <Combobox
                    name="ticket_id"
                    label=t::ticket::field::other_ticket()
                    chosen=other
                    search=ticket_search(form.workspace.id)
                    form=form.form
                    placeholder=t::ticket::form::number_or_subject()
                />
            </div>
        </DeedFrame>
    }
    .into_any()
}
