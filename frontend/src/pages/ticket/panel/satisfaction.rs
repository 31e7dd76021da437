//! How it was for the requester, once said.

use super::Section;
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::ticket::satisfaction as words;
use crate::pages::rating;
use crate::pages::ticket::state::Workspace;
use crate::remote::Remote;
use guichet_domain::ticket::Event;
use leptos::prelude::*;

/// The section, while there is something in it.
#[component]
pub fn Satisfaction(workspace: Workspace) -> AnyView {
    // The journal tells when there is something to ask for, and when it was changed.
    let said = Memo::new(move |_| {
        workspace.journal.with(|journal| {
            let entries = &journal?.items;
            let rated = entries
                .iter()
                .rev()
                .find(|entry| matches!(entry.event, Event::Rated { .. }));
            rated.map(|entry| entry.seq)
        })
    });
    let section = move || {
        said.get()?;
        let id = workspace.id;
        let survey = Remote::new(move || async move { ask(client().survey(id)).await });
        Some(view! {
            <Section name="satisfaction" title=words::title()>
                {survey.view(|survey| {
                    let Some(survey) = survey else { return ().into_any() };
                    let score = survey.score.map(|score| rating::named(survey.kind, score));
                    let at = survey.answered_at.map(|at| words::at(&format::ago(at)));
                    view! {
                        <div class="said">
                            <p><Tag label=score.unwrap_or_default() tone=tone(survey.kind, survey.score) icon=Icon::Star /></p>
                            {survey.comment.map(|text| view! { <Prose text=text /> })}
                            <p class="sub">{at}</p>
                        </div>
                    }
                    .into_any()
                })}
            </Section>
        })
    };
    section.into_any()
}

/// Red only where it is bad news.
pub fn tone(kind: guichet_domain::post::SurveyKind, score: Option<i32>) -> &'static str {
    match score {
        Some(score) if kind.is_low(score) => "danger",
        _ => "ok",
    }
}
