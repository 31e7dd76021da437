//! A field in which one types freely: what is understood is written in the usual way when it is left.

use super::staging::Staging;
use crate::components::*;
use crate::i18n::{language, t};
use guichet_domain::sla::terms::MOST_WARNINGS;
use guichet_domain::typed::{durations, percents};
use leptos::prelude::*;

/// A duration; empty is none.
#[component]
pub fn DurationInput(
    /// The name of the field at the API.
    name: String,
    label: String,
    /// In minutes.
    #[prop(into)]
    value: Signal<Option<i32>>,
    #[prop(into)] on_change: Callback<Option<i32>>,
    /// The minutes of a day.
    day: Memo<i32>,
    staging: Staging,
) -> AnyView {
    let written = Memo::new(move |_| match value.get() {
        Some(minutes) => durations::write(minutes, day.get(), language()),
        None => String::new(),
    });
    let read = move |text: String| match durations::read(&text, day.get_untracked()) {
        Ok(minutes) => {
            on_change.run(minutes);
            true
        }
        Err(_) => false,
    };
    let field = Field {
        name,
        label,
        class: "input tn",
        complaint: t::policy::targets::not_a_duration(),
    };
    field.draw(written, Callback::new(read), staging)
}

/// Warning thresholds, one or several.
#[component]
pub fn PercentsInput(
    /// The name of the field at the API.
    name: String,
    label: String,
    #[prop(into)] value: Signal<Vec<i32>>,
    #[prop(into)] on_change: Callback<Vec<i32>>,
    staging: Staging,
) -> AnyView {
    let written = Memo::new(move |_| percents::write(&value.get(), language()));
    let read = move |text: String| match percents::read(&text, MOST_WARNINGS) {
        Ok(percents) => {
            on_change.run(percents);
            true
        }
        Err(_) => false,
    };
    let field = Field {
        name,
        label,
        class: "input tn pct",
        complaint: t::policy::targets::not_percents(),
    };
    field.draw(written, Callback::new(read), staging)
}

struct Field {
    name: String,
    label: String,
    class: &'static str,
    complaint: &'static str,
}

impl Field {
    /// `written` is the value in the usual way; `read` takes what is typed, or tells that it cannot.
    fn draw(
        self,
        written: Memo<String>,
        read: Callback<String, bool>,
        staging: Staging,
    ) -> AnyView {
        let Self {
            name,
            label,
            class,
            complaint,
        } = self;
        let form = staging.form;
        let (id, error) = (form.id(&name), form.error_of(name.clone()));
        let error_id = format!("{id}-error");
        let text = RwSignal::new(written.get_untracked());
        let typing = StoredValue::new(false);
        Effect::new(move |before: Option<u32>| {
            let (written, shown) = (written.get(), staging.shown.get());
            if !typing.get_value() || before.is_some_and(|before| before != shown) {
                text.set(written);
            }
            shown
        });
        let name = StoredValue::new(name);
        let take = move |event| {
            let typed = event_target_value(&event);
            text.set(typed.clone());
            name.with_value(|name| {
                if read.run(typed) {
                    staging.understands(name);
                } else {
                    staging.wonders(name, complaint);
                }
            });
        };
        let settle = move || {
            typing.set_value(false);
            if staging.knows(&name.get_value()) {
                text.set(written.get_untracked());
            } else {
                form.mark(&name.get_value(), complaint);
            }
        };
        let described = {
            let error_id = error_id.clone();
            move || error.get().map(|_| error_id.clone())
        };
        let shown = move || {
            let id = error_id.clone();
            error.get().map(|words| {
                view! { <span class="err" id=id><Glyph icon=Icon::CircleAlert size="s14" />{words}</span> }
            })
        };
        view! {
            <input
                class=class
                id=id
                autocomplete="off"
                aria-label=label
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
                prop:value=move || text.get()
                on:focus=move |_| typing.set_value(true)
                on:input=take
                on:change=move |_| settle()
                on:blur=move |_| settle()
            />
            {shown}
        }
        .into_any()
    }
}
