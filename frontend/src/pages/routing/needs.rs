//! Skills with their degree: of an agent, or asked for by a rule.

use crate::components::*;
use crate::directory::{plain_choice, search_among};
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::routing::skill as words;
use guichet_contract::routing::{Skill, SkillNeed};
use guichet_domain::ids::SkillId;
use leptos::prelude::*;

/// The degrees, from the least.
const DEGREES: [i32; 3] = [1, 2, 3];

/// The field and the list.
#[component]
pub fn Needs(
    #[prop(into)] label: String,
    chosen: RwSignal<Vec<SkillNeed>>,
    skills: Vec<Skill>,
    /// The degree that a skill begins with.
    degree: i32,
    form: Form,
) -> AnyView {
    let choices = skills
        .iter()
        .map(|skill| plain_choice(skill.id.0, skill.name.clone()))
        .collect();
    let found = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        if let Some(choice) = found.get() {
            let skill_id = SkillId(choice.id);
            chosen.update(|chosen| {
                if chosen.iter().all(|need| need.skill_id != skill_id) {
                    chosen.push(SkillNeed { skill_id, degree });
                }
            });
            form.forgive("skills");
            found.set(None);
        }
    });
    let skills = StoredValue::new(skills);
    let list_label = label.clone();
    view! {
        <div class="several">
            <Combobox
                name="skills"
                label=label
                placeholder=words::add()
                chosen=found
                search=search_among(choices)
                form=form
            />
            <ul class="chosen" aria-label=list_label>
                <For
                    each=move || chosen.get()
                    key=|need| need.skill_id
                    children=move |need| line(need, chosen, skills.with_value(|all| name(all, need.skill_id)))
                />
            </ul>
        </div>
    }
    .into_any()
}

fn line(need: SkillNeed, chosen: RwSignal<Vec<SkillNeed>>, name: String) -> AnyView {
    let id = need.skill_id;
    let options: Vec<AnyView> = DEGREES
        .into_iter()
        .map(|degree| {
            view! { <option value=degree selected=degree == need.degree>{degree_word(degree)}</option> }
                .into_any()
        })
        .collect();
    let choose = move |event| {
        if let Ok(degree) = event_target_value(&event).parse() {
            chosen.update(|all| {
                if let Some(need) = all.iter_mut().find(|need| need.skill_id == id) {
                    need.degree = degree;
                }
            });
        }
    };
    let (remove, degree_label) = (t::common::remove(&name), words::degree_of(&name));
    view! {
        <li class="row">
            <span class="grow">{name}</span>
            <select class="select sm" aria-label=degree_label on:change=choose>{options}</select>
            <IconButton
                icon=Icon::X
                label=remove
                class="sm"
                on_press=move || chosen.update(|all| all.retain(|need| need.skill_id != id))
            />
        </li>
    }
    .into_any()
}

fn name(skills: &[Skill], id: SkillId) -> String {
    let known = skills.iter().find(|skill| skill.id == id);
    known.map_or_else(|| "…".to_owned(), |skill| skill.name.clone())
}

/// A degree in a word.
pub fn degree_word(degree: i32) -> &'static str {
    match degree {
        ..=1 => words::degree::knows(),
        2 => words::degree::masters(),
        3.. => words::degree::expert(),
    }
}

/// Skills in a line: `VPN (expert), Téléphonie (connaît)`.
pub fn needs_words(needs: &[SkillNeed], skills: &[Skill]) -> String {
    let one = |need: &SkillNeed| {
        let degree = degree_word(need.degree).to_lowercase();
        format!("{} ({degree})", name(skills, need.skill_id))
    };
    needs.iter().map(one).collect::<Vec<_>>().join(", ")
}
