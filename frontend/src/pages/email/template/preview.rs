//! The letter as it would look, about an invented request; it follows what is typed.

use super::editing::Editing;
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t::post::template as words;
use crate::remote::Remote;
use guichet_contract::post::{LetterPreview, LetterWords};
use leptos::prelude::*;
use std::time::Duration;

/// How long the keys rest before it is drawn anew.
const REST: Duration = Duration::from_millis(400);

/// The card.
pub fn draw(editing: Editing) -> AnyView {
    let settled = settled(editing);
    let preview = Remote::new(move || {
        let words = settled.get();
        let (kind, language) = editing
            .base
            .with_untracked(|base| (base.kind, base.language));
        async move { ask(client().preview_letter(kind, language, &words)).await }
    });
    let formatted = RwSignal::new(true);
    let wrong = move || {
        let typed = settled.get();
        let name = editing
            .unknown(&typed.subject)
            .or_else(|| editing.unknown(&typed.body))?;
        Some(view! {
            <Banner tone=Tone::Warn icon=Icon::TriangleAlert>
                <span class="grow">{words::unknown(&name)} " " {words::former()}</span>
            </Banner>
        })
    };
    view! {
        <section class="card" aria-labelledby="preview">
            <div class="ct">
                <div class="grow"><h2 id="preview">{words::preview()}</h2></div>
                <Segments
                    label=words::preview()
                    options=vec![(true, words::formatted()), (false, words::text())]
                    value=formatted
                    on_change=move |on| formatted.set(on)
                />
            </div>
            <div class="cc fields">
                {wrong}
                {preview.view(move |preview| shown(preview, formatted))}
            </div>
        </section>
    }
    .into_any()
}

/// What is typed, as soon as the keys rest.
fn settled(editing: Editing) -> RwSignal<LetterWords> {
    let settled = RwSignal::new(untrack(|| editing.words()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        let words = editing.words();
        if before.is_none() {
            return;
        }
        if let Some(waiting) = waiting.get_value() {
            waiting.clear();
        }
        let settle = move || {
            let _ = settled.try_set(words);
        };
        waiting.set_value(set_timeout_with_handle(settle, REST).ok());
    });
    settled
}

fn shown(preview: LetterPreview, formatted: RwSignal<bool>) -> AnyView {
    let html = without_sheets(&preview.html);
    let letter = move || {
        match formatted.get() {
        true => view! {
            <iframe class="letter" sandbox="" srcdoc=html.clone() title=words::preview()></iframe>
        }
        .into_any(),
        false => view! { <div class="letter plain" tabindex="0" role="region" aria-label=words::preview()>{preview.text.clone()}</div> }.into_any(),
    }
    };
    view! {
        <p><b>{preview.subject}</b></p>
        {letter}
    }
    .into_any()
}

/// A page inside this one obeys its content policy: a style sheet would only be refused.
fn without_sheets(html: &str) -> String {
    match (html.find("<style>"), html.find("</style>")) {
        (Some(from), Some(to)) if from < to => {
            format!("{}{}", &html[..from], &html[to + "</style>".len()..])
        }
        _ => html.to_owned(),
    }
}
