//! The words being edited: what is known, what is typed, saving and taking back.

use super::variables;
use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::post::template as words;
use crate::remote::Remote;
use guichet_contract::post::{LetterTemplate, LetterWords};
use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;
use leptos::prelude::*;
use std::sync::Arc;

/// What the parts of the editor share.
#[derive(Clone, Copy)]
pub struct Editing {
    pub form: Form,
    pub subject: RwSignal<String>,
    pub body: RwSignal<String>,
    pub overtaken: RwSignal<bool>,
    pub asked: RwSignal<Option<Question>>,
    pub base: RwSignal<LetterTemplate>,
    pub templates: Remote<Vec<LetterTemplate>>,
}

impl Editing {
    /// Shows the words as they are now.
    pub fn learn(self, template: LetterTemplate) {
        self.subject.set(template.subject.clone());
        self.body.set(template.body.clone());
        self.base.set(template);
        self.overtaken.set(false);
        self.form.forgive_all();
    }

    /// How many fields are changed.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            self.base.with(|base| {
                usize::from(self.subject.with(|typed| *typed != base.subject))
                    + usize::from(self.body.with(|typed| *typed != base.body))
            })
        })
    }

    /// What is typed.
    pub fn words(self) -> LetterWords {
        LetterWords {
            subject: self.subject.get(),
            body: self.body.get(),
        }
    }

    /// The first variable of a text that this letter does not know.
    pub fn unknown(self, text: &str) -> Option<String> {
        self.base
            .with_untracked(|base| variables::unknown(text, &base.variables))
    }

    /// Saves them, unless one of them cannot be sent.
    pub fn store(self) {
        let typed = untrack(|| self.words());
        // The last complaint takes the focus: the first field is asked last.
        let mut wrong = !self.form.require("body", self.body, words::missing_body());
        if let Some(name) = self.unknown(&typed.body) {
            self.form.complain("body", &words::unknown(&name));
            wrong = true;
        }
        wrong |= !self
            .form
            .require("subject", self.subject, words::missing_subject());
        if let Some(name) = self.unknown(&typed.subject) {
            self.form.complain("subject", &words::unknown(&name));
            wrong = true;
        }
        if wrong {
            return;
        }
        let base = self.base.get_untracked();
        let (kind, language, version) = (base.kind, base.language, base.version);
        let request = async move {
            save(
                ask(client().change_letter_template(kind, language, version, &typed)),
                latest(kind, language, base),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(template) => {
                self.keep(&template);
                self.learn(template);
                toasts().done(t::settings::saved());
            }
            // What is typed stays; the version is the one to save over now.
            Saved::Overtaken(template) => {
                self.keep(&template);
                self.base.set(template);
                self.overtaken.set(true);
            }
        });
    }

    /// Puts the answer among the others.
    fn keep(self, template: &LetterTemplate) {
        self.templates.update(|all| {
            let is_it = |one: &&mut LetterTemplate| {
                one.kind == template.kind && one.language == template.language
            };
            if let Some(known) = all.iter_mut().find(is_it) {
                *known = template.clone();
            }
        });
    }

    /// Asked before one's own words go.
    pub fn reset(self) -> Question {
        let act = move |form: Form| {
            let (kind, language) = self.base.with_untracked(|base| (base.kind, base.language));
            form.send(
                async move { ask(client().reset_letter_template(kind, language)).await },
                move |template: LetterTemplate| {
                    self.asked.set(None);
                    self.keep(&template);
                    self.learn(template);
                    toasts().done(words::reset::done());
                },
            );
        };
        Question {
            title: words::reset::title().to_owned(),
            detail: words::reset::detail().to_owned(),
            confirm: words::reset::action(),
            act: Arc::new(act),
        }
    }
}

/// There is no address of one template: the latest is looked up among all.
async fn latest(
    kind: LetterKind,
    language: Language,
    known: LetterTemplate,
) -> Result<LetterTemplate, Failure> {
    let all = ask(client().letter_templates()).await?.items;
    let found = all
        .into_iter()
        .find(|one| one.kind == kind && one.language == language);
    Ok(found.unwrap_or(known))
}
