//! A subject that says better what the ticket is about.

use crate::components::*;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Rename;
use guichet_contract::ticket::Ticket;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};

/// Corrects the subject.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let subject = RwSignal::new(ticket.subject.clone());
    let send = move || {
        if form
            .form
            .require("subject", subject, t::ticket::form::missing_subject())
        {
            form.send(move |version| {
                DeedBody::Rename(Rename {
                    version,
                    subject: subject.get_untracked(),
                })
            });
        }
    };
    view! {
        <DeedFrame form=form on_send=send>
            <TextField name="subject" label=t::ticket::field::subject() value=subject form=form.form required=true />
        </DeedFrame>
    }
    .into_any()
}
