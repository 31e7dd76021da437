//! Quick solving: one form with everything that is missing up to the solution.

use crate::components::*;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Solve;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Stage;
use leptos::prelude::*;

use super::diagnose::given;
use super::document::Learnt;
use super::frame::{DeedForm, DeedFrame};
use super::nature::{Nature, category_field, kind_field, weight_field};
use super::resolve::Solution;

/// Everything up to the solution at once.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let is_qualified =
        ticket.stage > Stage::Qualification && ticket.category.is_some() && ticket.impact.is_some();
    let is_diagnosed = ticket.stage > Stage::Diagnosis;
    let nature = Nature::of(ticket);
    let cause = RwSignal::new(
        ticket
            .diagnosis
            .as_ref()
            .map(|known| known.cause.clone())
            .unwrap_or_default(),
    );
    let solution = Solution::of(ticket);
    let learnt = Learnt::empty();
    let send = move || {
        let solved = solution.is_complete(form.form);
        let diagnosed = is_diagnosed
            || form
                .form
                .require("cause", cause, t::ticket::form::missing_cause());
        let qualified = is_qualified || nature.complete(form.form).is_some();
        if !(solved && diagnosed && qualified) {
            return;
        }
        form.send(move |version| {
            let weight = nature.weight.get_untracked();
            DeedBody::Solve(Box::new(Solve {
                version,
                kind: Some(nature.kind.get_untracked()),
                category_id: nature.category_id(),
                impact: weight.map(|(impact, _)| impact),
                urgency: weight.map(|(_, urgency)| urgency),
                cause: given(cause).filter(|_| !is_diagnosed),
                cause_code: None,
                findings: None,
                code: solution.code(),
                solution: solution.text(),
                message: solution.message(),
                attachment_ids: solution.files(),
                documentation: learnt.is_given().then(|| learnt.documentation()),
            }))
        });
    };
    let said = ticket.urgency.filter(|_| ticket.impact.is_none());
    let directory = form.workspace.directory;
    let qualifying = (!is_qualified).then(|| {
        view! {
            <div class="dk2">
                <div class="dkl">
                    {kind_field(nature.kind)}
                    {category_field(form.form, directory, nature.category)}
                    {cause_field(form, cause, is_diagnosed)}
                </div>
                {weight_field(form.form, nature.weight, said)}
            </div>
        }
    });
    let diagnosing = is_qualified.then(|| cause_field(form, cause, is_diagnosed));
    view! {
        <DeedFrame form=form on_send=send>
            {qualifying}
            {diagnosing}
            {solution.fields(form.form)}
            <details class="more">
                <summary>{t::ticket::form::document_too()}</summary>
                {learnt.fields(form.form)}
            </details>
        </DeedFrame>
    }
    .into_any()
}

fn cause_field(form: DeedForm, cause: RwSignal<String>, is_diagnosed: bool) -> Option<AnyView> {
    (!is_diagnosed).then(|| {
        view! { <TextField name="cause" label=t::ticket::field::cause() value=cause form=form.form required=true /> }
            .into_any()
    })
}
