//! A property: a button that opens a field in its place. What is chosen shows at once; what is
//! refused goes back and says why.

use crate::browser;
use crate::components::*;
use crate::form::Form;
use guichet_client::DeedBody;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

use super::super::actions;
use super::super::conflict::{Conflict, ConflictNotice};
use super::super::state::{Outcome, Property, Workspace};

/// One value of a ticket: how it is read, put in place, and sent.
pub struct Field<T> {
    /// The deed that changes it.
    pub deed: DeedKind,
    /// Reads it.
    pub get: fn(&Ticket) -> T,
    /// Puts it in place.
    pub set: fn(&mut Ticket, T),
    /// What the deed carries, on a version.
    pub body: fn(i64, &T) -> DeedBody,
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<T> {}

/// The state of one property.
#[derive(Clone, Copy)]
pub struct Edit {
    workspace: Workspace,
    property: Property,
    conflict: RwSignal<Option<Conflict>>,
    failure: RwSignal<Option<String>>,
    /// The version on screen when it was opened.
    base: StoredValue<i64>,
}

impl Edit {
    /// A property at rest.
    pub fn new(workspace: Workspace, property: Property) -> Self {
        Self {
            workspace,
            property,
            conflict: RwSignal::new(None),
            failure: RwSignal::new(None),
            base: StoredValue::new(0),
        }
    }

    fn open(self) {
        self.workspace.property.set(Some(self.property));
    }

    /// Puts the field away; focus returns to the property.
    pub fn close(self) {
        self.workspace.property.set(None);
        let id = format!("#{} button", self.id());
        request_animation_frame(move || browser::focus(&id));
    }

    fn id(self) -> String {
        format!("property-{:?}", self.property).to_lowercase()
    }

    /// Shows the new value and sends it, with a way back.
    pub fn commit<T: Clone + Send + Sync + 'static>(self, field: Field<T>, value: T) {
        self.send(field, value, self.base.get_value());
    }

    fn send<T: Clone + Send + Sync + 'static>(self, field: Field<T>, value: T, version: i64) {
        let Some(before) = untrack(|| self.workspace.ticket.with(|ticket| ticket.map(field.get)))
        else {
            return;
        };
        self.failure.set(None);
        self.conflict.set(None);
        self.workspace
            .ticket
            .update(|ticket| (field.set)(ticket, value.clone()));
        let body = (field.body)(version, &value);
        spawn_local(async move {
            match self.workspace.perform(field.deed, body).await {
                Ok(Outcome::Done(ticket)) => self.done(field, before, &ticket),
                Ok(Outcome::Stale(_)) => self.stale(field, value, version),
                Err(failure) => {
                    self.workspace
                        .ticket
                        .update(|ticket| (field.set)(ticket, before));
                    let _ = self.failure.try_set(Some(failure.words()));
                }
            }
        });
    }

    fn done<T: Clone + Send + Sync + 'static>(self, field: Field<T>, before: T, ticket: &Ticket) {
        let workspace = self.workspace;
        toasts().undoable(actions::done_words(field.deed, ticket), move || {
            if !workspace.is_gone() {
                self.send(field, before.clone(), workspace.version());
            }
        });
    }

    fn stale<T: Clone + Send + Sync + 'static>(self, field: Field<T>, value: T, version: i64) {
        if self.workspace.is_gone() {
            return;
        }
        let now = self.workspace.version();
        if self.workspace.nobody_intervened_since(version) {
            self.send(field, value, now);
            return;
        }
        let conflict = self.conflict;
        conflict.set(Some(Conflict {
            by: self.workspace.changed_since(version),
            keep_mine: Callback::new(move |()| self.send(field, value.clone(), now)),
            keep_theirs: Callback::new(move |()| conflict.set(None)),
        }));
    }
}

/// A line of the properties.
#[component]
pub fn PropertyRow(
    edit: Edit,
    label: &'static str,
    /// The deed that changes it: without it the value is only shown.
    deed: DeedKind,
    /// What stands before the button.
    #[prop(optional, into)]
    before: Option<ViewFn>,
    /// What it is now.
    #[prop(into)]
    value: ViewFn,
    /// The field that changes it.
    #[prop(into)]
    editor: ViewFn,
) -> AnyView {
    let workspace = edit.workspace;
    let may = workspace.may(deed);
    let is_open = Memo::new(move |_| workspace.property.get() == Some(edit.property) && may.get());
    Effect::new(move |_| {
        if is_open.get() {
            edit.base.set_value(workspace.version());
            let input = format!("#{} input", edit.id());
            request_animation_frame(move || {
                browser::focus(&input);
                if let Some(input) = browser::find(&input) {
                    input.click();
                }
            });
        }
    });
    let shown = move || match (is_open.get(), may.get()) {
        (true, _) => editing(edit, editor.run()),
        (false, true) => view! {
            <button type="button" on:click=move |_| edit.open()>
                <span class="sr">{label}" "</span>
                {value.run()}
            </button>
        }
        .into_any(),
        (false, false) => view! { <span class="fixed">{value.run()}</span> }.into_any(),
    };
    view! {
        <dt>{label}</dt>
        <dd id=edit.id()>
            {before.map(|before| move || before.run())}
            {shown}
            {move || edit.failure.get().map(|words| view! {
                <span class="err" role="alert"><Glyph icon=Icon::CircleAlert size="s14" />{words}</span>
            })}
            <ConflictNotice conflict=edit.conflict />
        </dd>
    }
    .into_any()
}

fn editing(edit: Edit, field: AnyView) -> AnyView {
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            edit.close();
        }
    };
    let left = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let from = event
            .current_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        if to.is_some() && !from.is_some_and(|from| from.contains(to.as_ref())) {
            edit.workspace.property.set(None);
        }
    };
    view! { <div class="pedit" on:keydown=on_key on:focusout=left>{field}</div> }.into_any()
}

/// A searching field whose choice is taken at once.
#[component]
pub fn Pick(
    edit: Edit,
    name: &'static str,
    label: &'static str,
    search: Search,
    /// The first choice, which takes the value away.
    #[prop(optional)]
    none: Option<&'static str>,
    #[prop(into)] on_pick: Callback<Choice>,
) -> AnyView {
    let chosen = RwSignal::new(None::<Choice>);
    let search = match none {
        Some(none) => with_none(search, none),
        None => search,
    };
    Effect::new(move |_| {
        if let Some(choice) = chosen.get() {
            edit.close();
            on_pick.run(choice);
        }
    });
    view! { <Combobox name=name label=label chosen=chosen search=search form=Form::new("property") /> }
        .into_any()
}

/// The id of the choice that takes the value away.
pub const NOTHING: i64 = 0;

fn with_none(search: Search, none: &'static str) -> Search {
    search_with(move |typed| async move {
        let is_first = typed.is_empty();
        let Some(found) = search.try_with_value(|search| search(typed)) else {
            return Vec::new();
        };
        let mut found = found.await;
        if is_first {
            found.insert(0, crate::directory::plain_choice(NOTHING, none.to_owned()));
        }
        found
    })
}
