//! What every form does: send once, show what is wrong beside each field, move to the first of them.

use crate::browser;
use crate::failure::{Failure, field_words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// The state of one form; copied into its fields.
#[derive(Clone, Copy)]
pub struct Form {
    /// Sets the ids of its fields apart from those of other forms.
    name: &'static str,
    busy: RwSignal<bool>,
    errors: RwSignal<Vec<(String, String)>>,
    failure: RwSignal<Option<String>>,
}

impl Form {
    /// A form; `name` is unique on the page.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            busy: RwSignal::new(false),
            errors: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
        }
    }

    /// The element id of a field.
    #[must_use]
    pub fn id(self, field: &str) -> String {
        format!("{}-{field}", self.name)
    }

    /// Whether it is being sent.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What is wrong as a whole, to show above the fields.
    #[must_use]
    pub fn failure(self) -> Signal<Option<String>> {
        self.failure.into()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error_of(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || self.error(&field))
    }

    /// What is wrong with a field now.
    #[must_use]
    pub fn error(self, field: &str) -> Option<String> {
        self.errors.with(|errors| {
            errors
                .iter()
                .find(|(name, _)| name == field)
                .map(|(_, words)| words.clone())
        })
    }

    /// Takes the error of a field away: it is being corrected.
    pub fn forgive(self, field: &str) {
        if self
            .errors
            .with_untracked(|errors| errors.iter().any(|(name, _)| name == field))
        {
            self.errors
                .update(|errors| errors.retain(|(name, _)| name != field));
        }
    }

    /// Takes every error away: what was typed is taken back.
    pub fn forgive_all(self) {
        self.errors.set(Vec::new());
        self.failure.set(None);
    }

    /// Says what is wrong with a field, before anything is sent.
    pub fn complain(self, field: &str, words: &str) {
        self.mark(field, words);
        self.move_to_first_error();
    }

    /// Says what is wrong with a field that is being left; focus stays where it goes.
    pub fn mark(self, field: &str, words: &str) {
        self.forgive(field);
        self.errors
            .update(|errors| errors.push((field.to_owned(), words.to_owned())));
    }

    /// Says what is wrong as a whole, before anything is sent.
    pub fn refuse(self, words: &str) {
        self.failure.set(Some(words.to_owned()));
    }

    /// Complains when the value is blank; tells whether it was given.
    pub fn require(self, field: &str, value: RwSignal<String>, words: &str) -> bool {
        let given = value.with_untracked(|value| !value.trim().is_empty());
        if !given {
            self.complain(field, words);
        }
        given
    }

    /// Sends it, once at a time; `done` runs after success. What is refused is shown.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.errors.set(Vec::new());
        self.failure.set(None);
        spawn_local(async move {
            let answer = request.await;
            // The form may be gone by now; its state with it.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => done(answer),
                Err(failure) => self.show(&failure),
            }
        });
    }

    /// Shows what was refused: beside the fields it names, else above them all.
    pub fn show(self, failure: &Failure) {
        let known: Vec<(String, String)> = failure
            .fields()
            .iter()
            .filter_map(|problem| Some((self.shown_at(&problem.field)?, field_words(problem))))
            .collect();
        if known.is_empty() {
            self.failure.set(Some(failure.words()));
        } else {
            self.errors.set(known);
            self.move_to_first_error();
        }
    }

    /// The field of the form where something is wrong with this one: itself, else what it is a
    /// part of. `days[3].name` may be shown at `days`.
    fn shown_at(self, field: &str) -> Option<String> {
        let mut field = field;
        while document().get_element_by_id(&self.id(field)).is_none() {
            field = &field[..field.rfind(['.', '['])?];
        }
        Some(field.to_owned())
    }

    fn move_to_first_error(self) {
        let selector = format!("[id^='{}-'][aria-invalid]", self.name);
        request_animation_frame(move || browser::focus(&selector));
    }
}
