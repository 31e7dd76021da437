//! The scores that can be given, as radios with spoken names.

use crate::components::*;
use crate::form::Form;
use crate::i18n::t::rating as words;
use crate::words::score as of_best;
use guichet_domain::post::SurveyKind;
use leptos::prelude::*;

const STAR: &str = "M12 3.2l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1L12 16.9l-5.4 3 1.1-6.1L3.2 9.6l6.1-.8z";

/// The scores: stars for a satisfaction, else a row of numbers.
#[component]
pub fn Scores(kind: SurveyKind, score: RwSignal<Option<i32>>, form: Form) -> AnyView {
    let id = form.id("score");
    let error = form.error_of("score");
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let choices: Vec<AnyView> = kind
        .scores()
        .map(|one| choice(kind, one, score, form))
        .collect();
    let (class, ends) = match kind {
        SurveyKind::Csat => ("stars", None),
        SurveyKind::Nps | SurveyKind::Ces => ("scale", Some(ends(kind))),
    };
    let note = move || match kind {
        SurveyKind::Csat => score.get().map(|score| named(kind, score)),
        SurveyKind::Nps | SurveyKind::Ces => None,
    };
    let wrong = move || {
        let id = error_id.clone();
        error.get().map(|words| {
            view! { <span class="err" id=id><Glyph icon=Icon::CircleAlert size="s14" />{words}</span> }
        })
    };
    view! {
        <fieldset
            class="plain field"
            role="radiogroup"
            id=id
            tabindex="-1"
            aria-required="true"
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=move || error.get().map(|_| described.clone())
        >
            <legend>{question(kind)}</legend>
            <div class=class>
                {choices}
                <span class="rl" aria-hidden="true">{note}</span>
            </div>
            {ends.map(|words| view! { <span class="hint">{words}</span> })}
            {wrong}
        </fieldset>
    }
    .into_any()
}

fn choice(kind: SurveyKind, one: i32, score: RwSignal<Option<i32>>, form: Form) -> AnyView {
    let picture = match kind {
        SurveyKind::Csat => {
            view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=STAR></path></svg> }
                .into_any()
        }
        SurveyKind::Nps | SurveyKind::Ces => {
            view! { <span aria-hidden="true">{one}</span> }.into_any()
        }
    };
    let is_on = move || match kind {
        SurveyKind::Csat => score.get().is_some_and(|score| one <= score),
        SurveyKind::Nps | SurveyKind::Ces => score.get() == Some(one),
    };
    view! {
        <label class:on=is_on>
            <input
                type="radio"
                name=form.id("scores")
                value=one
                prop:checked=move || score.get() == Some(one)
                on:change=move |_| {
                    score.set(Some(one));
                    form.forgive("score");
                }
            />
            <span class="sr">{named(kind, one)}</span>
            {picture}
        </label>
    }
    .into_any()
}

/// `4 sur 5, bien`; the words stand at the ends of longer rows only.
pub fn named(kind: SurveyKind, score: i32) -> String {
    let word = match (kind, score) {
        (SurveyKind::Csat, 1) => words::csat::one(),
        (SurveyKind::Csat, 2) => words::csat::two(),
        (SurveyKind::Csat, 3) => words::csat::three(),
        (SurveyKind::Csat, 4) => words::csat::four(),
        (SurveyKind::Csat, _) => words::csat::five(),
        (SurveyKind::Nps, 0) => words::nps::least(),
        (SurveyKind::Nps, 10) => words::nps::most(),
        (SurveyKind::Ces, 1) => words::ces::least(),
        (SurveyKind::Ces, 7) => words::ces::most(),
        _ => return of_best(kind, score),
    };
    words::named(&of_best(kind, score), word)
}

fn ends(kind: SurveyKind) -> String {
    let scores = kind.scores();
    let (least, most) = match kind {
        SurveyKind::Csat => (words::csat::one(), words::csat::five()),
        SurveyKind::Nps => (words::nps::least(), words::nps::most()),
        SurveyKind::Ces => (words::ces::least(), words::ces::most()),
    };
    words::ends(
        &scores.start().to_string(),
        least,
        &scores.end().to_string(),
        most,
    )
}

/// What is asked.
pub fn question(kind: SurveyKind) -> &'static str {
    match kind {
        SurveyKind::Csat => words::csat::question(),
        SurveyKind::Nps => words::nps::question(),
        SurveyKind::Ces => words::ces::question(),
    }
}
