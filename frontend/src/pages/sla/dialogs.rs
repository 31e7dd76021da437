//! A new policy, another name, and what is asked before a policy is taken away.

use super::staging::replace;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::policy as words;
use crate::remote::Remote;
use crate::routes::{Route, go, leave_to};
use guichet_contract::sla::{NewSlaPolicy, SlaPolicy, SlaPolicyPatch};
use guichet_domain::ids::SlaPolicyId;
use guichet_domain::sla::{Conditions, Terms};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// What is asked.
#[derive(Clone, PartialEq)]
pub enum Asked {
    New,
    Rename(SlaPolicyId),
}

/// Open while something is asked. `like` gives the terms that a new policy begins with.
#[component]
pub fn PolicyDialogs(
    asked: RwSignal<Option<Asked>>,
    policies: Remote<Vec<SlaPolicy>>,
    #[prop(into)] like: Callback<(), Terms>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(Option::is_some)));
    let dialog = move || {
        let about = asked.get()?;
        let policy = match about {
            Asked::New => None,
            Asked::Rename(id) => {
                let all = policies.get_untracked()?;
                Some(all.into_iter().find(|policy| policy.id == id)?)
            }
        };
        let title = match &policy {
            Some(policy) => words::renaming::title(&policy.name),
            None => words::new().to_owned(),
        };
        Some(view! {
            <Dialog open=open title=title on_close=move || asked.set(None)>
                {naming(policies, open, policy.clone(), like)}
            </Dialog>
        })
    };
    dialog.into_any()
}

/// Names a new policy, or one that is known.
fn naming(
    policies: Remote<Vec<SlaPolicy>>,
    open: RwSignal<bool>,
    policy: Option<SlaPolicy>,
    like: Callback<(), Terms>,
) -> AnyView {
    let form = Form::new("policy");
    let is_new = policy.is_none();
    let name = RwSignal::new(
        policy
            .as_ref()
            .map_or_else(String::new, |one| one.name.clone()),
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, words::create::missing_name()) {
            return;
        }
        let given = name.get_untracked().trim().to_owned();
        match policy.clone() {
            None => {
                let terms = Terms {
                    conditions: Conditions::default(),
                    ..like.run(())
                };
                create(form, policies, given, false, terms, open);
            }
            Some(policy) => rename(form, policies, policy.id, given, open),
        }
    };
    let hint = is_new.then(|| words::create::hint().to_owned());
    let label = if is_new {
        words::create::action()
    } else {
        t::common::save()
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <TextField
                    name="name"
                    label=words::create::name()
                    hint=hint.unwrap_or_default()
                    value=name
                    form=form
                    required=true
                />
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=label busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}

/// Makes a policy, and shows it.
pub fn create(
    form: Form,
    policies: Remote<Vec<SlaPolicy>>,
    name: String,
    active: bool,
    terms: Terms,
    open: RwSignal<bool>,
) {
    let new = NewSlaPolicy {
        name,
        active: Some(active),
        terms,
    };
    form.send(
        async move { ask(client().create_sla_policy(&new)).await },
        move |policy: SlaPolicy| {
            open.set(false);
            toasts().done(words::create::done(&policy.name));
            let path = Route::Sla(Some(policy.id)).path();
            policies.update(|all| all.push(policy));
            go(&path);
        },
    );
}

fn rename(
    form: Form,
    policies: Remote<Vec<SlaPolicy>>,
    id: SlaPolicyId,
    name: String,
    open: RwSignal<bool>,
) {
    // The version on screen may have grown since the dialog was opened.
    let version = policies.with_untracked(|all| {
        let known = all.and_then(|all| all.iter().find(|policy| policy.id == id));
        known.map_or(0, |policy| policy.version)
    });
    let patch = SlaPolicyPatch {
        name: Some(name),
        ..SlaPolicyPatch::default()
    };
    let request = async move {
        save(
            ask(client().change_sla_policy(id, version, &patch)),
            ask(client().sla_policy(id)),
        )
        .await
    };
    form.send(request, move |saved| {
        let (policy, is_done) = match saved {
            Saved::Done(policy) => (policy, true),
            Saved::Overtaken(policy) => (policy, false),
        };
        policies.update(|all| replace(all, policy));
        if is_done {
            open.set(false);
            toasts().done(words::renaming::done());
        } else {
            form.complain("name", t::refusal::stale());
        }
    });
}

/// What is asked before a policy is taken away.
pub fn deletion(
    policies: Remote<Vec<SlaPolicy>>,
    policy: &SlaPolicy,
    asked: RwSignal<Option<Question>>,
) -> Question {
    let (id, version) = (policy.id, policy.version);
    let name = policy.name.clone();
    let act = move |form: Form| {
        let name = name.clone();
        let request = async move {
            let answer = ask(client().delete_sla_policy(id, version)).await;
            if answer.is_err() {
                policies.reload();
            }
            answer
        };
        form.send(request, move |()| {
            asked.set(None);
            toasts().done(words::deletion::done(&name));
            policies.update(|all| all.retain(|policy| policy.id != id));
            let here = window().location().pathname().unwrap_or_default();
            if here == Route::Sla(Some(id)).path() {
                leave_to(&Route::Sla(None).path());
            }
        });
    };
    Question {
        title: words::deletion::title(&policy.name),
        detail: words::deletion::detail().to_owned(),
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
