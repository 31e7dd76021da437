//! A field that searches while one types, after the APG: focus stays in the input, Esc closes, then clears.

use super::field::{described_by, framed};
use super::float::float;
use super::{Avatar, AvatarSize, Glyph, Icon};
use crate::browser;
use crate::form::Form;
use crate::i18n::t;
use guichet_domain::ids::PersonId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What the API knows it by.
    pub id: i64,
    /// Its name.
    pub label: String,
    /// What tells it from its like; may be empty.
    pub detail: String,
    /// Whether it is a person, drawn with initials.
    pub person: bool,
}

type Found = Pin<Box<dyn Future<Output = Vec<Choice>>>>;

/// How choices are found; made with [`search_with`].
pub type Search = StoredValue<Box<dyn Fn(String) -> Found>, LocalStorage>;

/// A search by what is typed; an empty text asks for the first choices.
pub fn search_with<F>(search: impl Fn(String) -> F + 'static) -> Search
where
    F: Future<Output = Vec<Choice>> + 'static,
{
    StoredValue::new_local(Box::new(move |typed| -> Found { Box::pin(search(typed)) }))
}

#[derive(Clone, Copy)]
struct State {
    chosen: RwSignal<Option<Choice>>,
    typed: RwSignal<String>,
    found: RwSignal<Vec<Choice>>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    /// The last search asked for: an older answer is dropped.
    asked: StoredValue<u32>,
    search: Search,
}

impl State {
    fn look(self) {
        let typed = self.typed.get_untracked();
        let asked = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(asked);
        spawn_local(async move {
            browser::sleep(if typed.is_empty() { 0 } else { 150 }).await;
            if self.asked.try_get_value() != Some(asked) {
                return;
            }
            let Some(search) = self.search.try_with_value(|search| search(typed)) else {
                return;
            };
            let found = search.await;
            if self.asked.try_get_value() == Some(asked) {
                self.active.set(0);
                self.found.set(found);
                self.open.set(true);
            }
        });
    }

    fn choose(self, choice: Choice) {
        self.open.set(false);
        self.typed.set(String::new());
        self.chosen.set(Some(choice));
    }

    fn on_key(self, event: &web_sys::KeyboardEvent) {
        let count = self.found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if !self.open.get_untracked() => self.look(),
            "ArrowDown" if count > 0 => {
                self.active.update(|active| *active = (*active + 1) % count)
            }
            "ArrowUp" if count > 0 => self
                .active
                .update(|active| *active = (*active + count - 1) % count),
            "Enter" if self.open.get_untracked() && !event.is_composing() => {
                let active = self.active.get_untracked();
                if let Some(choice) = self
                    .found
                    .with_untracked(|found| found.get(active).cloned())
                {
                    self.choose(choice);
                }
            }
            "Escape" if self.open.get_untracked() => self.open.set(false),
            "Escape" if !self.typed.get_untracked().is_empty() => self.typed.set(String::new()),
            "Backspace" if self.typed.get_untracked().is_empty() => {
                self.chosen.set(None);
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// A searching field.
#[component]
pub fn Combobox(
    /// The name of the field at the API; errors of the form are found by it.
    name: &'static str,
    #[prop(into)] label: String,
    chosen: RwSignal<Option<Choice>>,
    search: Search,
    /// The form it belongs to.
    form: Form,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
) -> AnyView {
    let id = form.id(name);
    let error = form.error_of(name);
    let state = State {
        chosen,
        typed: RwSignal::new(String::new()),
        found: RwSignal::new(Vec::new()),
        open: RwSignal::new(false),
        active: RwSignal::new(0),
        asked: StoredValue::new(0),
        search,
    };
    let list = format!("{id}-list");
    let active_id = {
        let list = list.clone();
        move || {
            state
                .open
                .get()
                .then(|| format!("{list}-{}", state.active.get()))
        }
    };
    let has_hint = hint.is_some();
    let anchor = NodeRef::<html::Div>::new();
    let input = NodeRef::<html::Input>::new();
    let control = view! {
        <div class="cbx">
            <div node_ref=anchor class="input combo">
                {move || chosen.get().map(|choice| picked(choice, chosen, input))}
                <input
                    node_ref=input
                    id=id.clone()
                    role="combobox"
                    aria-expanded=move || if state.open.get() { "true" } else { "false" }
                    aria-controls=list.clone()
                    aria-autocomplete="list"
                    aria-activedescendant=active_id
                    aria-invalid=move || error.get().map(|_| "true")
                    aria-describedby=described_by(&id, has_hint, error)
                    autocomplete="off"
                    placeholder=move || chosen.with(Option::is_none).then(|| placeholder.clone()).flatten()
                    prop:value=move || state.typed.get()
                    on:input=move |event| {
                        state.typed.set(event_target_value(&event));
                        form.forgive(name);
                        state.look();
                    }
                    on:click=move |_| state.look()
                    on:keydown=move |event| state.on_key(&event)
                    on:blur=move |_| state.open.set(false)
                />
                <Glyph icon=Icon::ChevronDown size="s14" />
            </div>
            {move || state.open.get().then(|| options(state, &list, anchor))}
        </div>
    }
    .into_any();
    framed(&id, label, hint, error, control)
}

fn picked(
    choice: Choice,
    chosen: RwSignal<Option<Choice>>,
    input: NodeRef<html::Input>,
) -> AnyView {
    let take_away = move |_| {
        chosen.set(None);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let remove = t::common::remove(&choice.label);
    let avatar = choice.person.then(|| {
        let person = Some((PersonId(choice.id), choice.label.clone()));
        view! { <Avatar person=person size=AvatarSize::Small beside_name=true /> }
    });
    view! {
        <span class="pick">
            {avatar}
            {choice.label}
            <button type="button" class="px" aria-label=remove on:click=take_away>
                <Glyph icon=Icon::X size="s14" />
            </button>
        </span>
    }
    .into_any()
}

fn options(state: State, list: &str, anchor: NodeRef<html::Div>) -> AnyView {
    let popover = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (Some(popover), Some(anchor)) = (popover.get(), anchor.get_untracked()) {
            float(&popover, &anchor, true);
        }
    });
    let list = list.to_owned();
    let id = list.clone();
    let items = move || {
        let found = state.found.get();
        if found.is_empty() {
            return view! { <div class="none" role="option" aria-disabled="true">{t::common::no_result()}</div> }
                .into_any();
        }
        let items: Vec<AnyView> = found
            .into_iter()
            .enumerate()
            .map(|(place, choice)| option(state, format!("{list}-{place}"), place, choice))
            .collect();
        items.into_any()
    };
    view! {
        <div
            node_ref=popover
            class="menu cbx-list"
            popover="manual"
            role="listbox"
            id=id
            aria-label=t::common::choices()
        >
            {items}
        </div>
    }
    .into_any()
}

fn option(state: State, id: String, place: usize, choice: Choice) -> AnyView {
    let avatar = choice.person.then(|| {
        let person = Some((PersonId(choice.id), choice.label.clone()));
        view! { <Avatar person=person size=AvatarSize::Small beside_name=true /> }
    });
    let (label, detail) = (choice.label.clone(), choice.detail.clone());
    view! {
        <div
            role="option"
            id=id
            aria-selected=move || if state.active.get() == place { "true" } else { "false" }
            // Before the input loses focus, which would close the list.
            on:mousedown=move |event| {
                event.prevent_default();
                state.choose(choice.clone());
            }
        >
            {avatar}
            <span class="grow">{label}</span>
            <small>{detail}</small>
        </div>
    }
    .into_any()
}
