//! A priority against the matrix, with its reason; or back to the matrix.

use crate::components::*;
use crate::i18n::t;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed::Prioritize;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Priority;
use leptos::prelude::*;

use super::diagnose::given;
use super::frame::{DeedForm, DeedFrame};
use super::nature::desk_matrix;

/// Sets the priority.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let by_matrix = desk_matrix().presumed(ticket.impact, ticket.urgency);
    let is_override = ticket.priority_override.is_some();
    let chosen = RwSignal::new(ticket.priority.unwrap_or(by_matrix));
    let gives_back = RwSignal::new(false);
    let reason = RwSignal::new(ticket.priority_override.clone().unwrap_or_default());
    let send = move || {
        let priority = (!gives_back.get_untracked()).then(|| chosen.get_untracked());
        if priority.is_some()
            && !form
                .form
                .require("reason", reason, t::ticket::form::missing_reason())
        {
            return;
        }
        form.send(move |version| {
            DeedBody::Prioritize(Prioritize {
                version,
                priority,
                reason: given(reason).filter(|_| priority.is_some()),
            })
        });
    };
    let options = Priority::ALL
        .iter()
        .map(|&one| (one, words::priority(one)))
        .collect();
    let back = is_override.then(|| {
        let label = t::ticket::form::by_matrix(words::priority(by_matrix));
        view! { <Check label=label value=gives_back /> }
    });
    view! {
        <DeedFrame form=form on_send=send>
            <div class="field">
                <span class="lbl" aria-hidden="true">{t::ticket::field::priority()}</span>
                <Segments
                    label=t::ticket::field::priority()
                    options=options
                    value=chosen
                    on_change=move |priority| {
                        chosen.set(priority);
                        gives_back.set(false);
                    }
                />
                <span class="hint">{t::ticket::form::matrix_says(words::priority(by_matrix))}</span>
            </div>
            {back}
            <TextField name="reason" label=t::ticket::field::reason() value=reason form=form.form />
        </DeedFrame>
    }
    .into_any()
}
