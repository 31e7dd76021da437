//! A part of the settings of the post being edited: what is known, what is typed, and saving the
//! difference. Each part brings its own fields.

use super::{Bar, is_admin, read_only};
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::post::{PostSettings, PostSettingsPatch};
use leptos::prelude::*;

/// The fields of a part.
pub trait Fields: Copy + Send + Sync + 'static {
    /// Shows the settings as they are, except what `edits` change.
    fn learn(self, settings: &PostSettings, edits: &PostSettingsPatch);
    /// How many of them are changed.
    fn count(self, known: &PostSettings) -> usize;
    /// What is changed; complains of what cannot be sent.
    fn patch(self, form: Form, known: &PostSettings) -> Option<PostSettingsPatch>;
}

/// The state of a part; copied into its fields.
#[derive(Clone, Copy)]
pub struct Staging<F: Fields> {
    pub form: Form,
    pub fields: F,
    overtaken: RwSignal<bool>,
    base: RwSignal<Option<PostSettings>>,
}

impl<F: Fields> Staging<F> {
    /// Nothing is known yet.
    pub fn new(fields: F) -> Self {
        Self {
            form: Form::new("post"),
            fields,
            overtaken: RwSignal::new(false),
            base: RwSignal::new(None),
        }
    }

    fn learn(self, settings: PostSettings, edits: &PostSettingsPatch) {
        self.fields.learn(&settings, edits);
        self.base.set(Some(settings));
    }

    fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            self.base
                .with(|known| known.as_ref().map_or(0, |known| self.fields.count(known)))
        })
    }

    fn cancel(self) {
        if let Some(base) = self.base.get_untracked() {
            self.learn(base, &PostSettingsPatch::default());
        }
        self.form.forgive_all();
        self.overtaken.set(false);
    }

    fn store(self) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        let Some(edits) = self.fields.patch(self.form, &base) else {
            return;
        };
        let patch = edits.clone();
        let request = async move {
            save(
                ask(client().change_post_settings(base.version, &patch)),
                ask(client().post_settings()),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(settings) => {
                self.learn(settings, &PostSettingsPatch::default());
                self.overtaken.set(false);
                toasts().done(t::settings::saved());
            }
            Saved::Overtaken(settings) => {
                self.learn(settings, &edits);
                self.overtaken.set(true);
            }
        });
    }

    /// The part: its cards, which are for administrators to change, and the edits in the bar.
    pub fn draw(self, bar: Bar, cards: fn(Self) -> AnyView) -> AnyView {
        let settings = Remote::new(|| async { ask(client().post_settings()).await });
        Effect::new(move |_| {
            if let Some(settings) = settings.get() {
                self.learn(settings, &PostSettingsPatch::default());
            }
        });
        if is_admin() {
            bar.set(Some(ViewFn::from(move || {
                view! {
                    <StagedEdits
                        count=self.count()
                        busy=self.form.busy()
                        on_cancel=move || self.cancel()
                        on_save=move || self.store()
                    />
                }
            })));
        }
        view! {
            <Overtaken shown=self.overtaken />
            <FormFailure form=self.form />
            {read_only()}
            {settings.view_once(move |_, _| {
                view! { <fieldset class="plain set-in" disabled=!is_admin()>{cards(self)}</fieldset> }.into_any()
            })}
        }
        .into_any()
    }
}

/// A whole number that was typed.
pub fn number(form: Form, name: &'static str, field: RwSignal<String>) -> Option<i32> {
    let number = field.get_untracked().trim().parse().ok();
    if number.is_none() {
        form.complain(name, t::post::not_a_number());
    }
    number
}

/// One where a field differs from what is known.
pub fn differs(field: RwSignal<String>, known: &str) -> usize {
    usize::from(field.with(|typed| typed.trim() != known))
}
