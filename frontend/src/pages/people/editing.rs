//! A person being edited: what is known, what is typed, and saving the difference.

use super::fields::PersonFields;
use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::{language, t};
use guichet_contract::person::{Person, PersonPatch};
use guichet_contract::problem::Code;
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The state of the page; copied into its parts.
#[derive(Clone, Copy)]
pub struct Editing {
    pub form: Form,
    pub fields: PersonFields,
    /// The person as last read; `None` until then.
    pub base: RwSignal<Option<Person>>,
    pub overtaken: RwSignal<bool>,
    patch: Memo<PersonPatch>,
}

impl Editing {
    /// Nothing is known yet.
    pub fn new() -> Self {
        let fields = PersonFields::empty(Role::Requester, language());
        let base = RwSignal::new(None::<Person>);
        Self {
            form: Form::new("person"),
            fields,
            base,
            overtaken: RwSignal::new(false),
            patch: Memo::new(move |_| {
                base.with(|person| {
                    person
                        .as_ref()
                        .map(|person| fields.patch(person))
                        .unwrap_or_default()
                })
            }),
        }
    }

    /// The person as the server knows them now, except what `edits` change.
    pub fn learn(self, person: Person, edits: &PersonPatch) {
        self.fields.show(&person, edits);
        self.base.set(Some(person));
    }

    /// The same, with what is typed kept: someone else was quicker.
    pub fn overtake(self, person: Person, edits: &PersonPatch) {
        self.learn(person, edits);
        self.overtaken.set(true);
    }

    /// How many fields are changed.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            let patch = self.patch.with(|patch| serde_json::to_value(patch)).ok();
            patch
                .and_then(|patch| patch.as_object().map(serde_json::Map::len))
                .unwrap_or(0)
        })
    }

    /// What is changed.
    pub fn edits(self) -> PersonPatch {
        self.patch.get_untracked()
    }

    /// Takes all edits back.
    pub fn cancel(self) {
        if let Some(person) = self.base.get_untracked() {
            self.fields.show(&person, &PersonPatch::default());
        }
        self.overtaken.set(false);
    }

    /// Saves them.
    pub fn store(self) {
        let Some(person) = self.base.get_untracked() else {
            return;
        };
        if !self
            .form
            .require("name", self.fields.name, t::people::missing_name())
        {
            return;
        }
        let (id, version, edits) = (person.id, person.version, self.edits());
        let patch = edits.clone();
        let request = async move {
            let desk = client();
            let change = ask(desk.change_person(id, version, &patch));
            match save(change, ask(desk.person(id))).await {
                Err(failure) if failure.code() == Some(Code::InUse) => Ok::<_, Failure>(None),
                answer => answer.map(Some),
            }
        };
        self.form.send(request, move |saved| match saved {
            Some(Saved::Done(person)) => {
                self.learn(person, &PersonPatch::default());
                self.overtaken.set(false);
                toasts().done(t::people::saved());
            }
            Some(Saved::Overtaken(person)) => self.overtake(person, &edits),
            // Somebody must be able to settle things.
            None => self.form.complain("role", t::people::last_admin()),
        });
    }
}
