//! Back to an earlier stage, with a reason.

use crate::components::*;
use crate::i18n::t;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed::SendBack;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Stage;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};

/// The stages it can be sent back to, the chosen one first offered.
pub fn draw(form: DeedForm, ticket: &Ticket, chosen: Option<Stage>) -> AnyView {
    let first = if ticket.stage == Stage::Closure {
        Stage::Documentation
    } else {
        Stage::Qualification
    };
    let earlier: Vec<Stage> = Stage::ALL
        .iter()
        .copied()
        .filter(|stage| (first..ticket.stage).contains(stage))
        .collect();
    let chosen = chosen.or(earlier.last().copied()).unwrap_or(first);
    let stage = RwSignal::new(chosen.to_string());
    let reason = RwSignal::new(String::new());
    let options: Vec<(String, String)> = earlier
        .iter()
        .map(|stage| (stage.to_string(), words::stage(*stage).to_owned()))
        .collect();
    let send = move || {
        if form
            .form
            .require("reason", reason, t::ticket::form::missing_reason())
        {
            form.send(move |version| {
                DeedBody::SendBack(SendBack {
                    version,
                    stage: stage.with_untracked(|stage| stage.parse().unwrap_or(chosen)),
                    reason: reason.get_untracked(),
                })
            });
        }
    };
    view! {
        <DeedFrame form=form on_send=send>
            <div class="g13">
                <Select name="stage" label=t::ticket::field::stage() value=stage options=options form=form.form />
                <TextField name="reason" label=t::ticket::field::reason() value=reason form=form.form required=true />
            </div>
        </DeedFrame>
    }
    .into_any()
}
