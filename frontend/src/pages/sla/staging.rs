//! The policy being edited: what is known, what is typed, and saving the difference.

use crate::access::{ask, client};
use crate::components::*;
use crate::edits;
use crate::form::Form;
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::sla::{SlaPolicy, SlaPolicyPatch};
use guichet_domain::ids::SlaPolicyId;
use guichet_domain::sla::Terms;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What is edited as one: an action when a promise is in danger.
const WHOLE: [&str; 2] = ["on_warning", "on_breach"];

/// The state of the page; copied into its parts.
#[derive(Clone, Copy)]
pub struct Staging {
    pub form: Form,
    pub terms: RwSignal<Terms>,
    pub active: RwSignal<bool>,
    pub overtaken: RwSignal<bool>,
    /// Grows when the fields show something else than what was typed.
    pub shown: RwSignal<u32>,
    base: RwSignal<Option<SlaPolicy>>,
    /// Fields in which something is typed that is not understood, and what to say of it.
    unsound: RwSignal<BTreeMap<String, &'static str>>,
}

impl Staging {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            form: Form::new("sla"),
            terms: RwSignal::new(Terms::default()),
            active: RwSignal::new(false),
            overtaken: RwSignal::new(false),
            shown: RwSignal::new(0),
            base: RwSignal::new(None),
            unsound: RwSignal::new(BTreeMap::new()),
        }
    }

    /// The policy as it is now. Of the one that is edited already, edits are kept.
    pub fn learn(self, policy: SlaPolicy) {
        let base = self.base.get_untracked();
        match base.filter(|base| base.id == policy.id) {
            Some(base) if base.version == policy.version => {}
            Some(base) => {
                let kept = edits::kept(&edited(&base), &self.mine(), &edited(&policy), &WHOLE);
                self.base.set(Some(policy));
                self.put(kept);
            }
            None => {
                self.base.set(Some(policy));
                self.cancel();
            }
        }
    }

    /// Takes all edits back.
    pub fn cancel(self) {
        if let Some(base) = self.base.get_untracked() {
            self.put(edited(&base));
        }
        self.overtaken.set(false);
        self.unsound.set(BTreeMap::new());
        self.form.forgive_all();
        self.shown.update(|shown| *shown = shown.wrapping_add(1));
    }

    fn put(self, edited: SlaPolicyPatch) {
        if let Some(terms) = edited.terms {
            self.terms.set(terms);
        }
        self.active.set(edited.active.unwrap_or_default());
    }

    /// All that is edited, as it stands on the page.
    fn mine(self) -> SlaPolicyPatch {
        SlaPolicyPatch {
            name: None,
            active: Some(self.active.get()),
            terms: Some(self.terms.get()),
        }
    }

    /// Which policy it is, and in which version it was last read.
    pub fn standing(self) -> Option<(SlaPolicyId, i64)> {
        self.base
            .with(|base| base.as_ref().map(|base| (base.id, base.version)))
    }

    /// How many values are changed.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            let Some(base) = self.base.get() else {
                return 0;
            };
            let mut names = edits::changed(&edited(&base), &self.mine(), &WHOLE);
            self.unsound
                .with(|unsound| names.extend(unsound.keys().cloned()));
            names.sort_unstable();
            names.dedup();
            names.len()
        })
    }

    /// Whether everything that is typed is understood.
    pub fn is_sound(self) -> bool {
        self.unsound.with(BTreeMap::is_empty)
    }

    /// Whether what is typed in a field is understood.
    pub fn knows(self, name: &str) -> bool {
        self.unsound
            .with_untracked(|unsound| !unsound.contains_key(name))
    }

    /// What is typed in a field is understood.
    pub fn understands(self, name: &str) {
        if self
            .unsound
            .with_untracked(|unsound| unsound.contains_key(name))
        {
            self.unsound.update(|unsound| _ = unsound.remove(name));
        }
        self.form.forgive(name);
    }

    /// What is typed in a field is not understood.
    pub fn wonders(self, name: &str, words: &'static str) {
        self.unsound
            .update(|unsound| _ = unsound.insert(name.to_owned(), words));
    }

    /// Saves the edits, unless something is not understood.
    pub fn store(self, policies: Remote<Vec<SlaPolicy>>) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        let unsound = self.unsound.get_untracked();
        for (name, words) in &unsound {
            self.form.complain(name, words);
        }
        if !unsound.is_empty() {
            return;
        }
        let (mine, before) = (untrack(|| self.mine()), edited(&base));
        let patch = SlaPolicyPatch {
            name: None,
            active: mine.active.filter(|active| before.active != Some(*active)),
            terms: mine
                .terms
                .clone()
                .filter(|terms| before.terms.as_ref() != Some(terms)),
        };
        let request = async move {
            save(
                ask(client().change_sla_policy(base.id, base.version, &patch)),
                ask(client().sla_policy(base.id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(policy) => {
                // What was typed meanwhile stays.
                if untrack(|| self.mine()) == mine {
                    self.base.set(Some(policy.clone()));
                    self.cancel();
                } else {
                    self.learn(policy.clone());
                    self.overtaken.set(false);
                }
                policies.update(|all| replace(all, policy));
                toasts().done(t::policy::saved());
            }
            Saved::Overtaken(policy) => {
                self.learn(policy.clone());
                self.overtaken.set(true);
                policies.update(|all| replace(all, policy));
            }
        });
    }
}

/// What can be edited of a policy here.
fn edited(policy: &SlaPolicy) -> SlaPolicyPatch {
    SlaPolicyPatch {
        name: None,
        active: Some(policy.active),
        terms: Some(policy.terms.clone()),
    }
}

/// Puts a policy in the place of its former state.
pub fn replace(all: &mut [SlaPolicy], policy: SlaPolicy) {
    if let Some(known) = all.iter_mut().find(|known| known.id == policy.id) {
        *known = policy;
    }
}
