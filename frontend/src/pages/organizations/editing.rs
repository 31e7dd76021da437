//! An organization being edited: what is known, what is typed, and saving the difference.

use crate::access::{ask, client};
use crate::components::*;
use crate::directory::given;
use crate::form::Form;
use crate::i18n::t;
use guichet_contract::organization::{Organization, OrganizationPatch};
use leptos::prelude::*;

/// The state of the page; copied into its parts.
#[derive(Clone, Copy)]
pub struct Editing {
    pub form: Form,
    pub name: RwSignal<String>,
    pub notes: RwSignal<String>,
    pub sharing: RwSignal<String>,
    /// The organization as last read; `None` until then.
    pub base: RwSignal<Option<Organization>>,
    pub overtaken: RwSignal<bool>,
}

impl Editing {
    /// Nothing is known yet.
    pub fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            form: Form::new("organization"),
            name: text(),
            notes: text(),
            sharing: text(),
            base: RwSignal::new(None),
            overtaken: RwSignal::new(false),
        }
    }

    /// The organization as the server knows it now, except what `edits` change.
    pub fn learn(self, organization: Organization, edits: &OrganizationPatch) {
        if edits.name.is_none() {
            self.name.set(organization.name.clone());
        }
        if edits.notes.is_none() {
            self.notes
                .set(organization.notes.clone().unwrap_or_default());
        }
        if edits.sharing.is_none() {
            self.sharing.set(organization.sharing.to_string());
        }
        self.base.set(Some(organization));
    }

    fn patch(self) -> OrganizationPatch {
        let (name, notes, sharing) = (
            self.name.get(),
            given(&self.notes.get()),
            self.sharing.get(),
        );
        self.base.with(|base| match base {
            None => OrganizationPatch::default(),
            Some(base) => OrganizationPatch {
                name: Some(name.trim().to_owned()).filter(|name| *name != base.name),
                notes: Some(notes).filter(|notes| *notes != base.notes),
                sharing: sharing.parse().ok().filter(|mode| *mode != base.sharing),
            },
        })
    }

    /// How many fields are changed.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            let OrganizationPatch {
                name,
                notes,
                sharing,
            } = self.patch();
            usize::from(name.is_some())
                + usize::from(notes.is_some())
                + usize::from(sharing.is_some())
        })
    }

    /// Takes all edits back.
    pub fn cancel(self) {
        if let Some(base) = self.base.get_untracked() {
            self.learn(base, &OrganizationPatch::default());
        }
        self.overtaken.set(false);
    }

    /// Saves them.
    pub fn store(self) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        if !self
            .form
            .require("name", self.name, t::organization::missing_name())
        {
            return;
        }
        let edits = untrack(|| self.patch());
        let patch = edits.clone();
        let request = async move {
            save(
                ask(client().change_organization(base.id, base.version, &patch)),
                ask(client().organization(base.id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(organization) => {
                self.learn(organization, &OrganizationPatch::default());
                self.overtaken.set(false);
                toasts().done(t::organization::saved());
            }
            Saved::Overtaken(organization) => {
                self.learn(organization, &edits);
                self.overtaken.set(true);
            }
        });
    }
}
