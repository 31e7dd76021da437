//! The words of one letter in one language: subject, text, what may be put in, and how it looks.

mod editing;
mod preview;
mod variables;

use super::templates::{language_name, path};
use super::{Bar, EmailPart, is_admin, names};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::post::template as words;
use crate::remote::Remote;
use editing::Editing;
use guichet_contract::post::LetterTemplate;
use guichet_domain::people::Language;
use leptos::prelude::*;

/// What a line that becomes a button leads to.
const LINK: &str = "{{link.confirm}}";

/// The editor, with its edits in the bar.
#[component]
pub fn Editor(
    template: LetterTemplate,
    templates: Remote<Vec<LetterTemplate>>,
    bar: Bar,
) -> AnyView {
    let editing = Editing {
        form: Form::new("letter"),
        subject: RwSignal::new(template.subject.clone()),
        body: RwSignal::new(template.body.clone()),
        overtaken: RwSignal::new(false),
        asked: RwSignal::new(None),
        base: RwSignal::new(template.clone()),
        templates,
    };
    if is_admin() {
        bar.set(Some(ViewFn::from(move || {
            view! {
                <StagedEdits
                    count=editing.count()
                    busy=editing.form.busy()
                    on_cancel=move || editing.learn(editing.base.get_untracked())
                    on_save=move || editing.store()
                />
            }
        })));
    }
    view! {
        <Overtaken shown=editing.overtaken />
        <FormFailure form=editing.form />
        {head(&template)}
        <div class="g2c">{fields(editing)} {preview::draw(editing)}</div>
        <Confirm asked=editing.asked />
    }
    .into_any()
}

/// Back to the list, which letter it is, and the same in the other language.
fn head(template: &LetterTemplate) -> AnyView {
    let (kind, here) = (template.kind, template.language);
    let languages: Vec<AnyView> = Language::ALL
        .iter()
        .map(|&language| {
            view! {
                <a href=path(kind, language) aria-current=(language == here).then_some("page")>
                    {language_name(language)}
                </a>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="row wrap letterhead">
            <a class="ib" href=EmailPart::Templates.path() aria-label=words::back()>
                <Glyph icon=Icon::ArrowLeft />
            </a>
            <div class="grow">
                <h2 id="letter" tabindex="-1">{names::letter(kind)}</h2>
                <p class="sub">{names::occasion(kind)}</p>
            </div>
            <nav class="seg" aria-label=words::language()>{languages}</nav>
        </div>
    }
    .into_any()
}

fn fields(editing: Editing) -> AnyView {
    let form = editing.form;
    let is_own = move || is_admin() && editing.base.with(|base| base.version > 0);
    let reset = move || {
        is_own().then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| editing.asked.set(Some(editing.reset()))>
                    <Glyph icon=Icon::RotateCcw />
                    {words::reset::action()}
                </button>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="words">
            <div class="ct"><h2 id="words">{words::words()}</h2></div>
            <fieldset class="plain cc fields" disabled=!is_admin()>
                <TextField name="subject" label=words::subject() value=editing.subject form=form required=true />
                <TextArea
                    name="body"
                    label=words::body()
                    hint=words::body_hint(&words::button(LINK))
                    value=editing.body
                    form=form
                    rows=16
                    required=true
                />
                {variables::draw(editing)}
                <div class="row">{reset}</div>
            </fieldset>
        </section>
    }
    .into_any()
}
