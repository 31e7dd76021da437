//! The probable cause, and what led to it.

use crate::components::*;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Diagnose;
use guichet_contract::ticket::Ticket;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};

/// Ends the diagnosis.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let known = ticket.diagnosis.clone();
    let (cause, code, findings) = known.map_or_else(Default::default, |known| {
        (
            known.cause,
            known.cause_code.unwrap_or_default(),
            known.findings,
        )
    });
    let (cause, code) = (RwSignal::new(cause), RwSignal::new(code));
    let findings = RwSignal::new(findings);
    let send = move || {
        let has_findings =
            form.form
                .require("findings", findings, t::ticket::form::missing_findings());
        if !form
            .form
            .require("cause", cause, t::ticket::form::missing_cause())
            || !has_findings
        {
            return;
        }
        form.send(move |version| {
            DeedBody::Diagnose(Diagnose {
                version,
                cause: cause.get_untracked(),
                cause_code: given(code),
                findings: findings.get_untracked(),
            })
        });
    };
    view! {
        <DeedFrame form=form on_send=send>
            <div class="g31">
                <TextField name="cause" label=t::ticket::field::cause() value=cause form=form.form required=true />
                <TextField
                    name="cause_code"
                    label=t::ticket::field::cause_code()
                    value=code
                    form=form.form
                    placeholder=t::common::optional()
                />
            </div>
            <TextArea
                name="findings"
                label=t::ticket::field::findings()
                value=findings
                form=form.form
                hint=t::ticket::form::findings_hint()
                rows=3
                required=true
            />
        </DeedFrame>
    }
    .into_any()
}

/// A text that may be left out.
pub fn given(text: RwSignal<String>) -> Option<String> {
    let text = text.get_untracked();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
