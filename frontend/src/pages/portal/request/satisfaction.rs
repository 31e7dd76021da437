//! How it was, once the request is closed.

use super::Opened;
use crate::access::{ask, client};
use crate::form::Form;
use crate::i18n::t::link::rate as words;
use crate::pages::rating::Rating;
use crate::remote::Remote;
use guichet_contract::survey::{Survey, SurveyAnswer};
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

/// The card, where something is asked or was said.
#[component]
pub fn Satisfaction(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    let rates = Memo::new(move |_| {
        ticket.with(|ticket| {
            ticket.closed_at.is_some() && ticket.permitted_actions.contains(&DeedKind::Rate)
        })
    });
    let card = move || {
        let id = opened.id;
        rates.get().then(|| {
            let survey = Remote::new(move || async move { ask(client().survey(id)).await });
            let is_asked =
                Memo::new(move |_| survey.with(|survey| survey.is_some_and(Option::is_some)));
            move || is_asked.get().then(|| draw(opened, survey))
        })
    };
    card.into_any()
}

fn draw(opened: Opened, survey: Remote<Option<Survey>>) -> Option<AnyView> {
    let form = Form::new("rating");
    let first = survey.get_untracked().flatten()?;
    let id = opened.id;
    let send = Callback::new(move |answer: SurveyAnswer| {
        form.send(
            async move { ask(client().answer_survey(id, &answer)).await },
            move |answered| {
                survey.set(Some(answered));
                // A low score may open the request again.
                opened.reload();
            },
        );
    });
    let known = Signal::derive(move || survey.get().flatten().unwrap_or_else(|| first.clone()));
    Some(
        view! {
            <section class="card conf alone" aria-labelledby="rating">
                <h2 id="rating">{words::title()}</h2>
                <Rating survey=known form=form on_send=send />
            </section>
        }
        .into_any(),
    )
}
