//! The settings being edited: what is known, what is typed, and saving the difference.

use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::session;
use guichet_contract::settings::{Settings, SettingsPatch};
use guichet_domain::ticket::{Matrix, Priority};
use leptos::prelude::*;

/// The state of the page; copied into its parts.
#[derive(Clone, Copy)]
pub struct Staging {
    pub form: Form,
    pub name: RwSignal<String>,
    pub language: RwSignal<String>,
    pub prefix: RwSignal<String>,
    pub matrix: RwSignal<Matrix>,
    pub remind: RwSignal<String>,
    pub close: RwSignal<String>,
    pub reopen: RwSignal<String>,
    pub overtaken: RwSignal<bool>,
    base: RwSignal<Option<Settings>>,
}

impl Staging {
    /// Nothing is known yet.
    pub fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            form: Form::new("desk"),
            name: text(),
            language: text(),
            prefix: text(),
            matrix: RwSignal::new(Matrix::default()),
            remind: text(),
            close: text(),
            reopen: text(),
            overtaken: RwSignal::new(false),
            base: RwSignal::new(None),
        }
    }

    /// The settings as they are now, except what `edits` change.
    pub fn learn(self, settings: Settings, edits: &SettingsPatch) {
        let days = |field: RwSignal<String>, edited: bool, days: i32| {
            if !edited {
                field.set(days.to_string());
            }
        };
        if edits.name.is_none() {
            self.name.set(settings.name.clone());
        }
        if edits.language.is_none() {
            self.language.set(settings.language.to_string());
        }
        if edits.ticket_prefix.is_none() {
            self.prefix.set(settings.ticket_prefix.clone());
        }
        if edits.matrix.is_none() {
            self.matrix.set(settings.matrix);
        }
        days(
            self.remind,
            edits.remind_after_days.is_some(),
            settings.remind_after_days,
        );
        days(
            self.close,
            edits.close_after_days.is_some(),
            settings.close_after_days,
        );
        days(
            self.reopen,
            edits.reopen_within_days.is_some(),
            settings.reopen_within_days,
        );
        self.base.set(Some(settings));
    }

    /// How many values are changed; each cell of the matrix counts.
    pub fn count(self) -> Signal<usize> {
        let is = |field: RwSignal<String>, known: String| usize::from(field.get().trim() != known);
        Signal::derive(move || {
            let Some(base) = self.base.get() else {
                return 0;
            };
            is(self.name, base.name)
                + is(self.language, base.language.to_string())
                + is(self.prefix, base.ticket_prefix)
                + is(self.remind, base.remind_after_days.to_string())
                + is(self.close, base.close_after_days.to_string())
                + is(self.reopen, base.reopen_within_days.to_string())
                + cells(&self.matrix.get())
                    .zip(cells(&base.matrix))
                    .filter(|(now, then)| now != then)
                    .count()
        })
    }

    /// Takes all edits back.
    pub fn cancel(self) {
        if let Some(base) = self.base.get_untracked() {
            self.learn(base, &SettingsPatch::default());
        }
        self.overtaken.set(false);
    }

    /// Saves them, unless one is not a number of days.
    pub fn store(self) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        let Some(edits) = self.patch(&base) else {
            return;
        };
        let patch = edits.clone();
        let request = async move {
            save(
                ask(client().change_settings(base.version, &patch)),
                ask(client().settings()),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(settings) => {
                self.learn(settings, &SettingsPatch::default());
                self.overtaken.set(false);
                toasts().done(t::settings::saved());
                // The name and the prefix stand all over the interface.
                session::refresh();
            }
            Saved::Overtaken(settings) => {
                self.learn(settings, &edits);
                self.overtaken.set(true);
            }
        });
    }

    fn patch(self, base: &Settings) -> Option<SettingsPatch> {
        // The last complaint takes the focus: the first field is asked last.
        let reopen = self.days("reopen_within_days", self.reopen);
        let close = self.days("close_after_days", self.close);
        let remind = self.days("remind_after_days", self.remind);
        let (reopen, close, remind) = (reopen?, close?, remind?);
        if close < remind {
            self.form
                .complain("close_after_days", t::settings::close_before_remind());
            return None;
        }
        let line = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let language = self.language.get_untracked().parse().ok();
        Some(SettingsPatch {
            name: Some(line(self.name)).filter(|name| *name != base.name),
            language: language.filter(|language| *language != base.language),
            ticket_prefix: Some(line(self.prefix)).filter(|prefix| *prefix != base.ticket_prefix),
            matrix: Some(self.matrix.get_untracked()).filter(|matrix| *matrix != base.matrix),
            remind_after_days: Some(remind).filter(|days| *days != base.remind_after_days),
            close_after_days: Some(close).filter(|days| *days != base.close_after_days),
            reopen_within_days: Some(reopen).filter(|days| *days != base.reopen_within_days),
        })
    }

    fn days(self, name: &'static str, field: RwSignal<String>) -> Option<i32> {
        let days = field.get_untracked().trim().parse().ok();
        if days.is_none() {
            self.form.complain(name, t::settings::not_a_number());
        }
        days
    }
}

fn cells(matrix: &Matrix) -> impl Iterator<Item = Priority> + use<> {
    matrix.0.into_iter().flatten()
}
