//! Fields with their label above, their hint below, and their error with a sign.

use super::{Glyph, Icon, IconButton};
use crate::form::Form;
use crate::i18n::t;
use leptos::prelude::*;

/// Label, control, hint and error, tied together by ids made from the field's name.
pub(super) fn framed(
    id: &str,
    label: String,
    hint: Option<String>,
    error: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    let shown = move || {
        let id = error_id.clone();
        error.get().map(|words| {
            view! { <span class="err" id=id><Glyph icon=Icon::CircleAlert size="s14" />{words}</span> }
        })
    };
    view! {
        <div class="field">
            <label for=id.to_owned()>{label}</label>
            {control}
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
            {shown}
        </div>
    }
    .into_any()
}

/// What `aria-describedby` of a field names: its error while there is one, and its hint.
pub(super) fn described_by(
    id: &str,
    has_hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + use<> {
    let id = id.to_owned();
    move || match (error.get().is_some(), has_hint) {
        (true, true) => Some(format!("{id}-error {id}-hint")),
        (true, false) => Some(format!("{id}-error")),
        (false, true) => Some(format!("{id}-hint")),
        (false, false) => None,
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// The name of the field at the API; errors of the form are found by it.
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// The form it belongs to.
    form: Form,
    #[prop(optional, into)] hint: Option<String>,
    /// `text`, `email`, `search`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// Further classes of the input.
    #[prop(optional)]
    class: &'static str,
    #[prop(optional)] required: bool,
) -> AnyView {
    let id = form.id(name);
    let error = form.error_of(name);
    let control = view! {
        <input
            class=format!("input {class}")
            id=id.clone()
            name=name
            type=kind
            autocomplete=autocomplete.unwrap_or("off")
            placeholder=placeholder
            aria-required=required.then_some("true")
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described_by(&id, hint.is_some(), error)
            prop:value=move || value.get()
            on:input=move |event| {
                value.set(event_target_value(&event));
                form.forgive(name);
            }
        />
    }
    .into_any();
    framed(&id, label, hint, error, control)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The name of the field at the API; errors of the form are found by it.
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// The form it belongs to.
    form: Form,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] required: bool,
) -> AnyView {
    let id = form.id(name);
    let error = form.error_of(name);
    let control = view! {
        <textarea
            class="input"
            id=id.clone()
            name=name
            rows=rows
            aria-required=required.then_some("true")
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described_by(&id, hint.is_some(), error)
            prop:value=move || value.get()
            on:input=move |event| {
                value.set(event_target_value(&event));
                form.forgive(name);
            }
        ></textarea>
    }
    .into_any();
    framed(&id, label, hint, error, control)
}

/// A password, which can be shown.
#[component]
pub fn PasswordField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// The form it belongs to.
    form: Form,
    #[prop(optional, into)] hint: Option<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
) -> AnyView {
    let id = form.id(name);
    let error = form.error_of(name);
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="pwf">
            <input
                class="input lgi"
                id=id.clone()
                name=name
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                aria-required="true"
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by(&id, hint.is_some(), error)
                prop:value=move || value.get()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    form.forgive(name);
                }
            />
            {move || {
                let (icon, label) = if shown.get() {
                    (Icon::EyeOff, t::common::password_hide())
                } else {
                    (Icon::Eye, t::common::password_show())
                };
                view! { <IconButton icon=icon label=label on_press=move || shown.update(|shown| *shown = !*shown) /> }
            }}
        </div>
    }
    .into_any();
    framed(&id, label, hint, error, control)
}
