//! What may be put into a letter: its variables, put in where one was writing.

use super::editing::Editing;
use crate::browser;
use crate::i18n::t::post::template as words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// The field that was written in last.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Subject,
    Body,
}

/// A button for each; the field that had the focus last takes it.
pub fn draw(editing: Editing) -> AnyView {
    let place = StoredValue::new(Place::Body);
    // The fields are drawn beside: whichever gets the focus is remembered.
    let watch = window_event_listener(leptos::ev::focusin, move |event| {
        let Some(field) = event_target_of(&event) else {
            return;
        };
        if field.id() == editing.form.id("subject") {
            place.set_value(Place::Subject);
        } else if field.id() == editing.form.id("body") {
            place.set_value(Place::Body);
        }
    });
    on_cleanup(move || watch.remove());
    let buttons: Vec<AnyView> = editing
        .base
        .with_untracked(|base| base.variables.clone())
        .into_iter()
        .map(|name| {
            let label = words::insert(&name);
            let shown = name.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="btn sm mono"
                        aria-label=label
                        on:click=move |_| insert(editing, place.get_value(), &name)
                    >
                        {shown}
                    </button>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="field">
            <span class="lbl">{words::variables()}</span>
            <ul class="row wrap chips" aria-label=words::variables()>{buttons}</ul>
            <span class="hint">{words::variables_hint()}</span>
        </div>
    }
    .into_any()
}

fn event_target_of(event: &web_sys::FocusEvent) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

fn insert(editing: Editing, place: Place, name: &str) {
    let (field, text) = match place {
        Place::Subject => ("subject", editing.subject),
        Place::Body => ("body", editing.body),
    };
    let id = editing.form.id(field);
    let Some(element) = document().get_element_by_id(&id) else {
        return;
    };
    let caret = match (
        element.dyn_ref::<HtmlTextAreaElement>(),
        element.dyn_ref::<HtmlInputElement>(),
    ) {
        (Some(area), _) => area.selection_start().ok().flatten(),
        (_, Some(input)) => input.selection_start().ok().flatten(),
        _ => None,
    };
    let before = text.get_untracked();
    let at = caret.map_or(before.len(), |caret| byte_at(&before, caret));
    let variable = format!("{{{{{name}}}}}");
    text.set(format!("{}{variable}{}", &before[..at], &before[at..]));
    editing.form.forgive(field);
    let after = utf16_length(&before[..at]) + utf16_length(&variable);
    request_animation_frame(move || {
        browser::focus(&format!("#{id}"));
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.set_selection_range(after, after);
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            let _ = input.set_selection_range(after, after);
        }
    });
}

/// Browsers count in units of UTF-16.
fn byte_at(text: &str, units: u32) -> usize {
    let mut counted = 0;
    for (at, letter) in text.char_indices() {
        if counted >= units {
            return at;
        }
        counted += utf16_length(letter.encode_utf8(&mut [0; 4]));
    }
    text.len()
}

fn utf16_length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The first name between double braces that is not among those known.
pub fn unknown(text: &str, known: &[String]) -> Option<String> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.trim())
        .find(|name| !known.iter().any(|one| one == name))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_variable_that_there_is_not() {
        let known = ["desk.name".to_owned()];
        assert_eq!(unknown("Bonjour {{ desk.name }}", &known), None);
        assert_eq!(unknown("{{desk.name}} {{x}}", &known).as_deref(), Some("x"));
    }

    #[test]
    fn counts_as_browsers_do() {
        assert_eq!(byte_at("é🙂a", 1), 2);
        assert_eq!(byte_at("é🙂a", 3), 6);
        assert_eq!(byte_at("é🙂a", 9), 7);
    }
}
