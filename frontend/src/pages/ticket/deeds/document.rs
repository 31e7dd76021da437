//! What was learnt: a note, an article, or why there is nothing to keep.

use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Document;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Documentation;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Note,
    Article,
    Nothing,
}

/// What was learnt, in one of three forms.
#[derive(Clone, Copy)]
pub struct Learnt {
    form: RwSignal<Shape>,
    text: RwSignal<String>,
}

impl Learnt {
    /// Begins with what the diagnosis and the solution say.
    pub fn of(ticket: &Ticket) -> Self {
        let cause = ticket
            .diagnosis
            .as_ref()
            .map(|known| t::ticket::form::cause_was(&known.cause));
        let solution = ticket
            .resolution
            .as_ref()
            .map(|known| known.solution.clone());
        let text: Vec<String> = cause.into_iter().chain(solution).collect();
        Self {
            form: RwSignal::new(Shape::Note),
            text: RwSignal::new(text.join("\n")),
        }
    }

    /// Nothing yet.
    pub fn empty() -> Self {
        Self {
            form: RwSignal::new(Shape::Note),
            text: RwSignal::new(String::new()),
        }
    }

    /// Whether something was written.
    pub fn is_given(self) -> bool {
        self.text.with_untracked(|text| !text.trim().is_empty())
    }

    /// Complains when nothing was.
    pub fn is_complete(self, form: Form) -> bool {
        let words = match self.form.get_untracked() {
            Shape::Note => t::ticket::form::missing_note(),
            Shape::Article => t::ticket::form::missing_article(),
            Shape::Nothing => t::ticket::form::missing_reason(),
        };
        form.require("documentation", self.text, words)
    }

    /// As the API takes it.
    pub fn documentation(self) -> Documentation {
        let text = self.text.get_untracked();
        match self.form.get_untracked() {
            Shape::Note => Documentation::Note { text },
            Shape::Article => Documentation::Article { reference: text },
            Shape::Nothing => Documentation::NothingToDocument { reason: text },
        }
    }

    /// The fields.
    pub fn fields(self, form: Form) -> AnyView {
        let options = vec![
            (Shape::Note, t::ticket::documentation::note()),
            (Shape::Article, t::ticket::documentation::article()),
            (Shape::Nothing, t::ticket::documentation::nothing()),
        ];
        let chosen = self.form;
        let text = self.text;
        let field = move || {
            match chosen.get() {
            Shape::Note => area(t::ticket::field::learnt(), text, form),
            Shape::Article => view! {
                <TextField name="documentation" label=t::ticket::field::article() value=text form=form required=true />
            }
            .into_any(),
            Shape::Nothing => area(t::ticket::field::reason(), text, form),
        }
        };
        view! {
            <div class="field">
                <span class="lbl" aria-hidden="true">{t::ticket::field::documentation()}</span>
                <Segments
                    label=t::ticket::field::documentation()
                    options=options
                    value=chosen
                    on_change=move |form| chosen.set(form)
                />
            </div>
            {field}
        }
        .into_any()
    }
}

fn area(label: &'static str, text: RwSignal<String>, form: Form) -> AnyView {
    view! { <TextArea name="documentation" label=label value=text form=form rows=3 required=true /> }.into_any()
}

/// Ends the documentation.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let learnt = Learnt::of(ticket);
    let send = move || {
        if learnt.is_complete(form.form) {
            form.send(move |version| {
                DeedBody::Document(Document {
                    version,
                    documentation: learnt.documentation(),
                })
            });
        }
    };
    view! { <DeedFrame form=form on_send=send>{learnt.fields(form.form)}</DeedFrame> }.into_any()
}
