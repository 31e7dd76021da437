//! A skill, new or renamed.

use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::routing::skill as words;
use crate::remote::Remote;
use guichet_contract::routing::{NewSkill, Skill, SkillPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    New,
    Known(Skill),
}

/// Open while something is edited.
#[component]
pub fn SkillDialog(edited: RwSignal<Option<Edited>>, skills: Remote<Vec<Skill>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New => words::new().to_owned(),
                Edited::Known(skill) => words::rename(&skill.name),
            };
            view! {
                <Dialog open=open title=title on_close=move || edited.set(None)>
                    {inside(about.clone(), open, skills)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

fn inside(about: Edited, open: RwSignal<bool>, skills: Remote<Vec<Skill>>) -> AnyView {
    let form = Form::new("skill");
    let known = match about {
        Edited::New => None,
        Edited::Known(skill) => Some(skill),
    };
    let name = RwSignal::new(
        known
            .as_ref()
            .map_or_else(String::new, |one| one.name.clone()),
    );
    let label = if known.is_some() {
        t::common::save()
    } else {
        words::create()
    };
    let done = move |words: String| {
        open.set(false);
        skills.reload();
        toasts().done(words);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, words::missing_name()) {
            return;
        }
        let given = name.get_untracked().trim().to_owned();
        match &known {
            None => {
                let new = NewSkill { name: given };
                form.send(
                    async move { ask(client().add_skill(&new)).await },
                    move |skill: Skill| done(words::created(&skill.name)),
                );
            }
            Some(skill) => {
                let id = skill.id;
                // The version on screen may have grown since the dialog was opened.
                let version = skills.with_untracked(|all| {
                    let known = all.and_then(|all| all.iter().find(|known| known.id == id));
                    known.map_or(skill.version, |known| known.version)
                });
                let patch = SkillPatch { name: Some(given) };
                let request = async move {
                    let answer = ask(client().change_skill(id, version, &patch)).await;
                    if answer.is_err() {
                        skills.reload();
                    }
                    answer
                };
                form.send(request, move |_| done(words::renamed().to_owned()));
            }
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <TextField name="name" label=words::field() value=name form=form required=true />
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
