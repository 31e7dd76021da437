//! “How was it?”, as a mail has asked.

use super::Opened;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::link::rate as words;
use crate::pages::rating::Rating;
use guichet_contract::survey::{Asked, Survey, SurveyAnswer};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The rating, with the score that was clicked in the mail.
pub fn draw(opened: Opened, asked: Signal<Asked>) -> AnyView {
    let score = use_query_map().with_untracked(|query| query.get("score"));
    let score = score.and_then(|score| score.parse::<i32>().ok());
    let nothing = move || {
        let none = asked.with(|asked| asked.survey.is_none());
        none.then(|| {
            view! {
                <Banner tone=Tone::Info icon=Icon::Info><span class="grow">{words::nothing()}</span></Banner>
            }
        })
    };
    view! { {nothing} {survey(opened, asked, score)} }.into_any()
}

/// How it was, as soon as it is asked.
pub fn survey(opened: Opened, asked: Signal<Asked>, score: Option<i32>) -> AnyView {
    let form = Form::new("rating");
    let known = Memo::new(move |before: Option<&Option<Survey>>| {
        let now = asked.with(|asked| asked.survey.clone());
        now.or_else(|| before.cloned().flatten())
    });
    let is_asked = Memo::new(move |_| asked.with(|asked| asked.survey.is_some()));
    let send = Callback::new(move |answer: SurveyAnswer| {
        let token = opened.token.get_value();
        form.send(
            async move { ask(client().rate_by_link(&token, &answer)).await },
            move |asked| opened.asked.set(asked),
        );
    });
    let card = move || {
        let first = is_asked.get().then(|| known.get_untracked()).flatten()?;
        let score = score.filter(|score| first.kind.scores().contains(score));
        let survey = Signal::derive(move || known.get().unwrap_or_else(|| first.clone()));
        Some(view! {
            <section class="card conf alone" aria-labelledby="rating">
                <h2 id="rating">{words::title()}</h2>
                <Rating survey=survey form=form chosen=score on_send=send />
            </section>
        })
    };
    card.into_any()
}
