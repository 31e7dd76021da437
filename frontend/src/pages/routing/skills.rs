//! The skills that rules ask for and agents have.

use super::skill_dialog::{Edited, SkillDialog};
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::routing::skill as words;
use crate::remote::Remote;
use guichet_contract::routing::Skill;
use leptos::prelude::*;
use std::sync::Arc;

/// The list.
#[component]
pub fn Skills(
    /// Grows when a new one is wanted.
    begun: RwSignal<u32>,
) -> AnyView {
    let skills = Remote::new(|| async { Ok(ask(client().skills()).await?.items) });
    let edited = RwSignal::new(None::<Edited>);
    let deleted = RwSignal::new(None::<Question>);
    Effect::new(move |_| {
        if begun.get() > 0 {
            edited.set(Some(Edited::New));
        }
    });
    view! {
        <section class="card" aria-label=words::caption()>
            <p class="cc sub">{words::intro()}</p>
            {skills.view(move |all| table(all, skills, edited, deleted))}
        </section>
        <SkillDialog edited=edited skills=skills />
        <Confirm asked=deleted />
    }
    .into_any()
}

fn table(
    all: Vec<Skill>,
    skills: Remote<Vec<Skill>>,
    edited: RwSignal<Option<Edited>>,
    deleted: RwSignal<Option<Question>>,
) -> AnyView {
    if all.is_empty() {
        return view! { <Empty icon=Icon::ListTree title=words::first() detail=words::first_detail() /> }
            .into_any();
    }
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|skill| row(skill, skills, edited, deleted))
        .collect();
    view! {
        <table class="dt plist">
            <caption class="sr">{words::caption()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::name()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    skill: Skill,
    skills: Remote<Vec<Skill>>,
    edited: RwSignal<Option<Edited>>,
    deleted: RwSignal<Option<Question>>,
) -> AnyView {
    let name = skill.name.clone();
    let (rename, delete) = (words::rename(&name), words::delete(&name));
    let taken = skill.clone();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="n">
                <IconButton
                    icon=Icon::PencilLine
                    label=rename
                    class="sm"
                    on_press=move || edited.set(Some(Edited::Known(skill.clone())))
                />
                <IconButton
                    icon=Icon::Trash2
                    label=delete
                    class="sm"
                    on_press=move || deleted.set(Some(deletion(skills, &taken, deleted)))
                />
            </td>
        </tr>
    }
    .into_any()
}

fn deletion(
    skills: Remote<Vec<Skill>>,
    skill: &Skill,
    deleted: RwSignal<Option<Question>>,
) -> Question {
    let (id, version, name) = (skill.id, skill.version, skill.name.clone());
    let act = move |form: Form| {
        let name = name.clone();
        let request = async move {
            let answer = ask(client().delete_skill(id, version)).await;
            if answer.is_err() {
                skills.reload();
            }
            answer
        };
        form.send(request, move |()| {
            deleted.set(None);
            skills.update(|all| all.retain(|skill| skill.id != id));
            toasts().done(words::deletion::done(&name));
        });
    };
    Question {
        title: words::deletion::title(&skill.name),
        detail: words::deletion::detail().to_owned(),
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
