//! How satisfaction is asked for.

use super::staging::{Fields, Staging, differs, number};
use super::{Bar, names};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::post::satisfaction as words;
use crate::pages::rating;
use guichet_contract::post::{PostSettings, PostSettingsPatch};
use guichet_domain::post::SurveyKind;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Typed {
    /// Empty for not at all.
    survey: RwSignal<String>,
    hours: RwSignal<String>,
    reopen: RwSignal<bool>,
}

/// The part.
#[component]
pub fn Satisfaction(bar: Bar) -> AnyView {
    let typed = Typed {
        survey: RwSignal::new(String::new()),
        hours: RwSignal::new(String::new()),
        reopen: RwSignal::new(false),
    };
    Staging::new(typed).draw(bar, cards)
}

fn word(survey: Option<SurveyKind>) -> String {
    survey.map(|kind| kind.to_string()).unwrap_or_default()
}

impl Fields for Typed {
    fn learn(self, settings: &PostSettings, edits: &PostSettingsPatch) {
        if edits.survey.is_none() {
            self.survey.set(word(settings.survey));
        }
        if edits.survey_after_hours.is_none() {
            self.hours.set(settings.survey_after_hours.to_string());
        }
        if edits.reopen_on_low_score.is_none() {
            self.reopen.set(settings.reopen_on_low_score);
        }
    }

    fn count(self, known: &PostSettings) -> usize {
        differs(self.survey, &word(known.survey))
            + differs(self.hours, &known.survey_after_hours.to_string())
            + usize::from(self.reopen.get() != known.reopen_on_low_score)
    }

    fn patch(self, form: Form, known: &PostSettings) -> Option<PostSettingsPatch> {
        let hours = number(form, "survey_after_hours", self.hours)?;
        let survey = self.survey.get_untracked().parse().ok();
        let reopen = self.reopen.get_untracked();
        Some(PostSettingsPatch {
            survey: Some(survey).filter(|kind| *kind != known.survey),
            survey_after_hours: Some(hours).filter(|hours| *hours != known.survey_after_hours),
            reopen_on_low_score: Some(reopen).filter(|on| *on != known.reopen_on_low_score),
            ..PostSettingsPatch::default()
        })
    }
}

fn cards(staging: Staging<Typed>) -> AnyView {
    let (form, typed) = (staging.form, staging.fields);
    let mut options = vec![(String::new(), words::none().to_owned())];
    options.extend(names::lines(SurveyKind::ALL, names::survey));
    let question = move || {
        let kind = typed.survey.get().parse::<SurveyKind>().ok()?;
        Some(view! { <p class="sub">{words::asks(rating::question(kind))}</p> })
    };
    view! {
        <section class="card" aria-labelledby="satisfaction">
            <div class="ct">
                <div class="grow">
                    <h2 id="satisfaction">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            <div class="cc fields">
                <Select
                    name="survey"
                    label=words::kind()
                    value=typed.survey
                    options=Signal::stored(options)
                    form=form
                />
                {question}
                <TextField
                    name="survey_after_hours"
                    label=words::after()
                    hint=words::after_hint()
                    value=typed.hours
                    form=form
                    class="days"
                    required=true
                />
                <div class="field">
                    <Check label=words::reopen() value=typed.reopen />
                    <span class="hint">{words::reopen_hint()}</span>
                </div>
            </div>
        </section>
    }
    .into_any()
}
