//! The words of letters: which kinds there are, and those that are not the usual ones any more.

use super::template::Editor;
use super::{Bar, EmailPart, names, read_only};
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::i18n::t::post::template as words;
use crate::remote::Remote;
use guichet_contract::post::LetterTemplate;
use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One of them, as the address names it.
type Chosen = Option<(LetterKind, Language)>;

/// The part: the list, or the one that the address names.
#[component]
pub fn Templates(bar: Bar) -> AnyView {
    let templates = Remote::new(|| async { Ok(ask(client().letter_templates()).await?.items) });
    let query = use_query_map();
    let chosen = Memo::new(move |_| -> Chosen {
        query.with(|query| {
            let kind = query.get("kind")?.parse().ok()?;
            Some((kind, query.get("language")?.parse().ok()?))
        })
    });
    // Between the list and its letters nobody else moves the focus.
    Effect::new(move |before: Option<Chosen>| {
        let now = chosen.get();
        match (before, now) {
            (Some(before), Some(_)) if before != now => browser::focus_later("#letter"),
            (Some(before), None) if before.is_some() => browser::focus_later("#templates"),
            _ => {}
        }
        now
    });
    let known = Memo::new(move |_| templates.with(|all| all.is_some()));
    let content = move || {
        bar.set(None);
        let template = known.get().then(|| chosen.get()).flatten();
        let template = template.and_then(|(kind, language)| find(templates, kind, language));
        match template {
            Some(template) => {
                view! { <Editor template=template templates=templates bar=bar /> }.into_any()
            }
            None => list(templates),
        }
    };
    view! { {read_only()} {content} }.into_any()
}

fn find(
    templates: Remote<Vec<LetterTemplate>>,
    kind: LetterKind,
    language: Language,
) -> Option<LetterTemplate> {
    templates.with_untracked(|all| {
        let is_it = |one: &&LetterTemplate| one.kind == kind && one.language == language;
        all?.iter().find(is_it).cloned()
    })
}

/// Where the words of a letter are.
pub fn path(kind: LetterKind, language: Language) -> String {
    let part = EmailPart::Templates.path();
    format!("{part}?kind={kind}&language={language}")
}

fn list(templates: Remote<Vec<LetterTemplate>>) -> AnyView {
    view! {
        <section class="card" aria-labelledby="templates">
            <div class="ct">
                <div class="grow">
                    <h2 id="templates" tabindex="-1">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            {templates.view(table)}
        </section>
    }
    .into_any()
}

fn table(all: Vec<LetterTemplate>) -> AnyView {
    let mut kinds: Vec<LetterKind> = Vec::new();
    for one in &all {
        if !kinds.contains(&one.kind) {
            kinds.push(one.kind);
        }
    }
    let rows: Vec<AnyView> = kinds.into_iter().map(|kind| row(kind, &all)).collect();
    view! {
        <table class="dt plist mails">
            <caption class="sr">{words::title()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::letter()}</th>
                    <th scope="col">"Français"</th>
                    <th scope="col">"English"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(kind: LetterKind, all: &[LetterTemplate]) -> AnyView {
    let cells: Vec<AnyView> = Language::ALL
        .iter()
        .map(|&language| cell(kind, language, all))
        .collect();
    view! {
        <tr>
            <th scope="row">
                <span class="who"><span class="wn"><b>{names::letter(kind)}</b><small>{names::occasion(kind)}</small></span></span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(kind: LetterKind, language: Language, all: &[LetterTemplate]) -> AnyView {
    let is_it = |one: &&LetterTemplate| one.kind == kind && one.language == language;
    let own = all.iter().find(is_it).is_some_and(|one| one.version > 0);
    let label = words::edit_name(names::letter(kind), language_name(language));
    let mark = own.then(|| view! { <Tag label=words::own() tone="accent" /> });
    view! {
        <td>
            <span class="row wrap">
                <a class="link" href=path(kind, language) aria-label=label>{words::edit()}</a>
                {mark}
            </span>
        </td>
    }
    .into_any()
}

/// A language by its own name.
pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Fr => "Français",
        Language::En => "English",
    }
}
