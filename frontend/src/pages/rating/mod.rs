//! How it was: the scores as radios with spoken names, a comment, one button; and what was said.

mod scores;

pub use scores::{named, question};

use crate::components::*;
use crate::directory::given;
use crate::form::Form;
use crate::i18n::format;
use crate::i18n::t;
use crate::i18n::t::rating as words;
use guichet_contract::survey::{Survey, SurveyAnswer};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use scores::Scores;

/// What is asked, or what was said and until when it can be changed. `on_send` sends by `form`.
#[component]
pub fn Rating(
    #[prop(into)] survey: Signal<Survey>,
    form: Form,
    /// The score that a link has chosen already.
    #[prop(optional_no_strip)]
    chosen: Option<i32>,
    on_send: Callback<SurveyAnswer>,
) -> AnyView {
    let known = survey.get_untracked();
    let score = RwSignal::new(chosen.or(known.score));
    let comment = RwSignal::new(known.comment.unwrap_or_default());
    let changing = RwSignal::new(known.score.is_none() || chosen.is_some());
    // What was sent stands.
    Effect::new(move |before: Option<Survey>| {
        let now = survey.get();
        if before.is_some_and(|before| before != now) {
            changing.set(now.score.is_none());
        }
        now
    });
    let shown = move || {
        let survey = survey.get();
        let is_late = survey
            .changeable_until
            .is_some_and(|until| format::seconds_since(until) > 0);
        match changing.get() && !is_late {
            true => asked(&survey, form, score, comment, on_send),
            false => said(&survey, is_late, changing),
        }
    };
    shown.into_any()
}

fn asked(
    survey: &Survey,
    form: Form,
    score: RwSignal<Option<i32>>,
    comment: RwSignal<String>,
    on_send: Callback<SurveyAnswer>,
) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(score) = score.get_untracked() else {
            form.complain("score", words::missing());
            return;
        };
        on_send.run(SurveyAnswer {
            score,
            comment: given(&comment.get_untracked()),
        });
    };
    let label = match survey.score {
        Some(_) => words::change(),
        None => words::send(),
    };
    view! {
        <form class="rate" novalidate on:submit=submit>
            <FormFailure form=form />
            <Scores kind=survey.kind score=score form=form />
            <TextArea
                name="comment"
                label=words::comment()
                hint=t::common::optional()
                value=comment
                form=form
                rows=3
            />
            <div class="row"><SubmitButton label=label busy=form.busy() class="lg" /></div>
        </form>
    }
    .into_any()
}

fn said(survey: &Survey, is_late: bool, changing: RwSignal<bool>) -> AnyView {
    let score = survey.score.map(|score| named(survey.kind, score));
    let until = survey.changeable_until.filter(|_| !is_late);
    let until = until.map(|until| words::until(&format::appointment(until)));
    let again = (!is_late).then(|| {
        view! {
            <div class="row">
                <button type="button" class="btn" on:click=move |_| changing.set(true)>
                    {words::again()}
                </button>
            </div>
        }
    });
    view! {
        <div class="rate" role="status">
            <p><b>{words::thanks(&score.unwrap_or_default())}</b> " " {until}</p>
            {survey.comment.clone().map(|text| view! { <Prose text=text /> })}
            {again}
        </div>
    }
    .into_any()
}
