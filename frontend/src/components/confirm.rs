//! What cannot be undone is asked once.

use super::{Dialog, FormFailure};
use crate::form::Form;
use crate::i18n::t;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// Something that cannot be undone.
#[derive(Clone)]
pub struct Question {
    /// What is about to happen, as a question.
    pub title: String,
    /// What it means.
    pub detail: String,
    /// What is on the button.
    pub confirm: &'static str,
    /// Does it, by sending this form; whoever does it takes the question away.
    pub act: Arc<dyn Fn(Form) + Send + Sync>,
}

/// Open while something is asked.
#[component]
pub fn Confirm(asked: RwSignal<Option<Question>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(Option::is_some)));
    let dialog = move || {
        asked.get().map(|question| {
            view! {
                <Dialog open=open title=question.title.clone() on_close=move || asked.set(None)>
                    {inside(question.clone(), open)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

fn inside(question: Question, open: RwSignal<bool>) -> AnyView {
    let form = Form::new("confirm");
    let busy = form.busy();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        (question.act)(form);
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <p>{question.detail}</p>
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <button
                    type="submit"
                    class=move || if busy.get() { "btn stop busy" } else { "btn stop" }
                    aria-busy=move || busy.get().then_some("true")
                >
                    {question.confirm}
                </button>
            </footer>
        </form>
    }
    .into_any()
}
